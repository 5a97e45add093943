#include "latent/run_config.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "catalog/catalog_builder.h"
#include "latent/catalog.h"
#include "latent/json.h"

using namespace latent;

namespace {

bool mentions(const std::vector<Problem>& problems, const std::string& words) {
    for (const Problem& problem : problems)
        if (problem.sentence.find(words) != std::string::npos) return true;
    return false;
}

// The sentence of the exception that `action` throws; "" when it throws none.
template <class Action>
std::string sentence_of(Action action) {
    try {
        action();
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("every system is a config without problems, and so it stays through JSON") {
    const Catalog catalog = build_catalog();
    REQUIRE(catalog.systems.size() >= 2);
    for (const SystemInfo& system : catalog.systems) {
        CAPTURE(system.id);
        const RunConfig config = preset(catalog, system.id, "fashion_mnist");
        for (const Problem& problem : validate(catalog, config)) FAIL_CHECK(problem.sentence);
        CHECK(config_from_json(catalog, to_json(config)) == config);
        CHECK_FALSE(system.teaches.empty());
        CHECK_FALSE(system.paper.empty());
        CHECK_FALSE(system.accepts.empty());
    }
}

TEST_CASE("every parameter of every part can be set from the text of its default") {
    const Catalog catalog = build_catalog();
    for (const SystemInfo& system : catalog.systems) {
        RunConfig config = preset(catalog, system.id, "fashion_mnist");
        for (const auto& [path, spec] : specs_of(catalog, config)) {
            CAPTURE(path);
            const ParamValue before = config.at(path);
            set_from_text(catalog, config, path, to_text(before));
            CHECK(config.at(path) == before);
            CHECK_FALSE(spec.label.empty());
            CHECK_FALSE(spec.help.empty());
        }
    }
}

TEST_CASE("a misspelt system, setting or term is answered with the nearest name") {
    const Catalog catalog = build_catalog();
    CHECK(sentence_of([&] {
              preset(catalog, "undrcomplete", "sprites");
          }).find("'undercomplete'") != std::string::npos);
    RunConfig config = preset(catalog, "vae", "fashion_mnist");
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "code.widht", "3");
          }).find("'code.width'") != std::string::npos);
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "terms.kl_prio.weight", "3");
          }).find("'kl_prior'") != std::string::npos);
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "optimizer.kind", "adan");
          }).find("'adam'") != std::string::npos);
}

TEST_CASE("values of the wrong kind or out of range are refused with the range") {
    const Catalog catalog = build_catalog();
    RunConfig config = preset(catalog, "vae", "fashion_mnist");
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "code.width", "0");
          }).find("1 to 4096") != std::string::npos);
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "code.width", "two");
          }).find("whole number") != std::string::npos);
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "optimizer.learning_rate", "nan");
          }).find("a number") != std::string::npos);
    CHECK(sentence_of([&] {
              set_from_text(catalog, config, "architecture.encoder", "512,,256");
          }).find("512,256") != std::string::npos);
    CHECK(config ==
          preset(catalog, "vae", "fashion_mnist"));  // nothing was changed by the refusals
}

TEST_CASE("setting a kind drops the old parameters and brings the new one's defaults") {
    const Catalog catalog = build_catalog();
    RunConfig config = preset(catalog, "undercomplete", "fashion_mnist");
    set_from_text(catalog, config, "optimizer.learning_rate", "0.01");
    set_from_text(catalog, config, "optimizer.kind", "rmsprop");
    CHECK_FALSE(config.has("optimizer.beta1"));
    CHECK(config.number("optimizer.alpha") == doctest::Approx(0.99));
    CHECK(config.number("optimizer.learning_rate") ==
          doctest::Approx(0.01));  // shared by name: the user's number stays
    CHECK(validate(catalog, config).empty());
}

TEST_CASE("a term can be added by its weight, and one that needs a gaussian code says so") {
    const Catalog catalog = build_catalog();
    RunConfig config = preset(catalog, "undercomplete", "fashion_mnist");
    set_from_text(catalog, config, "terms.kl_prior.weight", "4");
    CHECK(config.terms() == std::vector<std::string>{"kl_prior"});
    CHECK(
        mentions(validate(catalog, config), "needs a code with a posterior (code.kind gaussian)"));
    set_from_text(catalog, config, "code.kind", "gaussian");
    CHECK(validate(catalog, config).empty());
}

