// A code of thousands of numbers costs no more to draw than what of it can be seen.
#include <doctest/doctest.h>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

int vertices_of(const char* id, const Snapshot& snapshot, void (*choose)(UiState&) = nullptr) {
    test::HeadlessImGui imgui(340, 400);
    test::PanelWorld world(snapshot);
    if (choose) choose(world.ui);
    int vertices = 0;
    for (auto& panel : make_panels())
        if (panel->id() == std::string(id))
            for (int i = 0; i < 4; ++i)
                vertices = imgui.frame([&] {
                    PanelContext context = world.context();
                    draw_panel(*panel, context, ImVec2(0, 0), ImVec2(340, 400));
                });
    return vertices;
}

}  // namespace

TEST_CASE("thousands of sliders cost what those in sight cost") {
    const int few = vertices_of("latent_walk", test::running_snapshot(64, false));
    CHECK(vertices_of("latent_walk", test::running_snapshot(4096, false)) < few * 1.2);
}

TEST_CASE("thousands of bars cost what the panel's pixels cost") {
    const int few = vertices_of("code", test::running_snapshot(300, false));
    CHECK(vertices_of("code", test::running_snapshot(4096, false)) < few * 1.5);
}

TEST_CASE("sliders can be in the order of the code, or of active dimensions alone") {
    const Snapshot snapshot = test::running_snapshot(64, false);
    for (const bool active_only : {false, true}) {
        const int vertices =
            active_only ? vertices_of("latent_walk", snapshot,
                                      [](UiState& ui) { ui.walk.active_only = true; })
                        : vertices_of("latent_walk", snapshot,
                                      [](UiState& ui) { ui.walk.order = DirectionOrder::number; });
        CHECK(vertices > 200);
    }
}

TEST_CASE("where no dimension is active, the filter says so") {
    Snapshot snapshot = test::running_snapshot(64, false);
    auto stats = std::make_shared<LatentStats>(*snapshot.latents);
    for (LatentDimension& dimension : stats->dimensions) dimension.active = false;
    snapshot.latents = stats;
    CHECK(vertices_of("latent_walk", snapshot, [](UiState& ui) { ui.walk.active_only = true; }) >
          100);
}
