// A frame in which nothing has changed costs neither memory nor the graphics card anything new.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "app/panels/allocation_count.h"
#include "app/panels/quiet_worlds.h"
#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

// Uploads what a store would, and gives everything a picture.
class CountingTextures final : public Textures {
 public:
    Picture image(const Samples& batch, int i) override {
        if (i < 0 || i >= batch.count || batch.kind != DataKind::images) return {};
        uploads += batches_.insert({batch.version, 0}).second;
        return something();
    }
    Picture computed(const std::string& name, std::uint64_t version, int, int,
                     const std::uint8_t*) override {
        const auto [known, is_new] = computed_.try_emplace(name, version);
        uploads += is_new || known->second != version;
        known->second = version;
        return something();
    }
    int uploads = 0;

 private:
    static Picture something() {
        Picture picture;
        picture.texture = (ImTextureID)(std::intptr_t)1;
        return picture;
    }
    std::map<std::uint64_t, int> batches_;
    std::map<std::string, std::uint64_t> computed_;
};

// Uploads points and colours as the renderer does.
class CountingCanvas final : public PointCanvas {
 public:
    Picture draw(const PointsView& view) override {
        const Seen seen{view.points, view.points_version, view.colours, view.colours_version};
        const auto [known, is_new] = seen_.try_emplace(view.canvas, seen);
        uploads += is_new || known->second != seen;
        known->second = seen;
        return {};
    }
    int uploads = 0;

 private:
    using Seen = std::tuple<const void*, std::uint64_t, const void*, std::uint64_t>;
    std::map<std::uint64_t, Seen> seen_;
};

// Draws a workspace as the window does.
struct QuietWindow {
    explicit QuietWindow(Snapshot snapshot = test::running_snapshot())
        : world(std::move(snapshot)) {}
    explicit QuietWindow(test::PanelWorld of) : world(std::move(of)) {}

    test::CountImGui counting;
    test::HeadlessImGui imgui{1280, 800};
    test::PanelWorld world;
    CountingTextures textures;
    CountingCanvas canvas;
    test::Answering engine;
    Panels panels = make_panels();

    PanelContext context() {
        return {world.snapshot, world.catalog, world.requests, world.ui,
                textures,       canvas,        world.theme,    world.now};
    }
    // Asked for while it was laid out and turned into triangles.
    std::size_t frame(const Workspace& workspace) {
        const std::size_t before = test::allocations();
        imgui.frame([&] {
            PanelContext now = context();
            draw_workspace(workspace, panels, now, ImVec2(0, 0), ImVec2(1280, 800));
        });
        world.now += 0.1;
        const std::size_t asked = test::allocations() - before;
        engine.look(world.requests);
        return asked;
    }
};

// Draws until nothing new comes, then counts what one more frame asks for.
std::size_t asked_in_a_quiet_frame(QuietWindow& window, const Workspace& workspace) {
    for (int i = 0; i < 20; ++i) window.frame(workspace);
    return window.frame(workspace);
}

// Every choice of tabs, one place at a time: the panel on top of its place, by the first one's id.
std::vector<std::pair<std::string, std::string>> tabs_of(const Workspace& workspace) {
    std::vector<std::pair<std::string, std::string>> tabs;
    for (const auto* side :
         {&workspace.left, &workspace.centre, &workspace.right, &workspace.bottom})
        for (const Stack& stack : *side)
            for (const std::string& panel : stack.panels)
                tabs.emplace_back(stack.panels.front(), panel);
    return tabs;
}

}  // namespace

TEST_CASE("a frame in which nothing has changed uploads nothing, in every workspace") {
    for (const Workspace& workspace : make_workspaces()) {
        CAPTURE(workspace.id);
        QuietWindow window;
        for (int i = 0; i < 4; ++i) window.frame(workspace);
        const int before = window.textures.uploads, points = window.canvas.uploads;
        for (int i = 0; i < 4; ++i) window.frame(workspace);
        CHECK(window.textures.uploads == before);
        CHECK(window.canvas.uploads == points);
    }
}

