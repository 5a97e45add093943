// Sweeps as values: which runs they are, what they are called and what they have in common.
#include "latent/sweep.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "latent/engine.h"
#include "support/small_config.h"

using namespace latent;

namespace {

RunConfig base_config() {
    RunConfig config = preset(test::catalog(), "undercomplete", "fashion_mnist");
    config.set("epochs", std::int64_t(3));
    config.set("seed", std::int64_t(7));
    return config;
}

SweepAxis axis(const std::string& text) {
    return axis_from_text(test::catalog(), base_config(), text);
}

std::vector<std::string> values_of(const std::string& text) {
    std::vector<std::string> values;
    for (const ParamValue& value : axis(text).values) values.push_back(to_text(value));
    return values;
}

std::vector<SweepRun> runs_over(const std::vector<std::string>& texts) {
    std::vector<SweepAxis> axes;
    for (const std::string& text : texts) axes.push_back(axis(text));
    return expand(test::catalog(), base_config(), axes);
}

template <class Action>
std::string refusal_of(Action action) {
    try {
        action();
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

using Words = std::vector<std::string>;

std::vector<std::string> names(const std::vector<RunConfig>& configs) {
    std::vector<const RunConfig*> pointers;
    for (const RunConfig& config : configs) pointers.push_back(&config);
    return names_of(test::catalog(), pointers);
}

}  // namespace

TEST_CASE("a sweep is every combination, the last axis varying fastest") {
    const auto runs = runs_over({"code.width=1,8", "seed=0,1,2"});
    REQUIRE(runs.size() == 6);
    CHECK(runs[0].name == "width 1, seed 0");
    CHECK(runs[1].name == "width 1, seed 1");
    CHECK(runs[5].name == "width 8, seed 2");
    CHECK(runs[4].folder == "code.width=8,seed=1");
    CHECK(runs[4].config.integer("code.width") == 8);
    CHECK(runs[4].config.integer("seed") == 1);
    CHECK(runs[4].config.integer("epochs") == 3);
    for (const SweepRun& run : runs) CHECK(validate(test::catalog(), run.config).empty());
}

TEST_CASE("values are listed with commas, doubled from A to B, or counted from 0") {
    CHECK(values_of("code.width=4,1,4,2") == Words{"4", "1", "2"});
    CHECK(values_of("code.width=1..64") == Words{"1", "2", "4", "8", "16", "32", "64"});
    CHECK(values_of("code.width=3..10") == Words{"3", "6", "10"});
    CHECK(values_of("seed=0..3") == Words{"0", "1", "2", "3"});
    CHECK(values_of("optimizer.learning_rate=1e-3,0.01") == Words{"0.001", "0.01"});
    CHECK(values_of("architecture.encoder=256,128;512") == Words{"256,128", "512"});
    CHECK(values_of("architecture.encoder=256,128") == Words{"256,128"});
    CHECK(values_of("system=vae,undercomplete") == Words{"vae", "undercomplete"});
}

TEST_CASE("what cannot be swept over is refused in a sentence") {
    CHECK(refusal_of([] { axis("code.width"); }).find("path=value") != std::string::npos);
    CHECK(refusal_of([] { axis("code.wdith=1,2"); }).find("code.width") != std::string::npos);
    CHECK(refusal_of([] { axis("code.width=1,,2"); }).find("empty") != std::string::npos);
    CHECK(refusal_of([] { axis("code.width=8..2"); }).find("backwards") != std::string::npos);
    CHECK(refusal_of([] { axis("code.width=0,2"); }).find("4096") != std::string::npos);
    CHECK(refusal_of([] { axis("system=vea"); }).find("'vae'") != std::string::npos);
    const auto over = [](std::vector<SweepAxis> axes) {
        return refusal_of([&] { expand(test::catalog(), base_config(), axes); });
    };
    CHECK(over({{"code.width", {}}}).find("no values") != std::string::npos);
    CHECK(over({axis("seed=1,2"), axis("seed=3")}).find("twice") != std::string::npos);
    CHECK(over({{"no.such", {std::int64_t(1)}}}).find("no.such") != std::string::npos);
    CHECK(over({axis("seed=0..99"), axis("code.width=1..1024")}).find("1,000") !=
          std::string::npos);
}

TEST_CASE("a run that cannot be is named with its problem, and so is every other") {
    SweepAxis widths{"code.width", {std::int64_t(2), std::int64_t(0), std::int64_t(9999)}};
    try {
        expand(test::catalog(), base_config(), {widths, axis("seed=0,1")});
        FAIL("nothing was refused");
    } catch (const InvalidConfig& invalid) {
        REQUIRE(invalid.problems().size() == 4);
        CHECK(invalid.problems()[0].sentence.find("width 0, seed 0: ") == 0);
        CHECK(invalid.problems()[3].sentence.find("width 9999, seed 1: ") == 0);
    }
}

TEST_CASE("a sweep over seeds orders batches by one seed, which does not depend on the list") {
    for (const auto& list : {"seed=0,1,2", "seed=2,5"})
        for (const SweepRun& run : runs_over({list}))
            CHECK(run.config.integer("batch_seed") == 7);  // the base's
    for (const SweepRun& run : runs_over({"code.width=1,2"}))
        CHECK(run.config.integer("batch_seed") == -1);  // of equal seeds the order is equal anyway
    RunConfig base = base_config();
    base.set("batch_seed", std::int64_t(3));
    for (const SweepRun& run : expand(test::catalog(), base, {axis("seed=0,1")}))
        CHECK(run.config.integer("batch_seed") == 3);
    std::set<std::int64_t> orders;
    for (const SweepRun& run : runs_over({"seed=0,1", "batch_seed=4,5"}))
        orders.insert(run.config.integer("batch_seed"));
    CHECK(orders == std::set<std::int64_t>{4, 5});
}

TEST_CASE("another system brings its parts and keeps what the user settled") {
    RunConfig base = base_config();
    base.set("code.width", std::int64_t(12));
    base.set("optimizer.learning_rate", 0.0005);
    base.set("batch_size", std::int64_t(64));
    const auto runs = expand(test::catalog(), base, {axis("system=undercomplete,vae,sparse_l1")});
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].config == base);
    for (const SweepRun& run : runs) {
        CHECK(run.config.integer("code.width") == 12);
        CHECK(run.config.integer("seed") == 7);
        CHECK(run.config.integer("epochs") == 3);
        CHECK(run.config.integer("batch_size") == 64);
        CHECK(run.config.number("optimizer.learning_rate") == 0.0005);
        CHECK(run.config.text("data") == "fashion_mnist");
    }
    CHECK(runs[1].config.text("system") == "vae");
    CHECK(runs[1].config.text("code.kind") == "gaussian");
    CHECK(runs[1].config.has("terms.kl_prior.weight"));
    CHECK(runs[1].folder == "system=vae");
    // A width that nobody chose is the system's own.
    const auto plain = expand(test::catalog(), base_config(), {axis("system=vae,overcomplete")});
    CHECK(plain[1].config.at("code.width") ==
          preset(test::catalog(), "overcomplete", "fashion_mnist").at("code.width"));
}

