// A Matrix as heat: a cell for each number, dark for low and bright for high, its value printed in it
// where there is room. Rows that do not fit are scrolled to.
//
//   heat_.begin(theme, matrix);
//   heat_.order(order_by_column(matrix));
//   heat_.draw("factors", size);
//   if (heat_.clicked()) ... heat_.clicked()->row
//
// Theme and matrix must live until draw() returns. One that a panel keeps asks for no memory once it
// has drawn a frame. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "latent/analysis.h"
#include "widgets/theme.h"

namespace latent::app {

// The row with the largest value of a column; -1 where none is a twentieth of the scale above the
// lowest there can be.
int winner_of(const Matrix& matrix, std::size_t column);

// Rows by the column in which each is largest, in each by falling value; rows with
// nothing last.
std::vector<int> order_by_column(const Matrix& matrix);

class HeatMatrix {
 public:
    struct Cell {
        int row = 0, column = 0;  // of the matrix, whatever the order on screen
    };

    // Nothing chosen yet: rows in the order of the matrix.
    void begin(const Theme& theme, const Matrix& matrix);

    void order(const std::vector<int>& rows) { order_ = rows; }
    // This row's name is printed in the accent, and it is scrolled to when `scroll`.
    void focus(int row, bool scroll) { focused_ = row, scroll_ = scroll; }
    // Names of these rows are muted.
    void mute(const std::vector<bool>& rows) { muted_ = rows; }

    // Rows may be as low as a line of text, so that more of them are seen at once.
    void squeeze() { lowest_ = 4; }

    // Takes `size` of the layout at most: rows grow a little with the room, and no further.
    void draw(const char* id, ImVec2 size);
    // The height in which every row can be read without scrolling.
    float wanted_height() const;

    // After draw(): what is under the mouse, and what was clicked.
    const std::optional<Cell>& hovered() const { return hovered_; }
    const std::optional<Cell>& clicked() const { return clicked_; }

 private:
    float head_height(float cell) const;
    void draw_heads(ImDrawList& draw, ImVec2 at, float cell, float height) const;
    void draw_row(ImDrawList& draw, ImVec2 at, int row, float cell) const;

    const Theme* theme_ = nullptr;
    const Matrix* matrix_ = nullptr;
    std::vector<int> order_, winners_;
    std::vector<bool> muted_;
    float lowest_ = 5.5f;  // height of a row, in grid units
    int focused_ = -1;
    bool scroll_ = false;
    float names_ = 0, row_ = 0;  // width of the column of names, height of a row
    std::optional<Cell> hovered_, clicked_;
};

}  // namespace latent::app
