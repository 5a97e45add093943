#include "panels/compare/run_row.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "widgets/format.h"
#include "widgets/run_marks.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr float kLine = 5.5f, kSecondLine = 4.5f, kBetween = 1.5f;  // grid units
constexpr float kGutter = 4.5f;                                     // for the dot and the eye
constexpr float kRest = 0.6f;  // seconds until the tooltip comes

struct FigureText {
    std::string top, bottom;
};

std::string known(double value, const std::string& text) { return std::isnan(value) ? "-" : text; }

FigureText figures_of(const RunRow& row, std::string_view column) {
    if (column == "error")
        return {known(row.error, significant(row.error, 3)), known(row.width, setting(row.width))};
    if (column == "accuracy")
        return {known(row.accuracy, fixed(row.accuracy * 100, 1) + " %"),
                row.seconds > 0 ? duration(row.seconds) : "-"};
    return {row.parameters > 0 ? compact(row.parameters) : "-",
            grouped(row.snapshot->progress.step)};
}

ImU32 state_colour(const Theme& theme, const RunRow& row) {
    switch (row.snapshot->state) {
        case RunState::running:
            return theme.good;
        case RunState::finished:
            return theme.accent;
        case RunState::failed:
        case RunState::diverged:
            return theme.bad;
        default:
            return theme.muted;
    }
}

// One heading. True when it was clicked.
bool heading_word(const Theme& theme, const SortKey& key, ImVec2 at, bool from_right, bool chosen,
                  bool falling) {
    const std::string label = key.label;
    const ImVec2 size = ImGui::CalcTextSize(label.c_str());
    const float arrow = chosen ? theme.unit * 2.5f : 0;
    if (from_right) at.x -= size.x;
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ImGui::InvisibleButton(key.id, ImVec2(size.x, size.y));
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = hovered ? theme.accent : chosen ? theme.text : theme.muted;
    draw_text(draw, at, ink, label);
    if (chosen) {
        // The arrow stands on the free side of the word, which stays where it is.
        const float x = from_right ? at.x - arrow / 2 - theme.unit / 2
                                   : at.x + size.x + arrow / 2 + theme.unit / 2;
        const float y = at.y + size.y / 2, r = theme.unit * 0.8f, up = falling ? 1.0f : -1.0f;
        draw.AddTriangleFilled(ImVec2(x - r, y - up * r * 0.6f), ImVec2(x + r, y - up * r * 0.6f),
                               ImVec2(x, y + up * r * 0.8f), ink);
    }
    if (hovered)
        help_tooltip(theme, {label, key.help, "", "",
                             chosen ? "Click again to sort the other way round."
                                    : "Click to sort the list by it."});
    return clicked;
}

void mark_of_trouble(const Theme& theme, ImDrawList& draw, ImVec2 centre) {
    const float r = theme.unit * 1.6f;
    draw.AddTriangleFilled(ImVec2(centre.x, centre.y - r),
                           ImVec2(centre.x + r, centre.y + r * 0.8f),
                           ImVec2(centre.x - r, centre.y + r * 0.8f), theme.warn);
    draw.AddRectFilled(ImVec2(centre.x - 0.6f * theme.scale, centre.y - r * 0.35f),
                       ImVec2(centre.x + 0.6f * theme.scale, centre.y + r * 0.25f),
                       theme.background);
    draw.AddRectFilled(ImVec2(centre.x - 0.6f * theme.scale, centre.y + r * 0.4f),
                       ImVec2(centre.x + 0.6f * theme.scale, centre.y + r * 0.65f),
                       theme.background);
}

void dots(const Theme& theme, ImDrawList& draw, ImVec2 centre, ImU32 ink) {
    for (const float x : {-1.0f, 0.0f, 1.0f})
        draw.AddCircleFilled(ImVec2(centre.x + x * theme.unit * 1.2f, centre.y), theme.unit * 0.4f,
                             ink, 8);
}

}  // namespace

RowColumns row_columns(const Theme& theme, float left, float width) {
    FontScope font(theme.small);
    const float u = theme.unit;
    RowColumns columns;
    columns.left = left;
    columns.right = left + width;
    columns.name = left + u * kGutter;
    float right = left + width - u;
    const auto take = [&](const char* top, const char* bottom, const char* widest) {
        columns.pairs.push_back({right, top, bottom});
        right -= tabular_width(widest) + u * 1.5f;
    };
    take("accuracy", "time", "00.0 %");
    take("error", "width", "000.0");
    if (width > u * 84) take("weights", "step", "000,000");
    columns.name_end = right;
    return columns;
}

