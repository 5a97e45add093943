#include "panels/remedy_buttons.h"

#include <algorithm>

#include "state/drafts.h"
#include "widgets/button.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// How long what was sent counts as on its way.
constexpr double kPressedSeconds = 1.5;

const ParamSpec* spec_of(const std::vector<std::pair<std::string, ParamSpec>>& specs,
                         const std::string& path) {
    for (const auto& [known, spec] : specs)
        if (known == path) return &spec;
    return nullptr;
}

void apply(const Remedy& remedy, PanelContext& context) {
    if (acts_live(remedy, context)) {
        context.requests.send(SetParam{remedy.path, remedy.value});
        context.ui.view().sent[remedy.path] = {remedy.value, context.now + kPressedSeconds};
        context.requests.redraw_within(kPressedSeconds);
        return;
    }
    RunConfig config = *context.snapshot.config;
    config.set(remedy.path, remedy.value);
    context.requests.fork_run(with_defaults(context.catalog, config));
}

// A button that cannot be pressed: its words in muted ink.
void draw_still(const Theme& theme, const std::string& label, ImVec2 size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(size);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRect(at, ImVec2(at.x + size.x, at.y + size.y), theme.hairline, theme.unit);
    draw_text(draw, ImVec2(at.x + theme.unit * 3, at.y + (size.y - ImGui::GetTextLineHeight()) / 2),
              theme.muted, label, size.x - theme.unit * 4);
}

}  // namespace

bool acts_live(const Remedy& remedy, const PanelContext& context) {
    if (!context.snapshot.config || !context.snapshot.config->has(remedy.path)) return false;
    const auto specs = specs_of(context.catalog, *context.snapshot.config);
    const ParamSpec* spec = spec_of(specs, remedy.path);
    return spec && spec->live;
}

RemedyState state_of(const Remedy& remedy, const PanelContext& context) {
    const RunConfig* config = context.snapshot.config.get();
    if (!config) return RemedyState::unknown;
    if (config->has(remedy.path) && to_text(config->at(remedy.path)) == to_text(remedy.value))
        return RemedyState::applied;
    if (!spec_of(specs_of(context.catalog, *config), remedy.path)) return RemedyState::unknown;
    const auto& sent = context.ui.view().sent;
    const auto found = sent.find(remedy.path);
    const bool waits = found != sent.end() && found->second.until > context.now &&
                       to_text(found->second.value) == to_text(remedy.value);
    return waits ? RemedyState::sent : RemedyState::offered;
}

void draw_remedies(PanelContext& context, const std::vector<Remedy>& remedies) {
    const Theme& theme = context.theme;
    const float left = ImGui::GetCursorScreenPos().x, gap = theme.unit * 2;
    const float end = left + ImGui::GetContentRegionAvail().x;
    float x = left, y = ImGui::GetCursorScreenPos().y;
    bool any = false;
    for (std::size_t i = 0; i < remedies.size(); ++i) {
        const Remedy& remedy = remedies[i];
        const RemedyState state = state_of(remedy, context);
        if (state == RemedyState::unknown) continue;
        const std::string label = remedy.label + (state == RemedyState::applied ? ": set"
                                                  : state == RemedyState::sent  ? ": sent"
                                                                                : "");
        const ImVec2 size(
            std::min(end - left, ImGui::CalcTextSize(label.c_str()).x + theme.unit * 6),
            theme.unit * 7);
        if (any && x + size.x > end + 1) x = left, y += size.y + gap;
        any = true;
        ImGui::SetCursorScreenPos(ImVec2(x, y));
        ImGui::PushID(int(i));
        if (state != RemedyState::offered)
            draw_still(theme, label, size);
        else if (text_button(theme, label.c_str(), false, size.x))
            apply(remedy, context);
        if (ImGui::IsItemHovered())
            help_tooltip(theme,
                         {remedy.label, remedy.reason, "", "",
                          state == RemedyState::applied ? "It is set."
                          : acts_live(remedy, context)
                              ? "Acts live."
                              : "Starts a fork of this run, which goes on from these weights."});
        ImGui::PopID();
        x += size.x + gap;
    }
    if (!any) return;
    ImGui::SetCursorScreenPos(ImVec2(left, y + theme.unit * 7 + gap));
    ImGui::Dummy(ImVec2(1, 0));
}

}  // namespace latent::app