TEST_CASE("validation lists every problem, not only the first") {
    const Catalog catalog = build_catalog();
    RunConfig config = preset(catalog, "vae", "fashion_mnist");
    config.set("code.width", std::int64_t(-1));
    config.set("batch_size", std::string("many"));
    config.set("batchsize", std::int64_t(3));
    const auto problems = validate(catalog, config);
    CHECK(problems.size() == 3);
    CHECK(mentions(problems, "1 to 4096"));
    CHECK(mentions(problems, "batch size is 'many'"));
    CHECK(mentions(problems, "Did you mean 'batch_size'?"));
}

TEST_CASE("what differs between two configs is a list of paths") {
    const Catalog catalog = build_catalog();
    const RunConfig a = preset(catalog, "undercomplete", "fashion_mnist");
    RunConfig b = a;
    b.set("code.width", std::int64_t(8));
    CHECK(differences(a, b) == std::vector<std::string>{"code.width"});
    CHECK(differences(a, a).empty());
}

TEST_CASE(
    "a config that is no JSON, of another version or with a wrong kind of value is refused in a "
    "sentence") {
    const Catalog catalog = build_catalog();
    CHECK(sentence_of([&] { config_from_json(catalog, "{\"code\": "); }).find("not JSON") !=
          std::string::npos);
    CHECK(sentence_of([&] { config_from_json(catalog, "[]"); }).find("not a JSON object") !=
          std::string::npos);
    CHECK(sentence_of([&] { config_from_json(catalog, "{\"version\": 99}"); }).find("version 99") !=
          std::string::npos);
    const RunConfig odd = config_from_json(
        catalog,
        "{\"data\": \"sprites\", \"cod\": {\"width\": 3}, \"code\": {\"width\": \"wide\"}, "
        "\"batch_size\": 0, \"seed\": null, "
        "\"optimizer\": {\"kind\": \"adm\"}, \"architecture\": {\"encoder\": [1, 2.5]}}");
    const auto problems = validate(catalog, with_defaults(catalog, odd));
    for (const char* words : {"'cod.width'", "code width k is 'wide'", "batch size is '0'",
                              "seed is 'null'", "'adm'", "hidden widths is '[1,2.5]'"}) {
        CAPTURE(words);
        CHECK(mentions(problems, words));
    }
}

TEST_CASE("reading a path of another kind names the path") {
    RunConfig config;
    config.set("code.width", std::int64_t(2));
    CHECK(config.number("code.width") == 2);
    CHECK_THROWS_AS(config.text("code.width"), std::invalid_argument);
    CHECK_THROWS_AS(config.at("code.kind"), std::out_of_range);
}

TEST_CASE("what a system wants of its data is told from the data's description alone") {
    const Catalog catalog = build_catalog();
    DatasetInfo images, points;
    images.label = points.label = "Mine";
    images.shape = {1, 28, 28};
    points.kind = DataKind::points;
    points.shape = {1, 1, 3};
    points.low = -2;
    points.high = 2;

    const RunConfig conv = preset(catalog, "conv", "mine");
    CHECK(validate_for(catalog, conv, images).empty());
    CHECK(
        mentions(validate_for(catalog, conv, points), "is made for images, and Mine holds points"));

    RunConfig own = conv;  // the architecture refuses by itself, whatever the config calls itself
    own.erase("system");
    CHECK(
        mentions(validate_for(catalog, own, points), "The architecture 'conv' is made for images"));

    const RunConfig supervised = preset(catalog, "supervised", "mine");
    CHECK(mentions(validate_for(catalog, supervised, images), "has none"));
    images.class_names = {"a", "b"};
    CHECK(validate_for(catalog, supervised, images).empty());

    // A term that reads probabilities refuses values outside [0, 1], and a linear output.
    RunConfig vae = preset(catalog, "vae", "mine", DataKind::points);
    CHECK(validate_for(catalog, vae, points).empty());
    set_from_text(catalog, vae, "reconstruction", "bce");
    CHECK(mentions(validate(catalog, vae), "output.kind sigmoid"));
    set_from_text(catalog, vae, "output.kind", "sigmoid");
    CHECK(validate(catalog, vae).empty());
    CHECK(mentions(validate_for(catalog, vae, points), "leave [0, 1]"));
}

TEST_CASE("a system brings other parts on other kinds of data, where it says so") {
    const Catalog catalog = build_catalog();
    const RunConfig on_images = preset(catalog, "undercomplete", "mine"),
                    on_points = preset(catalog, "undercomplete", "mine", DataKind::points);
    CHECK(on_images.text("reconstruction") == "bce");
    CHECK(on_points.text("reconstruction") == "mse");
    CHECK(on_points.text("output.kind") == "linear");
    CHECK(on_points.integer("code.width") == on_images.integer("code.width"));
    CHECK(preset(catalog, "undercomplete", "swiss_roll").text("reconstruction") == "mse");
}
