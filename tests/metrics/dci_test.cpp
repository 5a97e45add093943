#include <doctest/doctest.h>

#include <cmath>

#include "metrics/metric.h"
#include "support/code_tables.h"

using namespace latent;
using namespace latent::testing;

namespace {

const std::vector<FactorInfo> kFewValues{{"a", 3}, {"b", 4}, {"c", 6}};

AnalysisResult dci(const CodeTable& table) { return metrics::measure("dci", table, no_report); }

// 3,000 samples: 2,000 to grow the trees on and 1,000 to test them, as the known values have it.
const CodeTable& samples() {
    static const CodeTable made = samples_with_factors(3000);
    return made;
}

}  // namespace

TEST_CASE("a perfect code is disentangled, complete and informative") {
    const AnalysisResult result = dci(identity_code(samples_with_factors(900, kFewValues), 2));
    CHECK(figure(result, "dci_disentanglement") > .99);
    CHECK(figure(result, "dci_completeness") > .99);
    CHECK(figure(result, "dci_informativeness") > .99);
    const Matrix* importance = result.matrix("Importance");
    REQUIRE(importance);
    CHECK(importance->rows.size() == 5);
    CHECK(importance->columns[2] == "c");
    CHECK(importance->value(2, 2) > .99f);
    CHECK(importance->value(4, 0) == 0);
}

// The reference's trees look at every value for a split and do not weigh rows by curvature: hence
// the width of these bands, which no code of another kind falls into.
TEST_CASE("dci of known codes is near what disentanglement_lib finds") {
    struct Known {
        CodeTable table;
        double disentanglement, completeness, informativeness;
    };
    const std::vector<Known> codes{{rotated_code(samples()), .74, .74, .82},
                                   {only_the_last_two(samples()), .172, .401, .507}};
    for (const Known& known : codes) {
        CAPTURE(known.disentanglement);
        const AnalysisResult result = dci(known.table);
        CHECK(std::fabs(figure(result, "dci_disentanglement") - known.disentanglement) < .05);
        CHECK(std::fabs(figure(result, "dci_completeness") - known.completeness) < .05);
        CHECK(std::fabs(figure(result, "dci_informativeness") - known.informativeness) < .05);
        for (const char* id : {"dci_disentanglement", "dci_completeness", "dci_informativeness"})
            CHECK(result.figure(id)->ceiling > .99);
        CHECK(result.figure("dci_disentanglement")->chance < .02);
        CHECK(result.figure("dci_completeness")->chance < .05);
        CHECK(std::fabs(result.figure("dci_informativeness")->chance - .12) < .03);
    }
}

TEST_CASE("a code whose rows are in no order of the factors' tells nothing by trees either") {
    CodeTable table = identity_code(samples_with_factors(600, kFewValues));
    statistics::Draws draws(8);
    std::vector<float> mixed;
    for (int row : draws.permutation(600))
        mixed.insert(mixed.end(), table.code(row), table.code(row) + table.width);
    table.codes = mixed;
    const AnalysisResult result = dci(table);
    CHECK(figure(result, "dci_disentanglement") < .2);
    CHECK(result.figure("dci_disentanglement")->ceiling > .99);
    CHECK(result.figure("dci_disentanglement")->chance < .2);
}
