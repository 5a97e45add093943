// What cannot be said is said: no wrong numbers, and a sentence in their place.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "metrics/metric.h"
#include "support/code_tables.h"

using namespace latent;
using namespace latent::testing;

namespace {

const std::vector<std::string>& factor_scores() {
    static const std::vector<std::string> ids{
        "mig", "sap", "dci", "factor_vae", "beta_vae", "modularity", "explicitness", "irs"};
    return ids;
}

std::string sentence_of_refusal(const std::string& id, const CodeTable& table) {
    try {
        metrics::measure(id, table, no_report);
    } catch (const NotDefined& refusal) {
        return refusal.what();
    }
    return "";
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a constant code has no score and says why") {
    const CodeTable table = constant_code(samples_with_factors(300), 4);
    for (const std::string& id : factor_scores()) {
        CAPTURE(id);
        const AnalysisResult result = metrics::measure(id, table, no_report);
        REQUIRE_FALSE(result.figures.empty());
        for (const Figure& figure : result.figures) {
            CHECK(std::isnan(figure.value));
            CHECK(contains(figure.undefined, "Every code is the same"));
        }
        CHECK(contains(result.verdict, "Every code is the same"));
    }
}

TEST_CASE("a factor with one value is left out, and that is said") {
    const CodeTable four =
        samples_with_factors(600, {{"shape", 3}, {"scale", 6}, {"x", 8}, {"y", 8}});
    CodeTable five = identity_code(four);
    five.factors.insert(five.factors.begin(), {"colour", 1});
    five.values.clear();
    for (std::int64_t i = 0; i < four.count; ++i) {
        five.values.push_back(0);
        for (std::size_t k = 0; k < 4; ++k) five.values.push_back(four.value(i, k));
    }
    for (const std::string& id : factor_scores()) {
        CAPTURE(id);
        const AnalysisResult without = metrics::measure(id, identity_code(four), no_report),
                             with = metrics::measure(id, five, no_report);
        REQUIRE(with.figures.size() == without.figures.size());
        CHECK(with.figures[0].value == doctest::Approx(without.figures[0].value));
        CHECK(contains(with.verdict, "colour"));
    }
}

TEST_CASE("where every factor has one value there is nothing to score") {
    const CodeTable table = pure_noise(samples_with_factors(100, {{"colour", 1}}), 3);
    for (const std::string& id : factor_scores()) {
        CAPTURE(id);
        const AnalysisResult result = metrics::measure(id, table, no_report);
        CHECK(std::isnan(result.figures[0].value));
        CHECK(contains(result.figures[0].undefined, "colour"));
    }
}

TEST_CASE("a code that is no number is refused with its row and column") {
    CodeTable table = pure_noise(samples_with_factors(100), 3);
    table.codes[17 * 3 + 2] = std::numeric_limits<float>::quiet_NaN();
    for (const std::string& id : factor_scores()) {
        CHECK(contains(sentence_of_refusal(id, table), "Row 17, column 2"));
    }
    table.codes[17 * 3 + 2] = std::numeric_limits<float>::infinity();
    CHECK(contains(sentence_of_refusal("mig", table), "infinite"));
}

TEST_CASE("without factors, and without codes, there is nothing to compare") {
    const CodeTable none = pure_noise(samples_with_factors(100, {}), 3);
    const CodeTable empty = pure_noise(samples_with_factors(0), 3);
    for (const std::string& id : factor_scores()) {
        CHECK(contains(sentence_of_refusal(id, none), "known factors"));
        CHECK(contains(sentence_of_refusal(id, empty), "no codes"));
    }
}

TEST_CASE("too few samples to keep some aside are said to be too few") {
    const CodeTable table = identity_code(samples_with_factors(12));
    for (const char* id : {"dci", "explicitness"}) {
        const AnalysisResult result = metrics::measure(id, table, no_report);
        CHECK(std::isnan(result.figures[0].value));
        CHECK(contains(result.figures[0].undefined, "only 12 samples"));
    }
    const AnalysisResult sap = metrics::measure("sap", table, no_report);
    CHECK(std::isnan(figure(sap, "sap_discrete")));
    CHECK(contains(sap.figure("sap_discrete")->undefined, "only 12 samples"));
    CHECK(std::isfinite(figure(sap, "sap_continuous")));
    const AnalysisResult votes = metrics::measure("factor_vae", table, no_report);
    CHECK(contains(votes.figures[0].undefined, "8 samples"));
}

TEST_CASE("of a handful of samples every code looks perfect, so they are refused") {
    const CodeTable table = pure_noise(samples_with_factors(3), 3);
    for (const std::string& id : factor_scores())
        CHECK(contains(sentence_of_refusal(id, table), "here are 3"));
}

TEST_CASE("MIG of four samples, eight times over, that two bits tell apart is one") {
    CodeTable table;
    table.count = 32;
    table.factors = {{"a", 2}, {"b", 2}};
    table.width = 2;
    for (int copy = 0; copy < 8; ++copy) {
        table.values.insert(table.values.end(), {0, 0, 1, 0, 0, 1, 1, 1});
        table.codes.insert(table.codes.end(), {-1, 5, 1, 5, -1, 9, 1, 9});
    }
    CHECK(figure(metrics::measure("mig", table, no_report), "mig") == doctest::Approx(1));
    CHECK(figure(metrics::measure("modularity", table, no_report), "modularity") ==
          doctest::Approx(1));
}

TEST_CASE("a code of one dimension has a MIG, but no completeness and no second classifier") {
    const CodeTable samples = samples_with_factors(400, {{"a", 2}, {"b", 3}});
    const CodeTable table = with_codes(
        samples, 1, [&](std::int64_t i, std::int64_t) { return standardised(samples, i, 1); });
    CHECK(figure(metrics::measure("mig", table, no_report), "mig_b") == doctest::Approx(1));
    const AnalysisResult dci = metrics::measure("dci", table, no_report);
    CHECK(std::isnan(figure(dci, "dci_completeness")));
    CHECK_FALSE(dci.figure("dci_completeness")->undefined.empty());
    CHECK(figure(dci, "dci_informativeness_b") == doctest::Approx(1));
    const AnalysisResult sap = metrics::measure("sap", table, no_report);
    for (const char* id : {"sap_discrete", "sap_continuous"}) {
        CHECK(std::isnan(figure(sap, id)));
        CHECK(contains(sap.figure(id)->undefined, "second best"));
    }
    CHECK(contains(sap.verdict, "second best"));
}

TEST_CASE("a code too small to vote is told so, and not scored 0") {
    CodeTable table = identity_code(samples_with_factors(400));
    for (float& code : table.codes) code *= .01f;
    const AnalysisResult result = metrics::measure("factor_vae", table, no_report);
    CHECK(std::isnan(figure(result, "factor_vae")));
    CHECK(contains(result.figures[0].undefined, "0.05"));
}

TEST_CASE("a table whose columns differ in length is refused") {
    CodeTable table = identity_code(samples_with_factors(100));
    table.codes.pop_back();
    CHECK_THROWS_AS(metrics::measure("mig", table, no_report), std::invalid_argument);
    CHECK_THROWS_AS(metrics::measure("no such metric", table, no_report), std::invalid_argument);
}
