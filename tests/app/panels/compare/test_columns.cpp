#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "panels/compare/columns/column_look.h"
#include "panels/compare/columns/columns_layout.h"
#include "support/compared_world.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

// Counts how often each small map has to be drawn anew.
class CountingCanvas final : public PointCanvas {
 public:
    Picture draw(const PointsView& view) override {
        auto& drawn = versions[view.canvas];
        changed += drawn != view.points_version;
        drawn = view.points_version;
        return {};
    }
    std::map<std::uint64_t, std::uint64_t> versions;
    int changed = 0;
};

struct Columns {
    explicit Columns(const std::vector<int>& widths, ImVec2 size = ImVec2(600, 500))
        : stage("columns", *test::compared_run(2), size) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            stage.world.requests.others[RunId(std::int64_t(i + 1))] =
                test::compared_run(widths[i], 0, 0.4 * double(i));
    }
    void frame() {
        stage.imgui.frame([&] {
            PanelContext context{stage.world.snapshot, stage.world.catalog,  stage.world.requests,
                                 stage.world.ui,       stage.world.textures, canvas,
                                 stage.world.theme,    stage.world.now};
            draw_panel(*stage.panel, context, ImVec2(0, 0), stage.size);
        });
        stage.world.now += 0.016;
    }
    // The runs that were asked on the channel since then.
    std::vector<RunId> asked(std::size_t since = 0) const {
        std::vector<RunId> runs;
        const auto& all = stage.world.requests.questions_to;
        for (std::size_t i = since; i < all.size(); ++i)
            if (all[i].channel == "compare.walk") runs.push_back(all[i].run);
        return runs;
    }
    std::size_t questions() const { return stage.world.requests.questions_to.size(); }

    test::PanelStage stage;
    CountingCanvas canvas;
};

}  // namespace

TEST_CASE("seven columns of maps are drawn two a frame, and then not again") {
    Columns columns({1, 2, 4, 8, 16, 32, 64}, ImVec2(800, 560));
    columns.frame();
    CHECK(columns.canvas.changed == 2);
    for (int i = 0; i < 4; ++i) columns.frame();
    CHECK(columns.canvas.versions.size() == 7);
    const int drawn = columns.canvas.changed;
    CHECK(drawn == 7);
    for (int i = 0; i < 5; ++i) columns.frame();
    CHECK(columns.canvas.changed == drawn);
    // Another look of one run is one more.
    auto later = test::compared_run(8, 0, 1.0, 12400);
    std::const_pointer_cast<CodeCloud>(later->cloud)->version = 99999;
    columns.stage.world.requests.others[RunId(4)] = later;
    for (int i = 0; i < 5; ++i) columns.frame();
    CHECK(columns.canvas.changed == drawn + 1);
}

TEST_CASE("the walk is asked of every run, and of every run again when its cursor moves") {
    Columns columns({2, 8, 4});
    columns.frame();
    CHECK(columns.asked() == std::vector<RunId>{RunId(1), RunId(3), RunId(2)});  // by width
    const auto& first = columns.stage.world.requests.questions_to.front();
    const auto* decode = std::get_if<DecodeCodes>(&first.question);
    REQUIRE(decode);
    CHECK(decode->codes.size() % 2 == 0);
    const std::size_t before = columns.questions();
    columns.frame();
    CHECK(columns.questions() == before);  // the answers are still on their way
    columns.stage.world.ui.comparison.cursor = 1.5f;
    columns.frame();
    CHECK(columns.asked(before).size() == 3);
}

TEST_CASE("a run that was left out, or is on other data, has no column") {
    Columns columns({2, 8, 4});
    columns.stage.world.ui.comparison.left_out.insert(RunId(2));
    auto other = test::compared_run(4);
    RunConfig config = *other->config;
    config.set("data", std::string("mnist"));
    other->config = std::make_shared<RunConfig>(config);
    columns.stage.world.requests.others[RunId(3)] = other;
    columns.frame();
    CHECK(columns.asked() == std::vector<RunId>{RunId(1)});
}

