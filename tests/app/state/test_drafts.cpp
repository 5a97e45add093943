#include "state/drafts.h"

#include <doctest/doctest.h>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("another system keeps the numbers that the user changed and nothing else") {
    const Catalog catalog = test::sample_catalog();
    RunConfig old = preset(catalog, "undercomplete", "fashion_mnist");
    old.set("code.width", std::int64_t(16));
    old.set("optimizer.learning_rate", 0.005);
    const RunConfig fresh =
        exchanged(catalog, old, DataKind::images, "vae", *find(catalog.datasets, "sprites"));
    CHECK(fresh.integer("code.width") == 16);
    CHECK(fresh.number("optimizer.learning_rate") == doctest::Approx(0.005));
    CHECK(fresh.text("system") == "vae");
    CHECK(fresh.text("data") == "sprites");
    CHECK(fresh.text("reconstruction") == "bce");
    CHECK(fresh.text("code.kind") == "gaussian");
    CHECK(fresh.integer("batch_size") == 128);
    CHECK(validate(catalog, fresh).empty());
}

TEST_CASE("a number that the new system has no use for is left behind") {
    const Catalog catalog = test::sample_catalog();
    RunConfig old = preset(catalog, "vae", "fashion_mnist");
    old.set("terms.kl_prior.weight", 4.0);
    const RunConfig fresh = exchanged(catalog, old, DataKind::images, "undercomplete",
                                      *find(catalog.datasets, "fashion_mnist"));
    CHECK_FALSE(fresh.has("terms.kl_prior.weight"));
    CHECK(validate(catalog, fresh).empty());
}

TEST_CASE("edits are set with kinds first, and those of a part that is gone are dropped") {
    const Catalog catalog = test::sample_catalog();
    const RunConfig config = preset(catalog, "undercomplete", "fashion_mnist");
    const RunConfig next = with_edits(catalog, config,
                                      {{"optimizer.kind", std::string("sgd")},
                                       {"optimizer.nesterov", true},
                                       {"architecture.kind", std::string("linear")},
                                       {"architecture.encoder", Widths{64}}});
    CHECK(next.text("optimizer.kind") == "sgd");
    CHECK(next.flag("optimizer.nesterov"));
    CHECK(next.text("architecture.kind") == "linear");
    CHECK_FALSE(next.has("architecture.encoder"));
    CHECK(validate(catalog, next).empty());
}

TEST_CASE("a sent value is shown until the run says the same, or until it has taken too long") {
    const Catalog catalog = test::sample_catalog();
    RunConfig config = preset(catalog, "vae", "fashion_mnist");
    RunView view;
    const std::string path = "terms.kl_prior.weight";
    view.sent[path] = {4.0, 10};
    CHECK(to_text(shown_value(view, config, path, 0.0)) == "4");
    forget_arrived(view, config, 9);
    CHECK(view.sent.size() == 1);
    config.set(path, 4.0);
    forget_arrived(view, config, 9);
    CHECK(view.sent.empty());

    view.sent[path] = {8.0, 10};
    forget_arrived(view, config, 11);
    CHECK(to_text(shown_value(view, config, path, 0.0)) == "4");
}

TEST_CASE("a term that was taken out goes with its parameters, and can be had again") {
    const Catalog catalog = test::sample_catalog();
    const RunConfig config = preset(catalog, "vae", "fashion_mnist");
    const RunConfig next = with_edits(catalog, config, {}, {"kl_prior"});
    CHECK(next.terms().empty());
    CHECK_FALSE(next.has("terms.kl_prior.warm_up"));
    CHECK(validate(catalog, next).empty());
    CHECK(with_edits(catalog, config, {}, {}) == config);
}

TEST_CASE("a config is made to fit data that are no probabilities, and says what it exchanged") {
    const Catalog catalog = test::sample_catalog();
    const DatasetInfo& roll = *find(catalog.datasets, "swiss_roll");
    const DatasetInfo& fashion = *find(catalog.datasets, "fashion_mnist");
    RunConfig config = preset(catalog, "undercomplete", "swiss_roll");
    CHECK(fitted_to(catalog, config, roll).changed.empty());
    config = preset(catalog, "undercomplete", "fashion_mnist");
    config.set("reconstruction", std::string("bce"));
    const Fitted fitted = fitted_to(catalog, config, roll);
    CHECK(fitted.problem.empty());
    CHECK_FALSE(fitted.changed.empty());
    CHECK(fitted.config.text("reconstruction") == "mse");
    CHECK(fitted.config.text("output.kind") == "linear");
    CHECK(fitted_to(catalog, config, fashion).changed.empty());
    CHECK_FALSE(fitted_to(catalog, preset(catalog, "vae", "swiss_roll"), roll).problem.empty());
}

