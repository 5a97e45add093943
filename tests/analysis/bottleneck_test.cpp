#include <doctest/doctest.h>

#include <cmath>

#include "analysis/analysis.h"
#include "analysis/code_sample.h"
#include "support/forget_the_code.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/evaluation.h"
#include "training/trainer.h"

using namespace latent;

namespace {

struct Measured {
    AnalysisResult result;
    Summary summary;
    double identity_foreign = 0;
};

Measured measured(const std::string& system, std::int64_t width, int steps, double kl_weight = -1) {
    RunConfig config = test::small_config(system);
    config.set("code.width", width);
    config.set("optimizer.learning_rate", 0.01);
    if (kl_weight >= 0) config.set("terms.kl_prior.weight", kl_weight);
    training::Trainer trainer(config, test::tiny_dataset(512));
    for (int i = 0; i < steps; ++i) trainer.step();
    const analysis::Report quiet = [](double, const std::string&) {};
    Measured found;
    found.result = analysis::run("bottleneck", {trainer.net(), trainer.dataset(), config}, quiet);
    REQUIRE(found.result.problem.empty());
    const AnalysisResult identity =
        analysis::run("identity", {trainer.net(), trainer.dataset(), config}, quiet);
    found.identity_foreign = identity.figure("fvu_foreign")->value;
    // The identity meter measures the same sets.
    CHECK(found.result.figure("fvu_held_out")->value ==
          doctest::Approx(identity.figure("fvu_held_out")->value).epsilon(1e-3));
    training::summarise(
        trainer, [] { return false; }, found.summary);
    return found;
}

double value(const Measured& measured, const std::string& id) {
    const Figure* figure = measured.result.figure(id);
    REQUIRE(figure);
    return figure->value;
}

}  // namespace

TEST_CASE("the bottleneck's error is the summary's, and its foreign figure the identity meter's") {
    const Measured net = measured("undercomplete", 2, 200);
    CHECK(value(net, "squared_error") == doctest::Approx(net.summary.squared_error).epsilon(1e-5));
    CHECK(value(net, "fvu_foreign") == doctest::Approx(net.identity_foreign).epsilon(1e-5));
    CHECK(net.result.samples == 128);
}

TEST_CASE("a deterministic code is counted in the bits that its decoder needs") {
    const Measured one = measured("undercomplete", 1, 400),
                   four = measured("undercomplete", 4, 400);
    for (const Measured* net : {&one, &four}) {
        const double bits = value(*net, "rate_bits");
        CHECK(bits > 1);
        // 128 samples: no dimension can carry more than 7 bits.
        CHECK(bits <= 7.001 * (net == &one ? 1 : 4));
        // All held-out samples are among those that the step was found on.
        CHECK(value(*net, "quantised_error") <= 1.0501 * value(*net, "squared_error"));
    }
    CHECK(value(four, "rate_bits") > value(one, "rate_bits"));
    CHECK(value(four, "squared_error") < value(one, "squared_error"));
    CHECK(value(one, "active") == 1);
}

TEST_CASE("a gaussian code is counted by its KL, and one that collapsed carries nothing") {
    const Measured rich = measured("vae", 2, 300, 0.01), poor = measured("vae", 2, 300, 50);
    CHECK(value(rich, "rate_bits") > 1);
    CHECK(value(rich, "active") == 2);
    CHECK(value(poor, "rate_bits") < 0.3);
    CHECK(value(poor, "active") == 0);
    CHECK(rich.result.figure("quantised_error") == nullptr);
}

TEST_CASE("a code that never changes costs no bits") {
    RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset());
    test::forget_the_code(trainer);
    const AnalysisResult result =
        analysis::run("bottleneck", {trainer.net(), trainer.dataset(), config},
                      [](double, const std::string&) {});
    REQUIRE(result.problem.empty());
    CHECK(result.figure("rate_bits")->value == 0);
    CHECK(result.figure("active")->value == 0);
}

TEST_CASE("where the picture flows round the code, its bits are no price, and that is said") {
    const RunConfig config = test::small_config("unet_cheat");
    training::Trainer trainer(config, test::tiny_dataset());
    trainer.step();
    const AnalysisResult result =
        analysis::run("bottleneck", {trainer.net(), trainer.dataset(), config},
                      [](double, const std::string&) {});
    REQUIRE(result.problem.empty());
    CHECK(std::isnan(result.figure("rate_bits")->value));
    CHECK(result.figure("rate_bits")->undefined.find("flows round") != std::string::npos);
}

TEST_CASE("the bottleneck and the metrics of codes share one encoding") {
    const RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset());
    analysis::CodeCache cache;
    const analysis::Subject subject{trainer.net(), trainer.dataset(), config, &cache};
    const analysis::Report quiet = [](double, const std::string&) {};
    const AnalysisResult alone =
        analysis::run("bottleneck", {trainer.net(), trainer.dataset(), config}, quiet);
    const AnalysisResult first = analysis::run("bottleneck", subject, quiet);
    CHECK(cache.sample != nullptr);
    CHECK(first.figure("squared_error")->value == alone.figure("squared_error")->value);
}
