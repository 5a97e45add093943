// What the window measures of itself, without a window.
#include "gui/window_meter.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gui/figures_overlay.h"
#include "support/headless_imgui.h"
#include "support/recording_requests.h"

using namespace latent;
using namespace latent::app;
using doctest::Approx;

namespace {

WindowMeter::Frame frame_at(double wanted, double started, double ended,
                            FrameCause cause = FrameCause::news) {
    WindowMeter::Frame frame;
    frame.wanted_at = wanted;
    frame.started = started;
    frame.ended = ended;
    frame.cause = cause;
    return frame;
}

WindowFigures sample_figures(int runs) {
    WindowMeter meter;
    for (int i = 0; i < 100; ++i) {
        const double at = 0.05 * i;
        WindowMeter::Frame frame = frame_at(at, at + 0.001, at + 0.02 + 0.0005 * i);
        frame.input_at = at - 0.002;
        meter.frame(frame);
        meter.answer_shown(at + 0.02, 0.03);
    }
    WindowFigures figures = meter.figures(5);
    for (int i = 0; i < runs; ++i)
        figures.runs.push_back({"a run with rather a long name " + std::to_string(i), true, 700,
                                12345.6, 96.4, 0.03, 1});
    return figures;
}

}  // namespace

TEST_CASE("a window that wants no frame has no gap") {
    WindowMeter meter;
    CHECK(meter.frame(frame_at(0, 0, 0.02)) == -1);  // there is nothing before the first
    // Ten seconds later something is to be seen, and is 30 ms after.
    CHECK(meter.frame(frame_at(10, 10.01, 10.03)) == Approx(0.03));
    CHECK(meter.gap_ms_ever() == Approx(30));
}

TEST_CASE("a frame that is held back counts from when it was wanted, or from the one before") {
    WindowMeter meter;
    meter.frame(frame_at(0, 0, 2));
    CHECK(meter.frame(frame_at(2.5, 2.9, 3.0)) == Approx(0.5));
    CHECK(meter.frame(frame_at(2.8, 3.1, 3.2)) == Approx(0.2));  // the last one showed it no more
}

TEST_CASE("what came while the window was minimised is no gap") {
    WindowMeter meter;
    meter.frame(frame_at(0, 0, 0.02));
    meter.hidden_until(50);
    CHECK(meter.frame(frame_at(3, 50.01, 50.04)) == Approx(0.04));
}

TEST_CASE("the first second is not held against the window") {
    WindowMeter meter;
    meter.frame(frame_at(0, 0, 0.1));
    meter.frame(frame_at(0.1, 0.1, 0.9));
    CHECK(meter.gap_ms_ever() == -1);
    meter.frame(frame_at(1.2, 1.2, 1.25));
    CHECK(meter.gap_ms_ever() == Approx(50));
}

TEST_CASE("figures are of the last seconds, and why frames were drawn of the last one") {
    WindowMeter meter;
    for (int i = 0; i < 20; ++i) meter.frame(frame_at(i, i, i + 0.5));  // slow ones, long ago
    for (int i = 0; i < 40; ++i) {
        const double at = 30 + 0.05 * i;
        WindowMeter::Frame frame =
            frame_at(at, at, at + 0.01, i % 4 == 0 ? FrameCause::figures : FrameCause::input);
        frame.input_at = at - 0.004;
        frame.uploads = std::size_t(3 * i);
        frame.uploaded_bytes = std::size_t(1000000 * i);
        meter.frame(frame);
    }
    const WindowFigures figures = meter.figures(32);
    CHECK(figures.frame_ms.count == 40);
    CHECK(figures.frame_ms.median == Approx(10));
    CHECK(figures.frame_ms.most == Approx(10));
    CHECK(figures.input_ms.p99 == Approx(14));
    CHECK(figures.answer_ms.count == 0);
    CHECK(figures.answer_ms.median == -1);
    CHECK(figures.frames_per_second == 15);  // twenty, five of them for the figures alone
    CHECK(figures.cause == FrameCause::input);
    CHECK(figures.uploads_per_second == 60);
    CHECK(figures.uploaded_mb_per_second == Approx(20));

    const WindowFigures later = meter.figures(60);
    CHECK(later.frame_ms.count == 0);
    CHECK(later.frames_per_second == 0);
    CHECK(later.cause == FrameCause::nothing);
    CHECK(later.uploads_per_second == 0);
    CHECK(words_of(later.cause).find("idle") == 0);
}

TEST_CASE("quantiles are values that occurred") {
    float values[100];
    for (int i = 0; i < 100; ++i) values[i] = float(100 - i);  // 100 ... 1
    const Spread spread = spread_of(values, 100);
    CHECK(spread.median == 50);
    CHECK(spread.p90 == 90);
    CHECK(spread.p99 == 99);
    CHECK(spread.most == 100);
    float one[] = {7};
    CHECK(spread_of(one, 1).median == 7);
    CHECK(spread_of(one, 1).p99 == 7);
    CHECK(spread_of(one, 0).most == -1);
}

