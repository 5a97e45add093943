#include <doctest/doctest.h>

#include <algorithm>

#include "support/sample_snapshots.h"
#include "widgets/map_colours.h"

using namespace latent;
using namespace latent::app;

namespace {

const Theme kTheme = make_theme(ThemeKind::paper, 1);

MapColours colours(const Snapshot& snapshot, const std::string& mode,
                   const ColourSources& sources = {}) {
    return map_colours(*snapshot.cloud, snapshot.data.get(), kTheme, mode, {}, -1, sources);
}

unsigned opacity(ImU32 colour) { return colour >> IM_COL32_A_SHIFT; }

}  // namespace

TEST_CASE("points can be coloured by any number of the code, on a range with ends") {
    const Snapshot snapshot = test::running_snapshot(5);
    const MapColours by = colours(snapshot, code_mode(3).id);
    CHECK(by.quantity == "z4");
    CHECK(by.entries.empty());
    CHECK(by.high > by.low);
    int lowest = 0;
    for (int i = 0; i < snapshot.cloud->count; ++i)
        if (snapshot.cloud->code(i)[3] < snapshot.cloud->code(lowest)[3]) lowest = i;
    CHECK(by.points[std::size_t(lowest)] == kTheme.sequential(0));
    CHECK(colours(snapshot, code_mode(5).id).mode == "class");  // there is no z6
    CHECK(colours(snapshot, direction_mode(0).id).mode == "class");
}

TEST_CASE("points can be coloured by a principal direction") {
    const Snapshot snapshot = test::running_snapshot(3);
    LatentStats stats = *snapshot.latents;
    PrincipalDirection direction;
    direction.direction = {0, -1, 0};
    stats.principal = {direction, direction};
    ColourSources sources;
    sources.stats = &stats;
    const MapColours by = colours(snapshot, direction_mode(0).id, sources);
    CHECK(by.quantity == "PC1");
    int highest = 0;  // of z2, which is the lowest along the direction
    for (int i = 0; i < snapshot.cloud->count; ++i)
        if (snapshot.cloud->code(i)[1] > snapshot.cloud->code(highest)[1]) highest = i;
    CHECK(by.points[std::size_t(highest)] == kTheme.sequential(0));
}

TEST_CASE("clusters are a legend of names, beyond ten in colours of their own") {
    const Snapshot snapshot = test::running_snapshot();
    std::vector<int> clusters;
    for (int i = 0; i < snapshot.cloud->count; ++i) clusters.push_back(i % 12);
    clusters[0] = -1;
    ColourSources sources;
    sources.clusters = &clusters;
    const MapColours by = colours(snapshot, "cluster", sources);
    REQUIRE(by.entries.size() == 12);
    CHECK(by.entries[11].name == "cluster 12");
    CHECK(by.entries[1].colour != by.entries[11].colour);
    CHECK(by.values == clusters);
    CHECK(by.points[0] == kTheme.muted);
}

TEST_CASE("what is not selected fades, and is hidden when the selection is shown alone") {
    const Snapshot snapshot = test::running_snapshot();
    Selection selection;
    select(selection, snapshot.cloud->count, {3, 5});
    ColourSources sources;
    sources.selection = &selection;
    MapColours by = colours(snapshot, "class", sources);
    CHECK(opacity(by.points[3]) == 255);
    CHECK(opacity(by.points[4]) < 60);
    CHECK(by.visible[4] == 1);
    isolate(selection, true);
    by = colours(snapshot, "class", sources);
    CHECK(opacity(by.points[4]) == 0);
    CHECK(by.visible[4] == 0);
    CHECK(std::count(by.visible.begin(), by.visible.end(), 1) == 2);
}

TEST_CASE("clusters found anew keep the numbers of those that they are mostly made of") {
    const std::vector<int> before{0, 0, 0, 0, 1, 1, 1, 2, 2, -1};
    const std::vector<int> now{2, 2, 2, 0, 0, 0, 0, 1, 1, 1};
    CHECK(renumbered(before, now) == std::vector<int>{0, 0, 0, 1, 1, 1, 1, 2, 2, 2});
    CHECK(renumbered({}, now) == now);
    const std::vector<int> more{3, 3, 2, 2, 1, 1, 1, 0, 0, 0};
    const std::vector<int> kept = renumbered(before, more);
    CHECK(kept[4] == 1);
    CHECK(kept[7] == 2);
    CHECK(kept[0] != kept[2]);
    CHECK(*std::max_element(kept.begin(), kept.end()) == 3);
}
