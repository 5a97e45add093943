#include "state/groups.h"

#include <doctest/doctest.h>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("saved groups come first, then the classes") {
    const Snapshot snapshot = test::running_snapshot();
    Selection selection;
    selection.groups = {{"bags", {4, 8, 15}}};
    const auto groups = groups_of(snapshot, selection);
    REQUIRE(groups.size() == 1 + snapshot.data->class_names.size());
    CHECK(groups[0].id == "group:bags");
    CHECK(samples_of("group:bags", snapshot, selection) == std::vector<int>{4, 8, 15});
    CHECK(samples_of("group:gone", snapshot, selection).empty());
}

TEST_CASE("a class is all samples of the probe with its label") {
    const Snapshot snapshot = test::running_snapshot();
    const auto third = samples_of("class:2", snapshot, {});
    REQUIRE(third.size() == 40);
    for (const int i : third) CHECK(snapshot.cloud->probe->labels[std::size_t(i)] == 2);
    CHECK(samples_of("class:99", snapshot, {}).empty());
}

TEST_CASE("factors of few values are groups, those of many are not") {
    Snapshot snapshot = test::running_snapshot();
    auto data = std::make_shared<DatasetInfo>(*snapshot.data);
    data->class_names.clear();
    data->factors = {{"shape", 3, false}, {"orientation", 40, true}};
    auto probe = std::make_shared<Probe>(*snapshot.cloud->probe);
    probe->labels.clear();
    for (int i = 0; i < snapshot.cloud->count; ++i) {
        probe->factors.push_back(i % 3);
        probe->factors.push_back(i % 40);
    }
    auto cloud = std::make_shared<CodeCloud>(*snapshot.cloud);
    cloud->probe = probe;
    snapshot.data = data;
    snapshot.cloud = cloud;
    const auto groups = groups_of(snapshot, {});
    REQUIRE(groups.size() == 3);
    CHECK(groups[1].label == "shape 2");
    const auto second = samples_of(groups[1].id, snapshot, {});
    REQUIRE(second.size() == 133);
    CHECK(second.front() == 1);
}
