#include <doctest/doctest.h>

#include <cmath>

#include "analysis/analysis.h"
#include "analysis/leading_pca.h"
#include "analysis/remembered.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

const analysis::Report kQuiet = [](double, const std::string&) {};

AnalysisResult line_for(const std::shared_ptr<const data::Dataset>& dataset) {
    const RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, dataset);
    return analysis::run("pca_baseline", {trainer.net(), trainer.dataset(), config}, kQuiet);
}

}  // namespace

TEST_CASE("PCA's held-out error on Fashion-MNIST is that of the reference at every width") {
    const auto fashion = data::load_dataset("fashion_mnist");
    RunConfig config = test::small_config("undercomplete");
    config.set("data", std::string("fashion_mnist"));
    training::Trainer trainer(config, fashion);
    const AnalysisResult result =
        analysis::run("pca_baseline", {trainer.net(), trainer.dataset(), config}, kQuiet);
    REQUIRE(result.problem.empty());
    CHECK(result.samples == 10000);
    for (const auto& [id, error] : {std::pair<const char*, double>{"pca_1", 48.11940},
                                    {"pca_2", 36.13935},
                                    {"pca_8", 20.85981},
                                    {"pca_16", 16.02979},
                                    {"pca_32", 11.87164},
                                    {"pca_64", 8.12865},
                                    {"pca_128", 4.94896}}) {
        CAPTURE(id);
        REQUIRE(result.figure(id));
        CHECK(std::abs(result.figure(id)->value - error) < 1e-3);
    }
    REQUIRE(result.charts.size() == 1);
    const Curve& line = result.charts[0].curves.at(0);
    REQUIRE(line.x.size() == 128);
    CHECK(line.x[1] == 2);
    CHECK(line.y[1] == doctest::Approx(36.13935).epsilon(1e-5));
    for (std::size_t k = 1; k < line.y.size(); ++k) CHECK(line.y[k] < line.y[k - 1]);
}

TEST_CASE("directions from a block Krylov space leave the error that exact PCA leaves") {
    const auto data = test::tiny_dataset(600, {1, 24, 24});
    const analysis::Pca exact = analysis::fit_pca(*data, kQuiet);
    const analysis::LeadingDirections found = analysis::block_krylov_pca(*data, 20, kQuiet);
    CHECK(found.pca.count == 600);
    CHECK(found.total_variance == doctest::Approx(exact.total_variance()).epsilon(1e-6));
    REQUIRE(found.pca.directions.size(1) == 20);
    double exact_left = exact.total_variance(), left = found.total_variance;
    for (int k = 0; k < 20; ++k) {
        exact_left -= exact.variances[k].item<double>();
        left -= found.pca.variances[k].item<double>();
        CAPTURE(k);
        CHECK(left == doctest::Approx(exact_left).epsilon(1e-3));
    }
    const torch::Tensor unit = torch::mm(found.pca.directions.t(), found.pca.directions);
    CHECK((unit - torch::eye(20, torch::kFloat64)).abs().max().item<double>() < 1e-9);
}

TEST_CASE("samples of more than 4,096 values have a line of PCA, too") {
    const AnalysisResult result = line_for(test::tiny_dataset(200, {3, 40, 40}));
    REQUIRE(result.problem.empty());
    REQUIRE(result.figure("pca_8"));
    CHECK(result.figure("pca_8")->value < result.figure("pca_1")->value);
    CHECK(result.figure("pca_128"));
    // The three channels are equal: what two directions leave of one, they leave three times.
    const AnalysisResult grey = line_for(test::tiny_dataset(200, {1, 40, 40}));
    CHECK(result.figure("pca_2")->value ==
          doctest::Approx(3 * grey.figure("pca_2")->value).epsilon(1e-3));
}

TEST_CASE("what was found of data is found again for the same data, and only for those") {
    analysis::Remembered<int> memory;
    int computed = 0;
    const auto ask = [&](const data::Dataset& dataset) {
        return *memory.of(dataset, kQuiet, [&](const data::Dataset&, const analysis::Report&) {
            return ++computed;
        });
    };
    CHECK(ask(*test::tiny_dataset(64)) == 1);
    CHECK(ask(*test::tiny_dataset(64)) == 1);  // another object of the same samples
    CHECK(ask(*test::tiny_dataset(65)) == 2);
    CHECK(ask(*test::tiny_dataset(64, {1, 9, 8})) == 3);
    CHECK(ask(*test::tiny_dataset_of(DataKind::points, 64)) == 4);
    CHECK(ask(*test::tiny_dataset(64)) == 1);
    const auto fails = [](const data::Dataset&, const analysis::Report&) -> int {
        throw analysis::Cancelled();
    };
    CHECK_THROWS_AS(memory.of(*test::tiny_dataset(66), kQuiet, fails), analysis::Cancelled);
    CHECK(ask(*test::tiny_dataset(66)) == 5);
}
