// A sweep put together from what was picked.
#include <doctest/doctest.h>

#include "state/sweep_draft.h"
#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

struct SweepBench {
    Catalog catalog = test::sample_catalog();
    RunConfig base = preset(catalog, "undercomplete", "fashion_mnist");
    SweepDraft draft;
    SweepPlan plan() const { return plan_of(catalog, base, draft); }
};

std::string axes_text(const SweepPlan& plan) {
    std::string text;
    for (const SweepAxis& axis : plan.axes) {
        text += axis.path + "=";
        for (const ParamValue& value : axis.values) text += to_text(value) + " ";
    }
    return text;
}

}  // namespace

TEST_CASE("a new draft varies the width alone, from 1 to 64 in doublings") {
    const SweepPlan plan = SweepBench().plan();
    CHECK(axes_text(plan) == "code.width=1 2 4 8 16 32 64 ");
    REQUIRE(plan.varied.size() == 1);
    CHECK(plan.varied[0].values == "1, 2, 4, 8, 16, 32, 64");
    CHECK(sentence_of(plan).find("7 runs") == 0);
    CHECK(sentence_of(plan).find("same batches in the same order") != std::string::npos);
}

TEST_CASE("widths clicked and typed come in rising order, each once") {
    SweepBench bench;
    bench.draft.widths = {64, 2};
    bench.draft.more_widths = "3, 2";
    CHECK(axes_text(bench.plan()) == "code.width=2 3 64 ");
}

TEST_CASE("systems stand first and seeds last, so that the seeds of one width are neighbours") {
    SweepBench bench;
    bench.draft.widths = {2, 4};
    bench.draft.seeds = {1, 0};
    bench.draft.systems = {"vae", "undercomplete"};
    bench.draft.others = {{"optimizer.learning_rate", "0.001, 0.01"}};
    const SweepPlan plan = bench.plan();
    CHECK(axes_text(plan) ==
          "system=undercomplete vae code.width=2 4 optimizer.learning_rate=0.001 0.01 seed=0 1 ");
    CHECK(sentence_of(plan).find("16 runs") == 0);
    CHECK(plan.varied[0].values == "Undercomplete, VAE");
}

TEST_CASE("what is wrong with the picks is said in a sentence, and nothing would be started") {
    SweepBench bench;
    bench.draft.others = {{"optimizer.learning_rate", "fast"}};
    CHECK(bench.plan().problem.find("learning") != std::string::npos);
    bench.draft.others = {{"no.such", "1"}};
    CHECK(bench.plan().problem.find("no.such") != std::string::npos);
    bench.draft.others.clear();
    bench.draft.widths.clear();
    CHECK(bench.plan().problem.find("Pick") == 0);
    bench.draft.widths = {1, 2, 4, 8, 16, 32, 64, 128};
    bench.draft.more_seeds = "0 1 2 3 4 5 6 7 8 9 10 11 12";
    const SweepPlan plan = bench.plan();
    CHECK(plan.problem.find("104") != std::string::npos);
    CHECK(plan.runs.empty());
}

TEST_CASE("a sweep over the size of the batch does not claim that batches are alike") {
    SweepBench bench;
    bench.draft.widths.clear();
    bench.draft.others = {{"batch_size", "64, 128"}};
    CHECK(sentence_of(bench.plan()).find("same batches") == std::string::npos);
    CHECK(sentence_of(bench.plan()).find("held-out samples are the same") != std::string::npos);
}

TEST_CASE("every run of a plan is a config with its values and the draft's epochs") {
    SweepBench bench;
    bench.draft.widths = {2, 8};
    bench.draft.epochs = 3;
    const SweepPlan plan = bench.plan();
    CHECK(plan.problem == "");
    CHECK(plan.group == "width");
    REQUIRE(plan.runs.size() == 2);
    CHECK(plan.runs[0].config.integer("code.width") == 2);
    CHECK(plan.runs[1].config.integer("code.width") == 8);
    CHECK(plan.runs[1].config.integer("epochs") == 3);
    CHECK(samples_of(plan, 60000) == 2 * 3 * 60000.0);
}

TEST_CASE("a setting of one value is in every run and in no name") {
    SweepBench bench;
    bench.draft.widths = {2, 8};
    bench.draft.others = {{"optimizer.learning_rate", "0.01"}};
    const SweepPlan plan = bench.plan();
    REQUIRE(plan.runs.size() == 2);
    for (const SweepRun& run : plan.runs) {
        CHECK(run.config.number("optimizer.learning_rate") == 0.01);
        CHECK(run.name.find("0.01") == std::string::npos);
    }
    CHECK(plan.runs[0].name != plan.runs[1].name);
    bench.draft.widths = {4};
    CHECK(bench.plan().runs.size() == 1);
}

TEST_CASE("sweeps are numbered, and a number that is taken is not given again") {
    CHECK(group_name("width", {}) == "Sweep 1: width");
    CHECK(group_name("seed", {"Sweep 1: width", "Sweep 3: width", ""}) == "Sweep 2: seed");
    CHECK(group_name("seed", {"Sweep 10: width"}) == "Sweep 1: seed");
}

TEST_CASE("the planner looks again only when the draft or the base is another one") {
    SweepBench bench;
    const auto base = std::make_shared<const RunConfig>(bench.base);
    SweepPlanner planner;
    CHECK(planner.plan(bench.catalog, base, bench.draft).axes[0].values.size() == 7);
    bench.draft.widths = {2};
    CHECK(planner.plan(bench.catalog, base, bench.draft).axes[0].values.size() == 1);
    bench.draft.more_widths = "5";
    CHECK(planner.plan(bench.catalog, base, bench.draft).axes[0].values.size() == 2);
    bench.draft.others = {{"batch_size", "64, 128"}};
    CHECK(planner.plan(bench.catalog, base, bench.draft).axes.size() == 2);
    bench.draft.systems = {"vae", "undercomplete"};
    CHECK(planner.plan(bench.catalog, base, bench.draft).axes.size() == 3);
}
