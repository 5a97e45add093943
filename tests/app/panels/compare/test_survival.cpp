// What survives the bottleneck: factors as lines, from which width on each is read, and the samples
// where it was lost.
#include <doctest/doctest.h>

#include <cmath>

#include "panels/compare/survival_lines.h"
#include "support/sample_compared.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kSize{345, 250};

struct SurvivalStage : test::PanelStage {
    explicit SurvivalStage(test::ComparedRuns of = {}) : PanelStage("survival", Snapshot(), kSize) {
        of.factors = true;
        test::PanelWorld other = test::compared_world(of);
        world.snapshot = other.snapshot;
        world.catalog = other.catalog;
        world.requests = other.requests;
    }
    std::vector<FactorLine> lines() {
        PanelContext context = world.context();
        return survival_lines(context, charted_runs(context));
    }
    const FactorLine& line(const std::vector<FactorLine>& all, const std::string& label) {
        for (const FactorLine& each : all)
            if (each.label == label) return each;
        FAIL("no such factor");
        return all.front();
    }
};

}  // namespace

TEST_CASE(
    "a reading is 0 where it is no better than guessing and 1 where it is as from the pixels") {
    SurvivalStage stage;
    auto result = test::result_of("survival", 9380,
                                  {test::score("survival.glasses", "glasses", 0.75, 1.0, 0.5),
                                   test::score("survival.skin tone", "skin tone", 0.9, 0.9, 0),
                                   test::score("survival.pose", "pose", kUnknown, 0.9, 0)},
                                  5);
    stage.world.requests.results_of.clear();
    stage.world.requests.results_of[{RunId(1), "survival"}] = result;
    const auto lines = stage.lines();
    REQUIRE(lines.size() == 3);
    CHECK(stage.line(lines, "glasses").readings[0].share == doctest::Approx(0.5));
    CHECK(stage.line(lines, "skin tone").readings[0].share == doctest::Approx(1));
    CHECK(stage.line(lines, "pose").readings.empty());
}

TEST_CASE("factors are listed by the width from which on they survive, those lost at the end") {
    SurvivalStage stage;
    const auto lines = stage.lines();
    REQUIRE(lines.size() == 12);
    CHECK(lines.front().label == "background");
    CHECK(lines.back().label == "earrings");
    CHECK_FALSE(lines.back().survives());
    CHECK(stage.line(lines, "skin tone").survives_from == 1);
    CHECK(stage.line(lines, "glasses").survives_from == 32);
    PanelContext context = stage.world.context();
    const std::string sentence = survival_sentence(charted_runs(context), lines);
    CHECK(sentence.find("Background and skin tone survive at width 1; head width needs 2") == 0);
    CHECK(sentence.find("lost: earrings.") != std::string::npos);
}

TEST_CASE("what not even the raw samples tell is neither lost nor kept, and said to be so") {
    SurvivalStage stage;
    stage.world.requests.results_of.clear();
    stage.world.requests.results_of[{RunId(1), "survival"}] = test::result_of(
        "survival", 9380, {test::score("survival.freckles", "freckles", 0.52, 0.53, 0.5)}, 5);
    const auto lines = stage.lines();
    REQUIRE(lines.size() == 1);
    CHECK_FALSE(std::isfinite(lines[0].readings[0].share));
    PanelContext context = stage.world.context();
    CHECK(survival_sentence(charted_runs(context), lines) ==
          "Not to be read even from the samples: freckles.");
}

TEST_CASE("a factor that is read at one width and lost again at a wider one survives behind it") {
    SurvivalStage stage;
    int i = 0;
    for (const double value : {0.9, 0.2, 0.2, 0.8, 0.9, 0.9, 0.9}) {
        ++i;
        stage.world.requests.results_of[{RunId(i), "survival"}] =
            test::result_of("survival", 9380, {test::score("survival.pose", "pose", value, 1, 0)},
                            std::uint64_t(i));
    }
    const auto lines = stage.lines();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].survives_from == 8);
}

TEST_CASE("the samples are those of the run nearest to the width, or of the widest that lost it") {
    SurvivalStage stage;
    const auto lines = stage.lines();
    PanelContext context = stage.world.context();
    const ChartedRuns runs = charted_runs(context);
    const FactorLine& glasses = stage.line(lines, "glasses");
    CHECK(reading_near(glasses, runs, 5)->x == 4);
    CHECK(reading_near(glasses, runs, 6)->x == 8);  // in doublings it is nearer
    CHECK(reading_near(glasses, runs, 0)->x == 16);
    const auto result = found(context, reading_near(glasses, runs, 4)->run, "survival");
    REQUIRE((result != nullptr));
    const LostSamples lost = lost_samples(*result, glasses);
    REQUIRE((lost.originals != nullptr));
    REQUIRE((lost.outputs != nullptr));
    CHECK(lost.originals->count == 12);
}

TEST_CASE("a click on a line chooses its factor and its width, and its samples are drawn") {
    SurvivalStage stage;
    for (float y = 70; y < kSize.y && stage.world.ui.comparison.factor.empty(); y += 4)
        stage.click({120, y});
    REQUIRE_FALSE(stage.world.ui.comparison.factor.empty());
    CHECK(stage.world.ui.comparison.width > 0);
    stage.world.ui.comparison.factor = "glasses";
    stage.world.ui.comparison.width = 4;
    const int before = stage.world.textures.asked;
    stage.frames(1);
    CHECK(stage.world.textures.asked >= before + 8);
    // The word that closes it, wherever it is.
    for (float y = 80; y < kSize.y && !stage.world.ui.comparison.factor.empty(); y += 5)
        stage.click({20, y});
    CHECK(stage.world.ui.comparison.factor.empty());
}

TEST_CASE("without known factors nothing is asked for, and with them every run in turn") {
    SurvivalStage stage;
    stage.world.requests.results_of.clear();
    stage.frames(3);
    REQUIRE(stage.world.requests.analysed_of.size() == 1);
    CHECK(stage.world.requests.analysed_of[0].second == "survival");
    SurvivalStage none;
    none.world.requests.results_of.clear();
    auto bare = std::make_shared<DatasetInfo>(*none.world.snapshot.data);
    bare->factors.clear();
    none.world.snapshot.data = bare;
    none.frames(3);
    CHECK(none.world.requests.analysed_of.empty());
}
