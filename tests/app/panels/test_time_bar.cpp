#include <doctest/doctest.h>

#include "support/compared_world.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

struct Bar {
    explicit Bar(const std::vector<std::int64_t>& steps)
        : stage("time_bar", *test::with_frames(test::compared_run(2), steps), ImVec2(1280, 24)) {}
    std::int64_t& past() { return stage.world.ui.past_step; }
    test::PanelStage stage;
};

}  // namespace

TEST_CASE("dragging the step slider looks back, and its end is now") {
    Bar bar({0, 2000, 6000, 12000});
    bar.stage.frames(2);
    std::vector<std::int64_t> seen;
    bar.stage.imgui.move(ImVec2(60, 12));
    bar.stage.frames(2);
    bar.stage.imgui.button(0, true);
    for (float x = 60; x < 1200; x += 10) {
        bar.stage.imgui.move(ImVec2(x, 12));
        bar.stage.frames(1);
        if (seen.empty() || seen.back() != bar.past()) seen.push_back(bar.past());
    }
    bar.stage.imgui.button(0, false);
    bar.stage.frames(1);
    CHECK(seen == std::vector<std::int64_t>{0, 2000, 6000, 12000, -1});
}

TEST_CASE("a film of the training begins with the first frame and ends with now") {
    Bar bar({0, 2000, 6000, 12000});
    bar.stage.frames(1);
    bar.stage.click(ImVec2(20, 12));
    CHECK(bar.past() == 0);
    std::vector<std::int64_t> seen{0};
    for (int i = 0; i < 400; ++i) {
        bar.stage.world.now += 0.02;
        bar.stage.frames(1);
        if (seen.back() != bar.past()) seen.push_back(bar.past());
    }
    CHECK(seen == std::vector<std::int64_t>{0, 2000, 6000, 12000, -1});
}

TEST_CASE("before there are two frames nothing can be dragged") {
    Bar bar({0});
    bar.stage.frames(1);
    bar.stage.click(ImVec2(300, 12));
    CHECK(bar.past() == -1);
}

TEST_CASE("in Compare the step slider spans the frames of all runs compared") {
    Bar bar({0, 12000});
    bar.stage.world.ui.workspace = "compare";
    bar.stage.world.requests.others[RunId(1)] = test::compared_run(2);
    bar.stage.world.requests.others[RunId(2)] =
        test::with_frames(test::compared_run(8), {0, 5000, 12000});
    bar.stage.frames(1);
    bar.stage.click(ImVec2(330, 12));
    CHECK(bar.past() == 5000);
    SUBCASE("but not of one that was left out") {
        bar.past() = -1;
        bar.stage.world.ui.comparison.left_out.insert(RunId(2));
        bar.stage.click(ImVec2(330, 12));
        CHECK(bar.past() == 0);
    }
}

TEST_CASE("while looking back the bars are of now and the panels of then") {
    class Probe final : public Panel {
     public:
        explicit Probe(const char* name) : name_(name) {}
        const char* id() const override { return name_; }
        const char* title() const override { return ""; }
        void draw(PanelContext& context) override { step = context.snapshot.progress.step; }
        std::int64_t step = -1;

     private:
        const char* name_;
    };
    test::HeadlessImGui imgui;
    test::PanelWorld world(*test::compared_run(2, 0, 0, 100));
    const Snapshot now = *test::compared_run(2, 0, 0, 12340);
    Panels panels;
    for (const char* name : {"bar", "map", "slider"})
        panels.push_back(std::make_unique<Probe>(name));
    Workspace workspace;
    workspace.top = "bar";
    workspace.centre = {"map"};
    workspace.time = "slider";
    imgui.frame([&] {
        PanelContext context = world.context();
        context.newest = &now;
        draw_workspace(workspace, panels, context, ImVec2(0, 0), ImVec2(1280, 800));
    });
    const auto step_of = [&](int i) { return static_cast<Probe&>(*panels[std::size_t(i)]).step; };
    CHECK(step_of(0) == 12340);
    CHECK(step_of(1) == 100);
    CHECK(step_of(2) == 12340);
}
