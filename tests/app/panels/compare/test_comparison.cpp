// The charts over all runs: what is asked of which run, what is charted, and what it is said to come
// to.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "panels/compare/charted_runs.h"
#include "panels/compare/charts/charts.h"
#include "support/sample_compared.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kSmall{345, 280}, kLarge{518, 420};

struct ComparisonStage : test::PanelStage {
    explicit ComparisonStage(const test::ComparedRuns& of = {}, ImVec2 extent = kSmall)
        : PanelStage("comparison", Snapshot(), extent) {
        test::PanelWorld other = test::compared_world(of);
        world.snapshot = other.snapshot;
        world.catalog = other.catalog;
        world.requests = other.requests;
        world.ui.workspaces = other.ui.workspaces;
    }
    ComparisonChart chart(const std::string& id) {
        PanelContext context = world.context();
        return chart_of(context, charted_runs(context), id);
    }
    // The runs' data have no classes any more.
    void forget_classes() {
        auto bare = std::make_shared<DatasetInfo>(*world.snapshot.data);
        bare->class_names.clear();
        for (auto& entry : world.requests.others) {
            auto snapshot = std::make_shared<Snapshot>(*entry.second);
            snapshot->data = bare;
            entry.second = snapshot;
        }
    }
    bool asked(RunId run, const std::string& analysis) const {
        const auto& all = world.requests.analysed_of;
        return std::find(all.begin(), all.end(), std::make_pair(run, analysis)) != all.end();
    }
};

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every run is a point at its width, in its colour, hollow while it trains") {
    ComparisonStage stage;
    const ComparisonChart chart = stage.chart("error");
    REQUIRE(chart.views.size() == 1);
    const auto& points = chart.views[0].points;
    REQUIRE(points.size() == 7);
    std::set<ImU32> colours;
    for (std::size_t i = 0; i < points.size(); ++i) {
        CHECK(points[i].point.x == doctest::Approx(double(1 << i)));
        CHECK(points[i].point.filled == (i + 1 < points.size()));
        colours.insert(points[i].point.colour);
        if (i > 0) CHECK(points[i].point.y < points[i - 1].point.y);
    }
    CHECK(colours.size() == 7);
    CHECK(chart.views[0].axis.logarithmic);
    CHECK(chart.views[0].axis.ticks == std::vector<double>{1, 2, 4, 8, 16, 32, 64});
}

TEST_CASE("exact PCA is the line to beat, and who beats it is said") {
    ComparisonStage stage;
    const ComparisonChart chart = stage.chart("error");
    REQUIRE(chart.views[0].references.size() == 1);
    const ReferenceLine& line = chart.views[0].references[0];
    CHECK(line.label == "exact PCA");
    CHECK(line.x.size() == 128);
    CHECK(says(chart.sentence, "6 of 7 runs beat exact PCA"));
    CHECK(says(chart.sentence, "width 1 is 2 % above it"));
}

TEST_CASE("runs left out, on other data or not known yet are no points") {
    ComparisonStage stage;
    stage.world.ui.comparison.left_out.insert(RunId(2));
    auto other = std::make_shared<Snapshot>(*stage.world.requests.others[RunId(3)]);
    auto config = std::make_shared<RunConfig>(*other->config);
    config->set("data", std::string("mnist"));
    other->config = config;
    stage.world.requests.others[RunId(3)] = other;
    stage.world.requests.others[RunId(4)] = std::make_shared<Snapshot>();
    CHECK(stage.chart("error").views[0].points.size() == 4);
    CHECK_FALSE(stage.chart("error").views[0].points.empty());
}

TEST_CASE("what the visible chart needs is asked of the runs in turn, and PCA once") {
    test::ComparedRuns of;
    of.results = false;
    ComparisonStage stage(of);
    stage.frames(5);
    CHECK(stage.asked(RunId(1), "bottleneck"));
    CHECK(stage.asked(RunId(1), "pca_baseline"));
    CHECK_FALSE(stage.asked(RunId(1), "knn5"));
    CHECK(stage.world.requests.analysed_of.size() == 2);  // no other before these are done
    stage.world.requests.results_of[{RunId(1), "bottleneck"}] = test::bottleneck_of(1, 9380);
    stage.world.requests.results_of[{RunId(1), "pca_baseline"}] = test::pca_of_data();
    stage.frames(3);
    CHECK(stage.asked(RunId(2), "bottleneck"));
    CHECK_FALSE(stage.asked(RunId(2), "pca_baseline"));
    CHECK(stage.chart("rate").views[0].points.size() == 1);  // it fills in
    // Every look brings an error, so that chart waits for nobody.
    CHECK(stage.chart("error").views[0].points.size() == 7);
}

TEST_CASE("nothing is asked for that was measured, nor what the catalog does not have") {
    ComparisonStage stage;
    stage.frames(20);
    CHECK(stage.world.requests.analysed_of.empty());
    test::ComparedRuns of;
    of.results = false;
    ComparisonStage bare(of);
    bare.world.catalog.analyses.clear();
    bare.frames(20);
    CHECK(bare.world.requests.analysed_of.empty());
}

