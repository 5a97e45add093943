// The family: whatever is listed in panels.inc is drawn here, without a GPU.
#include <doctest/doctest.h>

#include <set>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

struct Case {
    const char* name;
    Snapshot snapshot;
};

std::vector<Case> cases() {
    std::vector<Case> list{
        {"empty", test::empty_snapshot()},
        {"running", test::running_snapshot()},
        {"running, wide and gaussian", test::running_snapshot(20, true)},
        {"running, with more dimensions than pixels", test::running_snapshot(4096, false)},
        {"points", test::numbers_snapshot("swiss_roll")},
        {"sequences", test::numbers_snapshot("waves")},
        {"failed", test::failed_snapshot()}};
    // Parts come one after the other while a run begins; none may be taken for granted.
    Snapshot partial = test::running_snapshot();
    partial.history = nullptr;
    partial.latents = nullptr;
    partial.reconstructions = nullptr;
    list.push_back({"codes alone", partial});
    partial = test::running_snapshot();
    partial.cloud = nullptr;
    partial.model = nullptr;
    partial.data = nullptr;
    list.push_back({"no codes", partial});
    return list;
}

struct Screen {
    float width, height, scale;
};
const Screen kScreens[] = {{1280, 800, 1}, {1920, 1080, 1}, {2560, 1600, 2}};

}  // namespace

TEST_CASE("every panel draws three frames of every kind of snapshot at every size") {
    for (const Screen& screen : kScreens)
        for (const Case& item : cases()) {
            for (const auto& panel : make_panels()) {
                CAPTURE(panel->id());
                CAPTURE(item.name);
                CAPTURE(screen.width);
                test::HeadlessImGui imgui(screen.width, screen.height);
                test::PanelWorld world(item.snapshot, screen.scale);
                int vertices = 0;
                for (int frame = 0; frame < 3; ++frame) {
                    vertices = imgui.frame([&] {
                        PanelContext context = world.context();
                        draw_panel(*panel, context, ImVec2(0, 0),
                                   ImVec2(screen.width * 0.3f, screen.height * 0.4f));
                    });
                    world.now += 0.016;
                }
                CHECK(vertices > 20);  // something to read, at the least a sentence
            }
        }
}

TEST_CASE("every panel survives a place of a few pixels") {
    for (const auto& panel : make_panels()) {
        CAPTURE(panel->id());
        test::HeadlessImGui imgui;
        test::PanelWorld world(test::running_snapshot());
        for (const ImVec2 size : {ImVec2(3, 3), ImVec2(40, 200), ImVec2(400, 60)})
            imgui.frame([&] {
                PanelContext context = world.context();
                draw_panel(*panel, context, ImVec2(0, 0), size);
            });
    }
}

TEST_CASE("panels have ids of their own") {
    std::set<std::string> ids;
    for (const auto& panel : make_panels()) CHECK(ids.insert(panel->id()).second);
    CHECK(ids.size() >= 9);
}

TEST_CASE("an explorer's problem is drawn in place of the picture") {
    test::PanelWorld world(test::running_snapshot());
    auto answer = std::make_shared<Answer>();
    answer->ticket = 1;
    answer->problem = "The code has 3 numbers, but the decoder takes 2.";
    world.requests.answers["walk"] = answer;
    test::HeadlessImGui imgui;
    for (const auto& panel : make_panels())
        if (panel->id() == std::string("latent_walk"))
            CHECK(imgui.frame([&] {
                PanelContext context = world.context();
                draw_panel(*panel, context, ImVec2(0, 0), ImVec2(340, 280));
            }) > 100);
}
