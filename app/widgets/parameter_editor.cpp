#include "widgets/parameter_editor.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "latent/catalog.h"
#include "widgets/axis.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

std::string value_text(const ParamValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return setting(*number);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "on" : "off";
    if (const auto* widths = std::get_if<Widths>(&value); widths && widths->empty()) return "-";
    return to_text(value);
}

Help about(const ParameterRow& row) {
    const ParamSpec& spec = row.spec;
    Help help{row.label.empty() ? spec.label : row.label, spec.help, "", "", ""};
    if (spec.kind == ParamKind::number || spec.kind == ParamKind::integer ||
        spec.kind == ParamKind::widths)
        help.source = setting(spec.low) + " to " + setting(spec.high) +
                      (spec.unit.empty() ? "" : " " + spec.unit) + ", " +
                      (spec.scale == ParamScale::logarithmic ? "logarithmic, " : "") + "usually " +
                      value_text(row.usual);
    help.note =
        spec.live ? "Acts live, between two steps." : "Needs a new run: it starts beside this one.";
    return help;
}

bool is_slider(const ParamSpec& spec) {
    return spec.kind == ParamKind::number || spec.kind == ParamKind::integer;
}

// The row as it is laid out: a line of text, and for sliders a track below it.
struct RowLayout {
    ImVec2 at;
    float width, line_height, value_left;
};

// Mark, name, tag and question mark.
void draw_label(const Theme& theme, const ParameterRow& row, const RowLayout& layout) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool changed = to_text(row.value) != to_text(row.usual);
    const char* const tag = row.waiting ? "new run" : row.spec.live ? "live" : "";
    float tag_width = 0;
    {
        FontScope font(theme.small);
        tag_width = ImGui::CalcTextSize(tag).x + ImGui::CalcTextSize("?").x + theme.unit * 3.5f;
    }
    const float mark = theme.unit * 2.5f;
    if (changed || row.waiting)
        draw.AddCircleFilled(
            ImVec2(layout.at.x + theme.unit * 0.75f, layout.at.y + layout.line_height / 2),
            theme.unit * 0.75f, row.waiting ? theme.warn : theme.accent);
    const float room = layout.value_left - layout.at.x - mark - tag_width - theme.unit;
    const Words label =
        fitted(row.label.empty() ? row.spec.label : row.label, std::max(room, theme.unit * 8));
    const float text_y = layout.at.y + (layout.line_height - ImGui::GetTextLineHeight()) / 2;
    draw_text(draw, ImVec2(layout.at.x + mark, text_y), theme.text, label);
    const float after =
        layout.at.x + mark + ImGui::CalcTextSize(label.c_str()).x + theme.unit * 1.5f;
    FontScope font(theme.small);
    const float small_y = layout.at.y + (layout.line_height - ImGui::GetTextLineHeight()) / 2;
    draw_text(draw, ImVec2(after, small_y), row.waiting ? theme.warn : theme.muted, tag);
    ImGui::SetCursorScreenPos(ImVec2(after + ImGui::CalcTextSize(tag).x, small_y));
    help_mark(theme, "help", [&] { return about(row); });
}

// The value as a text that can be clicked, or the field in which it is typed. A value that was
// entered and is valid.
std::optional<ParamValue> value_field(const Theme& theme, const ParameterRow& row,
                                      const RowLayout& layout, TypedText& typed) {
    const float right = layout.at.x + layout.width;
    ImGui::SetCursorScreenPos(ImVec2(layout.value_left, layout.at.y));
    if (typed.path != row.path) {
        const bool clicked =
            ImGui::InvisibleButton("value", ImVec2(right - layout.value_left, layout.line_height));
        const bool hovered = ImGui::IsItemHovered();
        Words text = value_text(row.value);
        if (!row.spec.unit.empty() && is_slider(row.spec) &&
            right - layout.value_left >= theme.unit * 24)
            text += Words(" ") + row.spec.unit;
        draw_tabular_right(
            *ImGui::GetWindowDrawList(),
            ImVec2(right, layout.at.y + (layout.line_height - ImGui::GetTextLineHeight()) / 2),
            hovered ? theme.accent : theme.text, fitted(text, right - layout.value_left));
        if (clicked) typed = {row.path, to_text(row.value), true};
        return std::nullopt;
    }
    if (typed.wants_focus) ImGui::SetKeyboardFocusHere();
    char buffer[256] = {};
    std::strncpy(buffer, typed.text.c_str(), sizeof buffer - 1);
    ImGui::SetNextItemWidth(right - layout.value_left);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(theme.unit, (layout.line_height - ImGui::GetTextLineHeight()) / 2));
    const bool entered =
        ImGui::InputText("##typed", buffer, sizeof buffer,
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    typed.text = buffer;
    const bool left = !typed.wants_focus && ImGui::IsItemDeactivated();
    typed.wants_focus = false;
    try {
        const ParamValue value = parse(row.spec, typed.text);
        if (entered || left) typed = {};
        if (entered) return value;
    } catch (const std::invalid_argument& problem) {
        if (entered) typed.wants_focus = true;
        if (left && !entered)
            typed = {};
        else
            help_tooltip(theme, {"", problem.what(), "", "", ""});
    }
    return std::nullopt;
}