void row_headings(const Theme& theme, const RowColumns& columns, std::string& sort, bool& falling) {
    FontScope font(theme.small);
    const float top = ImGui::GetCursorScreenPos().y, line = ImGui::GetTextLineHeight();
    const auto heading = [&](std::string_view id, float x, float y, bool from_right) {
        for (const SortKey& key : sort_keys()) {
            if (key.id != id) continue;
            const bool chosen = sort == id || (sort.empty() && id == "made");
            if (!heading_word(theme, key, ImVec2(x, y), from_right, chosen, falling)) return;
            falling = chosen && !falling;
            sort = id;
            return;
        }
        // A column that is only read.
        draw_text(*ImGui::GetWindowDrawList(), ImVec2(x - text_size(id).x, y), theme.muted, id);
    };
    heading("name", columns.name, top, false);
    heading("made", columns.name, top + line, false);
    for (const RowColumns::Pair& pair : columns.pairs) {
        heading(pair.top, pair.right, top, true);
        heading(pair.bottom, pair.right, top + line, true);
    }
    const float below = std::round(top + line * 2 + theme.unit);
    ImGui::GetWindowDrawList()->AddLine(ImVec2(columns.left, below), ImVec2(columns.right, below),
                                        theme.hairline);
    ImGui::SetCursorScreenPos(ImVec2(columns.left, top));
    ImGui::Dummy(ImVec2(columns.right - columns.left, line * 2 + theme.unit * 1.5f));
}

float row_height(const Theme& theme, const RunRow& row, const RowLook& look) {
    const bool note = look.typing_note || !row.about.note.empty();
    return theme.unit * (kLine + kSecondLine + kBetween + (look.typing_note ? 6 : note ? 4.5f : 0));
}

