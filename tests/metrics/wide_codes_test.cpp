// Codes so wide that every dimension with every factor would take minutes.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "metrics/usable.h"
#include "support/code_tables.h"

using namespace latent;
using namespace latent::testing;

namespace {

// The factors themselves in dimensions 3, 6, 9, ... of 200, and faint noise in the others.
CodeTable hidden_in_noise(const CodeTable& samples) {
    statistics::Draws draws(4);
    const auto factors = std::int64_t(samples.factors.size());
    return with_codes(samples, 200, [&](std::int64_t i, std::int64_t j) {
        const float noise = 0.1f * float(draws.normal());
        const bool tells = j > 0 && j % 3 == 0 && j / 3 <= factors;
        return tells ? standardised(samples, i, std::size_t(j / 3 - 1)) : noise;
    });
}

bool says(const std::string& text) {
    return text.find("64 dimensions of largest variance, of 200") != std::string::npos;
}

}  // namespace

TEST_CASE("of a wide code the dimensions of largest variance are kept, under their own numbers") {
    const CodeTable wide = hidden_in_noise(samples_with_factors(300));
    const metrics::Narrowed narrow = metrics::narrowed(wide);
    const CodeTable& table = narrow.table(wide);
    REQUIRE(table.width == 64);
    REQUIRE(narrow.dimensions.size() == 64);
    CHECK(std::is_sorted(narrow.dimensions.begin(), narrow.dimensions.end()));
    for (std::int64_t j : {3, 6, 9, 12, 15})
        CHECK(std::count(narrow.dimensions.begin(), narrow.dimensions.end(), j) == 1);
    for (std::size_t j = 0; j < 64; ++j)
        CHECK(table.code(7)[j] == wide.code(7)[narrow.dimensions[j]]);
    CHECK(says(narrow.said));

    const CodeTable small = pure_noise(wide, 64);
    const metrics::Narrowed all = metrics::narrowed(small);
    CHECK(&all.table(small) == &small);
    CHECK(all.dimensions.size() == 64);
    CHECK(all.said.empty());
}

TEST_CASE("SAP and FactorVAE of a wide code measure 64 dimensions of it, and say so") {
    const CodeTable samples = samples_with_factors(400, {{"a", 3}, {"b", 4}});
    const CodeTable wide = hidden_in_noise(samples);
    for (const std::string id : {"sap", "factor_vae"}) {
        CAPTURE(id);
        const AnalysisResult result = metrics::measure(id, wide, no_report);
        CHECK(says(result.verdict));
        CHECK(says(result.figures[0].help));
        const AnalysisResult narrow =
            metrics::measure(id, identity_and_noise(samples, 3), no_report);
        CHECK_FALSE(says(narrow.verdict));
        CHECK_FALSE(says(narrow.figures[0].help));
        CHECK(std::isfinite(result.figures[0].value));
        CHECK(std::isfinite(result.figures[0].chance));
    }
    const AnalysisResult sap = metrics::measure("sap", wide, no_report);
    const Matrix* accuracy = sap.matrix("Accuracy of one dimension");
    REQUIRE(accuracy);
    REQUIRE(accuracy->rows.size() == 64);
    const auto row = std::find(accuracy->rows.begin(), accuracy->rows.end(), "z4");
    REQUIRE(row != accuracy->rows.end());
    CHECK(accuracy->value(std::size_t(row - accuracy->rows.begin()), 0) > 0.6f);  // tells "a"
    CHECK(figure(metrics::measure("factor_vae", wide, no_report), "factor_vae") > 0.95);
}
