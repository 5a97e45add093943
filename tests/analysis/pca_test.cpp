#include "analysis/pca.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;
using analysis::principal_angles;

namespace {

const analysis::Report kSilent = [](double, const std::string&) {};

}  // namespace

TEST_CASE("principal angles between two planes that share a line are 0 and 30 degrees") {
    const double c = std::cos(M_PI / 6), s = std::sin(M_PI / 6);
    const auto a = torch::tensor({1.0, 0.0, 0.0, 1.0, 0.0, 0.0}, torch::kFloat64).view({3, 2});
    const auto b = torch::tensor({1.0, 0.0, 0.0, c, 0.0, s}, torch::kFloat64).view({3, 2});
    const auto angles = principal_angles(a, b);
    REQUIRE(angles.size() == 2);
    CHECK(angles[0] == doctest::Approx(0).epsilon(1e-9));
    CHECK(angles[1] == doctest::Approx(30));
    CHECK(principal_angles(a, a)[1] < 1e-6);
}

TEST_CASE("PCA's error falls with its width, from the variance to nothing") {
    const auto data = test::tiny_dataset(300);
    const analysis::Pca pca = analysis::fit_pca(*data, kSilent);
    CHECK(pca.count == 300);
    std::vector<std::int64_t> all(300);
    for (std::int64_t i = 0; i < 300; ++i) all[std::size_t(i)] = i;
    torch::Tensor x = torch::empty({300, 1, 8, 8});
    data->read(data::Split::train, all.data(), 300, x.data_ptr<float>());
    CHECK(pca.error(x, 0) == doctest::Approx(pca.total_variance()));
    for (std::int64_t k : {1, 2, 5, 10}) {
        CHECK(pca.error(x, k) < pca.error(x, k - 1));
        // What is left is the sum of the variances that were left out.
        CHECK(pca.error(x, k) ==
              doctest::Approx(pca.variances.narrow(0, k, 64 - k).sum().item<double>()));
    }
    CHECK(pca.error(x, 64) == doctest::Approx(0).epsilon(1e-6));
    const torch::Tensor unit = torch::mm(pca.directions.t(), pca.directions);
    CHECK((unit - torch::eye(64, torch::kFloat64)).abs().max().item<double>() < 1e-9);
}

TEST_CASE("a linear autoencoder comes to PCA's subspace, and says so") {
    RunConfig config = test::small_config("linear_pca");
    config.set("code.width", std::int64_t(2));
    config.set("optimizer.learning_rate", 0.03);
    config.set("steps", std::int64_t(3000));
    training::Trainer trainer(config, test::tiny_dataset(300));
    for (int i = 0; i < 3000; ++i) trainer.step();
    const AnalysisResult result =
        analysis::run("linear_subspace", {trainer.net(), trainer.dataset(), config}, kSilent);
    REQUIRE(result.problem.empty());
    CHECK(result.figure("largest_angle")->value < 3);
    CHECK(result.figure("error_ratio")->value < 1.002);
    CHECK(result.figure("error_ratio")->value >= 1 - 1e-6);
    REQUIRE(result.charts.size() == 2);
    const Chart& singular = result.charts[0];
    for (int i = 0; i < 2; ++i)
        CHECK(singular.curves[1].y[std::size_t(i)] ==
              doctest::Approx(singular.curves[0].y[std::size_t(i)]).epsilon(0.02));
}

TEST_CASE("a net whose decoder is not linear spans no subspace, and the analysis says so") {
    const RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset());
    for (int i = 0; i < 20; ++i) trainer.step();
    const AnalysisResult result =
        analysis::run("linear_subspace", {trainer.net(), trainer.dataset(), config}, kSilent);
    CHECK(result.problem.find("not linear") != std::string::npos);
}
