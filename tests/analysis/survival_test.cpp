#include <doctest/doctest.h>

#include "analysis/analysis.h"
#include "support/forget_the_code.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

AnalysisResult survival_of(training::Trainer& trainer, const RunConfig& config) {
    return analysis::run("survival", {trainer.net(), trainer.dataset(), config},
                         [](double, const std::string&) {});
}

}  // namespace

TEST_CASE("a trained code keeps the quadrant of a blob, which a constant code loses") {
    RunConfig config = test::small_config("undercomplete");
    config.set("code.width", std::int64_t(2));
    config.set("optimizer.learning_rate", 0.01);
    training::Trainer trainer(config, test::tiny_dataset(2000));
    for (int i = 0; i < 300; ++i) trainer.step();
    const AnalysisResult kept = survival_of(trainer, config);
    REQUIRE(kept.problem.empty());
    const Figure* figure = kept.figure("survival.quadrant");
    REQUIRE(figure);
    CHECK(figure->label == "quadrant");
    CHECK(figure->value > 0.85);
    CHECK(figure->ceiling > 0.95);
    CHECK(figure->chance < 0.3);
    CHECK(kept.verdict.find("Whole: quadrant") != std::string::npos);
    CHECK(kept.samples == 500);

    test::forget_the_code(trainer);
    const AnalysisResult lost = survival_of(trainer, config);
    REQUIRE(lost.problem.empty());
    CHECK(lost.figure("survival.quadrant")->value < 0.35);
    CHECK(lost.figure("survival.quadrant")->ceiling == figure->ceiling);
    CHECK(lost.verdict.find("Lost: quadrant") != std::string::npos);
    REQUIRE(lost.galleries.size() == 2);
    CHECK(lost.galleries[0].label == "quadrant: lost, originals");
    CHECK(lost.galleries[1].label == "quadrant: lost, what the net makes of them");
    CHECK(lost.galleries[0].samples.count == 12);
    CHECK(lost.galleries[1].samples.count == 12);
    // What the net makes of them is the same picture throughout; what they were is not.
    const Samples &made = lost.galleries[1].samples, &were = lost.galleries[0].samples;
    CHECK(std::equal(made.image(0), made.image(1), made.image(1)));
    CHECK_FALSE(std::equal(were.image(0), were.image(1), were.image(1)));
}

TEST_CASE("the same net and data survive alike twice") {
    const RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset(400));
    for (int i = 0; i < 50; ++i) trainer.step();
    const AnalysisResult once = survival_of(trainer, config), again = survival_of(trainer, config);
    CHECK(once.figure("survival.quadrant")->value == again.figure("survival.quadrant")->value);
    CHECK(once.verdict == again.verdict);
}
