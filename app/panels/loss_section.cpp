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

float width_of(std::string_view text) { return text_size(text).x; }

// What stands before a term: "+ 4 x ", or nothing before the first.
Words sign_of(const RunView& view, const RunConfig& draft, const std::string& weight_path) {
    if (!draft.has(weight_path)) return "";
    const ParamValue weight = shown_value(view, draft, weight_path, draft.at(weight_path));
    const auto* number = std::get_if<double>(&weight);
    if (number && *number == 1) return "+ ";
    return Words("+ ") + (number ? setting(*number) : to_text(weight)) + " \xC3\x97 ";
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

}  // namespace

// A term's name with its weight before it and its newest value behind it; below it the formula.
// True when it is to be taken out or, once it is, to stay after all.
bool LossSection::line(PanelContext& context, const PartInfo& part, std::string_view sign,
                       bool removed) {
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
    const Words label = fitted(part.label, at.x + room - (below ? 0 : slot) - tools - left);
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
    help_mark(theme, "term", [&] {
        return Help{part.label, part.summary, part.formula, part.source,
                    "Its newest value stands to the right, unweighted."};
    });
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
        ImGui::TextUnformatted(formula_of(part).c_str());
    else if (below)
        ImGui::Dummy(ImVec2(room, line));
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
    return clicked;
}

const std::string& LossSection::formula_of(const PartInfo& part) {
    const auto known = formulas_.find(part.formula);
    if (known != formulas_.end()) return known->second;
    return formulas_[part.formula] = typeset(part.formula);
}

std::vector<LossSection::Term> LossSection::terms_of(const Catalog& catalog, const RunConfig& draft,
                                                     const Specs& specs) {
    std::vector<Term> terms;
    for (const std::string& name : draft.terms()) {
        Term term;
        term.name = name;
        term.weight_path = weight_path(name);
        term.fold = "term " + name;
        term.part = find(catalog.terms, name);
        if (!term.part) continue;
        const std::string prefix = "terms." + name + ".";
        for (const auto& entry : specs)
            if (begins_with(entry.first, prefix))
                (entry.first == term.weight_path ? term.weight : term.rest)
                    .push_back(row_of(entry.first, entry.second));
        term.rest_title = counted(std::int64_t(term.rest.size()), "more setting") + ": ";
        for (const ParameterRow& row : term.rest)
            term.rest_title += (&row == &term.rest.front() ? "" : ", ") + row.spec.label;
        terms.push_back(std::move(term));
    }
    return terms;
}

void LossSection::draw(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                       const Specs& specs, std::uint64_t version) {
    const Theme& theme = context.theme;
    if (version != version_) {
        terms_ = terms_of(context.catalog, draft, specs);
        version_ = version;
    }
    float total = 0;
    const bool known = newest_value(context.snapshot.history.get(), "total", false, total);
    heading(theme, "LOSS",
            known && !terms_.empty() ? Words("total ") + significant(total, 4) : Words());
    const std::string reconstruction = text_or(draft, "reconstruction", "");
    if (const PartInfo* part = find(context.catalog.terms, reconstruction)) {
        ImGui::PushID("reconstruction");
        line(context, *part, "", false);
        ImGui::PopID();
    }
    for (Term& each : terms_) term(context, draft, usual, each);
    // A term on its way out is still shown, so that it can be kept.
    for (const std::string& name : context.ui.view().removed_terms)
        if (const PartInfo* part = find(context.catalog.terms, name)) {
            ImGui::PushID(name.c_str());
            const bool kept = line(context, *part, "+ ", true);
            ImGui::PopID();
            if (kept) {
                context.ui.view().removed_terms.erase(name);
                break;
            }
        }
    add_term(context, draft);
}

void LossSection::term(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                       Term& term) {
    RunView& view = context.ui.view();
    ImGui::PushID(term.name.c_str());
    if (line(context, *term.part, sign_of(view, draft, term.weight_path), false)) {
        if (context.snapshot.config->has(term.weight_path)) view.removed_terms.insert(term.name);
        for (auto edit = view.edits.begin(); edit != view.edits.end();)
            edit = begins_with(edit->first, "terms." + term.name + ".") ? view.edits.erase(edit)
                                                                        : std::next(edit);
    }
    for (ParameterRow& row : term.weight) setting_row(context, draft, usual, row);
    const bool waiting =
        std::any_of(term.rest.begin(), term.rest.end(),
                    [&](const ParameterRow& row) { return view.edits.count(row.path) != 0; });
    if (!term.rest.empty() &&
        fold(context.theme, {term.fold, term.rest_title, "", waiting}, context.ui.open_folds))
        for (ParameterRow& row : term.rest) setting_row(context, draft, usual, row);
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
    if (const auto id = catalogue_.draw(context.theme, "add a term", "Add a term", "", entries)) {
        RunView& view = context.ui.view();
        if (view.removed_terms.erase(*id)) return;
        for (const ParamSpec& spec : find(context.catalog.terms, *id)->params)
            if (spec.id == "weight") view.edits[weight_path(*id)] = spec.default_value;
    }
}

}  // namespace latent::app
