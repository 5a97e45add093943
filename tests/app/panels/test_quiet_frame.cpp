// A frame in which nothing has changed costs neither memory nor the graphics card anything new.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "app/panels/allocation_count.h"
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
    test::CountImGui counting;
    test::HeadlessImGui imgui{1280, 800};
    test::PanelWorld world{test::running_snapshot()};
    CountingTextures textures;
    CountingCanvas canvas;
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
        return test::allocations() - before;
    }
};

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

// What remains are short texts and the places of the panels, made anew in each frame: microseconds
// of a frame's milliseconds. What is large (settings and their descriptions, curves, codes) is kept.
TEST_CASE("a frame in which nothing has changed asks for next to no memory") {
    QuietWindow window;
    const Workspace explore = make_workspaces().front();
    for (int i = 0; i < 8; ++i) window.frame(explore);
    const std::size_t first = window.frame(explore), second = window.frame(explore);
    MESSAGE("a quiet frame of Explore asks for memory ", second, " times");
    CHECK(second <= first);  // and never for more and more
    CHECK(second <= 230);
    // The settings are by far the largest part of what could be made anew.
    window.world.snapshot.config = std::make_shared<RunConfig>(*window.world.snapshot.config);
    CHECK(window.frame(explore) <= second);  // as the trainer publishes them: another object, equal
}
