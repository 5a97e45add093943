#include <doctest/doctest.h>

#include <set>

#include "metrics/metric.h"

using namespace latent;

TEST_CASE("every metric has a name of its own, a summary and a family") {
    std::set<std::string> seen;
    for (const metrics::MetricEntry& entry : metrics::metrics()) {
        CAPTURE(entry.info.id);
        CHECK(seen.insert(entry.info.id).second);
        CHECK_FALSE(entry.info.label.empty());
        CHECK_FALSE(entry.info.summary.empty());
        CHECK_FALSE(entry.info.family.empty());
        CHECK(entry.info.of_arrays);
    }
}
