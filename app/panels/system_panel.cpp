// What is trained on what: system, data, the net as an hourglass, the loss with its weights, and
// every other setting, folded away until it is wanted.
//
// Live settings act at once. Everything else is collected and starts a new run beside this one when
// asked to.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "panels/loss_section.h"
#include "panels/panel.h"
#include "panels/run_choice.h"
#include "panels/setting_row.h"
#include "state/drafts.h"
#include "state/kept.h"
#include "widgets/button.h"
#include "widgets/fold.h"
#include "widgets/format.h"
#include "widgets/hourglass.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// The groups of settings below the loss, in this order; the last takes what no other has.
struct Group {
    std::string id, title;
    std::vector<const char*> prefixes;
};
const std::vector<Group>& groups() {
    static const std::vector<Group> all{{"code", "CODE", {"code."}},
                                        {"architecture", "NET", {"architecture."}},
                                        {"output", "OUTPUT", {"output.", "reconstruction"}},
                                        {"corruption", "CORRUPTION", {"corruption."}},
                                        {"optimizer", "OPTIMISER", {"optimizer."}},
                                        {"samples", "DATA", {"samples.", "input."}},
                                        {"run", "RUN", {""}}};
    return all;
}

bool belongs(const Group& group, const std::string& path) {
    return std::any_of(group.prefixes.begin(), group.prefixes.end(),
                       [&](const char* prefix) { return begins_with(path, prefix); });
}

