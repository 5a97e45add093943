#include "panels/compare/fork_dialog.h"

#include <algorithm>
#include <stdexcept>

#include "panels/compare/setting_choice.h"
#include "panels/setting_row.h"
#include "state/drafts.h"
#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/parameter_editor.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// Nothing but the folder's or the engine's own affair: a fork by them would be a duplicate.
const std::set<std::string> kNoFork{"threads", "probe_points"};
const char* const kTyped = "fork ";  // before a path: the same setting may be typed elsewhere

std::string first_problem(const PanelContext& context, const RunConfig& draft,
                          const Snapshot& parent) {
    std::vector<Problem> problems = validate(context.catalog, draft);
    if (problems.empty() && parent.data)
        problems = validate_for(context.catalog, draft, *parent.data);
    return problems.empty() ? "" : problems.front().sentence;
}

}  // namespace

std::string kept_weights(const std::string& path) {
    if (path == "code.width")
        return "The layers next to the code change their shape and begin with fresh weights; all "
               "others keep theirs.";
    if (begins_with(path, "architecture.") || path == "code.kind" || path == "output.kind")
        return "Layers whose shape changes begin with fresh weights; all others keep theirs.";
    if (path == "seed") return "All weights are kept; chance falls differently from there on.";
    return "All weights are kept.";
}

void ForkDialog::open(RunId parent, std::int64_t step) {
    parent_ = parent;
    step_ = step;
    path_.clear();
    opening_ = true;
}

void ForkDialog::draw(PanelContext& context, const std::vector<RunRow>& rows) {
    if (opening_) ImGui::OpenPopup("fork");
    opening_ = false;
    const Theme& theme = context.theme;
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const RunRow& each) { return each.id == parent_; });
    // High up, where its lists have room below them.
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(screen.x / 2, screen.y / 5), ImGuiCond_Appearing,
                            ImVec2(0.5f, 0));
    ImGui::SetNextWindowSize(ImVec2(theme.unit * 92, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 4, theme.unit * 3));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.unit, theme.unit));
    if (ImGui::BeginPopup("fork")) {
        if (row == rows.end() || !row->snapshot->config) {
            ImGui::CloseCurrentPopup();
        } else {
            const RunConfig& config = *row->snapshot->config;
            heading(theme, "FORK OF " + fitted(row->name, theme.unit * 60));
            choose_setting(context, config);
            RunConfig draft = config;
            const std::string problem = path_.empty() ? "" : edit_value(context, config, draft);
            const bool changed = !path_.empty() && draft != config;
            const std::int64_t from = step_ >= 0 ? step_ : row->snapshot->progress.step;
            std::string sentence = "It trains on from step " + grouped(from) +
                                   (step_ >= 0 ? ", a checkpoint," : "") + " beside its parent.";
            if (changed) sentence += " " + kept_weights(path_);
            const std::string why = !problem.empty()             ? problem
                                    : !changed && !path_.empty() ? "Give it another value."
                                                                 : "";
            // The room for three lines is kept, so that the buttons stay under the mouse.
            const float top = ImGui::GetCursorPosY();
            {
                FontScope font(theme.small);
                paragraph(problem.empty() ? theme.muted : theme.warn,
                          why.empty() || !problem.empty() ? (problem.empty() ? sentence : why)
                                                          : sentence + " " + why);
            }
            ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), top + theme.unit * 15));
            const bool able = changed && problem.empty();
            if (text_button(theme, "Fork", able) && able) {
                context.requests.fork_run(parent_, draft, step_);
                ImGui::CloseCurrentPopup();
            }
            ImGui::SameLine(0, theme.unit * 2);
            if (text_button(theme, "Cancel")) ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

void ForkDialog::choose_setting(PanelContext& context, const RunConfig& config) {
    const Specs specs = specs_of(context.catalog, config);
    const ParamSpec* spec = spec_at(specs, path_);
    if (!spec) path_.clear();
    const std::string label =
        spec ? setting_label(context.catalog, path_, *spec) : "What is to be different?";
    const auto chosen = settings_.draw(context.theme, "setting", label, path_, [&] {
        return setting_entries(context.catalog, config, specs, kNoFork);
    });
    if (!chosen || *chosen == path_) return;
    path_ = *chosen;
    const ParamSpec* now = spec_at(specs, path_);
    value_ = config.has(path_) ? config.at(path_) : now ? now->default_value : ParamValue();
}

// The row of the value; the draft with it, and what is wrong with that.
std::string ForkDialog::edit_value(PanelContext& context, const RunConfig& config,
                                   RunConfig& draft) {
    const Specs specs = specs_of(context.catalog, config);
    const ParamSpec* spec = spec_at(specs, path_);
    if (!spec) return "";
    ParameterRow row;
    row.path = kTyped + path_;
    row.spec = *spec;
    row.label = spec->label;
    row.value = value_;
    row.usual = config.has(path_) ? config.at(path_) : spec->default_value;
    row.spec.live = false;  // nothing here acts before the fork is made
    row.choices = setting_choices(context.catalog, path_, *spec);
    if (const auto changed = edit_parameter(context.theme, row, context.ui.typed))
        value_ = *changed;
    try {
        draft = with_edits(context.catalog, config, {{path_, value_}});
        const auto parent = context.requests.snapshot_of(parent_);
        return parent ? first_problem(context, draft, *parent) : "";
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

}  // namespace latent::app