TEST_CASE("what the mouse is on is marked in all columns, and a click walks from it") {
    Columns columns({2, 4, 8}, ImVec2(800, 560));
    for (int i = 0; i < 3; ++i) columns.frame();
    Comparison& comparison = columns.stage.world.ui.comparison;
    const int at_first = comparison.sample;
    CHECK(at_first == 200);  // the first that is reconstructed
    int found = -1;
    ImVec2 at;
    for (float y = 40; y < 500 && found < 0; y += 7)
        for (float x = 120; x < 790 && found < 0; x += 7) {
            at = ImVec2(x, y);
            columns.stage.imgui.move(at);
            columns.frame();
            if (comparison.hovered != at_first) found = comparison.hovered;
        }
    REQUIRE(found >= 0);
    columns.frame();
    columns.stage.imgui.button(0, true);
    columns.frame();
    columns.stage.imgui.button(0, false);
    columns.frame();
    CHECK(comparison.sample == found);
    columns.stage.imgui.move(ImVec2(-100, -100));
    columns.frame();
    columns.frame();
    CHECK(comparison.hovered == -1);
}

TEST_CASE("columns that look back show the codes of then and walk with the net of now") {
    Columns columns({2, 4});
    for (auto& entry : columns.stage.world.requests.others)
        entry.second = test::with_frames(std::make_shared<Snapshot>(*entry.second), {0, 100, 1000});
    for (int i = 0; i < 2; ++i) columns.frame();
    const int drawn = columns.canvas.changed;
    columns.stage.world.ui.past_step = 300;
    for (int i = 0; i < 3; ++i) columns.frame();
    CHECK(columns.canvas.changed == drawn + 2);
    CHECK(columns.asked().size() == 2);  // nothing new to ask
}

TEST_CASE("maps are laid over the reference, whichever way round the net came out") {
    const auto run = test::compared_run(2), turned = test::compared_run(2, 0, 2.2);
    MapCamera camera;
    const MapPlaces here = own_places(*run->cloud, nullptr, camera, 0.3f);
    MapPlaces there = own_places(*turned->cloud, nullptr, camera, 0.3f);
    for (std::size_t i = 0; i < there.places.size(); i += 2) there.places[i] *= -1;  // mirrored
    const std::vector<float> laid = laid_over(there, here);
    REQUIRE(laid.size() == here.places.size());
    for (std::size_t i = 0; i < laid.size(); ++i)
        CHECK(laid[i] == doctest::Approx(here.places[i]).epsilon(0.001));
    SUBCASE("a line is mirrored, never turned") {
        const auto thin = test::compared_run(1);
        MapPlaces line = own_places(*thin->cloud, nullptr, camera, 0.3f);
        CHECK_FALSE(line.plane);
        MapPlaces mirrored = line;
        for (std::size_t i = 0; i < mirrored.places.size(); i += 2) mirrored.places[i] *= -1;
        CHECK(laid_over(mirrored, line) == line.places);
        CHECK(laid_over(line, here).at(1) == line.places[1]);
    }
    SUBCASE("other samples are not laid over each other") {
        MapPlaces fewer = here;
        fewer.places.resize(10);
        CHECK(laid_over(there, fewer) == there.places);
    }
}

TEST_CASE("columns fill their room, and those that would be too narrow scroll") {
    for (const ImVec2 room : {ImVec2(600, 460), ImVec2(600, 300), ImVec2(1020, 720)})
        for (const float aspect : {1.0f, 1.6f})
            for (int runs = 1; runs <= 12; ++runs) {
                CAPTURE(room.x);
                CAPTURE(runs);
                const ColumnsLayout l = columns_layout(4, 13, room, runs, aspect, 6);
                CHECK(l.pitch >= 72);
                CHECK(l.scrolls == (l.left + l.pitch * float(runs) > room.x + 1));
                const float group = float(l.pictures) * (l.cell_width + 4) - 4;
                CHECK(float(l.across) * (group + 12) - 12 <= l.inner() + 1);
                const float height = l.head + l.map + float(l.rows()) * (l.cell_height + 4) +
                                     l.error + l.walk + l.slider;
                CHECK(height <= room.y);
                CHECK(l.samples >= 1);
                CHECK(l.cell_width >= 16);
                CHECK(l.walk_frames % 2 == 1);
            }
    CHECK_FALSE(columns_layout(4, 13, ImVec2(600, 460), 7, 1, 6).scrolls);
    CHECK(columns_layout(4, 13, ImVec2(600, 460), 12, 1, 6).scrolls);
}
