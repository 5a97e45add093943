#include "metrics/references.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/code_tables.h"

using namespace latent;
using namespace latent::testing;

TEST_CASE("every score of a perfect code reaches its ceiling, and noise its chance") {
    const CodeTable samples = samples_with_factors(700, {{"a", 3}, {"b", 6}, {"c", 12}});
    for (const metrics::MetricEntry& entry : metrics::metrics()) {
        if (!entry.info.needs_factors || entry.info.needs_labels || entry.needs_inputs) continue;
        CAPTURE(entry.info.id);
        const CodeTable perfect = metrics::perfect_code(samples);
        for (const Figure& figure : metrics::measure(entry.info.id, perfect, no_report).figures)
            if (!std::isnan(figure.value)) {
                CAPTURE(figure.id);
                CHECK(figure.ceiling == doctest::Approx(figure.value));
            }
        CodeTable noise = samples;
        noise.width = 4;
        noise = metrics::noise_code(noise);
        for (const Figure& figure : metrics::measure(entry.info.id, noise, no_report).figures)
            if (!std::isnan(figure.value)) {
                CAPTURE(figure.id);
                CHECK(figure.chance == doctest::Approx(figure.value));
            }
    }
}

TEST_CASE("a perfect code is the factors with mean 0 and variance 1, those of one value left out") {
    CodeTable samples = samples_with_factors(500, {{"colour", 1}, {"b", 6}});
    const CodeTable perfect = metrics::perfect_code(samples);
    REQUIRE(perfect.width == 1);
    double sum = 0, squares = 0;
    for (float code : perfect.codes) {
        sum += double(code);
        squares += double(code) * double(code);
    }
    CHECK(std::fabs(sum / 500) < 1e-5);
    CHECK(squares / 500 == doctest::Approx(1).epsilon(1e-5));
}

TEST_CASE("ceiling and chance are worked out once for the same factors") {
    const CodeTable samples = samples_with_factors(800, {{"p", 3}, {"q", 5}}, 77);
    const auto references_scored = [](const CodeTable& table) {
        int scored = 0;
        const Report watch = [&scored](double, const std::string& doing) {
            scored += doing.find("perfect code") != std::string::npos ||
                      doing.find("pure noise") != std::string::npos;
        };
        CHECK(std::isfinite(metrics::measure("mig", table, watch).figure("mig")->ceiling));
        return scored;
    };
    CHECK(references_scored(rotated_code(samples)) > 0);
    CHECK(references_scored(identity_code(samples)) == 0);
    CHECK(references_scored(pure_noise(samples, 2)) == 0);
    CHECK(references_scored(pure_noise(samples, 3)) > 0);  // noise of another width
    CHECK(references_scored(identity_code(samples_with_factors(800, {{"p", 3}, {"q", 5}}, 78))) >
          0);
}

TEST_CASE("a score that is no longer wanted stops, and is no worse for it the next time") {
    const CodeTable table = identity_code(samples_with_factors(500, {{"a", 4}, {"b", 7}}, 5));
    for (const char* id : {"mig", "sap", "dci", "factor_vae", "beta_vae", "explicitness", "irs"}) {
        CAPTURE(id);
        for (const double last : {0.0, 0.5}) {
            const Report give_up = [last](double progress, const std::string&) {
                if (progress >= last) throw Cancelled();
            };
            CHECK_THROWS_AS(metrics::measure(id, table, give_up), Cancelled);
        }
        const AnalysisResult result = metrics::measure(id, table, no_report);
        CHECK(std::isfinite(result.figures[0].ceiling));
        CHECK(std::isfinite(result.figures[0].chance));
    }
}

TEST_CASE("progress never runs backwards and ends within the whole") {
    const CodeTable table = identity_code(samples_with_factors(500, {{"a", 4}, {"b", 9}}, 6));
    for (const char* id : {"mig", "sap", "dci", "factor_vae", "beta_vae", "explicitness", "irs"}) {
        CAPTURE(id);
        double last = 0;
        bool forwards = true;
        metrics::measure(id, table, [&](double progress, const std::string& doing) {
            forwards = forwards && progress >= last && progress <= 1 && !doing.empty();
            last = progress;
        });
        CHECK(forwards);
        CHECK(last > .3);
    }
}

TEST_CASE("equal tables have equal scores") {
    const CodeTable table = rotated_code(samples_with_factors(600, {{"a", 4}, {"b", 7}}, 9));
    for (const metrics::MetricEntry& entry : metrics::metrics()) {
        if (!entry.info.needs_factors || entry.info.needs_labels || entry.needs_inputs) continue;
        const AnalysisResult once = entry.measure(table, no_report),
                             twice = entry.measure(table, no_report);
        for (std::size_t i = 0; i < once.figures.size(); ++i)
            if (!std::isnan(once.figures[i].value))
                CHECK(once.figures[i].value == twice.figures[i].value);
    }
}

TEST_CASE("a verdict says how far from perfect and from noise a code is") {
    const CodeTable samples = samples_with_factors(700, {{"a", 3}, {"b", 6}});
    const std::string verdict = metrics::measure("mig", identity_code(samples), no_report).verdict;
    CAPTURE(verdict);
    CHECK(verdict.rfind("MIG is 1.00; a perfect code has 1.00 on these samples, pure noise 0.0",
                        0) == 0);
    const AnalysisResult lone =
        metrics::measure("dci", identity_code(samples_with_factors(90, {{"a", 3}})), no_report);
    CHECK(lone.verdict.find("With one factor") != std::string::npos);
}