TEST_CASE("new reconstructions are uploaded, and then no more") {
    QuietWindow window;
    const Workspace explore = make_workspaces().front();
    for (int i = 0; i < 4; ++i) window.frame(explore);
    const int before = window.textures.uploads;
    REQUIRE(before > 0);
    auto newer = std::make_shared<Reconstructions>(*window.world.snapshot.reconstructions);
    newer->outputs.version += 1000;
    newer->version += 1000;
    window.world.snapshot.reconstructions = newer;
    for (int i = 0; i < 4; ++i) window.frame(explore);
    const int after = window.textures.uploads;
    CHECK(after > before);
    for (int i = 0; i < 4; ++i) window.frame(explore);
    CHECK(window.textures.uploads == after);
}

TEST_CASE("a quiet frame of Explore asks for no memory, whatever tab is on top") {
    const Workspace explore = make_workspaces().front();
    for (const bool gaussian : {false, true})
        for (const auto& [place, panel] : tabs_of(explore)) {
            CAPTURE(gaussian);
            CAPTURE(panel);
            QuietWindow window(gaussian ? test::running_snapshot(4, true)
                                        : test::running_snapshot());
            window.world.ui.tabs[place] = panel;
            CHECK(asked_in_a_quiet_frame(window, explore) == 0);
        }
}

TEST_CASE("a quiet frame of Explore asks for no memory with pins, filters and a selection") {
    QuietWindow window(test::running_snapshot(4, true));
    UiState& ui = window.world.ui;
    ui.hidden_classes = {1, 3};
    ui.hidden_series = {"kl_prior"};
    ui.log_curves = true;
    ui.pinned = 3;
    select(ui.selection, window.world.snapshot.cloud->count, {1, 2, 5});
    CHECK(asked_in_a_quiet_frame(window, make_workspaces().front()) == 0);
}

TEST_CASE("a quiet frame with a finished check asks for no memory, whatever the check has found") {
    // In its place, scrolled to where it begins, and with all the room there is.
    Workspace alone;
    alone.id = "explore";
    alone.centre = {"checks"};
    for (const Workspace& workspace : {make_workspaces().front(), alone}) {
        QuietWindow window(test::world_of_a_check());
        for (const auto& [place, panel] : tabs_of(workspace))
            if (panel == "checks") window.world.ui.tabs[place] = panel;
        CHECK(asked_in_a_quiet_frame(window, workspace) == 0);
        const int drawn = ImGui::GetDrawData()->TotalVtxCount;

        // One that found more is shown, and then as quiet; one that found nothing is not as full.
        auto& result = window.world.requests.results["identity"];
        auto more = std::make_shared<AnalysisResult>(*result);
        more->version += 1;
        more->charts.insert(more->charts.begin(), more->charts.front());
        more->matrices.push_back(more->matrices.front());
        result = more;
        CHECK(window.frame(workspace) > 0);
        CHECK(asked_in_a_quiet_frame(window, workspace) == 0);
        auto nothing = std::make_shared<AnalysisResult>(*more);
        nothing->version += 1;
        nothing->charts.clear();
        nothing->matrices.clear();
        result = nothing;
        CHECK(asked_in_a_quiet_frame(window, workspace) == 0);
        CHECK(ImGui::GetDrawData()->TotalVtxCount < drawn);
    }
}

TEST_CASE("settings that are published again but are the same ask for no memory") {
    QuietWindow window;
    const Workspace explore = make_workspaces().front();
    REQUIRE(asked_in_a_quiet_frame(window, explore) == 0);
    window.world.snapshot.config = std::make_shared<RunConfig>(*window.world.snapshot.config);
    CHECK(window.frame(explore) == 0);  // as the trainer publishes them: another object, equal
}

