// Numbers as heat: which row wins, how rows are put in order, what the mouse is on.
#include "widgets/heat_matrix.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"
#include "support/sample_scores.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("the winner of a column is its largest number, and a column of nothing has none") {
    Matrix matrix = test::sample_matrix();
    CHECK(winner_of(matrix, 0) == 2);
    CHECK(winner_of(matrix, 1) == 1);
    CHECK(winner_of(matrix, 2) == 0);
    for (std::size_t r = 0; r < 4; ++r) matrix.values[r * 3] = float(kUnknown);
    CHECK(winner_of(matrix, 0) == -1);
    for (std::size_t r = 0; r < 4; ++r) matrix.values[r * 3] = 0;
    CHECK(winner_of(matrix, 0) == -1);
}

TEST_CASE("rows by factor: those of the first column first, the strongest of each on top") {
    Matrix matrix = test::sample_matrix();
    // z3 is of the first column, z2 of the second, z1 of the third; z4 tells nothing.
    CHECK(order_by_column(matrix) == std::vector<int>{2, 1, 0, 3});
    matrix.values[1 * 3] = 0.7f;  // z2 is now of the first, too, and stronger there
    CHECK(order_by_column(matrix) == std::vector<int>{1, 2, 0, 3});
    for (std::size_t c = 0; c < 3; ++c) matrix.values[2 * 3 + c] = float(kUnknown);
    CHECK(order_by_column(matrix) == std::vector<int>{1, 0, 2, 3});
}

TEST_CASE("a click names the cell of the matrix, whatever the order on screen") {
    test::HeadlessImGui imgui(400, 300);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const Matrix matrix = test::sample_matrix();
    std::optional<HeatMatrix::Cell> clicked;
    std::vector<int> order;
    const auto draw = [&] {
        HeatMatrix heat;
        heat.begin(theme, matrix);
        if (!order.empty()) heat.order(order);
        heat.draw("heat", ImVec2(400, 300));
        if (heat.clicked()) clicked = heat.clicked();
    };
    imgui.frame(draw);
    // The first row of cells, below names in one line or two.
    const float first = ImGui::GetTextLineHeight() + theme.unit + 8;
    imgui.click({60, first}, draw);
    REQUIRE(clicked);
    CHECK(clicked->row == 0);
    CHECK(clicked->column == 0);
    order = order_by_column(matrix);
    clicked.reset();
    imgui.click({60, first}, draw);
    REQUIRE(clicked);
    CHECK(clicked->row == order.front());
    clicked.reset();
    imgui.click({5, first + theme.unit * 8}, draw);  // the name of the second row
    REQUIRE(clicked);
    CHECK(clicked->row == order[1]);
    CHECK(clicked->column == -1);
    clicked.reset();
    imgui.click({200, 280}, draw);  // below the last
    CHECK_FALSE(clicked);
}

TEST_CASE(
    "a thousand rows are drawn as far as they can be seen, and the focused one is scrolled to") {
    test::HeadlessImGui imgui(400, 300);
    const Theme theme = make_theme(ThemeKind::night, 1);
    Matrix matrix = test::sample_matrix();
    matrix.rows.clear(), matrix.values.clear();
    for (int r = 0; r < 1000; ++r) {
        matrix.rows.push_back("z" + std::to_string(r + 1));
        for (int c = 0; c < 3; ++c) matrix.values.push_back(float(r % 10) / 10);
    }
    std::optional<HeatMatrix::Cell> hovered;
    int focused = -1;
    bool scroll = false;
    const auto draw = [&] {
        HeatMatrix heat;
        heat.begin(theme, matrix);
        heat.focus(focused, scroll);
        heat.draw("heat", ImVec2(400, 300));
        hovered = heat.hovered();
    };
    CHECK(imgui.frame(draw) < 8000);  // a thousand rows would take many times that
    focused = 700, scroll = true;
    imgui.frame(draw);
    scroll = false;
    imgui.move({60, 160});
    imgui.frame(draw);
    imgui.frame(draw);
    REQUIRE(hovered);
    CHECK(hovered->row > 690);
    CHECK(hovered->row < 710);
}
