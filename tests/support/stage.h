// One panel alone in a window of its own.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "headless_imgui.h"
#include "recording_requests.h"
#include "workspaces/workspace.h"

namespace latent::test {

struct PanelStage {
    PanelStage(const char* id, Snapshot snapshot, ImVec2 extent)
        : size(extent), imgui(extent.x, extent.y), world(std::move(snapshot)) {
        for (auto& each : app::make_panels())
            if (each->id() == std::string(id)) panel = std::move(each);
        REQUIRE(panel);
    }
    void draw() {
        app::PanelContext context = world.context();
        app::draw_panel(*panel, context, ImVec2(0, 0), size);
    }
    std::function<void()> drawn() {
        return [this] { draw(); };
    }
    void click(ImVec2 at, int button = 0) { imgui.click(at, drawn(), button); }
    void frames(int count) {
        for (int i = 0; i < count; ++i) imgui.frame(drawn());
    }

    ImVec2 size;
    HeadlessImGui imgui;
    PanelWorld world;
    std::unique_ptr<app::Panel> panel;
};

}  // namespace latent::test
