#include "widgets/heat_matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr float kHighestRow = 8;  // in grid units

// Black or white, whichever can be read on the colour.
ImU32 ink_on(ImU32 ground) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(ground);
    return 0.299f * c.x + 0.587f * c.y + 0.114f * c.z > 0.5f ? IM_COL32(0, 0, 0, 230)
                                                             : IM_COL32(255, 255, 255, 240);
}

// A value to be proud of: what hardly differs from the lowest there can be wins nothing.
bool beats(const Matrix& matrix, float value, float best) {
    constexpr float kLeast = 0.05f;  // of the scale
    return std::isfinite(value) &&
           value > std::max(best, matrix.low + kLeast * (matrix.high - matrix.low));
}

// The column in which a row is largest; -1 where it has nothing.
int best_column(const Matrix& matrix, std::size_t row) {
    int best = -1;
    float most = matrix.low;
    for (std::size_t c = 0; c < matrix.columns.size(); ++c)
        if (beats(matrix, matrix.value(row, c), most)) best = int(c), most = matrix.value(row, c);
    return best;
}

}  // namespace

int winner_of(const Matrix& matrix, std::size_t column) {
    int best = -1;
    float most = matrix.low;
    for (std::size_t r = 0; r < matrix.rows.size(); ++r)
        if (beats(matrix, matrix.value(r, column), most))
            best = int(r), most = matrix.value(r, column);
    return best;
}

std::vector<int> order_by_column(const Matrix& matrix) {
    std::vector<int> order(matrix.rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::vector<int> best;
    for (std::size_t r = 0; r < matrix.rows.size(); ++r) best.push_back(best_column(matrix, r));
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const int of_a = best[std::size_t(a)], of_b = best[std::size_t(b)];
        if (of_a < 0 || of_b < 0) return of_a >= 0 && of_b < 0;
        if (of_a != of_b) return of_a < of_b;
        return matrix.value(std::size_t(a), std::size_t(of_a)) >
               matrix.value(std::size_t(b), std::size_t(of_b));
    });
    return order;
}

void HeatMatrix::begin(const Theme& theme, const Matrix& matrix) {
    theme_ = &theme;
    matrix_ = &matrix;
    order_.resize(matrix.rows.size());
    std::iota(order_.begin(), order_.end(), 0);
    muted_.clear();
    lowest_ = 5.5f;
    focused_ = -1;
    scroll_ = false;
    hovered_.reset();
    clicked_.reset();
    winners_.clear();
    for (std::size_t c = 0; c < matrix.columns.size(); ++c)
        winners_.push_back(winner_of(matrix, c));
}

// Names that are wider than a column stand in two lines by turns, so that each has the room of two.
float HeatMatrix::head_height(float cell) const {
    float widest = 0;
    for (const std::string& name : matrix_->columns)
        widest = std::max(widest, ImGui::CalcTextSize(name.c_str()).x);
    const float line = ImGui::GetTextLineHeight();
    return widest + theme_->unit <= cell ? line + theme_->unit : line * 2 + theme_->unit;
}

float HeatMatrix::wanted_height() const {
    FontScope font(theme_->small);
    return ImGui::GetTextLineHeight() * 2 + theme_->unit +
           theme_->unit * lowest_ * float(matrix_->rows.size()) + theme_->unit;
}

void HeatMatrix::draw_heads(ImDrawList& draw, ImVec2 at, float cell, float height) const {
    const float line = ImGui::GetTextLineHeight();
    const bool two_lines = height > line * 1.5f;
    for (std::size_t c = 0; c < matrix_->columns.size(); ++c) {
        const float left = at.x + names_ + cell * float(c);
        const bool above = two_lines && c % 2 == 0;
        const float room = two_lines ? cell * 2 - theme_->unit : cell;
        const Words text = fitted(matrix_->columns[c], room);
        const float width = ImGui::CalcTextSize(text.c_str()).x;
        const float right_end = at.x + names_ + cell * float(matrix_->columns.size());
        const float x = std::max(at.x, std::min(left + (cell - width) / 2, right_end - width));
        draw_text(draw, ImVec2(x, at.y + (two_lines && !above ? line : 0)), theme_->muted, text);
        if (above)
            draw.AddLine(ImVec2(std::floor(left + cell / 2) + 0.5f, at.y + line),
                         ImVec2(std::floor(left + cell / 2) + 0.5f, at.y + height),
                         theme_->hairline);
    }
}

