#include "analysis/trend.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent;

namespace {

AnalysisResult found_at(std::int64_t step, double value, const char* id = "mig") {
    AnalysisResult result;
    result.done = true;
    result.step = step;
    result.figures = {{id, "a label", value, "", "Help."}};
    return result;
}

}  // namespace

TEST_CASE("each figure of a result joins its own series, gaps where it was undefined") {
    analysis::Trend trend;
    const auto run = std::make_shared<int>();
    AnalysisResult first = found_at(10, 0.25);
    first.figures.push_back({"sap", "another", 1, "", "Help."});
    trend.add(first, run);
    trend.add(found_at(20, kUnknown), run);
    trend.add(found_at(30, 0.5), run);
    REQUIRE(trend.series().size() == 2);
    CHECK(trend.series()[0].id == "mig");
    CHECK(trend.series()[0].label == "a label");
    CHECK(trend.series()[0].steps == std::vector<std::int64_t>{10, 30});
    CHECK(trend.series()[0].values == std::vector<float>{0.25f, 0.5f});
    CHECK(trend.series()[1].steps == std::vector<std::int64_t>{10});
    trend.add(found_at(30, 0.75), run);  // asked again before the next step
    CHECK(trend.series()[0].values == std::vector<float>{0.25f, 0.75f});
    AnalysisResult problem = found_at(40, 0);
    problem.problem = "It cannot be said.";
    trend.add(problem, run);
    CHECK(trend.series()[0].steps.size() == 2);
}

TEST_CASE("a run that went back, or was reset, begins a trend of its own") {
    analysis::Trend trend;
    const auto before = std::make_shared<int>(), after = std::make_shared<int>();
    trend.add(found_at(100, 1), before);
    trend.add(found_at(50, 2), before);
    CHECK(trend.series()[0].steps == std::vector<std::int64_t>{50});
    trend.add(found_at(200, 3), after);
    CHECK(trend.series()[0].steps == std::vector<std::int64_t>{200});
}

TEST_CASE("a long trend is thinned evenly and keeps its newest point") {
    analysis::Trend trend;
    const auto run = std::make_shared<int>();
    for (int step = 0; step < 7000; ++step) {
        trend.add(found_at(step, step), run);
        REQUIRE(trend.series()[0].steps.back() == step);
        REQUIRE(trend.series()[0].steps.size() <= analysis::Trend::kMostPoints);
    }
    const auto& steps = trend.series()[0].steps;
    CHECK(steps.size() > 500);
    CHECK(steps.front() < 20);
    CHECK(std::is_sorted(steps.begin(), steps.end()));
    CHECK(trend.series()[0].values.back() == 6999);
}
