#include "statistics/factor_probe.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/code_tables.h"

using namespace latent;
using statistics::FactorKind;
using statistics::FactorProbe;
using statistics::FactorReading;

namespace {

const std::vector<FactorInfo> kFactors = {
    {"shape", 4, false}, {"size", 32, false}, {"turn", 24, true}};

torch::Tensor tensor_of(const testing::CodeTable& table) {
    return torch::tensor(torch::ArrayRef<float>(table.codes)).view({table.count, table.width});
}

// What the probe reads from codes of other samples than it learnt from.
std::vector<FactorReading> readings(
    std::int64_t width,
    const std::function<float(const testing::CodeTable&, std::int64_t, std::int64_t)>& column) {
    const auto coded = [&](std::int64_t count, std::uint64_t seed) {
        const auto samples = testing::samples_with_factors(count, kFactors, seed);
        return testing::with_codes(
            samples, width, [&](std::int64_t i, std::int64_t j) { return column(samples, i, j); });
    };
    const auto learnt = coded(3000, 1), tried = coded(1000, 2);
    return FactorProbe(tensor_of(learnt), kFactors, learnt.values)
        .read(tensor_of(tried), tried.values);
}

}  // namespace

TEST_CASE("few values are categories, many are numbers, many in a circle are angles") {
    CHECK(statistics::kind_of({"glasses", 2, false}) == FactorKind::categories);
    CHECK(statistics::kind_of({"turn", 7, true}) == FactorKind::categories);
    CHECK(statistics::kind_of({"x", 32, false}) == FactorKind::values);
    CHECK(statistics::kind_of({"orientation", 40, true}) == FactorKind::circle);
}

TEST_CASE("factors are read from a code that is the factors, and not from noise") {
    const auto perfect = readings(4, [](const auto& samples, auto i, auto j) {
        const double angle = 2 * M_PI * samples.value(i, 2) / 24;
        return j == 0   ? float(samples.value(i, 0))
               : j == 1 ? float(samples.value(i, 1))
               : j == 2 ? float(std::cos(angle))
                        : float(std::sin(angle));
    });
    for (const FactorReading& reading : perfect) CHECK(reading.score > 0.99);
    CHECK(perfect[0].chance > 0.25);
    CHECK(perfect[0].chance < 0.32);
    CHECK(perfect[1].chance == 0);
    for (std::size_t row = 0; row < 1000; row += 99) CHECK(perfect[1].right(row));

    statistics::Draws draws(3);
    const auto noise = readings(4, [&](const auto&, auto, auto) { return float(draws.normal()); });
    CHECK(noise[0].score < 0.32);
    CHECK(std::abs(noise[1].score) < 0.02);
    CHECK(std::abs(noise[2].score) < 0.02);
    int wrong = 0;
    for (std::size_t row = 0; row < 1000; ++row) wrong += !noise[2].right(row);
    CHECK(wrong > 950);
}

TEST_CASE("values in a row along one number are told apart, the middle ones too") {
    statistics::Draws draws(4);
    const auto found = readings(8, [&](const auto& samples, auto i, auto j) {
        return j == 0 ? float(samples.value(i, 0)) + 0.1f * float(draws.normal())
                      : float(draws.normal());
    });
    CHECK(found[0].score > 0.97);
}

TEST_CASE("a factor that lies folded in one number is read all the same") {
    // Back and forth eight times: no straight line tells anything.
    const auto found = readings(1, [](const auto& samples, auto i, auto) {
        const int value = samples.value(i, 1), fold = value % 8;
        return float(10 * fold + (value / 8 % 2 == 0 ? value / 8 : 4 - value / 8));
    });
    CHECK(found[1].score > 0.9);
}

TEST_CASE("scale and place of the dimensions do not matter to the probe") {
    const auto plain = [](const auto& samples, auto i, auto j) {
        return float(samples.value(i, std::size_t(j)) % 5);
    };
    const auto once = readings(3, plain),
               again = readings(3, [&](const auto&samples, auto i, auto j) {
                   return 1000 * float(j + 1) + 64 * plain(samples, i, j);
               });
    for (std::size_t k = 0; k < 3; ++k)
        CHECK(once[k].score == doctest::Approx(again[k].score).epsilon(0.02));
}

TEST_CASE("a probe refuses too few samples with a sentence") {
    CHECK_THROWS_WITH(FactorProbe(torch::zeros({5, 2}), kFactors, std::vector<int>(15, 0)),
                      "A probe needs at least 20 samples to learn from.");
    CHECK_THROWS_WITH(FactorProbe(torch::zeros({50, 2}), kFactors, std::vector<int>(15, 0)),
                      "Each sample needs one value of each factor.");
}
