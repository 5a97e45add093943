// The bar on top: workspaces, runs, play and step, and the numbers that matter while it trains.
#include <algorithm>
#include <cmath>

#include "panels/open_runs.h"
#include "panels/panel.h"
#include "state/kept.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/picker.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// A number with its name, in a slot whose width depends on the widest it is expected to become.
struct Readout {
    const char *id, *name;
    Words value;
    const char* widest;
};
using Readouts = Few<Readout, 4>;

class TransportPanel final : public Panel {
 public:
    const char* id() const override { return "transport"; }
    const char* title() const override { return ""; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float side = theme.unit * 6, top = at.y + std::max(0.0f, (room.y - side) / 2);
        const float gap = theme.unit * 2;

        float x = at.x;
        for (const WorkspaceName& each : context.ui.workspaces)
            x = workspace_tab(context, each, ImVec2(x, top)) + gap * 2;
        x = run_picker(context, ImVec2(x, top)) + gap * 2;
        x = buttons(context, ImVec2(x, top)) + gap * 2;

        float right = at.x + room.x - side;
        ImGui::SetCursorScreenPos(ImVec2(right, top));
        if (icon_button(theme, "keys", Icon::question, "Keys (F1)"))
            context.ui.show_keys = !context.ui.show_keys;
        right -= side + theme.unit;
        ImGui::SetCursorScreenPos(ImVec2(right, top));
        const bool paper = theme.kind == ThemeKind::paper;
        if (icon_button(theme, "theme", paper ? Icon::moon : Icon::sun,
                        paper ? "Night colours" : "Paper colours"))
            context.ui.theme = paper ? ThemeKind::night : ThemeKind::paper;
        figures(context, x, right - gap * 2, top + side / 2);

        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy(ImVec2(std::max(1.0f, room.x), std::max(1.0f, room.y)));
    }

 private:
    static float workspace_tab(PanelContext& context, const WorkspaceName& tab, ImVec2 at) {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        const float height = theme.unit * 6;
        const ImVec2 size = ImGui::CalcTextSize(tab.label.c_str());
        const bool chosen =
            ui.workspace == tab.id || (ui.workspace.empty() && tab.id == ui.workspaces.front().id);
        ImGui::SetCursorScreenPos(at);
        if (ImGui::InvisibleButton(tab.id.c_str(), ImVec2(size.x, height))) ui.workspace = tab.id;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddText(ImVec2(at.x, std::floor(at.y + (height - size.y) / 2)),
                     chosen || ImGui::IsItemHovered() ? theme.text : theme.muted,
                     tab.label.c_str());
        if (chosen)
            draw.AddRectFilled(ImVec2(at.x, at.y + height - theme.unit / 2),
                               ImVec2(at.x + size.x, at.y + height), theme.accent);
        return at.x + size.x;
    }

    static std::vector<Choice> choices_of(const OpenRuns& open) {
        std::vector<Choice> choices;
        for (const auto& [run, snapshot] : open) {
            if (!snapshot) continue;
            // Two runs may well be of one system and width: the number tells them apart.
            const std::string key = std::to_string(std::int64_t(run));
            choices.push_back(
                {key,
                 key + "  " + run_name(*snapshot),
                 true,
                 {},
                 state_word(*snapshot) + ", step " + grouped(snapshot->progress.step)});
        }
        choices.push_back({"kept", "Open a kept run ...", true, {}, "Ctrl O"});
        return choices;
    }