TEST_CASE("the process says what it takes of the machine") {
    ProcessMeter meter;
    const ProcessUse first = meter.use(100);
    CHECK(first.cores == -1);  // nothing to compare with
    CHECK(first.resident_mb > 1);
    CHECK(first.threads >= 1);
    volatile double work = 0;
    for (int i = 0; i < 20000000; ++i) work = work + 1;
    const ProcessUse second = meter.use(102);
    CHECK(second.cores > 0);
    CHECK(second.window_cores > 0);
    CHECK(second.window_cores <= second.cores * 1.01);
}

TEST_CASE("the figures can be read by other programs") {
    WindowFigures figures = sample_figures(2);
    figures.runs[0].name = "said \"so\"\n\xff";  // names are typed by users
    const auto json = nlohmann::json::parse(json_of(figures));
    CHECK(json.at("frame_ms").at("count") == 100);
    CHECK(json.at("answer_ms").at("p99") == 30);
    CHECK(json.at("runs").size() == 2);
    CHECK(json.at("runs")[1].at("samples_per_second").get<double>() == Approx(12345.6));
    CHECK(json_of(figures).find('\n') == std::string::npos);
}

TEST_CASE("the figures stand in a corner of every window, however many runs there are") {
    struct Screen {
        float width, height, scale;
    };
    for (const Screen screen : {Screen{1280, 800, 1}, Screen{1920, 1080, 1}, Screen{2560, 1600, 2}})
        for (const int runs : {0, 1, 40}) {
            CAPTURE(screen.width);
            CAPTURE(runs);
            test::HeadlessImGui imgui(screen.width, screen.height);
            test::PanelWorld world(test::running_snapshot(), screen.scale);
            FiguresOverlay overlay;
            int taken = 0;
            const auto draw = [&] {
                PanelContext context = world.context();
                overlay.draw(context, [&](double) {
                    ++taken;
                    return sample_figures(runs);
                });
                world.now += 0.1;
            };
            const int without = imgui.frame(draw);
            CHECK(taken == 0);
            world.ui.show_figures = true;
            for (int i = 0; i < 10; ++i) imgui.frame(draw);
            CHECK(taken == 2);  // a second long, twice
            CHECK(imgui.frame(draw) > without + 1000);
            const ImDrawData* drawn = ImGui::GetDrawData();
            for (int list = 0; list < drawn->CmdListsCount; ++list)
                for (const ImDrawVert& vertex : drawn->CmdLists[list]->VtxBuffer) {
                    CHECK(vertex.pos.x >= -1);
                    CHECK(vertex.pos.x <= screen.width + 1);
                    CHECK(vertex.pos.y >= -1);
                    CHECK(vertex.pos.y <= screen.height + 1);
                }
            world.ui.show_figures = false;
            CHECK(imgui.frame(draw) == without);
        }
}

TEST_CASE("the figures stay where they are dragged to, and a double click takes them back") {
    test::HeadlessImGui imgui;
    test::PanelWorld world(test::running_snapshot());
    world.ui.show_figures = true;
    FiguresOverlay overlay;
    const auto draw = [&] {
        PanelContext context = world.context();
        overlay.draw(context, [](double) { return sample_figures(1); });
    };
    const auto place = [] { return ImGui::FindWindowByName("figures")->Pos; };
    imgui.frame(draw);
    const ImVec2 usual = place();
    imgui.drag(ImVec2(usual.x + 40, usual.y + 20), ImVec2(usual.x - 60, usual.y - 130), draw);
    imgui.frame(draw);
    CHECK(place().x == Approx(usual.x - 100).epsilon(0.01));
    CHECK(place().y == Approx(usual.y - 150).epsilon(0.01));
    // Out of the window it cannot be dragged.
    imgui.drag(ImVec2(place().x + 40, place().y + 20), ImVec2(3000, 2000), draw);
    imgui.frame(draw);
    const ImVec2 size = ImGui::FindWindowByName("figures")->Size;
    CHECK(place().x + size.x == 1280);
    CHECK(place().y + size.y == 800);
    const ImVec2 inside(place().x + 40, place().y + 20);
    imgui.click(inside, draw);
    imgui.click(inside, draw);
    imgui.frame(draw);
    CHECK(place().x == usual.x);
    CHECK(place().y == usual.y);
}

TEST_CASE("the figures are written once, whether they are shown or not") {
    test::HeadlessImGui imgui;
    test::PanelWorld world(test::running_snapshot());
    FiguresOverlay overlay;
    world.ui.save_figures = true;
    for (int i = 0; i < 3; ++i)
        imgui.frame([&] {
            PanelContext context = world.context();
            overlay.draw(context, [](double) { return sample_figures(1); });
        });
    REQUIRE(world.requests.saved_files.size() == 1);
    CHECK(world.requests.saved_files[0].first == "figures.json");
}
