// The table of scores and their curves: what is measured by itself, what on demand, and what is said
// where there is nothing to measure.
#include <doctest/doctest.h>

#include <algorithm>

#include "panels/score_rows.h"
#include "panels/table_export.h"
#include "support/headless_imgui.h"
#include "support/sample_scores.h"
#include "support/stage.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kScoresSize{380, 300};

struct ScoresStage : test::PanelStage {
    explicit ScoresStage(const char* id, test::PanelWorld with = test::world_with_factors())
        : PanelStage(id, std::move(with), kScoresSize) {
        frame_seconds = 0.02;
    }
    int asked(const std::string& id) const {
        const auto& all = world.requests.analysed;
        return int(std::count(all.begin(), all.end(), id));
    }
    void give(std::shared_ptr<const AnalysisResult> result) {
        world.requests.results[result->analysis] = std::move(result);
    }
};

std::shared_ptr<AnalysisResult> mig(std::int64_t step = 12340, double value = 0.31) {
    return test::result_of("mig", step,
                           {test::score("mig", "MIG", value, 0.896, 0.002),
                            test::score("mig_x_position", "MIG of the x position", 0.4, 1, 0)});
}

DatasetInfo without_factors() { return *find(test::sample_catalog().datasets, "fashion_mnist"); }

}  // namespace

TEST_CASE("cheap scores are measured by themselves, one after the other, and dear ones are not") {
    ScoresStage stage("scores");
    stage.frame();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"mig"});
    for (int i = 0; i < 10; ++i) stage.frame();
    CHECK(stage.world.requests.analysed.size() == 1);  // not before the first is done
    stage.give(mig());
    for (int i = 0; i < 10; ++i) stage.frame();
    CHECK(stage.asked("unsupervised") == 1);
    CHECK(stage.asked("mig") == 1);
    CHECK(stage.asked("dci") == 0);
    CHECK(stage.asked("factor_matrix") == 0);  // its own panel's affair
}

TEST_CASE("the dear ones are measured by themselves when that is asked for") {
    ScoresStage stage("scores");
    stage.world.ui.scores.dear_by_itself = true;
    stage.give(mig());
    stage.give(test::result_of("unsupervised", 12340, {test::score("tc", "correlation", 3.4)}));
    for (int i = 0; i < 3; ++i) stage.frame();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"dci"});
}

TEST_CASE("a click on its word measures a dear score, and another cancels it") {
    ScoresStage stage("scores");
    stage.give(mig());
    stage.give(test::result_of("unsupervised", 12340, {test::score("tc", "correlation", 3.4)}));
    for (int i = 0; i < 3; ++i) stage.frame();
    // Wherever the word is: below the table, at the right.
    const auto click_until = [&](auto done) {
        for (float y = 40; y < kScoresSize.y && !done(); y += 6)
            stage.imgui.click({kScoresSize.x - 40, y}, stage.drawn());
    };
    click_until([&] { return stage.asked("dci") == 1; });
    CHECK(stage.asked("dci") == 1);
    stage.world.ui.scores.dear_by_itself = false;  // the way down may have met that word
    stage.world.now += 1;
    stage.frame();
    click_until([&] { return !stage.world.requests.cancelled.empty(); });
    CHECK(stage.world.requests.cancelled == std::vector<std::string>{"dci"});
}

TEST_CASE("a cheap score that takes long can be cancelled, and stays so until it is asked for") {
    ScoresStage stage("scores");
    stage.frame();
    REQUIRE(stage.asked("mig") == 1);
    const auto click_until = [&](auto done) {
        for (float y = 20; y < 100 && !done(); y += 6)
            stage.imgui.click({kScoresSize.x - 20, y}, stage.drawn());
    };
    const auto cancelled = [&] { return !stage.world.requests.cancelled.empty(); };
    stage.world.now += 1;
    stage.frame();
    click_until(cancelled);
    CHECK(stage.world.requests.cancelled == std::vector<std::string>{"mig"});
    for (int i = 0; i < 5; ++i) stage.world.now += 5, stage.frame();
    CHECK(stage.asked("mig") == 1);
    CHECK(stage.asked("unsupervised") == 1);  // the others go on
    click_until([&] { return stage.asked("mig") == 2; });
    CHECK(stage.asked("mig") == 2);
    // One that has a figure offers it under the mouse.
    stage.give(mig());
    stage.give(test::result_of("unsupervised", 12340, {test::score("tc", "correlation", 3.4)}));
    stage.frame();
    stage.world.snapshot.progress.step += 1000;
    stage.world.requests.cancelled.clear();
    for (int i = 0; i < 5; ++i) stage.world.now += 10, stage.frame();
    REQUIRE(stage.asked("mig") == 3);
    click_until(cancelled);
    CHECK(stage.world.requests.cancelled.size() == 1);
}

