#include "panels/loss_section.h"

#include <algorithm>

#include "panels/setting_row.h"
#include "state/drafts.h"
#include "state/run_text.h"
#include "widgets/fold.h"
#include "widgets/format.h"
#include "widgets/text.h"
#include "widgets/typeset.h"

namespace latent::app {
namespace {

std::string weight_path(const std::string& term) { return "terms." + term + ".weight"; }

float width_of(const std::string& text) { return ImGui::CalcTextSize(text.c_str()).x; }

// What stands before a term: "+ 4 x ", or nothing before the first.
std::string sign_of(const RunView& view, const RunConfig& draft, const std::string& name) {
    if (!draft.has(weight_path(name))) return "";
    const ParamValue weight =
        shown_value(view, draft, weight_path(name), draft.at(weight_path(name)));
    const auto* number = std::get_if<double>(&weight);
    if (number && *number == 1) return "+ ";
    return "+ " + (number ? setting(*number) : to_text(weight)) + " \xC3\x97 ";
}

// A small cross in the line. True when it was clicked.
bool cross(const Theme& theme, ImVec2 at, float height, const char* tooltip) {
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ImGui::InvisibleButton("remove", ImVec2(theme.unit * 4, height));
    const bool hovered = ImGui::IsItemHovered();
    const ImVec2 middle(at.x + theme.unit * 2, at.y + height / 2);
    const float r = theme.unit * 0.9f;
    const ImU32 ink = hovered ? theme.accent : theme.muted;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine(ImVec2(middle.x - r, middle.y - r), ImVec2(middle.x + r, middle.y + r), ink,
                 theme.scale);
    draw.AddLine(ImVec2(middle.x - r, middle.y + r), ImVec2(middle.x + r, middle.y - r), ink,
                 theme.scale);
    if (hovered) help_tooltip(theme, {"", tooltip, "", "", ""});
    return clicked;
}

// A term's name with its weight before it and its newest value behind it; below it the formula.
// True when it is to be taken out or, once it is, to stay after all.
bool term_line(PanelContext& context, const PartInfo& part, const std::string& sign, bool removed) {
    const Theme& theme = context.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x, line = ImGui::GetTextLineHeight();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float value = 0;
    const bool known = newest_value(context.snapshot.history.get(), part.id, false, value);
    const std::string number = known ? significant(value, 4) : "-";
    const float slot = std::max(tabular_width("000.00"), tabular_width(number));
    const bool added = !sign.empty();
    const float tools = theme.unit * (added ? 9.0f : 5.0f);
    draw_text(draw, at, theme.accent, sign);
    const float left = at.x + width_of(sign);
    // Where name and value do not fit one line, the value stands beside the formula.
    const bool below = left + width_of(part.label) + tools + slot > at.x + room;
    const std::string label = fitted(part.label, at.x + room - (below ? 0 : slot) - tools - left);
    const ImU32 ink = removed ? theme.muted : theme.text;
    draw_text(draw, ImVec2(left, at.y), ink, label);
    draw_tabular_right(draw, ImVec2(at.x + room, at.y + (below ? line : 0)), ink,
                       removed ? "-" : number);
    float x = left + width_of(label);
    if (removed)
        draw.AddLine(ImVec2(left, at.y + line / 2), ImVec2(x, at.y + line / 2), theme.muted);
    {
        FontScope font(theme.small);
        ImGui::SetCursorScreenPos(ImVec2(x, at.y + (line - ImGui::GetTextLineHeight()) / 2));
        x += width_of("?") + theme.unit * 2;
    }
    help_mark(theme, "term",
              {part.label, part.summary, part.formula, part.source,
               "Its newest value stands to the right, unweighted."});
    const bool clicked =
        added && cross(theme, ImVec2(x, at.y), line,
                       removed ? "Keep it after all"
                               : "Take it out of the loss; that starts a new run beside this one");
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line));
    FontScope font(theme.small);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + room - (below ? slot + theme.unit * 2 : 0));
    ImGui::PushStyleColor(ImGuiCol_Text, removed ? theme.warn : theme.muted);
    if (removed)
        ImGui::TextUnformatted("not in the next run");
    else if (!part.formula.empty())
        ImGui::TextUnformatted(typeset(part.formula).c_str());
    else if (below)
        ImGui::Dummy(ImVec2(room, line));
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
    return clicked;
}

}  // namespace

