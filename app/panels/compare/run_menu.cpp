#include "panels/compare/run_menu.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "widgets/format.h"
#include "widgets/run_marks.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::size_t kMostCheckpoints = 12;  // the newest; between older ones there is no choosing

float menu_width(const Theme& theme) { return theme.unit * 62; }

// A line of the menu with its key on the right.
bool item(const Theme& theme, const char* label, const char* key = "", bool able = true) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = theme.unit * 6, width = menu_width(theme);
    ImGui::PushID(label);
    const bool chosen = ImGui::Selectable("##item", false, able ? 0 : ImGuiSelectableFlags_Disabled,
                                          ImVec2(width, height));
    ImGui::PopID();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text(draw, ImVec2(at.x + theme.unit, at.y + (height - ImGui::GetTextLineHeight()) / 2),
              able ? theme.text : theme.muted, label);
    FontScope font(theme.small);
    draw_text(draw,
              ImVec2(at.x + width - ImGui::CalcTextSize(key).x - theme.unit,
                     at.y + (height - ImGui::GetTextLineHeight()) / 2),
              theme.muted, key);
    return chosen;
}

void line(const Theme& theme) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float y = std::floor(at.y + theme.unit);
    ImGui::GetWindowDrawList()->AddLine(ImVec2(at.x, y), ImVec2(at.x + menu_width(theme), y),
                                        theme.hairline);
    ImGui::Dummy(ImVec2(menu_width(theme), theme.unit * 2));
}

std::optional<MenuAnswer> palette(const Theme& theme, const RunRow& row) {
    std::optional<MenuAnswer> answer;
    const float cell = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (int i = 0; i < 10; ++i) {
        const ImVec2 from(at.x + cell * float(i), at.y);
        ImGui::SetCursorScreenPos(from);
        ImGui::PushID(i);
        if (ImGui::InvisibleButton("colour", ImVec2(cell, cell)))
            answer = MenuAnswer{RunAct::colour, i == row.about.colour ? -1 : i, -1};
        const bool hovered = ImGui::IsItemHovered();
        ImGui::PopID();
        const ImVec2 centre(from.x + cell / 2, from.y + cell / 2);
        draw_run_dot(draw, centre, theme.unit * 1.7f, theme.class_colour(i), false);
        if (i == row.colour || hovered)
            draw.AddCircle(centre, theme.unit * 2.4f, hovered ? theme.accent : theme.text, 24,
                           theme.scale);
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(ImVec2(cell * 10, cell));
    return answer;
}

// Steps of the checkpoints, newest first, in lists of their own beside the menu.
std::optional<std::int64_t> checkpoints(const Theme& theme, const RunRow& row) {
    std::optional<std::int64_t> chosen;
    const bool some = row.snapshot->kept && !row.snapshot->kept->checkpoints.empty();
    if (!some || !row.snapshot->config) {
        item(theme, "Branch from a checkpoint", "none yet", false);
        return chosen;
    }
    // In line with the items above and below.
    ImGui::SetCursorPos(
        ImVec2(ImGui::GetCursorPosX() + theme.unit, ImGui::GetCursorPosY() + theme.unit * 0.75f));
    const bool open = ImGui::BeginMenu("Branch from a checkpoint");
    if (open) {
        const auto& steps = row.snapshot->kept->checkpoints;
        const std::size_t count = std::min(steps.size(), kMostCheckpoints);
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t step = steps[steps.size() - 1 - i];
            if (ImGui::MenuItem(("step " + grouped(step)).c_str())) chosen = step;
        }
        ImGui::EndMenu();
    }
    ImGui::Dummy(ImVec2(0, theme.unit * 0.75f));
    return chosen;
}

bool begin(const Theme& theme, const char* id) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 2, theme.unit * 2));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    if (ImGui::BeginPopup(id)) return true;
    ImGui::PopStyleVar(2);
    return false;
}

void end() {
    ImGui::EndPopup();
    ImGui::PopStyleVar(2);
}

}  // namespace

std::optional<MenuAnswer> run_menu(const Theme& theme, const char* id, const RunRow& row,
                                   bool left_out) {
    if (!begin(theme, id)) return std::nullopt;
    std::optional<MenuAnswer> answer;
    const auto choose = [&](RunAct act, std::int64_t step = -1) {
        answer = MenuAnswer{act, -1, step};
    };
    const bool config = row.snapshot->config != nullptr;
    const bool kept = row.snapshot->kept && !row.snapshot->kept->folder.empty();
    {
        FontScope font(theme.small);
        paragraph(theme.muted, fitted(row.name, menu_width(theme)));
    }
    if (item(theme, "Show", "Enter")) choose(RunAct::show);
    if (item(theme, row.training() ? "Pause" : "Go on", "Space", row.obeys()))
        choose(RunAct::toggle);
    line(theme);
    if (item(theme, "Rename", "F2")) choose(RunAct::rename);
    if (item(theme, row.about.note.empty() ? "Write a note" : "Change the note"))
        choose(RunAct::note);
    if (const auto colour = palette(theme, row)) answer = colour;
    if (item(theme, left_out ? "Compare it with the others" : "Leave it out of the comparison"))
        choose(RunAct::leave_out);
    line(theme);
    if (item(theme, "Duplicate", "", config)) choose(RunAct::duplicate);
    if (item(theme, "Fork with one thing changed...", "", config && !row.watched()))
        choose(RunAct::fork);
    if (const auto step = checkpoints(theme, row)) choose(RunAct::fork, *step);
    if (item(theme, "Save a checkpoint now", "", kept && !row.watched() && !row.broken()))
        choose(RunAct::save);
    line(theme);
    if (item(theme, kept ? "Close; its folder stays" : "Close")) choose(RunAct::close);
    if (item(theme, "Delete...", "Del")) choose(RunAct::remove);
    if (answer) ImGui::CloseCurrentPopup();
    end();
    return answer;
}

std::optional<MenuAnswer> colour_popup(const Theme& theme, const char* id, const RunRow& row) {
    if (!begin(theme, id)) return std::nullopt;
    const auto answer = palette(theme, row);
    if (answer) ImGui::CloseCurrentPopup();
    end();
    return answer;
}

}  // namespace latent::app