void HeatMatrix::draw_row(ImDrawList& draw, ImVec2 at, int row, float cell) const {
    const float height = row_, line = ImGui::GetTextLineHeight(),
                thick = std::max(1.0f, theme_->scale);
    const float text_y = at.y + (height - line) / 2;
    const bool muted = std::size_t(row) < muted_.size() && muted_[std::size_t(row)];
    const bool pointed = hovered_ && hovered_->row == row;
    if (row == focused_)
        draw.AddRectFilled(at, ImVec2(at.x + names_ - theme_->unit, at.y + height),
                           theme_->selection, theme_->unit / 2);
    draw_text(draw, ImVec2(at.x + theme_->unit, text_y),
              row == focused_ || pointed ? theme_->accent
              : muted                    ? theme_->muted
                                         : theme_->text,
              matrix_->rows[std::size_t(row)], names_ - theme_->unit * 3);
    const float span = matrix_->high - matrix_->low;
    for (std::size_t c = 0; c < matrix_->columns.size(); ++c) {
        const float value = matrix_->value(std::size_t(row), c);
        const ImVec2 min(std::round(at.x + names_ + cell * float(c)), at.y),
            max(std::round(at.x + names_ + cell * float(c + 1)) - thick, at.y + height - thick);
        if (!std::isfinite(value)) {
            draw.AddRect(min, max, theme_->hairline);
            draw_text(draw, ImVec2((min.x + max.x - ImGui::CalcTextSize("-").x) / 2, text_y),
                      theme_->muted, "-");
            continue;
        }
        const ImU32 colour = theme_->sequential(span > 0 ? (value - matrix_->low) / span : 0);
        draw.AddRectFilled(min, max, colour);
        const std::string text = fixed(double(value), 2);
        const float width = tabular_width(text);
        if (width + theme_->unit <= max.x - min.x)
            draw_tabular(draw, ImVec2((min.x + max.x - width) / 2, text_y), ink_on(colour), text);
    }
    // On top: which row wins a column, and what is under the mouse.
    for (std::size_t c = 0; c < matrix_->columns.size(); ++c) {
        const bool wins = winners_[c] == row;
        const bool under = pointed && hovered_->column == int(c);
        if (!wins && !under) continue;
        const float inset = thick / 2;
        const ImVec2 min(std::round(at.x + names_ + cell * float(c)) + inset, at.y + inset),
            max(std::round(at.x + names_ + cell * float(c + 1)) - thick - inset,
                at.y + height - thick - inset);
        draw.AddRect(min, max, under ? theme_->accent : theme_->bad, 0, 0, thick * 2);
    }
}

void HeatMatrix::draw(const char* id, ImVec2 size) {
    if (matrix_->rows.empty() || matrix_->columns.empty() || size.x < 1 || size.y < 1) return;
    FontScope font(theme_->small);
    names_ = theme_->unit * 4;
    for (const std::string& name : matrix_->rows)
        names_ = std::max(names_, ImGui::CalcTextSize(name.c_str()).x + theme_->unit * 3);
    names_ = std::min(names_, size.x * 0.35f);
    const float room_for_rows = size.y - ImGui::GetTextLineHeight() * 2 - theme_->unit * 2;
    row_ = std::floor(std::clamp(room_for_rows / float(order_.size()), theme_->unit * lowest_,
                                 theme_->unit * kHighestRow));
    const float row = row_;
    const bool scrolls =
        row * float(order_.size()) + ImGui::GetTextLineHeight() * 2 + theme_->unit > size.y;
    const float bar = scrolls ? ImGui::GetStyle().ScrollbarSize : 0;
    const float cell = std::floor(
        std::min((size.x - names_ - bar) / float(matrix_->columns.size()), theme_->unit * 24));
    if (cell < 2) return;
    const float head = head_height(cell);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_heads(*ImGui::GetWindowDrawList(), at, cell, head);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + head));
    const float room = std::min(size.y - head, row * float(order_.size()) + 1);
    if (room < 1) return;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    if (ImGui::BeginChild(id, ImVec2(size.x, room))) {
        const ImVec2 top = ImGui::GetCursorScreenPos();
        const auto place = std::find(order_.begin(), order_.end(), focused_);
        if (scroll_ && place != order_.end())
            ImGui::SetScrollFromPosY(
                top.y + row * (float(place - order_.begin()) + 0.5f) - ImGui::GetWindowPos().y,
                0.5f);
        const ImVec2 whole(names_ + cell * float(matrix_->columns.size()),
                           row * float(order_.size()));
        const bool pressed = ImGui::InvisibleButton("cells", whole);
        if (ImGui::IsItemHovered()) {
            const ImVec2 mouse = ImGui::GetIO().MousePos;
            const int line = std::clamp(int((mouse.y - top.y) / row), 0, int(order_.size()) - 1);
            const int column = int(std::floor((mouse.x - top.x - names_) / cell));
            hovered_ = Cell{order_[std::size_t(line)],
                            std::clamp(column, -1, int(matrix_->columns.size()) - 1)};
            if (pressed) clicked_ = hovered_;
        }
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float seen = ImGui::GetScrollY();
        const int first = std::max(0, int(seen / row)),
                  last = std::min(int(order_.size()), int((seen + room) / row) + 2);
        for (int i = first; i < last; ++i)
            draw_row(draw, ImVec2(top.x, top.y + row * float(i)), order_[std::size_t(i)], cell);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace latent::app
