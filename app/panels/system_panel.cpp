// What is trained on what: system, data, the net as an hourglass, the loss with its weights, and
// every other setting.
//
// Live settings act at once. Everything else is collected and starts a new run beside this one when
// asked to.
#include <algorithm>
#include <stdexcept>

#include "panels/panel.h"
#include "state/drafts.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/hourglass.h"
#include "widgets/parameter_editor.h"
#include "widgets/picker.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// How long a sent value is shown while the snapshot does not say so yet.
constexpr double kSentSeconds = 1.5;

// The groups of settings below the loss, in this order.
struct Group {
    const char* prefix;
    const char* title;
};
const Group kGroups[] = {{"code.", "CODE"},
                         {"architecture.", "NET"},
                         {"corruption.", "CORRUPTION OF THE INPUT"},
                         {"optimizer.", "OPTIMISER"},
                         {"", "RUN"}};

bool begins_with(const std::string& text, const std::string& start) {
    return text.compare(0, start.size(), start) == 0;
}

std::string text_or(const RunConfig& config, const std::string& path,
                    const std::string& otherwise) {
    return config.has(path) ? to_text(config.at(path)) : otherwise;
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
        const float footer = view.edits.empty() ? 0 : theme.unit * 18;
        if (ImGui::BeginChild(
                "settings", ImVec2(0, std::max(1.0f, ImGui::GetContentRegionAvail().y - footer)))) {
            pickers(context, config);
            if (!context.snapshot.config) {
                ImGui::Dummy(ImVec2(0, theme.unit * 2));
                paragraph(theme.muted, "Choose a system and the data it is to learn from.");
            } else {
                draw_net(context, config);
                draw_settings(context, config);
            }
        }
        ImGui::EndChild();
        if (!view.edits.empty()) start_button(context, config);
        ImGui::PopStyleVar();
    }

 private:
    // ---- system and data

    static void pickers(PanelContext& context, const RunConfig& config) {
        const Catalog& catalog = context.catalog;
        const std::string system_id = text_or(config, "system", ""),
                          data_id = text_or(config, "data", "");
        const SystemInfo* system = find(catalog.systems, system_id);
        const DatasetInfo* data = find(catalog.datasets, data_id);
        if (!data) data = context.snapshot.data.get();

        const std::string system_label = system              ? system->label
                                         : system_id.empty() ? "Choose a system"
                                                             : system_id;
        const std::string data_label = data              ? data->label
                                       : data_id.empty() ? "Choose data"
                                                         : data_id;
        // They read as a sentence: "Variational autoencoder / on Sprites".
        const auto system_choice =
            picker(context.theme, "system", system_label, system_id, systems(catalog, data));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text(*ImGui::GetWindowDrawList(),
                  ImVec2(at.x, at.y + (context.theme.unit * 6 - ImGui::GetTextLineHeight()) / 2),
                  context.theme.muted, "on");
        ImGui::SetCursorScreenPos(ImVec2(at.x + context.theme.unit * 7, at.y));
        const auto data_choice =
            picker(context.theme, "data", data_label, data_id, datasets(catalog, system));
        if (system_choice && *system_choice != system_id)
            start(context, config, *system_choice,
                  data_id.empty() ? first_installed(catalog) : data_id);
        if (data_choice && *data_choice != data_id)
            start(context, config,
                  system_id.empty() && !catalog.systems.empty() ? catalog.systems.front().id
                                                                : system_id,
                  *data_choice);
    }

    static std::vector<Choice> systems(const Catalog& catalog, const DatasetInfo* data) {
        std::vector<Choice> choices;
        for (const SystemInfo& system : catalog.systems) {
            const bool fits = !data || system.accepts.empty() ||
                              std::find(system.accepts.begin(), system.accepts.end(), data->kind) !=
                                  system.accepts.end();
            choices.push_back(
                {system.id,
                 system.label,
                 fits,
                 {system.label, system.teaches, "", system.paper,
                  fits ? "Starts a new run beside this one."
                       : std::string("Does not work on ") + name_of(data->kind) + "."}});
        }
        return choices;
    }

    static std::vector<Choice> datasets(const Catalog& catalog, const SystemInfo* system) {
        std::vector<Choice> choices;
        for (const DatasetInfo& data : catalog.datasets) {
            const bool installed = data.train_count > 0;
            const bool fits = !system || system->accepts.empty() ||
                              std::find(system->accepts.begin(), system->accepts.end(),
                                        data.kind) != system->accepts.end();
            Help help{data.label, data.summary, "", data.source, ""};
            help.note = !installed ? "Not on this machine yet."
                        : !fits    ? "The system does not work on this kind of data."
                                   : "Starts a new run beside this one.";
            if (!installed && !data.source.empty()) help.note += " Get it from: " + data.source;
            choices.push_back(
                {data.id, data.label, installed && fits, help,
                 installed ? counted(data.train_count, name_of(data.kind), name_of(data.kind))
                           : "not installed"});
        }
        return choices;
    }

    static std::string first_installed(const Catalog& catalog) {
        for (const DatasetInfo& data : catalog.datasets)
            if (data.train_count > 0) return data.id;
        return "";
    }

    static void start(PanelContext& context, const RunConfig& old, const std::string& system,
                      const std::string& data) {
        try {
            context.requests.start_run(old.values().empty()
                                           ? preset(context.catalog, system, data)
                                           : exchanged(context.catalog, old, system, data));
        } catch (const std::invalid_argument& problem) {
            tell(context, problem.what());
        }
    }

    static void tell(PanelContext& context, const std::string& sentence) {
        context.ui.notice = sentence;
        context.ui.notice_until = context.now + 8;
    }

    // ---- the net

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
        for (const auto& [path, spec] : specs_of(context.catalog, config))
            if (path == "code.width") low = std::int64_t(spec.low), high = std::int64_t(spec.high);
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

    // ---- settings

    void draw_settings(PanelContext& context, const RunConfig& config) {
        update_usual(context.catalog, config);
        const RunConfig draft = with_edits(context.catalog, config, context.ui.view().edits);
        const auto specs = specs_of(context.catalog, draft);
        draw_loss(context, draft, specs);
        ImGui::Dummy(ImVec2(0, context.theme.unit));
        {
            FontScope font(context.theme.small);
            paragraph(
                context.theme.muted,
                "Settings marked live act at once. Any other starts a new run beside this one.");
        }
        const ModelInfo* model = context.snapshot.model.get();
        std::vector<bool> drawn(specs.size(), false);
        for (const Group& group : kGroups) {
            bool titled = false;
            for (std::size_t i = 0; i < specs.size(); ++i) {
                const auto& [path, spec] = specs[i];
                if (drawn[i] || begins_with(path, "terms.") || path == "reconstruction" ||
                    !begins_with(path, group.prefix))
                    continue;
                if (!titled) {
                    const bool net = model && group.prefix == std::string("architecture.");
                    heading(context.theme, group.title,
                            net ? counted(model->parameters, "parameter") : "");
                }
                titled = drawn[i] = true;
                setting_row(context, draft, path, spec);
            }
        }
    }

    // What nobody has touched, kept until another system or dataset is shown.
    void update_usual(const Catalog& catalog, const RunConfig& config) {
        const std::string key = text_or(config, "system", "") + "\n" + text_or(config, "data", "");
        if (key == usual_key_) return;
        usual_key_ = key;
        usual_ = untouched(catalog, config);
    }

    void setting_row(PanelContext& context, const RunConfig& draft, const std::string& path,
                     const ParamSpec& spec) {
        RunView& view = context.ui.view();
        ParameterRow row;
        row.path = path;
        row.spec = spec;
        row.waiting = view.edits.count(path) != 0;
        row.value = spec.live && !row.waiting ? shown_value(view, draft, path, spec.default_value)
                    : draft.has(path)         ? draft.at(path)
                                              : spec.default_value;
        row.usual = usual_.has(path) ? usual_.at(path) : spec.default_value;
        const auto changed = edit_parameter(context.theme, row, context.ui.typed);
        if (!changed) return;
        // A setting of a term that this run does not have can only act in the next one.
        if (spec.live && context.snapshot.config->has(path)) {
            context.requests.send(SetParam{path, *changed});
            view.sent[path] = {*changed, context.now + kSentSeconds};
            return;
        }
        const bool as_it_is = context.snapshot.config->has(path) &&
                              to_text(context.snapshot.config->at(path)) == to_text(*changed);
        if (as_it_is)
            view.edits.erase(path);
        else
            view.edits[path] = *changed;
    }

    // ---- the loss

    using Specs = std::vector<std::pair<std::string, ParamSpec>>;

    void draw_loss(PanelContext& context, const RunConfig& draft, const Specs& specs) {
        const Theme& theme = context.theme;
        heading(theme, "LOSS");
        const std::string reconstruction = text_or(draft, "reconstruction", "");
        term_line(context, reconstruction);
        for (const auto& [path, spec] : specs)
            if (path == "reconstruction" && spec.choices.size() > 1)
                setting_row(context, draft, path, spec);
        for (const std::string& name : draft.terms()) {
            term_line(context, name);
            const std::string prefix = "terms." + name + ".";
            for (const auto& [path, spec] : specs)
                if (begins_with(path, prefix)) setting_row(context, draft, path, spec);
        }
        add_term(context, draft, reconstruction);
    }

    // Its name, what it means, and its newest value; the formula below.
    static void term_line(PanelContext& context, const std::string& name) {
        const Theme& theme = context.theme;
        const PartInfo* part = find(context.catalog.terms, name);
        if (!part) return;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        float value = 0;
        const bool known = newest_value(context.snapshot.history.get(), name, false, value);
        const std::string number = known ? significant(value, 4) : "-";
        const float slot = std::max(tabular_width("000.00"), tabular_width(number));
        const std::string label = fitted(part->label, room - slot - theme.unit * 5);
        draw_text(draw, at, theme.text, label);
        draw_tabular_right(draw, ImVec2(at.x + room, at.y), theme.text, number);
        const float line = ImGui::GetTextLineHeight();
        {
            FontScope font(theme.small);
            ImGui::SetCursorScreenPos(ImVec2(at.x + theme.unit + label_width(theme, label),
                                             at.y + (line - ImGui::GetTextLineHeight()) / 2));
        }
        ImGui::PushID(name.c_str());
        help_mark(theme, "term",
                  {part->label, part->summary, part->formula, part->source,
                   "Its newest value stands to the right, unweighted."});
        ImGui::PopID();
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line));
        FontScope font(theme.small);
        if (!part->formula.empty())
            draw_text(draw, ImVec2(at.x, at.y + line), theme.muted, part->formula, room);
        ImGui::Dummy(ImVec2(room, part->formula.empty() ? 1 : ImGui::GetTextLineHeight()));
    }

    static float label_width(const Theme& theme, const std::string& label) {
        FontScope font(theme.body);
        return ImGui::CalcTextSize(label.c_str()).x;
    }

    static void add_term(PanelContext& context, const RunConfig& draft,
                         const std::string& reconstruction) {
        std::vector<Choice> choices;
        const bool gaussian = text_or(draft, "code.kind", "") == "gaussian";
        for (const PartInfo& part : context.catalog.terms) {
            if (part.id == reconstruction || draft.has("terms." + part.id + ".weight")) continue;
            const bool fits = gaussian || !part.needs_gaussian_code;
            choices.push_back({part.id,
                               part.label,
                               fits,
                               {part.label, part.summary, part.formula, part.source,
                                fits ? "Needs a new run: it starts beside this one."
                                     : "Needs a gaussian code."}});
        }
        if (choices.empty()) return;
        if (const auto id = picker(context.theme, "add a term", "Add a term", "", choices)) {
            for (const ParamSpec& spec : find(context.catalog.terms, *id)->params)
                if (spec.id == "weight")
                    context.ui.view().edits["terms." + *id + ".weight"] = spec.default_value;
        }
    }

    // ---- starting with what was collected

    static void start_button(PanelContext& context, const RunConfig& config) {
        const Theme& theme = context.theme;
        RunView& view = context.ui.view();
        const float width = ImGui::GetContentRegionAvail().x;
        ImGui::Dummy(ImVec2(0, theme.unit / 2));
        if (text_button(theme, "Start new run with these", true, width)) {
            const RunConfig next = with_edits(context.catalog, config, view.edits);
            view.edits.clear();
            return context.requests.start_run(next);
        }
        const std::string take_back =
            "Take back " + counted(std::int64_t(view.edits.size()), "change") + "##take back";
        if (text_button(theme, take_back.c_str(), false, width)) view.edits.clear();
    }

    std::string usual_key_;
    RunConfig usual_;
};

}  // namespace

std::unique_ptr<Panel> make_system_panel() { return std::make_unique<SystemPanel>(); }

}  // namespace latent::app