TEST_CASE("seeds at one width are one line with a band between the luckiest and the unluckiest") {
    test::ComparedRuns of;
    of.seeds = {1, 2, 3};
    ComparisonStage stage(of);
    const ChartView view = stage.chart("error").views[0];
    CHECK(view.points.size() == 21);
    REQUIRE(view.lines.size() == 1);
    if (!view.lines[0].points.empty()) {
        CHECK(view.lines[0].points.size() == 7);
        CHECK(view.lines[0].points[0].low < view.lines[0].points[0].high);
    }
    // Along the seeds each width is a line of its own, and the runs have three places.
    stage.world.ui.comparison.axis = "seed";
    const ChartView along = stage.chart("error").views[0];
    CHECK(along.axis.ticks == std::vector<double>{1, 2, 3});
    CHECK_FALSE(along.axis.logarithmic);
    CHECK(along.lines.size() == 7);
}

TEST_CASE("systems stand side by side under their names") {
    ComparisonStage stage;
    auto other = std::make_shared<Snapshot>(*stage.world.requests.others[RunId(2)]);
    auto config = std::make_shared<RunConfig>(*other->config);
    config->set("system", std::string("vae"));
    other->config = config;
    stage.world.requests.others[RunId(2)] = other;
    stage.world.ui.comparison.axis = "system";
    const ChartView view = stage.chart("error").views[0];
    CHECK(view.axis.names == std::vector<std::string>{"Undercomplete", "VAE"});
    CHECK(view.points[1].point.x == 1);
    CHECK(view.points[2].point.x == 0);
}

TEST_CASE("accuracies come with what guessing gets; without classes there is no such chart") {
    ComparisonStage stage;
    const ComparisonChart chart = stage.chart("accuracy");
    CHECK(chart.views[0].points.size() == 14);
    REQUIRE(chart.views[0].references.size() == 1);
    CHECK(chart.views[0].references[0].y[0] == doctest::Approx(0.1));
    stage.forget_classes();
    PanelContext context = stage.world.context();
    for (const ChartKind& kind : chart_kinds(context, charted_runs(context))) {
        CHECK(kind.id != "accuracy");
        CHECK(std::find(kind.analyses.begin(), kind.analyses.end(), "knn5") == kind.analyses.end());
    }
    CHECK(says(why_not_charted(context, charted_runs(context), "accuracy"), "have none"));
    CHECK(why_not_charted(context, charted_runs(context), "error").empty());
}

TEST_CASE("every chart is there, or says in a sentence why it cannot be drawn") {
    ComparisonStage stage;
    stage.world.catalog.analyses.clear();
    stage.forget_classes();
    PanelContext context = stage.world.context();
    const ChartedRuns runs = charted_runs(context);
    std::set<std::string> drawn;
    for (const ChartKind& kind : chart_kinds(context, runs)) drawn.insert(kind.id);
    for (const ChartEntry& entry : chart_entries()) {
        CAPTURE(entry.kind.id);
        const std::string why = why_not_charted(context, runs, entry.kind.id);
        CHECK(why.empty() == (drawn.count(entry.kind.id) == 1));
        if (!why.empty()) CHECK(why.back() == '.');
    }
    CHECK(drawn == std::set<std::string>{"error", "active", "cost"});
}

TEST_CASE("figures that are no numbers are no points, and every chart can still be drawn") {
    for (const ImVec2 size : {kSmall, kLarge, ImVec2(60, 40)}) {
        ComparisonStage stage({}, size);
        for (auto& entry : stage.world.requests.results_of) {
            auto broken = std::make_shared<AnalysisResult>(*entry.second);
            for (Figure& figure : broken->figures) figure.value = NAN;
            entry.second = broken;
        }
        for (const char* id : {"error", "accuracy", "rate", "active", "cost", "meter"}) {
            stage.world.ui.comparison.chart = id;
            stage.frames(2);
        }
        CHECK(stage.chart("error").views[0].points.empty());
        CHECK(stage.chart("rate").views[0].points.empty());
        CHECK(stage.chart("cost").views[0].points.size() == 7);
    }
}

TEST_CASE("a click on a word changes the chart, and one on a point shows its run") {
    ComparisonStage stage;
    for (float x = 10; x < kSmall.x && stage.world.ui.comparison.chart.empty(); x += 8)
        for (float y = 24; y < 60 && stage.world.ui.comparison.chart.empty(); y += 5)
            stage.click({kSmall.x - x, y});
    CHECK_FALSE(stage.world.ui.comparison.chart.empty());
    stage.world.ui.comparison.chart = "error";
    stage.world.requests.shown.clear();
    for (float x = 60; x < kSmall.x && stage.world.requests.shown.empty(); x += 12)
        for (float y = 80; y < 220 && stage.world.requests.shown.empty(); y += 12)
            stage.click({x, y});
    REQUIRE_FALSE(stage.world.requests.shown.empty());
    CHECK((stage.world.requests.shown.front() == RunId(1)));  // the leftmost is the narrowest
}

TEST_CASE("a summary of the finished run counts for more than what was measured before") {
    ComparisonStage stage;
    auto snapshot = std::make_shared<Snapshot>(*stage.world.requests.others[RunId(1)]);
    auto summary = std::make_shared<Summary>();
    summary->steps = 9380;
    summary->squared_error = 33.25;
    snapshot->summary = summary;
    stage.world.requests.others[RunId(1)] = snapshot;
    CHECK(stage.chart("error").views[0].points[0].point.y == doctest::Approx(33.25));
}

TEST_CASE("the table that is saved has a row a point and the line to beat") {
    ComparisonStage stage;
    PanelContext context = stage.world.context();
    const ChartedRuns runs = charted_runs(context);
    const CsvTable table = table_of(runs, chart_of(context, runs, "error"));
    CHECK(table.rows.size() == 7 + 128);
    CHECK(table.rows[0][0] == "width 1");
    for (const auto& row : table.rows) CHECK(row.size() == table.names.size());
}