TEST_CASE("a score of one factor is a detail and no row") {
    ScoresStage stage("scores");
    stage.give(mig());
    PanelContext context = stage.world.context();
    const ScoreRows rows = score_rows(context);
    REQUIRE(rows.size() == 3);  // MIG, what needs no factors, and the dear one last
    CHECK(rows[0].id() == "mig");
    CHECK(rows[0].figure->value == doctest::Approx(0.31));
    CHECK(rows[1].id() == "unsupervised");
    CHECK(rows[2].id() == "dci");
    CHECK((rows[2].figure == nullptr));
    CHECK(of_one_factor({"mig_X-position", "", 0, "", ""}, {{"x position", 32, false}}));
    CHECK_FALSE(of_one_factor({"mig", "", 0, "", ""}, {{"mig", 32, false}}));
}

TEST_CASE("without factors only the scores that do without are rows") {
    ScoresStage stage("scores");
    stage.world.snapshot.data = std::make_shared<DatasetInfo>(without_factors());
    for (int i = 0; i < 5; ++i) stage.frame();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"unsupervised"});
    PanelContext context = stage.world.context();
    CHECK(score_rows(context).size() == 1);
}

TEST_CASE("an undefined score says why in place of a bar") {
    ScoresStage stage("scores");
    auto defined = mig();
    defined->figures.resize(1);
    stage.give(defined);
    stage.frame();
    const int bar = stage.frame();
    auto undefined = mig();
    undefined->version = 41;
    undefined->figures.resize(1);
    undefined->figures[0].value = kUnknown;
    undefined->figures[0].undefined = "Every code is the same, so no dimension can be told apart.";
    stage.give(undefined);
    stage.frame();
    CHECK(stage.frame() != bar);
    CHECK(stage.frame() > 100);
}

TEST_CASE("a click on a score shows its noise and its ceiling in the curves") {
    ScoresStage stage("scores");
    stage.give(mig());
    for (int i = 0; i < 3; ++i) stage.frame();
    for (float y = 40; y < 100 && stage.world.ui.scores.focused.empty(); y += 6)
        stage.imgui.click({60, y}, stage.drawn());
    CHECK(stage.world.ui.scores.focused == "mig");

    ScoresStage curves("score_curves");
    curves.give(mig());
    curves.frame();
    const int plain = curves.frame();
    curves.world.ui.scores.focused = "mig";
    CHECK(curves.frame() > plain + 20);  // dashes
}

TEST_CASE("curves are drawn of every score that has been measured, and hidden by a click") {
    ScoresStage stage("score_curves");
    const int empty = stage.frame();
    stage.give(mig());
    stage.give(test::result_of("unsupervised", 12340, {test::score("tc", "correlation", 3.4)}));
    const int both = (stage.frame(), stage.frame());
    CHECK(both > empty + 100);
    // Sums in nats beside scores would press those flat: hidden until they are asked for.
    stage.world.ui.scores.curves["tc"] = true;
    stage.world.ui.scores.curves["mig"] = false;
    stage.world.ui.scores.own_scale = true;  // a sum has none, so nothing is left to draw
    const int nothing = stage.frame();
    stage.world.ui.scores.own_scale = false;
    CHECK(stage.frame() > nothing);
}

TEST_CASE("the curves of a net that began anew are not drawn") {
    ScoresStage stage("score_curves");
    stage.give(mig());
    stage.frame();
    const int drawn = stage.frame();
    stage.world.snapshot.progress.step = 0;
    stage.frame();
    CHECK(stage.frame() < drawn);
}

TEST_CASE("scores are saved with what noise and a perfect code get, and curves by their points") {
    ScoresStage stage("scores");
    stage.give(mig());
    auto nothing = test::result_of("unsupervised", 12340, {test::score("tc", "correlation", 0)});
    nothing->figures[0].undefined = "Every code is the same.";
    stage.give(nothing);
    PanelContext context = stage.world.context();
    const ScoreRows rows = score_rows(context);
    const CsvTable table = table_of(rows);
    REQUIRE(table.rows.size() == 2);  // DCI was not measured
    for (const auto& row : table.rows) CHECK(row.size() == table.names.size());
    CHECK(table.rows[0][0] == "mig");
    CHECK(std::stof(table.rows[0][2]) == doctest::Approx(0.31));
    CHECK(std::stof(table.rows[0][5]) == doctest::Approx(0.896));
    CHECK(table.rows[1][2].empty());
    CHECK(table.rows[1][9] == "Every code is the same.");
    const CsvTable curves = curves_of(rows);
    REQUIRE(curves.rows.size() == 6);
    CHECK(curves.rows[2] == std::vector<std::string>{"mig", "12340", csv_number(0.31f)});
}

TEST_CASE("a matrix is saved with the names of its rows and columns") {
    const CsvTable table = table_of(test::sample_matrix());
    CHECK(table.names ==
          std::vector<std::string>{"latent x factor", "shape", "scale", "x position"});
    REQUIRE(table.rows.size() == 4);
    CHECK(table.rows[1][0] == "z2");
    CHECK(std::stof(table.rows[1][2]) == doctest::Approx(0.55));
}
