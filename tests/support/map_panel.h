// The latent map alone, without a graphics card: what it asks to be drawn, and what the mouse does
// to it.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "headless_imgui.h"
#include "recording_requests.h"
#include "workspaces/workspace.h"

namespace latent::test {

// Keeps what it was last asked to draw.
class RecordingCanvas final : public app::PointCanvas {
 public:
    app::Picture draw(const app::PointsView& view) override {
        last = view;
        hidden = 0;
        for (int i = 0; i < view.count; ++i) hidden += (view.colours[i] & IM_COL32_A_MASK) == 0;
        return {};
    }
    app::PointsView last;
    int hidden = 0;
};

struct Map {
    explicit Map(Snapshot snapshot) : world(std::move(snapshot)) {
        for (auto& candidate : app::make_panels())
            if (std::string(candidate->id()) == "latent_map") panel = std::move(candidate);
        for (int i = 0; i < 3; ++i) frame();
    }
    void draw() {
        app::PanelContext context{world.snapshot, world.catalog, world.requests, world.ui,
                                  world.textures, canvas,        world.theme,    world.now};
        app::draw_panel(*panel, context, ImVec2(0, 0), ImVec2(1280, 800));
    }
    void frame() {
        world.now += 0.06;  // more than the time between two hit tests
        imgui.frame([this] { draw(); });
    }
    std::function<void()> drawing() {
        return [this] {
            world.now += 0.06;
            draw();
        };
    }
    // Whether the card of a sample is open, with its picture on it. It opens after 125 ms.
    bool card() {
        for (int i = 0; i < 3; ++i) frame();
        const int asked = world.textures.asked;
        frame();
        return world.textures.asked > asked;
    }
    // A place where a sample is under the mouse; leaves the mouse there.
    ImVec2 over_a_sample() {
        for (float y = 60; y < 700; y += 9)
            for (float x = 100; x < 1240; x += 9) {
                imgui.move(ImVec2(x, y));
                if (card()) return ImVec2(x, y);
            }
        FAIL("no sample is anywhere under the mouse");
        return {};
    }
    // Presses, moves by way of the corners, and lets go at the last.
    void draw_line(const std::vector<ImVec2>& corners) {
        imgui.move(corners.front());
        frame();
        frame();
        imgui.button(0, true);
        frame();
        for (const ImVec2& corner : corners) {
            imgui.move(corner);
            frame();
        }
        imgui.button(0, false);
        frame();
        frame();
    }
    app::MapCamera& camera() { return world.ui.view().camera; }
    void wheel(float turns) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddMouseWheelEvent(0, turns);
#else
        ImGui::GetIO().MouseWheel = turns;
#endif
        frame();
    }

    HeadlessImGui imgui;
    PanelWorld world;
    RecordingCanvas canvas;
    std::unique_ptr<app::Panel> panel;
};

}  // namespace latent::test
