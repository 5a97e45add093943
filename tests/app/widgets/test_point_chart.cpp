#include "widgets/point_chart.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "support/headless_imgui.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kSize{400, 240};

struct Seen {
    int point = -1, line = -1, vertices = 0;
    bool clicked = false;
    double place = NAN;
    std::vector<ImVec2> at;  // of the points
};

struct Stage {
    test::HeadlessImGui imgui{kSize.x, kSize.y};
    Theme theme = make_theme(ThemeKind::paper, 1);
    std::vector<ChartPoint> points;
    std::vector<PointLine> lines;
    PlaceAxis axis;
    bool log_y = false, ends = false, press = false;

    Stage() {
        axis = {"width", true, {1, 2, 4, 8, 16, 32, 64}, {}};
        PointLine line;
        line.label = "all";
        for (const double k : axis.ticks) {
            const double error = 50 / std::sqrt(k);
            points.push_back({k, error, theme.accent, true, PointShape::circle});
            line.points.push_back({k, error * 0.9, error, error * 1.1, 3});
        }
        lines = {line};
    }
    Seen frame() {
        Seen seen;
        seen.vertices = imgui.frame([&] {
            const std::vector<ReferenceLine> to_beat{
                {{1, 4, 64}, {50, 30, 5}, "exact PCA", "worse"}};
            const std::vector<ChartZone> zones{{1, 4, IM_COL32(200, 0, 0, 40), "too narrow"}};
            PointChart chart;
            chart.begin(theme, kSize);
            chart.along(axis);
            chart.values("error", log_y);
            for (const ChartPoint& point : points) chart.point(point);
            chart.lines(lines);
            chart.references(to_beat);
            chart.zones(zones);
            if (ends) chart.name_lines_at_ends();
            chart.draw("chart");
            if (chart.hovered_point()) seen.point = *chart.hovered_point();
            if (chart.hovered_line()) seen.line = *chart.hovered_line();
            if (chart.hovered_place()) seen.place = *chart.hovered_place();
            seen.clicked = chart.clicked();
            for (const ChartPoint& point : points) seen.at.push_back(chart.at(point.x, point.y));
        });
        return seen;
    }
    Seen over(ImVec2 at) {
        imgui.move(at);
        frame();
        return frame();
    }
};

}  // namespace

TEST_CASE("doublings of the width are equally far apart, and less error is further down") {
    Stage stage;
    const Seen seen = stage.frame();
    const float apart = seen.at[1].x - seen.at[0].x;
    CHECK(apart > 20);
    for (std::size_t i = 1; i < seen.at.size(); ++i) {
        CHECK(seen.at[i].x - seen.at[i - 1].x == doctest::Approx(apart).epsilon(0.01));
        CHECK(seen.at[i].y > seen.at[i - 1].y);
    }
}

TEST_CASE("the point under the mouse is named, and a click on it counts") {
    Stage stage;
    const ImVec2 third = stage.frame().at[2];
    CHECK(stage.over({third.x + 5, third.y - 5}).point == 2);
    CHECK(stage.over({third.x + 40, third.y - 60}).point == -1);
    CHECK(stage.over(third).place == doctest::Approx(4).epsilon(0.05));
    stage.imgui.button(0, true);
    stage.frame();
    stage.imgui.button(0, false);
    CHECK(stage.frame().clicked);
}

TEST_CASE("a line can be pointed at along its way and at its name, which is at its end") {
    Stage stage;
    stage.ends = true;
    PointLine flat = stage.lines.front();
    flat.label = "flat";
    for (BandPoint& point : flat.points) point.low = point.median = point.high = 48;
    stage.lines.push_back(flat);
    const Seen seen = stage.frame();
    const ImVec2 first = seen.at[3], second = seen.at[4];
    CHECK(stage.over({(first.x + second.x) / 2, (first.y + second.y) / 2}).line == 0);
    CHECK(stage.over({kSize.x - 10, seen.at.back().y}).line == 0);
    bool flat_found = false;
    for (float y = 0; y < 120; y += 6)
        flat_found = flat_found || stage.over({kSize.x - 10, y}).line == 1;
    CHECK(flat_found);
}

TEST_CASE("values that are no numbers, none at all and one alone can be drawn") {
    for (const bool log_y : {false, true})
        for (const bool ends : {false, true}) {
            Stage stage;
            stage.log_y = log_y;
            stage.ends = ends;
            stage.points[0].y = NAN;
            stage.points[1].y = INFINITY;
            stage.points[2] = {-3, 0, 0, false, PointShape::diamond};
            stage.lines[0].points[0].median = NAN;
            CHECK(stage.frame().vertices > 100);
            stage.points.resize(1);
            stage.lines.clear();
            stage.axis.ticks.clear();
            CHECK(stage.frame().vertices > 0);
        }
}

TEST_CASE("labels stand where they want to unless another does, and never one over another") {
    CHECK(spread_labels({50, 100}, 10, 0, 200) == std::vector<float>{50, 100});
    const std::vector<float> wanted{195, 50, 52, 51, 198, 3};
    const std::vector<float> places = spread_labels(wanted, 14, 0, 200);
    REQUIRE(places.size() == wanted.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK(places[i] >= 0);
        CHECK(places[i] <= 200);
        for (std::size_t j = 0; j < i; ++j) {
            CHECK(std::abs(places[i] - places[j]) >= 13.99f);
            if (wanted[i] != wanted[j]) CHECK((places[i] < places[j]) == (wanted[i] < wanted[j]));
        }
    }
    // Where there is no room for all of them they are spread evenly.
    const std::vector<float> crowded = spread_labels({5, 5, 5, 5, 5}, 14, 0, 28);
    CHECK(crowded.front() >= -0.01f);
    CHECK(crowded.back() <= 28.01f);
    CHECK(spread_labels({}, 14, 0, 28).empty());
}