TEST_CASE("every pair of systems makes a sweep on data that both accept") {
    for (const SystemInfo& system : test::catalog().systems) {
        CAPTURE(system.id);
        SweepAxis both{"system", {std::string("undercomplete"), system.id}};
        if (system.id != "undercomplete")
            CHECK(expand(test::catalog(), base_config(), {both}).size() == 2);
    }
}

TEST_CASE("a kind may be varied together with a parameter that only one of them has") {
    SweepAxis weights{"terms.kl_prior.weight", {0.5, 4.0}};
    SweepAxis codes{"code.kind", {std::string("gaussian")}};
    const auto runs = expand(test::catalog(), base_config(), {weights, codes});
    REQUIRE(runs.size() == 2);
    CHECK(runs[1].config.number("terms.kl_prior.weight") == 4.0);
}

TEST_CASE("folders of different values differ, whatever the values are made of") {
    SweepAxis data{"data",
                   {std::string("/some/a b.npy"), std::string("/some/a_b.npy"),
                    std::string(300, 'x'), std::string(301, 'x')}};
    std::set<std::string> folders;
    for (const SweepRun& run : expand(test::catalog(), base_config(), {data})) {
        CHECK(run.folder.find('/') == std::string::npos);
        CHECK(run.folder.size() < 100);
        folders.insert(run.folder);
    }
    CHECK(folders.size() == 4);
    CHECK(runs_over({"architecture.encoder=256,128;512"})[0].folder.find(',') == std::string::npos);
}

TEST_CASE("runs are named after what sets each apart") {
    RunConfig narrow = base_config(), wide = base_config(), other = base_config();
    wide.set("code.width", std::int64_t(8));
    other.set("code.width", std::int64_t(8));
    other.set("seed", std::int64_t(1));
    CHECK(names({narrow, wide}) == Words{"width 2", "width 8"});
    CHECK(names({narrow, wide, other}) ==
          Words{"width 2, seed 7", "width 8, seed 7", "width 8, seed 1"});
    CHECK(names({narrow}) == Words{""});
    CHECK(names({narrow, narrow}) == Words{"", ""});
    // The name of a system says what its parts are, until two runs of it differ in one.
    RunConfig vae = preset(test::catalog(), "vae", "fashion_mnist");
    vae.set("epochs", std::int64_t(3));
    vae.set("seed", std::int64_t(7));
    RunConfig heavy = vae;
    heavy.set("terms.kl_prior.weight", 4.0);
    const std::string ae = find(test::catalog().systems, std::string("undercomplete"))->label,
                      variational = find(test::catalog().systems, std::string("vae"))->label;
    CHECK(names({narrow, vae}) == Words{ae, variational});
    const auto three = names({narrow, vae, heavy});
    CHECK(three[0] == ae);
    CHECK(three[1].find(variational + ", ") == 0);
    CHECK(three[1] != three[2]);
    CHECK(three[2].find("4") != std::string::npos);
}

TEST_CASE("what differs is listed in the order of the window") {
    RunConfig first = base_config(), second = base_config();
    second.set("seed", std::int64_t(1));
    second.set("code.width", std::int64_t(5));
    second.set("data", std::string("sprites"));
    CHECK(what_differs(test::catalog(), {&first, &second}) == Words{"data", "code.width", "seed"});
    CHECK(what_differs(test::catalog(), {&first, nullptr, &first}).empty());
    CHECK(what_differs(test::catalog(), {}).empty());
    const RunConfig vae = preset(test::catalog(), "vae", "fashion_mnist");
    const auto paths = what_differs(test::catalog(), {&first, &vae});
    CHECK(std::count(paths.begin(), paths.end(), "terms.kl_prior.weight") == 1);
    CHECK(paths.front() == "system");
}