std::optional<ParamValue> track(const Theme& theme, const ParameterRow& row,
                                const RowLayout& layout, TypedText& typed) {
    const float height = theme.unit * 4, inset = theme.unit * 2.5f;
    const float left = layout.at.x + inset, right = layout.at.x + layout.width;
    ImGui::SetCursorScreenPos(ImVec2(left, layout.at.y + layout.line_height));
    ImGui::InvisibleButton("track", ImVec2(right - left, height));
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    std::optional<ParamValue> result;
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActivated() && io.KeyCtrl) {
        typed = {row.path, to_text(row.value), true};
    } else if (held && typed.path != row.path) {
        ParamValue value = value_at(row.spec, double((io.MousePos.x - left) / (right - left)));
        if (to_text(value) != to_text(row.value)) result = std::move(value);
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = std::round(layout.at.y + layout.line_height + height / 2);
    const float x =
        std::round(left + float(share_of(row.spec, result ? *result : row.value)) * (right - left));
    const float usual = std::round(left + float(share_of(row.spec, row.usual)) * (right - left));
    const float thick = std::max(1.0f, theme.scale);
    draw.AddRectFilled(ImVec2(left, y - thick), ImVec2(right, y + thick), theme.hairline);
    draw.AddRectFilled(ImVec2(left, y - thick), ImVec2(x, y + thick),
                       hovered || held ? theme.accent : theme.muted);
    draw.AddLine(ImVec2(usual, y - theme.unit), ImVec2(usual, y + theme.unit), theme.muted);
    draw.AddCircleFilled(ImVec2(x, y), theme.unit * (held ? 1.6f : 1.35f),
                         hovered || held ? theme.accent : theme.text);
    return result;
}

// What the chosen one is called.
std::string chosen_text(const ParameterRow& row) {
    const std::string id = to_text(row.value);
    const Choice* choice = find(row.choices, id);
    return choice ? choice->label : id;
}

std::optional<ParamValue> choice_list(const Theme& theme, const ParameterRow& row,
                                      const RowLayout& layout) {
    std::vector<Choice> choices = row.choices;
    if (choices.empty())
        for (const std::string& id : row.spec.choices) choices.push_back({id, id, true, {}});
    ImGui::SetCursorScreenPos(ImVec2(layout.value_left, layout.at.y));
    const std::string current = to_text(row.value);
    if (const auto id = picker(theme, "choice", chosen_text(row), current, choices,
                               layout.at.x + layout.width - layout.value_left);
        id && *id != current)
        return ParamValue(*id);
    return std::nullopt;
}

std::optional<ParamValue> flag_switch(const Theme& theme, const ParameterRow& row,
                                      const RowLayout& layout) {
    const bool on = std::get_if<bool>(&row.value) && std::get<bool>(row.value);
    const ImVec2 size(theme.unit * 7, theme.unit * 4);
    const ImVec2 at(layout.at.x + layout.width - size.x,
                    layout.at.y + (layout.line_height - size.y) / 2);
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ImGui::InvisibleButton("switch", size);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, ImVec2(at.x + size.x, at.y + size.y), on ? theme.accent : theme.hairline,
                       size.y / 2);
    draw.AddCircleFilled(
        ImVec2(on ? at.x + size.x - size.y / 2 : at.x + size.y / 2, at.y + size.y / 2),
        size.y / 2 - theme.scale, theme.background);
    if (clicked) return ParamValue(!on);
    return std::nullopt;
}

float value_room(const Theme& theme, const ParameterRow& row, float width) {
    switch (row.spec.kind) {
        case ParamKind::flag:
            return theme.unit * 8;
        case ParamKind::integer:
        case ParamKind::number:
            return std::min(width * 0.3f, theme.unit * 18);
        case ParamKind::choice:
            return std::min(width * 0.66f,
                            ImGui::CalcTextSize(chosen_text(row).c_str()).x + theme.unit * 5);
        default:
            return width * 0.42f;
    }
}

}  // namespace

ParamValue value_at(const ParamSpec& spec, double share) {
    const double value = scale_of(spec).from_unit(share);
    if (spec.kind == ParamKind::integer) return std::int64_t(std::llround(value));
    if (value == 0) return 0.0;
    // Three digits are what a mouse can aim at, and what a student can read back.
    const double digit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
    const double rounded = std::strtod(setting(std::round(value / digit) * digit).c_str(), nullptr);
    return std::min(spec.high, std::max(spec.low, rounded));
}

double share_of(const ParamSpec& spec, const ParamValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return scale_of(spec).to_unit(*number);
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return scale_of(spec).to_unit(double(*integer));
    return 0;
}

std::optional<ParamValue> edit_parameter(const Theme& theme, const ParameterRow& row,
                                         TypedText& typed) {
    ImGui::PushID(row.path.c_str());
    RowLayout layout;
    layout.at = ImGui::GetCursorScreenPos();
    layout.width = std::max(theme.unit * 30, ImGui::GetContentRegionAvail().x);
    layout.line_height = theme.unit * 6;
    layout.value_left = layout.at.x + layout.width - value_room(theme, row, layout.width);
    draw_label(theme, row, layout);

    std::optional<ParamValue> result;
    float height = layout.line_height + theme.unit;
    if (row.spec.kind == ParamKind::choice) {
        result = choice_list(theme, row, layout);
    } else if (row.spec.kind == ParamKind::flag) {
        result = flag_switch(theme, row, layout);
    } else {
        result = value_field(theme, row, layout, typed);
        if (is_slider(row.spec)) {
            if (auto dragged = track(theme, row, layout, typed)) result = std::move(dragged);
            height = layout.line_height + theme.unit * 5;
        }
    }
    const ImVec2 end(layout.at.x + layout.width, layout.at.y + height);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(layout.at, end) &&
        ImGui::IsMouseClicked(ImGuiMouseButton_Right) && to_text(row.value) != to_text(row.usual))
        result = row.usual;
    ImGui::SetCursorScreenPos(layout.at);
    ImGui::Dummy(ImVec2(layout.width, height));
    ImGui::PopID();
    return result;
}

}  // namespace latent::app