    // With one run there is nothing to pick: its name alone would be furniture.
    float run_picker(PanelContext& context, ImVec2 at) {
        const Theme& theme = context.theme;
        look_at_runs(context.requests, open_);
        if (open_.size() < 2) return at.x;
        const std::vector<Choice>& choices = choices_.of(open_, [&] { return choices_of(open_); });
        const std::string shown = std::to_string(std::int64_t(context.ui.shown));
        std::string_view current;
        for (const Choice& choice : choices)
            if (choice.id == shown) current = choice.label;
        const float width = theme.unit * 46;
        ImGui::SetCursorScreenPos(at);
        if (const auto id = picker(theme, "runs", current, shown, choices, width)) {
            if (*id == "kept")
                context.ui.show_kept = true;
            else
                context.requests.show_run(RunId(std::stoll(*id)));
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x + width + theme.unit, at.y));
        if (icon_button(theme, "remove", Icon::close, "Remove this run; the others go on"))
            context.requests.remove_run(context.ui.shown);
        return at.x + width + theme.unit * 7;
    }

    float buttons(PanelContext& context, ImVec2 at) {
        const Theme& theme = context.theme;
        const RunState state = context.snapshot.state;
        const bool running = state == RunState::running;
        const bool able = context.ui.shown != RunId::none && state != RunState::failed;
        const float pitch = theme.unit * 7;
        const auto place = [&](int i) {
            ImGui::SetCursorScreenPos(ImVec2(at.x + pitch * float(i), at.y));
        };

        place(0);
        if (icon_button(theme, "play", running ? Icon::pause : Icon::play,
                        running ? "Pause (Space)" : "Train (Space)", able, true)) {
            if (running)
                context.requests.send(Pause{});
            else
                context.requests.send(Train{});
        }
        place(1);
        if (icon_button(theme, "step", Icon::step, "One step, then pause (.)", able))
            context.requests.send(TrainSteps{1});
        place(2);
        if (icon_button(theme, "epoch", Icon::epoch,
                        "To the end of the epoch, then pause (Shift .)", able))
            context.requests.send(TrainEpoch{});
        place(3);
        if (icon_button(theme, "reset", Icon::reset, "Back to step 0 with fresh weights (R)", able))
            context.ui.confirm_reset = true;
        confirm_reset(context, ImVec2(at.x + pitch * 3, at.y + theme.unit * 7));
        return at.x + pitch * 4;
    }

    void confirm_reset(PanelContext& context, ImVec2 at) {
        const Theme& theme = context.theme;
        if (context.ui.confirm_reset && !asking_) ImGui::OpenPopup("reset?");
        asking_ = context.ui.confirm_reset;
        ImGui::SetNextWindowPos(at);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 4, theme.unit * 3));
        if (ImGui::BeginPopup("reset?")) {
            ImGui::TextUnformatted("Start again from step 0?");
            {
                FontScope font(theme.small);
                ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
                ImGui::TextUnformatted("The weights are lost. Your settings stay.");
                ImGui::PopStyleColor();
            }
            ImGui::Dummy(ImVec2(0, theme.unit));
            if (text_button(theme, "Reset", true)) {
                context.requests.send(Reset{});
                context.ui.confirm_reset = false;
            }
            ImGui::SameLine(0, theme.unit * 2);
            if (text_button(theme, "Keep")) context.ui.confirm_reset = false;
            if (!context.ui.confirm_reset) ImGui::CloseCurrentPopup();
            ImGui::EndPopup();
        } else {
            context.ui.confirm_reset = false;  // a click beside it means no
        }
        ImGui::PopStyleVar();
        asking_ = context.ui.confirm_reset;
    }

    static Readouts figures_of(const PanelContext& context) {
        const Progress& progress = context.snapshot.progress;
        const bool images =
            !context.snapshot.data || context.snapshot.data->kind == DataKind::images;
        float total = 0;
        const bool known = newest_value(context.snapshot.history.get(), "total", false, total);
        return {{"Step", "step", grouped(progress.step), "000,000"},
                {"Epoch", "epoch", fixed(progress.epoch, 1), "000.0"},
                {"Speed", "", per_second(progress.samples_per_second, images ? "img" : "samples"),
                 images ? "00,000 img/s" : "00,000 samples/s"},
                {"Loss", "loss", known ? Words(significant(total, 4)) : Words("-"), "0,000.0"}};
    }

    static Help about(const std::string& id, const Progress& progress) {
        if (id == "Step")
            return {id, "One step is one batch: the net sees it, and its weights move a little.",
                    "", "",
                    progress.last_step > 0
                        ? "It will finish at step " + grouped(progress.last_step) + "."
                        : ""};
        if (id == "Epoch")
            return {id, "How often every training sample has been seen.", "step / steps an epoch",
                    "",
                    progress.steps_per_epoch > 0
                        ? grouped(progress.steps_per_epoch) + " steps make an epoch."
                        : ""};
        if (id == "Speed")
            return {id,
                    "Training samples a second over the last second or so, looking at the net "
                    "included.",
                    "", "", ""};
        return {id,
                "What training makes small: every term times its weight, added up, for the newest "
                "batches.",
                "sum of weight * term", "", "Its curve is below."};
    }

    // Right-aligned from `right`; those that do not fit any more are left out.
    static void figures(const PanelContext& context, float left, float right, float middle) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Readouts list = figures_of(context);
        for (const Readout* figure = list.end(); figure-- != list.begin();) {
            float name = 0;
            if (*figure->name) {
                FontScope font(theme.small);
                name = ImGui::CalcTextSize(figure->name).x + theme.unit * 1.5f;
            }
            const float slot =
                std::max(tabular_width(figure->widest), tabular_width(figure->value));
            const float line = ImGui::GetTextLineHeight();
            const float from = right - slot - name;
            if (from < left) return;
            draw_tabular_right(draw, ImVec2(right, middle - line / 2), theme.text, figure->value);
            {
                FontScope font(theme.small);
                // On the base line of the number, which is larger.
                const float drop = (line - ImGui::GetTextLineHeight()) * 0.25f;
                draw.AddText(ImVec2(std::floor(from),
                                    std::floor(middle - ImGui::GetTextLineHeight() / 2 + drop)),
                             theme.muted, figure->name);
            }
            ImGui::SetCursorScreenPos(ImVec2(from, middle - theme.unit * 3));
            ImGui::InvisibleButton(figure->id, ImVec2(slot + name, theme.unit * 6));
            if (ImGui::IsItemHovered())
                help_tooltip(theme, about(figure->id, context.snapshot.progress));
            right = from - theme.unit * 5;
        }
    }

    OpenRuns open_;
    Kept<std::vector<Choice>, OpenRuns> choices_;
    bool asking_ = false;  // the popup is open
};

}  // namespace

std::unique_ptr<Panel> make_transport_panel() { return std::make_unique<TransportPanel>(); }

}  // namespace latent::app
