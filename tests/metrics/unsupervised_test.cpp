// Scores that need no factors, and the table of what each latent tells of each factor.
#include <doctest/doctest.h>

#include <cmath>

#include "metrics/tables.h"

using namespace latent;
using test::measured;

namespace {

// Four codes whose covariance is [[1, r], [r, 1]] exactly.
metrics::CodeTable correlated(float r) {
    const float s = std::sqrt(1 - r * r);
    return test::table_of({1, r + s, 1, r - s, -1, -r + s, -1, -r - s}, 2);
}

}  // namespace

TEST_CASE("two normal latents have the total correlation of their correlation") {
    const auto tc = [](float r) {
        return measured("unsupervised", correlated(r)).figure("gaussian_total_correlation")->value;
    };
    CHECK(tc(0.5f) == doctest::Approx(0.143841).epsilon(1e-5));
    CHECK(tc(0.9f) == doctest::Approx(0.830366).epsilon(1e-5));
    CHECK(std::fabs(tc(0)) < 1e-6);
}

TEST_CASE("a latent that repeats another makes the total correlation infinite, and it says so") {
    metrics::CodeTable table = test::normal_table(500, 3);
    for (std::int64_t i = 0; i < table.count; ++i)
        table.codes[std::size_t(3 * i + 2)] = 2 * table.codes[std::size_t(3 * i)];
    const Figure twice = *measured("unsupervised", table).figure("gaussian_total_correlation");
    CHECK(std::isnan(twice.value));
    CHECK(twice.undefined.find("infinite") != std::string::npos);
    table.codes.assign(table.codes.size(), 4);
    const AnalysisResult still = measured("unsupervised", table);
    CHECK(still.figure("gaussian_total_correlation")->undefined == "Every code is the same.");
    CHECK_FALSE(still.figure("mean_pairwise_mi")->undefined.empty());
    CHECK(still.figure("active_units")->value == 0);
}

TEST_CASE("dead latents are left out of the total correlation and are not active") {
    metrics::CodeTable table = test::normal_table(2000, 4);
    for (std::int64_t i = 0; i < table.count; ++i) {
        table.codes[std::size_t(4 * i + 1)] = 0;
        table.codes[std::size_t(4 * i + 3)] *= 0.05f;  // variance 0.0025
    }
    const AnalysisResult result = measured("unsupervised", table);
    CHECK(result.figure("active_units")->value == 2);
    CHECK(result.figure("gaussian_total_correlation")->value < 0.01);
}

TEST_CASE("independent latents share no more information than their count makes up") {
    const AnalysisResult result = measured("unsupervised", test::normal_table(5000, 4));
    const Figure& pairs = *result.figure("mean_pairwise_mi");
    CHECK(pairs.value < 0.05);
    CHECK(pairs.value == doctest::Approx(pairs.chance).epsilon(0.2));
}

TEST_CASE("the KL of a posterior is that of the formula, latent by latent") {
    // (mean, logvar) -> KL: (1, 0) 0.5; (0, ln 4) 0.806853; (2, -1) 2.183940
    metrics::CodeTable table = test::table_of({1, 0, 2, 1, 0, 2}, 3);
    table.logvars = {0, std::log(4.0f), -1, 0, std::log(4.0f), -1};
    const AnalysisResult result = measured("unsupervised", table);
    CHECK(result.figure("kl")->value == doctest::Approx(0.5 + 0.806853 + 2.183940));
    REQUIRE(result.charts.size() == 1);
    CHECK(result.charts[0].curves[0].y[1] == doctest::Approx(0.806853));
    CHECK_FALSE(measured("unsupervised", correlated(0.5f)).figure("kl"));  // no posterior, no KL
}

TEST_CASE("the factor matrix names the latent that carries each factor") {
    metrics::CodeTable table = test::normal_table(4000, 3);
    table.factors = {{"x", 8, false}, {"shape", 3, false}, {"hue", 5, false}, {"colour", 1, false}};
    for (std::int64_t i = 0; i < table.count; ++i) {
        const int x = int(i % 8), shape = int((i / 8) % 3), hue = int((i * 31 / 7) % 5);
        table.values.insert(table.values.end(), {x, shape, hue, 0});
        table.codes[std::size_t(3 * i + 2)] = float(x);           // z3
        table.codes[std::size_t(3 * i)] = -float(shape) * 10.0f;  // z1
    }
    const AnalysisResult result = measured("factor_matrix", table);
    const Matrix* matrix = result.matrix("latent x factor");
    REQUIRE(matrix);
    CHECK(matrix->rows == std::vector<std::string>{"z1", "z2", "z3"});
    CHECK(matrix->columns == std::vector<std::string>{"x", "shape", "hue"});  // colour never varies
    CHECK(matrix->value(2, 0) == doctest::Approx(1));
    CHECK(matrix->value(0, 1) == doctest::Approx(1));
    CHECK(matrix->value(1, 0) < 0.05f);
    CHECK(matrix->help.find("4000 samples") != std::string::npos);
    CHECK(result.verdict == "z3 carries x (1.00), z1 carries shape (1.00); none carries hue.");
    CHECK(result.figure("carried_x")->value == doctest::Approx(1));
}

TEST_CASE("factors that never vary leave nothing to carry, and a dead code carries nothing") {
    metrics::CodeTable table = test::normal_table(100, 2);
    table.factors = {{"colour", 1, false}};
    table.values.assign(100, 0);
    CHECK_THROWS_AS(measured("factor_matrix", table), NotDefined);
    table.factors = {{"x", 2, false}};
    for (std::size_t i = 0; i < 100; ++i) table.values[i] = int(i % 2);
    table.codes.assign(200, 1);
    CHECK(measured("factor_matrix", table).verdict == "No latent carries any of the factors.");
}
