// One panel alone in a window of its own. A test that asks more of its panel derives from it.
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
    // A display of its own extent leaves room for what the panel opens beside itself.
    PanelStage(const char* id, PanelWorld with, ImVec2 extent, ImVec2 display)
        : size(extent), imgui(display.x, display.y), world(std::move(with)) {
        for (auto& each : app::make_panels())
            if (each->id() == std::string(id)) panel = std::move(each);
        REQUIRE(panel);
    }
    PanelStage(const char* id, PanelWorld with, ImVec2 extent)
        : PanelStage(id, std::move(with), extent, extent) {}
    PanelStage(const char* id, Snapshot snapshot, ImVec2 extent)
        : PanelStage(id, PanelWorld(std::move(snapshot)), extent) {}

    void draw() {
        app::PanelContext context = world.context();
        app::draw_panel(*panel, context, ImVec2(0, 0), size);
        world.now += frame_seconds;
    }
    std::function<void()> drawn() {
        return [this] { draw(); };
    }
    void click(ImVec2 at, int button = 0) { imgui.click(at, drawn(), button); }
    int frame() { return imgui.frame(drawn()); }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }

    ImVec2 size;
    double frame_seconds = 0;  // that pass with each
    HeadlessImGui imgui;
    PanelWorld world;
    std::unique_ptr<app::Panel> panel;
};

}  // namespace latent::test