class SystemPanel final : public Panel {
 public:
    const char* id() const override { return "system"; }
    const char* title() const override { return "System"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        if (context.catalog.systems.empty())
            return empty_state(theme, "Systems and data appear here once the engine is loaded.");
        RunView& view = context.ui.view();
        const RunConfig empty;
        const RunConfig& config = context.snapshot.config ? *context.snapshot.config : empty;
        forget_arrived(view, config, context.now);

        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.unit, theme.unit));
        const float footer = view.waits() ? theme.unit * 18 : 0;
        if (ImGui::BeginChild(
                "settings", ImVec2(0, std::max(1.0f, ImGui::GetContentRegionAvail().y - footer)))) {
            choice_.draw(context, config);
            if (!context.snapshot.config) {
                ImGui::Dummy(ImVec2(0, theme.unit * 2));
                paragraph(theme.muted, "Choose a system and the data it is to learn from.");
            } else {
                draw_net(context, config);
                draw_settings(context, config);
            }
        }
        ImGui::EndChild();
        if (view.waits()) start_button(context, config);
        ImGui::PopStyleVar();
    }

 private:
    static void draw_net(PanelContext& context, const RunConfig& config) {
        const Theme& theme = context.theme;
        const ModelInfo* model = context.snapshot.model.get();
        ImGui::Dummy(ImVec2(0, theme.unit));
        const float height = theme.unit * 30;
        if (!model || !config.has("code.width")) {
            // The place is kept while the net is being built, so that nothing jumps when it is
            // there.
            if (context.snapshot.state != RunState::failed) ImGui::Dummy(ImVec2(0, height));
            return;
        }
        std::int64_t low = 1, high = 512;
        for (const ParamSpec& spec : context.catalog.general)
            if (spec.id == "code.width")
                low = std::int64_t(spec.low), high = std::int64_t(spec.high);
        const std::int64_t width =
            hourglass(theme, "hourglass", *model, config.integer("code.width"), low, high, height,
                      context.ui.dragged_width);
        if (width > 0) {
            RunConfig wider = config;
            wider.set("code.width", width);
            context.requests.start_run(wider);
        }
        FontScope font(theme.small);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x;
        const char* hint = "drag the waist to change k";
        draw_text(*ImGui::GetWindowDrawList(),
                  ImVec2(at.x + std::max(0.0f, (room - ImGui::CalcTextSize(hint).x) / 2), at.y),
                  theme.muted, hint, room);
        ImGui::Dummy(ImVec2(room, ImGui::GetTextLineHeight()));
    }

    void draw_settings(PanelContext& context, const RunConfig& config) {
        update_usual(context, config);
        const RunView& view = context.ui.view();
        const ModelInfo* model = context.snapshot.model.get();
        const std::int64_t weights = model ? model->parameters : -1;
        if (!drafted_.is_of(context.catalog, config, view, *usual_, weights))
            drafted_.make(context.catalog, config, view, *usual_, weights);
        const RunConfig& draft = drafted_.draft;
        loss_.draw(context, draft, *usual_, drafted_.specs, drafted_.version);
        ImGui::Dummy(ImVec2(0, context.theme.unit));
        for (GroupRows& rows : drafted_.groups) draw_group(context, draft, rows);
        FontScope font(context.theme.small);
        paragraph(context.theme.muted,
                  "Settings marked live act at once. Any other starts a new run beside this one.");
    }

    // A group's settings, and what it comes to when it is folded.
    struct GroupRows {
        const Group* group;
        std::vector<ParameterRow> rows;
        bool waiting = false;
        std::string aside;
    };

    void draw_group(PanelContext& context, const RunConfig& draft, GroupRows& rows) {
        const FoldTitle title{rows.group->id, rows.group->title, rows.aside, rows.waiting};
        if (!fold(context.theme, title, context.ui.open_folds)) return;
        for (ParameterRow& row : rows.rows) setting_row(context, draft, *usual_, row);
        ImGui::Dummy(ImVec2(0, context.theme.unit));
    }

    // What a folded group comes to: the chosen part, and how much of it was changed.
    static std::string summary(const Catalog& catalog, const RunConfig& draft, const Group& group,
                               int changed, std::int64_t weights) {
        std::string text;
        const auto& names = Catalog::groups();
        if (std::find(names.begin(), names.end(), group.id) != names.end()) {
            const std::string id = text_or(draft, group.id + ".kind", "");
            const PartInfo* part = find(catalog.parts_of(group.id), id);
            text = part ? part->label : id;
        }
        const auto add = [&text](const std::string& more) {
            text += (text.empty() ? "" : ", ") + more;
        };
        if (group.id == "code")
            add("k = " + text_or(draft, "code.width", "?"));
        else if (group.id == "architecture" && weights >= 0)
            add(compact(weights) + " weights");
        else if (changed > 0)
            add(grouped(changed) + " changed");
        return text;
    }

    // What nobody has touched, kept until another system or dataset is shown. Until it is known
    // what the data is, nothing counts as touched.
    void update_usual(const PanelContext& context, const RunConfig& config) {
        const auto kind = kind_of_data(context.catalog, context.snapshot);
        const std::string none;
        usual_ = kind ? &untouched_.of(config.has("system") ? config.text("system") : none,
                                       config.has("data") ? config.text("data") : none, *kind,
                                       [&] { return untouched(context.catalog, config, *kind); })
                      : &config;
    }

    // ---- starting with what was collected

    static void start_button(PanelContext& context, const RunConfig& config) {
        const Theme& theme = context.theme;
        RunView& view = context.ui.view();
        const float width = ImGui::GetContentRegionAvail().x;
        ImGui::Dummy(ImVec2(0, theme.unit / 2));
        const auto forget = [&view] {
            view.edits.clear();
            view.removed_terms.clear();
        };
        if (text_button(theme, "Start new run with these", true, width)) {
            const RunConfig next =
                with_edits(context.catalog, config, view.edits, view.removed_terms);
            if (const std::string problem = objection(context, next); !problem.empty()) {
                context.ui.notice = problem;
                context.ui.notice_until = context.now + 8;
                return;
            }
            forget();
            return context.requests.start_run(next);
        }
        const std::string take_back =
            "Take back " +
            counted(std::int64_t(view.edits.size() + view.removed_terms.size()), "change") +
            "##take back";
        if (text_button(theme, take_back.c_str(), false, width)) forget();
    }

    // The first thing that stands in the way of a run, so that what was collected is not lost.
    static std::string objection(const PanelContext& context, const RunConfig& next) {
        std::vector<Problem> problems = validate(context.catalog, next);
        if (problems.empty() && context.snapshot.data)
            problems = validate_for(context.catalog, next, *context.snapshot.data);
        return problems.empty() ? "" : problems.front().sentence;
    }

    // The settings with what was edited, and all their descriptions: hundreds of texts, which are
    // the same in nearly every frame.
    struct Drafted {
        const Catalog* catalog = nullptr;
        RunConfig config, draft, usual;
        std::map<std::string, ParamValue> edits;
        std::set<std::string> removed;
        std::int64_t weights = -1;
        LossSection::Specs specs;
        std::vector<GroupRows> groups;
        std::uint64_t version = 0;

        bool is_of(const Catalog& of, const RunConfig& with, const RunView& view,
                   const RunConfig& untouched, std::int64_t parameters) const {
            return catalog == &of && config == with && edits == view.edits &&
                   removed == view.removed_terms && usual == untouched && weights == parameters;
        }
        void make(const Catalog& of, const RunConfig& with, const RunView& view,
                  const RunConfig& untouched, std::int64_t parameters) {
            catalog = &of;
            config = with;
            edits = view.edits;
            removed = view.removed_terms;
            usual = untouched;
            weights = parameters;
            draft = with_edits(of, with, edits, removed);
            specs = specs_of(of, draft);
            ++version;
            groups.clear();
            std::vector<bool> taken(specs.size(), false);
            for (const Group& group : latent::app::groups()) add(group, taken);
        }
        void add(const Group& group, std::vector<bool>& taken) {
            GroupRows rows{&group, {}, false, ""};
            int changed = 0;
            for (std::size_t i = 0; i < specs.size(); ++i) {
                const std::string& path = specs[i].first;
                if (taken[i] || begins_with(path, "terms.") || !belongs(group, path)) continue;
                taken[i] = true;
                rows.rows.push_back(row_of(path, specs[i].second));
                rows.waiting = rows.waiting || edits.count(path) != 0;
                changed += draft.has(path) && usual.has(path) &&
                           to_text(draft.at(path)) != to_text(usual.at(path));
            }
            if (rows.rows.empty()) return;
            rows.aside = summary(*catalog, draft, group, changed, weights);
            groups.push_back(std::move(rows));
        }
    };

    RunChoice choice_;
    LossSection loss_;
    Drafted drafted_;
    Kept<RunConfig, std::string, std::string, DataKind> untouched_;
    const RunConfig* usual_ = nullptr;  // for the frame
};

}  // namespace

std::unique_ptr<Panel> make_system_panel() { return std::make_unique<SystemPanel>(); }

}  // namespace latent::app
