#include "widgets/line_chart.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/headless_imgui.h"

using namespace latent::app;

namespace {

struct Data {
    std::vector<std::int64_t> steps;
    std::vector<float> values;
};

Data data_of(int count) {
    Data data;
    for (int i = 0; i < count; ++i) {
        data.steps.push_back(i);
        data.values.push_back(1 + std::cos(float(i)));
    }
    return data;
}

int vertices_of(const Data& data, bool log_y) {
    latent::test::HeadlessImGui imgui(600, 200);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    return imgui.frame([&] {
        LineChart chart;
        chart.begin(theme, ImVec2(600, 200), log_y);
        chart.add({&data.steps, &data.values, theme.accent, false});
        chart.add({&data.steps, &data.values, theme.bad, true});
        chart.draw("chart");
    });
}

}  // namespace

TEST_CASE("a curve of a hundred thousand points is no dearer to draw than one of twenty thousand") {
    const int small = vertices_of(data_of(20000), false),
              large = vertices_of(data_of(100000), false);
    CHECK(small > 1000);
    CHECK(large < small * 1.3);
}

TEST_CASE("no values, one value and values that are not finite can be drawn") {
    Data odd = data_of(3);
    odd.values = {NAN, INFINITY, -1};
    for (const bool log_y : {false, true}) {
        CHECK(vertices_of(data_of(0), log_y) > 0);
        CHECK(vertices_of(data_of(1), log_y) > 0);
        CHECK(vertices_of(odd, log_y) > 0);
    }
}

TEST_CASE("the mouse over the chart names the step below it") {
    latent::test::HeadlessImGui imgui(600, 200);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const Data data = data_of(1001);
    double left = -1, right = -1;
    const auto at = [&](float x) {
        double step = -1;
        imgui.move({x, 100});
        for (int i = 0; i < 2; ++i)
            imgui.frame([&] {
                LineChart chart;
                chart.begin(theme, ImVec2(600, 200), false);
                chart.add({&data.steps, &data.values, theme.accent, false});
                chart.mark(500, "learning rate 0.001 -> 0.0003");
                chart.draw("chart");
                step = chart.hovered_step().value_or(-1);
            });
        return step;
    };
    left = at(150);
    right = at(590);
    CHECK(left > 50);
    CHECK(left < 300);
    CHECK(right > 950);
    CHECK(at(-50) == -1);
}
