#include <doctest/doctest.h>

#include "state/pin.h"
#include "state/selection.h"
#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("a selection is replaced, added to, inverted and cleared") {
    Selection selection;
    select(selection, 6, {1, 2, 99, -1});
    CHECK(selected(selection) == std::vector<int>{1, 2});
    select(selection, 6, {4}, true);
    CHECK(selected(selection) == std::vector<int>{1, 2, 4});
    invert(selection, 6);
    CHECK(selected(selection) == std::vector<int>{0, 3, 5});
    select(selection, 6, {5});
    CHECK(selection.count == 1);
    isolate(selection, true);
    const std::uint64_t version = selection.version;
    clear(selection);
    CHECK(selection.count == 0);
    CHECK(!selection.isolated);
    CHECK(selection.version != version);
    isolate(selection, true);
    CHECK(!selection.isolated);  // nothing alone is nothing
}

TEST_CASE("a selection is dropped with its groups when other samples are shown, and only then") {
    Selection selection;
    follow_data(selection, "mnist", 6);
    select(selection, 6, {1});
    save_group(selection);
    follow_data(selection, "mnist", 6);
    follow_data(selection, "mnist");
    CHECK(selection.count == 1);
    follow_data(selection, "mnist", 9);
    CHECK(selection.count == 0);
    CHECK(selection.groups.empty());
    select(selection, 9, {1});
    follow_data(selection, "faces", 9);
    CHECK(selection.count == 0);
}

TEST_CASE("groups take the next free name, and can be renamed and removed") {
    Selection selection;
    save_group(selection);
    CHECK(selection.groups.empty());
    select(selection, 6, {1});
    save_group(selection);
    select(selection, 6, {2, 3});
    save_group(selection);
    CHECK(selection.groups[1].name == "group B");
    CHECK(selection.groups[1].samples == std::vector<int>{2, 3});
    CHECK(!rename_group(selection, 1, "group A"));
    CHECK(!rename_group(selection, 1, "  "));
    CHECK(rename_group(selection, 1, "sevens"));
    CHECK(selection.groups[1].name == "sevens");
    remove_group(selection, 0);
    save_group(selection);
    CHECK(selection.groups[1].name == "group A");
}

TEST_CASE("the second pin needs a first, and goes when it is pinned again") {
    UiState ui;
    ui.shown = RunId(1);
    const Snapshot snapshot = test::running_snapshot();
    pin_second(ui, *snapshot.cloud, 4);
    CHECK(ui.pinned == 4);
    CHECK(ui.second_pin == -1);
    pin_second(ui, *snapshot.cloud, 9);
    CHECK(ui.pinned == 4);
    CHECK(ui.second_pin == 9);
    pin_sample(ui, *snapshot.cloud, 9);
    CHECK(ui.pinned == 9);
    CHECK(ui.second_pin == -1);
    pin_second(ui, *snapshot.cloud, 3);
    unpin(ui);
    CHECK(ui.second_pin == -1);
}

TEST_CASE("every change of the groups is told, and nothing else is taken for one") {
    Selection selection;
    follow_data(selection, "mnist", 6);
    std::uint64_t before = selection.groups_version;
    const auto changed = [&] {
        const bool is = selection.groups_version != before;
        before = selection.groups_version;
        return is;
    };
    select(selection, 6, {1});
    CHECK(!changed());
    save_group(selection);
    CHECK(changed());
    CHECK(!rename_group(selection, 0, " "));
    CHECK(!changed());
    CHECK(rename_group(selection, 0, "sevens"));
    CHECK(changed());
    remove_group(selection, 7);
    CHECK(!changed());
    remove_group(selection, 0);
    CHECK(changed());
    follow_data(selection, "faces", 6);
    CHECK(changed());
}
