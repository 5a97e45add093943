#include <algorithm>

#include "panels/latent_map/overlay.h"
#include "widgets/text.h"

namespace latent::app {

#define OVERLAY(id) std::unique_ptr<MapOverlay> make_##id##_overlay();
#include "panels/latent_map/overlays.inc"
#undef OVERLAY

std::vector<std::unique_ptr<MapOverlay>> make_map_overlays() {
    std::vector<std::unique_ptr<MapOverlay>> overlays;
#define OVERLAY(id) overlays.push_back(make_##id##_overlay());
#include "panels/latent_map/overlays.inc"
#undef OVERLAY
    return overlays;
}

void overlay_popup(const char* id, ImVec2 at, const MapScene& scene,
                   const std::vector<std::unique_ptr<MapOverlay>>& overlays) {
    PanelContext& context = scene.context;
    const Theme& theme = context.theme;
    std::set<std::string>& shown = context.ui.map.overlays;
    ImGui::SetNextWindowPos(at);
    if (!ImGui::BeginPopup(id)) return;
    const float width = theme.unit * 40;
    ImGui::Dummy(ImVec2(width, 0));
    for (const auto& overlay : overlays) {
        const std::string why = overlay->refusal(scene);
        const bool on = shown.count(overlay->id()) > 0;
        const ImVec2 line = ImGui::GetCursorScreenPos();
        const float height = ImGui::GetTextLineHeight() + theme.unit;
        ImGui::PushID(overlay->id());
        // What is on can be switched off even where it cannot be shown.
        if (ImGui::Selectable("##overlay", false,
                              ImGuiSelectableFlags_DontClosePopups |
                                  (why.empty() || on ? 0 : ImGuiSelectableFlags_Disabled),
                              ImVec2(width, height))) {
            if (on)
                shown.erase(overlay->id());
            else
                shown.insert(overlay->id());
        }
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
            Help help;
            help.sentence = overlay->sentence();
            help.source = overlay->source();
            help.note = why;
            // Beside the list, so that it can still be read.
            ImGui::SetNextWindowPos(
                ImVec2(ImGui::GetWindowPos().x + ImGui::GetWindowWidth() + theme.unit, line.y));
            help_tooltip(theme, help);
        }
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float u = theme.unit, middle = line.y + height / 2;
        if (on) {
            const ImVec2 tick[] = {ImVec2(line.x + u * 0.5f, middle),
                                   ImVec2(line.x + u * 1.5f, middle + u),
                                   ImVec2(line.x + u * 3.25f, middle - u * 1.25f)};
            draw.AddPolyline(tick, 3, theme.accent, 0, std::max(1.5f, theme.scale * 1.5f));
        }
        std::string name = overlay->id();
        std::replace(name.begin(), name.end(), '_', ' ');
        draw_text(draw, ImVec2(line.x + u * 5, line.y + u / 2),
                  why.empty() ? theme.text : theme.muted, name);
        if (on && why.empty()) overlay->options(context);
        ImGui::PopID();
    }
    ImGui::EndPopup();
}

void draw_on_map(const Theme& theme, ImDrawList& draw, ImVec2 at, ImU32 colour,
                 const std::string& text) {
    const float off = std::max(1.0f, theme.scale);
    const ImU32 halo = (theme.surface & ~IM_COL32_A_MASK) | (ImU32(210) << IM_COL32_A_SHIFT);
    for (const ImVec2 shift :
         {ImVec2(-off, 0), ImVec2(off, 0), ImVec2(0, -off), ImVec2(0, off), ImVec2(-off, -off),
          ImVec2(off, off), ImVec2(off, -off), ImVec2(-off, off)})
        draw_text(draw, ImVec2(at.x + shift.x, at.y + shift.y), halo, text);
    draw_text(draw, at, colour, text);
}

void overlay_option(const Theme& theme, bool& on, const char* when_on, const char* when_off,
                    const char* help) {
    ImGui::Indent(theme.unit * 5);
    FontScope font(theme.small);
    if (ImGui::Selectable(on ? when_on : when_off, false, ImGuiSelectableFlags_DontClosePopups,
                          ImVec2(theme.unit * 30, 0)))
        on = !on;
    if (ImGui::IsItemHovered()) help_tooltip(theme, {"", help, "", "", ""});
    ImGui::Unindent(theme.unit * 5);
}

std::string needs_plane(const MapScene& scene, const std::string& what) {
    if (!scene.projection.linear())
        return "t-SNE has no way back from a place to a code, so there is no " + what +
               " on it. Choose other axes.";
    if (scene.projection.y_axis < 0)
        return "A code of one dimension has no plane for the " + what + ".";
    return "";
}

}  // namespace latent::app