TEST_CASE("for a kind of data, what is made for it is offered before what merely takes it") {
    const Catalog catalog = test::sample_catalog();
    const auto systems = systems_for(catalog, *find(catalog.datasets, "waves"), "vae");
    REQUIRE(systems.size() == 1);
    CHECK(systems[0]->id == "recurrent");
    for (const SystemInfo* system :
         systems_for(catalog, *find(catalog.datasets, "fashion_mnist"), "vae"))
        CHECK(system->accepts_kind(DataKind::images));
    CHECK(systems_for(catalog, *find(catalog.datasets, "fashion_mnist"), "vae")[0]->id == "vae");
}

namespace {

// A file of one's own, which no catalog lists.
DatasetInfo own_points() {
    DatasetInfo data = *find(test::sample_catalog().datasets, "swiss_roll");
    data.id = "/home/me/points.csv";
    return data;
}

}  // namespace

TEST_CASE("on a file of points the system's parts for points are nobody's edits") {
    const Catalog catalog = test::sample_catalog();
    const DatasetInfo own = own_points();
    const DatasetInfo& fashion = *find(catalog.datasets, "fashion_mnist");
    RunConfig config = preset(catalog, "undercomplete", own.id, own.kind);
    CHECK(config.text("output.kind") == "linear");
    CHECK(untouched(catalog, config, DataKind::points) == config);

    config.set("batch_size", std::int64_t(32));
    // Its kind known, or not yet (a run that is still loading).
    for (const auto kind : {std::optional<DataKind>(DataKind::points), std::optional<DataKind>()}) {
        const RunConfig on_images = exchanged(catalog, config, kind, "undercomplete", fashion);
        CHECK(to_text(on_images.at("architecture.encoder")) == "512,256");
        CHECK(on_images.text("output.kind") == "sigmoid");
        CHECK(on_images.integer("batch_size") == 32);
    }
    const RunConfig back =
        exchanged(catalog, exchanged(catalog, config, DataKind::points, "undercomplete", fashion),
                  DataKind::images, "undercomplete", own);
    CHECK(back == config);
}

TEST_CASE("a dropped file of another kind takes the system's parts for it") {
    const Catalog catalog = test::sample_catalog();
    RunConfig config = preset(catalog, "undercomplete", "fashion_mnist");
    config.set("batch_size", std::int64_t(32));
    const Fitted points = on_other_data(catalog, config, DataKind::images, own_points());
    CHECK(points.problem.empty());
    CHECK(points.changed.empty());
    CHECK(points.config.text("data") == "/home/me/points.csv");
    CHECK(points.config.text("output.kind") == "linear");
    CHECK(to_text(points.config.at("architecture.encoder")) == "64,64");
    CHECK(points.config.integer("batch_size") == 32);

    // One of the same kind takes the net as it is, kinds included.
    DatasetInfo pictures = catalog.datasets[0];
    pictures.id = "/home/me/pictures";
    set_from_text(catalog, config, "optimizer.kind", "sgd");
    const Fitted same = on_other_data(catalog, config, DataKind::images, pictures);
    CHECK(same.problem.empty());
    CHECK(same.config.text("optimizer.kind") == "sgd");
}

TEST_CASE("the kind of a run's data is known from the run or from the catalog, not from a path") {
    const Catalog catalog = test::sample_catalog();
    Snapshot run = test::numbers_snapshot("swiss_roll");
    CHECK((kind_of_data(catalog, run) == DataKind::points));
    run.data = nullptr;  // loading
    CHECK((kind_of_data(catalog, run) == DataKind::points));
    RunConfig config = *run.config;
    config.set("data", std::string("/home/me/points.csv"));
    run.config = std::make_shared<RunConfig>(config);
    CHECK_FALSE(kind_of_data(catalog, run).has_value());
}