RowNews run_row(const Theme& theme, const RunRow& row, const RowColumns& columns,
                const RowLook& look) {
    const float u = theme.unit, height = row_height(theme, row, look);
    RowNews news;
    news.at = ImGui::GetCursorScreenPos();
    const ImVec2 end(columns.right, news.at.y + height);
    const float width = columns.right - columns.left;
    if (!ImGui::IsRectVisible(news.at, end)) {
        ImGui::Dummy(ImVec2(width, height));
        return news;
    }
    const bool typing = look.typing_name || look.typing_note;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    bool clicked = false, hovered = false;
    if (typing) {
        ImGui::Dummy(ImVec2(width, height));
    } else {
        clicked = ImGui::InvisibleButton(
            "row", ImVec2(width, height),
            ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
        hovered = ImGui::IsItemHovered();
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (look.shown || hovered)
        draw.AddRectFilled(news.at, end, look.shown ? theme.selection : theme.surface, u);
    if (look.focused) draw.AddRect(news.at, end, theme.accent, u);

    // ---- what the mouse is over
    const float line = std::round(news.at.y + u * (kBetween / 2)),
                second = std::round(line + u * kLine), third = second + u * kSecondLine;
    const float menu_left = columns.name_end - u * 4;
    RowPart over = RowPart::body;
    if (mouse.x < columns.name)
        over = mouse.y < second ? RowPart::colour : RowPart::eye;
    else if (mouse.x >= menu_left && mouse.x < columns.name_end && mouse.y < second)
        over = RowPart::menu;
    else if (mouse.x < menu_left && mouse.y < second)
        over = RowPart::name;
    else if (mouse.y >= third)
        over = RowPart::note;
    if (clicked) {
        news.part = over;
        news.right = ImGui::IsMouseReleased(ImGuiMouseButton_Right);
    }
    // Where a click already means something of its own, two of them are two.
    const bool words = over != RowPart::colour && over != RowPart::eye && over != RowPart::menu;
    if (hovered && words && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        news.part = over;
        news.twice = true;
    }
    news.asks =
        hovered && over != RowPart::menu && ImGui::GetCurrentContext()->HoveredIdTimer > kRest;

    // ---- first line
    const ImU32 ink = look.left_out ? theme.muted : theme.text;
    const float dot_y = line + u * kLine / 2;
    draw_run_dot(draw, ImVec2(columns.left + u * 2.25f, dot_y), u * 1.35f,
                 theme.class_colour(row.colour), look.left_out);
    const bool trouble = !row.problem.empty();
    float name_end = hovered || look.focused ? menu_left : columns.name_end - u;
    if (hovered || (look.focused && !typing))
        dots(theme, draw, ImVec2(menu_left + u * 2, dot_y),
             hovered && over == RowPart::menu ? theme.accent : theme.muted);
    if (trouble && !look.typing_name) {
        name_end -= u * 4;
        mark_of_trouble(theme, draw, ImVec2(name_end + u * 2, dot_y));
    }
    news.name_at = ImVec2(columns.name, line - u * 0.25f);
    news.name_width = columns.right - columns.name - u;  // a field takes the place of the figures
    if (!look.typing_name)
        draw_text(draw, ImVec2(columns.name, dot_y - ImGui::GetTextLineHeight() / 2), ink, row.name,
                  name_end - columns.name);

    // ---- figures, and the second line
    FontScope font(theme.small);
    const float half = ImGui::GetTextLineHeight() / 2, second_middle = second + u * kSecondLine / 2;
    for (const RowColumns::Pair& pair : columns.pairs) {
        const FigureText text = figures_of(row, pair.top);
        if (!look.typing_name)
            draw_tabular_right(draw, ImVec2(pair.right, dot_y - half), ink, text.top);
        draw_tabular_right(draw, ImVec2(pair.right, second_middle - half), theme.muted,
                           text.bottom);
    }
    const bool eye_lit = hovered && over == RowPart::eye;
    draw_eye(draw, ImVec2(columns.left + u * 2.25f, second_middle), u * 2.8f, !look.left_out,
             eye_lit                 ? theme.accent
             : look.left_out         ? theme.muted
             : look.shown || hovered ? theme.muted
                                     : theme.hairline);
    const ImU32 state = state_colour(theme, row);
    draw_state_mark(draw, ImVec2(columns.name + u * 1.25f, second_middle), u * 2.5f,
                    row.snapshot->state, state);
    const float word = columns.name + u * 3.5f;
    // All words have the same room, so that the bars stand one below the other.
    const float slot =
        std::max(ImGui::CalcTextSize("watched").x, ImGui::CalcTextSize("finished").x);
    draw_text(draw, ImVec2(word, second_middle - half), row.broken() ? theme.bad : theme.muted,
              row.state, columns.name_end - word);
    const float bar = word + slot + u * 1.5f, bar_end = columns.name_end - u;
    if (bar_end > bar + u * 3 && row.snapshot->progress.last_step > 0 &&
        ImGui::CalcTextSize(row.state.c_str()).x <= slot + u)
        draw_progress(theme, draw, ImVec2(bar, std::round(second_middle - u * 0.4f)),
                      ImVec2(bar_end, std::round(second_middle + u * 0.4f)),
                      row.over() ? 1 : row.share,
                      row.training() ? theme.good
                      : row.broken() ? theme.bad
                                     : theme.muted);

    // ---- the note
    news.note_at = ImVec2(columns.name, third);
    news.note_width = columns.right - columns.name - u;
    if (!look.typing_note && !row.about.note.empty())
        draw_text(draw, ImVec2(columns.name, third), theme.muted, row.about.note, news.note_width);
    return news;
}

std::string row_details(const RunRow& row) {
    const Progress& progress = row.snapshot->progress;
    std::string text = row.state;
    text += ", step " + grouped(progress.step);
    if (progress.last_step > 0) text += " of " + grouped(progress.last_step);
    if (row.seconds > 0) text += ", " + duration(row.seconds);
    if (row.parameters > 0) text += "; " + grouped(row.parameters) + " weights";
    text += ".";
    if (!std::isnan(row.error))
        text += std::string("\nHeld-out squared error ") + significant(row.error, 4) +
                (row.snapshot->summary ? "." : " over the probe.");
    if (!std::isnan(row.accuracy))
        text += "\n" + fixed(row.accuracy * 100, 1) + " % right by 5 nearest neighbours.";
    if (!row.about.parent.empty())
        text += "\nForked from " + row.about.parent + " at step " + grouped(row.about.parent_step) +
                ".";
    if (row.watched()) text += "\nAnother program trains it; it can be looked at.";
    if (row.snapshot->kept && !row.snapshot->kept->folder.empty())
        text += "\nKept in " + row.snapshot->kept->folder;
    return text;
}

}  // namespace latent::app