TEST_CASE("a change is shown in the next frame, although what was derived is kept") {
    QuietWindow window;
    const Workspace explore = make_workspaces().front();
    asked_in_a_quiet_frame(window, explore);
    RunConfig other = *window.world.snapshot.config;
    other.set("seed", std::int64_t(77));
    window.world.snapshot.config = std::make_shared<RunConfig>(other);
    CHECK(window.frame(explore) > 0);  // the settings are described anew
    CHECK(asked_in_a_quiet_frame(window, explore) == 0);
}

TEST_CASE("a quiet frame of any workspace asks for no memory, whatever tab is on top") {
    for (const Workspace& workspace : make_workspaces())
        for (const auto& [place, panel] : tabs_of(workspace)) {
            CAPTURE(workspace.id);
            CAPTURE(panel);
            QuietWindow window(test::world_for(workspace.id));
            window.world.ui.workspace = workspace.id;
            window.world.ui.tabs[place] = panel;
            CHECK(asked_in_a_quiet_frame(window, workspace) == 0);
        }
}

TEST_CASE("a quiet frame of Compare asks for no memory, whichever chart and factor is looked at") {
    const Workspace compare = make_workspaces()[2];
    REQUIRE(compare.id == "compare");
    for (const std::string chart : {"error", "accuracy", "meter", "rate", "active", "cost"}) {
        CAPTURE(chart);
        QuietWindow window(test::world_of_runs());
        Comparison& chosen = window.world.ui.comparison;
        chosen.chart = chart;
        chosen.factor = "glasses";
        chosen.raw_survival = chart == "rate";
        window.world.ui.tabs["survival"] = "survival";
        CHECK(asked_in_a_quiet_frame(window, compare) == 0);
    }
}

TEST_CASE("a quiet frame of Disentangle asks for no memory, whichever way it is looked at") {
    const Workspace disentangle = make_workspaces()[1];
    REQUIRE(disentangle.id == "disentangle");
    for (const bool principal : {false, true})
        for (const bool large : {false, true}) {
            CAPTURE(principal);
            CAPTURE(large);
            QuietWindow window(test::world_of_scores());
            UiState& ui = window.world.ui;
            ui.traversals.principal = principal;
            ui.traversals.large = large;
            ui.traversals.order = DirectionOrder::effect;
            ui.scores.own_scale = large;
            ui.scores.matrix_by_factor = true;
            ui.scores.focused = "mig";
            CHECK(asked_in_a_quiet_frame(window, disentangle) == 0);
            const auto& answers = window.world.requests.answers;
            const auto effects = answers.find("traversals.effects");
            REQUIRE(effects != answers.end());  // sorted by what is known
            CHECK(effects->second->effects.size() == 4);
        }
}

TEST_CASE(
    "what is kept of the runs is made anew when a result, a name or a choice is another one") {
    const Workspace compare = make_workspaces()[2];
    QuietWindow window(test::world_of_runs());
    REQUIRE(asked_in_a_quiet_frame(window, compare) == 0);
    auto& requests = window.world.requests;

    requests.results_of[{RunId(3), "bottleneck"}] = test::bottleneck_of(2, 9380, 4, 5000);
    CHECK(window.frame(compare) > 0);
    CHECK(asked_in_a_quiet_frame(window, compare) == 0);

    Snapshot renamed = *requests.others[RunId(3)];
    auto about = std::make_shared<RunAbout>(*renamed.about);
    about->name = "the best of all";
    renamed.about = about;
    requests.others[RunId(3)] = std::make_shared<Snapshot>(renamed);
    CHECK(window.frame(compare) > 0);
    CHECK(asked_in_a_quiet_frame(window, compare) == 0);

    window.world.ui.comparison.left_out.insert(RunId(2));
    CHECK(window.frame(compare) > 0);
    CHECK(asked_in_a_quiet_frame(window, compare) == 0);
}
