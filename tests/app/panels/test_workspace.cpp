#include "workspaces/workspace.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"

using namespace latent;
using namespace latent::app;

namespace {

// The first workspace in a window of the smallest size.
struct WorkspaceStage {
    std::function<void()> drawn() {
        return [this] {
            PanelContext context = world.context();
            draw_workspace(workspace, panels, context, ImVec2(0, 0), ImVec2(1280, 800));
        };
    }
    test::HeadlessImGui imgui{1280, 800};
    test::PanelWorld world{test::running_snapshot()};
    const Panels panels = make_panels();
    const Workspace workspace = make_workspaces().front();
};

}  // namespace

TEST_CASE("every workspace names panels that exist") {
    const Panels panels = make_panels();
    for (const Workspace& workspace : make_workspaces()) {
        CAPTURE(workspace.id);
        for (const Place& place : arrange(workspace, UiState(), make_theme(ThemeKind::paper, 1),
                                          ImVec2(0, 0), ImVec2(1280, 800))) {
            std::vector<std::string> ids =
                place.stack ? place.stack->panels : std::vector<std::string>();
            ids.emplace_back(place.panel);
            for (const std::string& id : ids) {
                CAPTURE(id);
                CHECK(std::any_of(panels.begin(), panels.end(),
                                  [&](const auto& p) { return id == p->id(); }));
            }
        }
    }
}

TEST_CASE(
    "panels cover the window and nothing else, at every size, with and without the side panels") {
    for (const Workspace& workspace : make_workspaces())
        for (const ImVec2 size : {ImVec2(1280, 800), ImVec2(1920, 1080), ImVec2(2560, 1600)})
            for (const bool side_panels : {true, false}) {
                UiState ui;
                ui.side_panels = side_panels;
                const auto places = arrange(
                    workspace, ui, make_theme(ThemeKind::paper, size.x > 2000 ? 2.0f : 1.0f),
                    ImVec2(0, 0), size);
                float area = 0;
                for (const Place& a : places) {
                    CAPTURE(std::string(a.panel));
                    CHECK(a.size.x > 100);
                    CHECK(a.size.y > 20);
                    CHECK(a.at.x >= 0);
                    CHECK(a.at.y >= 0);
                    CHECK(a.at.x + a.size.x <= size.x);
                    CHECK(a.at.y + a.size.y <= size.y);
                    area += a.size.x * a.size.y;
                    for (const Place& b : places) {
                        const bool apart =
                            a.at.x + a.size.x <= b.at.x || b.at.x + b.size.x <= a.at.x ||
                            a.at.y + a.size.y <= b.at.y || b.at.y + b.size.y <= a.at.y;
                        CHECK((&a == &b || apart));
                    }
                }
                CHECK(area == doctest::Approx(size.x * size.y));
            }
}

TEST_CASE("dragging the line between two columns is remembered as a share of the window") {
    WorkspaceStage stage;
    const float before = splits_of(stage.workspace, stage.world.ui).left;
    stage.imgui.drag({before * 1280, 500}, {before * 1280 + 64, 500}, stage.drawn());
    CHECK(splits_of(stage.workspace, stage.world.ui).left ==
          doctest::Approx(before + 0.05f).epsilon(0.02));
    CHECK(splits_of(stage.workspace, stage.world.ui).right == stage.workspace.usual.right);
    // Another workspace keeps lines of its own.
    const Workspace other = make_workspaces().back();
    REQUIRE(other.id != stage.workspace.id);
    CHECK(splits_of(other, stage.world.ui).left == other.usual.left);
    CHECK(stage.world.requests.commands.empty());
}

TEST_CASE("panels that share a place are chosen by the words in its caption line") {
    WorkspaceStage stage;
    const auto shown = [&](const std::string& id) {
        for (const Place& place : arrange(stage.workspace, stage.world.ui, stage.world.theme,
                                          ImVec2(0, 0), ImVec2(1280, 800)))
            if (place.panel == id) return place;
        return Place{};
    };
    const Place curves = shown("curves");
    REQUIRE(curves.stack);
    REQUIRE(curves.stack->panels.size() >= 2);
    CHECK(shown("checks").panel.empty());
    stage.imgui.frame(stage.drawn());
    const ImVec2 first(curves.at.x + 16, curves.at.y + 17);
    const float second = first.x + ImGui::CalcTextSize("CURVES").x + 16;
    stage.imgui.click({second + 10, first.y}, stage.drawn());
    CHECK(shown("checks").panel == "checks");
    CHECK(shown("curves").panel.empty());
    stage.imgui.click({first.x + 4, first.y}, stage.drawn());
    CHECK(shown("curves").panel == "curves");
}

TEST_CASE("the sheet of keys opens and a click puts it away") {
    WorkspaceStage stage;
    for (int i = 0; i < 3; ++i) stage.imgui.frame(stage.drawn());
    stage.world.ui.show_keys = true;
    for (int i = 0; i < 3; ++i) stage.imgui.frame(stage.drawn());
    CHECK(stage.world.ui.show_keys);
    stage.imgui.click({640, 400}, stage.drawn());
    CHECK_FALSE(stage.world.ui.show_keys);
}

TEST_CASE("the sheet names as many workspaces as there are") {
    UiState ui;
    const auto meant = [&]() -> std::string {
        for (const KeyLine& line : key_lines(ui))
            if (line.meaning == "another workspace") return line.keys;
        return "";
    };
    ui.workspaces = {{"one", "One"}};
    CHECK(meant().empty());
    ui.workspaces.push_back({"two", "Two"});
    CHECK(meant() == "1, 2");
    ui.workspaces.push_back({"three", "Three"});
    ui.workspaces.push_back({"four", "Four"});
    CHECK(meant() == "1 to 4");
}

TEST_CASE("a panel is brought to the front wherever it stands") {
    Workspace first, second;
    first.id = "first";
    first.right = {{"walk", "draw"}};
    second.id = "second";
    second.bottom = {{"curves", "checks"}};
    UiState ui;
    ui.side_panels = false;
    CHECK(show_panel({first, second}, ui, "draw"));
    CHECK(ui.tabs.at("walk") == "draw");
    CHECK(ui.side_panels);  // it stands at the side
    CHECK(show_panel({first, second}, ui, "checks"));
    CHECK(ui.workspace == "second");
    CHECK(ui.tabs.at("curves") == "checks");
    CHECK(!show_panel({first, second}, ui, "no such panel"));
    CHECK(ui.workspace == "second");
}