void LossSection::draw(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                       const Specs& specs) {
    const Theme& theme = context.theme;
    float total = 0;
    const bool known = newest_value(context.snapshot.history.get(), "total", false, total);
    const std::vector<std::string> names = draft.terms();
    heading(theme, "LOSS", known && !names.empty() ? "total " + significant(total, 4) : "");
    const std::string reconstruction = text_or(draft, "reconstruction", "");
    if (const PartInfo* part = find(context.catalog.terms, reconstruction)) {
        ImGui::PushID("reconstruction");
        term_line(context, *part, "", false);
        ImGui::PopID();
    }
    for (const std::string& name : names) term(context, draft, usual, specs, name);
    // A term on its way out is still shown, so that it can be kept.
    for (const std::string& name : context.ui.view().removed_terms)
        if (const PartInfo* part = find(context.catalog.terms, name)) {
            ImGui::PushID(name.c_str());
            const bool kept = term_line(context, *part, "+ ", true);
            ImGui::PopID();
            if (kept) {
                context.ui.view().removed_terms.erase(name);
                break;
            }
        }
    add_term(context, draft);
}

void LossSection::term(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                       const Specs& specs, const std::string& name) {
    RunView& view = context.ui.view();
    const PartInfo* part = find(context.catalog.terms, name);
    if (!part) return;
    ImGui::PushID(name.c_str());
    if (term_line(context, *part, sign_of(view, draft, name), false)) {
        if (context.snapshot.config->has(weight_path(name))) view.removed_terms.insert(name);
        for (auto edit = view.edits.begin(); edit != view.edits.end();)
            edit = begins_with(edit->first, "terms." + name + ".") ? view.edits.erase(edit)
                                                                   : std::next(edit);
    }
    // The weight in sight, the rest folded away.
    const std::string prefix = "terms." + name + ".";
    std::vector<const LossSection::Specs::value_type*> rest;
    for (const auto& entry : specs) {
        if (!begins_with(entry.first, prefix)) continue;
        if (entry.first == weight_path(name))
            setting_row(context, draft, usual, entry.first, entry.second);
        else
            rest.push_back(&entry);
    }
    if (!rest.empty()) {
        std::string words = counted(std::int64_t(rest.size()), "more setting") + ": ";
        bool waiting = false;
        for (const auto* entry : rest) {
            words += (entry == rest.front() ? "" : ", ") + entry->second.label;
            waiting = waiting || view.edits.count(entry->first) != 0;
        }
        if (fold(context.theme, {"term " + name, words, "", waiting}, context.ui.open_folds))
            for (const auto* entry : rest)
                setting_row(context, draft, usual, entry->first, entry->second);
    }
    ImGui::PopID();
}

void LossSection::add_term(PanelContext& context, const RunConfig& draft) {
    const auto entries = [&] {
        std::vector<CatalogueEntry> list;
        const PartInfo* code = find(context.catalog.codes, text_or(draft, "code.kind", ""));
        const DatasetInfo* data = context.snapshot.data.get();
        for (const PartInfo& part : context.catalog.terms) {
            const bool weighted =
                std::any_of(part.params.begin(), part.params.end(),
                            [](const ParamSpec& spec) { return spec.id == "weight"; });
            if (!weighted || part.id == text_or(draft, "reconstruction", "") ||
                draft.has(weight_path(part.id)))
                continue;
            CatalogueEntry entry;
            entry.id = part.id;
            entry.label = part.label;
            entry.sentence = part.summary;
            entry.source = typeset(part.formula) + (part.source.empty() ? "" : "\n" + part.source);
            if (part.needs_gaussian_code && code && !code->is_gaussian)
                entry.aside = "needs a gaussian code";
            else if (part.needs_labels && data && data->class_names.empty())
                entry.aside = "needs labels";
            entry.available = entry.aside.empty();
            entry.note = entry.available ? "Needs a new run: it starts beside this one."
                                         : "It " + entry.aside + ", which this run has not.";
            list.push_back(entry);
        }
        return list;
    };
    if (const auto id = terms_.draw(context.theme, "add a term", "Add a term", "", entries)) {
        RunView& view = context.ui.view();
        if (view.removed_terms.erase(*id)) return;
        for (const ParamSpec& spec : find(context.catalog.terms, *id)->params)
            if (spec.id == "weight") view.edits[weight_path(*id)] = spec.default_value;
    }
}

}  // namespace latent::app
