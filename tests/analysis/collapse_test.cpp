// The collapse monitor on variational autoencoders that collapse, and on one that does not.
#include <doctest/doctest.h>

#include <cmath>

#include "analysis/analysis.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

struct Trained {
    RunConfig config;
    AnalysisResult result;
};

Trained trained_vae(double beta, int steps, const char* system = "vae") {
    Trained trained;
    trained.config = test::small_config(system);
    trained.config.set("code.width", std::int64_t(4));
    trained.config.set("optimizer.learning_rate", 0.01);
    if (trained.config.has("terms.kl_prior.weight"))
        trained.config.set("terms.kl_prior.weight", beta);
    training::Trainer trainer(trained.config, test::tiny_dataset());
    for (int i = 0; i < steps; ++i) trainer.step();
    trained.result = analysis::run(
        "collapse", {trainer.net(), trainer.dataset(), trained.config, nullptr, steps},
        [](double, const std::string&) {});
    return trained;
}

}  // namespace

TEST_CASE("a VAE whose code is taxed fifty times collapses, and is offered remedies that fit") {
    const Trained trained = trained_vae(50, 300);
    const AnalysisResult& result = trained.result;
    REQUIRE(result.problem.empty());
    CHECK(result.figure("collapsed_latents")->value == 4);
    CHECK(result.figure("active_units")->value == 0);
    CHECK(result.figure("kl")->value < 0.2);
    CHECK(result.verdict.find("has collapsed") != std::string::npos);
    REQUIRE(result.remedies.size() == 3);
    CHECK(result.remedies[0].path == "terms.kl_prior.warm_up");
    CHECK(result.remedies[1].path == "terms.kl_prior.free_bits");
    CHECK(result.remedies[2].path == "terms.kl_prior.weight");
    CHECK(std::get<double>(result.remedies[2].value) == 10);
    CHECK(result.remedies[2].label == "beta 10 instead of 50");
    // Each can be set as it is, while the run trains, and a warm-up still lies ahead.
    CHECK(std::get<std::int64_t>(result.remedies[0].value) > 300);
    for (const Remedy& remedy : result.remedies) {
        CAPTURE(remedy.path);
        CHECK(remedy.reason.back() == '.');
        bool known = false;
        for (const auto& [path, spec] : specs_of(test::catalog(), trained.config)) {
            if (path != remedy.path) continue;
            known = true;
            CHECK(spec.live);
            CHECK(complaint(spec, remedy.value).empty());
            CHECK_FALSE(trained.config.at(path) == remedy.value);
        }
        CHECK(known);
    }
}

TEST_CASE("a VAE whose code is nearly free does not collapse, and needs no remedy") {
    const AnalysisResult result = trained_vae(0.01, 300).result;
    REQUIRE(result.problem.empty());
    CHECK(result.figure("collapsed_latents")->value == 0);
    CHECK(result.figure("active_units")->value == 4);
    CHECK(result.figure("kl")->value > 2);
    CHECK(result.remedies.empty());
    CHECK(result.verdict.find("No latent has collapsed") != std::string::npos);
    REQUIRE(result.charts.size() == 1);
    double sum = 0;
    for (float kl : result.charts[0].curves[0].y) sum += double(kl);
    CHECK(sum == doctest::Approx(result.figure("kl")->value));
}

TEST_CASE("a deterministic code has no posterior to collapse") {
    const AnalysisResult result = trained_vae(0, 2, "undercomplete").result;
    CHECK(result.problem.find("deterministic") != std::string::npos);
}
