// A sweep: values of any setting, every combination a run beside the others.
//
// The run shown is the base: what is not picked here is as in that run.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include "panels/compare/setting_choice.h"
#include "panels/panel.h"
#include "panels/setting_row.h"
#include "state/drafts.h"
#include "state/kept.h"
#include "state/sweep_draft.h"
#include "state/value_list.h"
#include "widgets/button.h"
#include "widgets/catalogue.h"
#include "widgets/chips.h"
#include "widgets/fold.h"
#include "widgets/format.h"
#include "widgets/parameter_editor.h"
#include "widgets/text.h"
#include "widgets/text_field.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

constexpr std::int64_t kWidths[] = {1, 2, 4, 8, 16, 32, 64, 128};
constexpr std::int64_t kSeeds[] = {0, 1, 2, 3, 4};
// Have pickers of their own.
const std::set<std::string> kQuick{"code.width", "seed", "epochs"};
const char* const kSystemsFold = "sweep systems";
const char* const kEpochs = "sweep epochs";  // tells the row from that of the system panel

template <class Values, class Value>
void toggle(Values& values, const Value& value) {
    const auto found = std::find(values.begin(), values.end(), value);
    if (found != values.end())
        values.erase(found);
    else
        values.insert(values.end(), value);
}

class SweepPanel final : public Panel {
 public:
    const char* id() const override { return "sweep"; }
    const char* title() const override { return "Sweep"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        if (!context.snapshot.config)
            return empty_state(theme,
                               "A sweep varies the settings of the run shown: it can be put "
                               "together once there is one.");
        const auto& config = context.snapshot.config;
        const float footer = theme.unit * 21;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.unit, theme.unit));
        if (ImGui::BeginChild(
                "picks", ImVec2(0, std::max(1.0f, ImGui::GetContentRegionAvail().y - footer)))) {
            base(context, *config);
            const Specs& specs =
                specs_.of(config, [&] { return specs_of(context.catalog, *config); });
            widths(context, specs);
            seeds(context, *config, specs);
            systems(context, *config);
            others(context, *config, specs);
            epochs(context, specs);
            what_differs(context);
        }
        ImGui::EndChild();
        foot(context);
        ImGui::PopStyleVar();
    }

 private:
    // ---- the base

    static void base(PanelContext& context, const RunConfig& config) {
        const Theme& theme = context.theme;
        const auto label = [&](const auto& entries, const char* path) -> Words {
            if (!config.has(path)) return {};
            const std::string& id = config.text(path);
            const auto* entry = find(entries, id);
            return entry && !entry->label.empty() ? entry->label : id;
        };
        paragraph(theme.text,
                  label(context.catalog.systems, "system") + " on " +
                      (context.snapshot.data ? Words(context.snapshot.data->label)
                                             : label(context.catalog.datasets, "data")));
        FontScope font(theme.small);
        paragraph(theme.muted, "The run shown: all else is as in it.");
    }

    // ---- quick pickers

    void widths(PanelContext& context, const Specs& specs) {
        if (!spec_at(specs, "code.width")) return;
        SweepDraft& draft = context.ui.sweep;
        // With those that are typed, as the plan counts them.
        const SweepPlan& plan = planner_.plan(context.catalog, context.snapshot.config, draft);
        std::size_t count = 0;
        for (const Varied& each : plan.varied)
            if (each.path == "code.width") count = each.count;
        heading(context.theme, "WIDTH OF THE CODE",
                count > 0 ? counted(std::int64_t(count), "value") : Words("that of the run shown"));
        ChipRow row(context.theme);
        for (const std::int64_t width : kWidths)
            if (row.chip((std::to_string(width) + "##width").c_str(), has(draft.widths, width),
                         nullptr))
                toggle(draft.widths, width);
        row.field("##more widths", draft.more_widths, "others: 3, 6", context.theme.unit * 12);
    }

    static void seeds(PanelContext& context, const RunConfig& config, const Specs& specs) {
        if (!spec_at(specs, "seed")) return;
        SweepDraft& draft = context.ui.sweep;
        heading(context.theme, "SEED",
                draft.seeds.empty() && draft.more_seeds.empty()
                    ? Words("that of the run shown, ") + text_or(config, "seed", "?")
                    : Words());
        ChipRow row(context.theme);
        for (const std::int64_t seed : kSeeds)
            if (row.chip((std::to_string(seed) + "##seed").c_str(), has(draft.seeds, seed),
                         "The same settings from other random weights: how far results differ by "
                         "chance alone."))
                toggle(draft.seeds, seed);
        row.field("##more seeds", draft.more_seeds, "7, 8", context.theme.unit * 12);
    }

    void systems(PanelContext& context, const RunConfig& config) {
        SweepDraft& draft = context.ui.sweep;
        const Words aside = draft.systems.empty()
                                ? Words("that of the run shown")
                                : counted(std::int64_t(draft.systems.size()), "system");
        if (!fold(context.theme, {kSystemsFold, "SYSTEM", aside, false}, context.ui.open_folds))
            return;
        if (!context.snapshot.data) {
            FontScope font(context.theme.small);
            return paragraph(context.theme.muted, "They are listed once the data is loaded.");
        }
        const std::string system = text_or(config, "system", "");
        const auto& systems = systems_.of(context.snapshot.data, system, [&] {
            return systems_for(context.catalog, *context.snapshot.data, system);
        });
        ChipRow row(context.theme);
        for (const SystemInfo* each : systems)
            if (row.chip((Words(each->label) + "##" + each->id).c_str(),
                         draft.systems.count(each->id) != 0, each->teaches.c_str()))
                if (!draft.systems.erase(each->id)) draft.systems.insert(each->id);
    }

    static bool has(const std::vector<std::int64_t>& values, std::int64_t value) {
        return std::find(values.begin(), values.end(), value) != values.end();
    }

    // ---- any other setting

    void others(PanelContext& context, const RunConfig& config, const Specs& specs) {
        SweepDraft& draft = context.ui.sweep;
        heading(context.theme, "ANY OTHER SETTING");
        std::size_t removed = draft.others.size();
        for (std::size_t i = 0; i < draft.others.size(); ++i) {
            ImGui::PushID(draft.others[i].path.c_str());
            if (axis(context, specs, draft.others[i])) removed = i;
            ImGui::PopID();
        }
        if (removed < draft.others.size())
            draft.others.erase(draft.others.begin() + std::ptrdiff_t(removed));
        const auto entries = [&] {
            std::set<std::string> taken = kQuick;
            taken.erase("epochs");
            for (const SweepDraft::Axis& each : draft.others) taken.insert(each.path);
            return setting_entries(context.catalog, config, specs, taken);
        };
        const auto chosen =
            add_.draw(context.theme, "add", "Add a setting...", "", std::ref(entries));
        if (!chosen) return;
        const ParamSpec* spec = spec_at(specs, *chosen);
        const bool picks =
            spec && (spec->kind == ParamKind::choice || spec->kind == ParamKind::flag);
        // Typed values begin with the one there is; choices are picked.
        draft.others.push_back({*chosen, picks ? "" : text_or(config, *chosen, "")});
    }

    // The row of one setting. True when it is to be taken out.
    bool axis(PanelContext& context, const Specs& specs, SweepDraft::Axis& axis) {
        const Theme& theme = context.theme;
        const ParamSpec* spec = spec_at(specs, axis.path);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x, side = theme.unit * 6;
        const std::string label =
            spec ? setting_label(context.catalog, axis.path, *spec) : axis.path;
        draw_text(*ImGui::GetWindowDrawList(),
                  ImVec2(at.x, at.y + (side - ImGui::GetTextLineHeight()) / 2), theme.text, label,
                  room - side - theme.unit);
        ImGui::SetCursorScreenPos(ImVec2(at.x + room - side, at.y));
        const bool removed =
            icon_button(theme, "remove", Icon::close, "Leave it as in the run shown");
        if (!spec) return removed;
        if (spec->kind == ParamKind::choice || spec->kind == ParamKind::flag)
            picked(context, *spec, axis);
        else
            typed(context, *spec, axis);
        return removed;
    }

    static void picked(PanelContext& context, const ParamSpec& spec, SweepDraft::Axis& axis) {
        ParamSpec of_flag = spec;
        if (spec.kind == ParamKind::flag) of_flag.choices = {"false", "true"};
        std::vector<Choice> choices = setting_choices(context.catalog, axis.path, of_flag);
        if (spec.kind == ParamKind::flag) choices[0].label = "off", choices[1].label = "on";
        std::vector<ParamValue> values = values_from_text(spec, axis.text).values;
        ChipRow row(context.theme);
        for (const Choice& choice : choices) {
            const auto found =
                std::find_if(values.begin(), values.end(),
                             [&](const ParamValue& value) { return to_text(value) == choice.id; });
            if (!row.chip((choice.label + "##" + choice.id).c_str(), found != values.end(),
                          choice.help.sentence.empty() ? nullptr : choice.help.sentence.c_str()))
                continue;
            if (found != values.end())
                values.erase(found);
            else
                values.push_back(parse(spec, choice.id));
            axis.text = text_of(values);
            break;
        }
    }

    void typed(PanelContext& context, const ParamSpec& spec, SweepDraft::Axis& axis) {
        const Theme& theme = context.theme;
        FontScope font(theme.small);
        const bool widths = spec.kind == ParamKind::widths;
        text_field(theme, "##values", axis.text, widths ? "512,256; 256,128" : "0.1, 0.3, 1",
                   ImGui::GetContentRegionAvail().x);
        const ValueList list = values_from_text(spec, axis.text);
        if (!list.problem.empty()) paragraph(theme.warn, list.problem);
        if (spec.kind != ParamKind::integer && spec.kind != ParamKind::number) return;
        {
            WordRow row(theme);
            row.text(theme.muted, setting(spec.low) + " to " + setting(spec.high));
            if (row.word("range...", range_path_ == axis.path,
                         "Fills in values between two ends, evenly"))
                open_range(spec, axis.path);
        }
        if (range_path_ == axis.path) range(theme, spec, axis);
    }

    void open_range(const ParamSpec& spec, const std::string& path) {
        range_path_ = range_path_ == path ? "" : path;
        factors_ = spec.scale == ParamScale::logarithmic && spec.low > 0;
        from_.clear(), to_.clear(), range_problem_.clear();
        count_ = "5";
    }

    // From, to, how many, by equal steps or factors.
    void range(const Theme& theme, const ParamSpec& spec, SweepDraft::Axis& axis) {
        const float room = ImGui::GetContentRegionAvail().x, each = (room - theme.unit * 4) / 3;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.unit * 2, theme.unit));
        text_field(theme, "##from", from_, "from", each);
        ImGui::SameLine();
        text_field(theme, "##to", to_, "to", each);
        ImGui::SameLine();
        text_field(theme, "##count", count_, "how many", each);
        ImGui::PopStyleVar();
        WordRow row(theme);
        if (row.word("steps", !factors_, "Equal distances between values")) factors_ = false;
        if (row.word("factors", factors_, "Each value so many times the one before"))
            factors_ = true;
        row.gap();
        if (!row.word("fill in", false, nullptr)) {
            if (!range_problem_.empty()) row.text(theme.warn, "?");
            return;
        }
        try {
            // parse() says in a sentence what is no number.
            const auto number = [&](const std::string& text) {
                ParamSpec any = spec;
                any.kind = ParamKind::number;
                return std::get<double>(parse(any, text));
            };
            axis.text = text_of(
                spread(spec, number(from_), number(to_), std::atoi(count_.c_str()), factors_));
            range_path_.clear();
            range_problem_.clear();
        } catch (const std::invalid_argument& error) {
            range_problem_ = error.what();
        }
    }

    // ---- length

    void epochs(PanelContext& context, const Specs& specs) {
        SweepDraft& draft = context.ui.sweep;
        const ParamSpec* spec = spec_at(specs, "epochs");
        const bool varied = std::any_of(draft.others.begin(), draft.others.end(),
                                        [](const auto& axis) { return axis.path == "epochs"; });
        if (!spec || varied) return;
        ImGui::Dummy(ImVec2(0, context.theme.unit));
        ParameterRow& row = epochs_;
        if (epochs_of_ != context.snapshot.config) {
            epochs_of_ = context.snapshot.config;
            row.path = kEpochs;
            row.spec = *spec;
            row.spec.low = 1;     // a sweep ends
            row.spec.high = 100;  // what a slider can aim at
            row.label = "epochs each";
            row.usual = SweepDraft().epochs;
        }
        row.value = draft.epochs;
        if (const auto changed = edit_parameter(context.theme, row, context.ui.typed))
            draft.epochs = std::get<std::int64_t>(*changed);
    }

    // ---- what comes of it

    void what_differs(PanelContext& context) {
        const Theme& theme = context.theme;
        const SweepPlan& plan =
            planner_.plan(context.catalog, context.snapshot.config, context.ui.sweep);
        if (plan.varied.empty()) return;
        heading(theme, "WHAT DIFFERS");
        FontScope font(theme.small);
        for (const Varied& each : plan.varied) {
            ImGui::PushStyleColor(ImGuiCol_Text, theme.text);
            ImGui::PushTextWrapPos(0);
            const char* in_all = each.count == 1 ? " in all of them" : "";
            ImGui::TextUnformatted((Words(each.label) + " " + each.values + in_all).c_str());
            ImGui::PopTextWrapPos();
            ImGui::PopStyleColor();
        }
        paragraph(theme.muted, sentence_of(plan));
    }

    // Seconds that the plan takes at the speed at which runs train now, or NaN.
    static double estimate(PanelContext& context, const SweepPlan& plan) {
        double pace = 0;
        for (const RunId run : context.requests.runs())
            if (const auto snapshot = context.requests.snapshot_of(run);
                snapshot && snapshot->state == RunState::running)
                pace += snapshot->progress.samples_per_second;
        if (!(pace > 0)) pace = context.snapshot.progress.samples_per_second;
        const Progress& progress = context.snapshot.progress;
        if (!(pace > 0) && progress.seconds > 1)  // it rests: as it went
            pace = double(progress.step) * double(progress.batch_size) / progress.seconds;
        const std::int64_t count = progress.train_count;
        if (!(pace > 0) || count <= 0) return std::nan("");
        return samples_of(plan, count) / pace;
    }

    void foot(PanelContext& context) {
        const Theme& theme = context.theme;
        const SweepPlan& plan =
            planner_.plan(context.catalog, context.snapshot.config, context.ui.sweep);
        const bool able = plan.problem.empty() && !plan.runs.empty();
        const float width = ImGui::GetContentRegionAvail().x;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddLine(at, ImVec2(at.x + width, at.y), theme.hairline);
        ImGui::Dummy(ImVec2(0, theme.unit / 2));
        Words label("Train");
        if (able) label = label + " " + counted(std::int64_t(plan.runs.size()), "run");
        if (text_button(theme, (label + "###train").c_str(), able, width) && able)
            start(context, plan);
        FontScope font(theme.small);
        const std::string& trouble = !range_problem_.empty() ? range_problem_ : plan.problem;
        if (!trouble.empty()) {
            const ImVec2 from = ImGui::GetCursorScreenPos();
            float y = from.y;
            for (const Words& line : wrapped(trouble, width, 3)) {
                draw_text(*ImGui::GetWindowDrawList(), ImVec2(from.x, y), theme.warn, line);
                y += ImGui::GetTextLineHeight();
            }
            if (ImGui::IsMouseHoveringRect(from, ImVec2(from.x + width, y)) &&
                ImGui::IsWindowHovered())
                help_tooltip(theme, {"", trouble, "", "", ""});
            return;
        }
        const double seconds = estimate(context, plan);
        const Words sentence =
            std::isfinite(seconds)
                ? Words("About ") + duration(seconds) +
                      " at the speed of now; less while other runs are paused."
                : Words("How long it takes is known once the run shown has trained for a second.");
        paragraph(theme.muted, sentence);
    }

    static void start(PanelContext& context, const SweepPlan& plan) {
        std::vector<std::string> groups;
        const std::vector<RunId> there = context.requests.runs();
        for (const RunId run : there)
            if (const auto snapshot = context.requests.snapshot_of(run);
                snapshot && snapshot->about)
                groups.push_back(snapshot->about->group);
        const std::string group = group_name(plan.group, groups);
        std::vector<NewRun> runs;
        for (const SweepRun& each : plan.runs) {
            NewRun run;
            run.config = each.config;
            run.about.name = each.name;
            run.about.group = group;
            // The same as by its place in the list, but it stays when others are closed.
            run.about.colour = int((there.size() + runs.size()) % 10);
            runs.push_back(std::move(run));
        }
        context.requests.start_runs(runs);
        // Charts run along what varies, where it is a number that means something.
        for (const Varied& each : plan.varied)
            if (each.count > 1 && each.path != "seed" && each.path != "system") {
                context.ui.comparison.axis = each.path;
                break;
            }
        context.ui.workspace = "compare";
        context.ui.tabs["runs"] = "runs";
    }

    Catalogue add_;
    SweepPlanner planner_;
    Kept<Specs, std::shared_ptr<const RunConfig>> specs_;
    Kept<std::vector<const SystemInfo*>, std::shared_ptr<const DatasetInfo>, std::string> systems_;
    ParameterRow epochs_;
    std::shared_ptr<const RunConfig> epochs_of_;
    std::string range_path_, from_, to_, count_ = "5", range_problem_;
    bool factors_ = false;
};

}  // namespace

std::unique_ptr<Panel> make_sweep_panel() { return std::make_unique<SweepPanel>(); }

}  // namespace latent::app
