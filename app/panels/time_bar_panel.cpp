// The step slider: all panels and columns as they were at an earlier step, from the frames that the
// runs keep. Training goes on meanwhile. In the Compare workspace it spans all runs compared.
//
//   |>  |''''|''|''|''|'o'|''|'|'|'|'|'|||||   step 1,240 of 12,340: looking back; training goes on   now
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "panels/compare/charted_runs.h"
#include "panels/panel.h"
#include "state/step_slider.h"
#include "widgets/arrow_keys.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr double kFilm = 10;  // seconds that a whole training takes when it is played

class TimeBarPanel final : public Panel {
 public:
    const char* id() const override { return "time_bar"; }
    const char* title() const override { return ""; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        FontScope font(theme.small);
        const float middle = std::floor(at.y + room.y / 2);
        look(context);
        const bool took_arrows = std::exchange(ui.comparison.took_arrows, false);
        if (steps_.size() < 2) {
            playing_ = false;
            draw_text(*ImGui::GetWindowDrawList(),
                      ImVec2(at.x, middle - ImGui::GetTextLineHeight() / 2), theme.muted,
                      "Once the run has trained for a while, you can look back here at any step.",
                      room.x);
            ImGui::Dummy(ImVec2(std::max(1.0f, room.x), std::max(1.0f, room.y)));
            return;
        }
        const Words label = describe(context);
        const float button = theme.unit * 6, now_width = ImGui::CalcTextSize("now").x,
                    words = std::min(room.x * 0.4f, tabular_width(widest()));
        const float left = at.x + button + theme.unit,
                    right = at.x + room.x - words - now_width - theme.unit * 8;
        if (right - left < theme.unit * 10) return;
        play_button(context, at, ImVec2(button, room.y));
        slider(context, left, right, at.y, room.y);
        draw_tabular(*ImGui::GetWindowDrawList(),
                     ImVec2(right + theme.unit * 4, middle - ImGui::GetTextLineHeight() / 2),
                     ui.past_step >= 0 ? theme.accent : theme.muted, fitted(label, words));
        now_button(context, ImVec2(at.x + room.x - now_width, at.y), ImVec2(now_width, room.y));
        keys(ui, took_arrows);
        film(context);
    }

 private:
    // The frames there are, and how far the runs have come.
    void look(const PanelContext& context) {
        auto& timelines = looked_at_;
        timelines.assign({context.present().timeline});
        last_ = context.present().progress.step;
        if (context.ui.workspace == "compare")
            for (const RunId run : context.requests.runs()) {
                if (context.ui.comparison.left_out.count(run)) continue;
                const auto snapshot = context.requests.snapshot_of(run);
                if (!snapshot || run == context.ui.shown) continue;
                // Runs on other data stand in no column.
                if (snapshot->config && context.present().config &&
                    !same_data(*snapshot, context.present()))
                    continue;
                timelines.push_back(snapshot->timeline);
                last_ = std::max(last_, snapshot->progress.step);
            }
        if (timelines == timelines_) return;
        steps_ = frame_steps(timelines);
        timelines_ = timelines;
    }

    Words widest() const {
        const std::string step = grouped(last_);
        return Words("step ") + step + " of " + step + ": looking back; training goes on";
    }

    Words describe(const PanelContext& context) const {
        if (context.ui.past_step < 0) return Words("step ") + grouped(last_);
        const bool training = context.present().state == RunState::running;
        return Words("step ") + grouped(context.ui.past_step) + " of " + grouped(last_) +
               (training ? ": looking back; training goes on" : ": looking back");
    }

    void play_button(PanelContext& context, ImVec2 at, ImVec2 size) {
        const Theme& theme = context.theme;
        ImGui::SetCursorScreenPos(at);
        if (ImGui::InvisibleButton("film", size)) {
            playing_ = !playing_;
            began_ = context.now;
            from_ = context.ui.past_step < 0 ? steps_.front() : context.ui.past_step;
        }
        if (ImGui::IsItemHovered())
            help_tooltip(theme,
                         {"", playing_ ? "Stop" : "Play the training as a film", "", "", ""});
        const ImU32 ink = ImGui::IsItemHovered() ? theme.accent : theme.text;
        const ImVec2 c(std::floor(at.x + theme.unit * 2), std::floor(at.y + size.y / 2));
        const float r = theme.unit * 1.25f;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        if (playing_) {
            draw.AddRectFilled(ImVec2(c.x - r, c.y - r), ImVec2(c.x - r * 0.3f, c.y + r), ink);
            draw.AddRectFilled(ImVec2(c.x + r * 0.3f, c.y - r), ImVec2(c.x + r, c.y + r), ink);
        } else {
            draw.AddTriangleFilled(ImVec2(c.x - r * 0.8f, c.y - r), ImVec2(c.x + r, c.y),
                                   ImVec2(c.x - r * 0.8f, c.y + r), ink);
        }
    }

    void slider(PanelContext& context, float left, float right, float top, float height) {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        const float width = right - left, middle = std::floor(top + height / 2),
                    line = std::max(1.0f, theme.scale);
        ImGui::SetCursorScreenPos(ImVec2(left, top));
        ImGui::InvisibleButton("steps", ImVec2(width, height));
        if (ImGui::IsItemActive()) {
            playing_ = false;
            ui.past_step = step_at(steps_, last_, double(ImGui::GetIO().MousePos.x - left) / width);
        } else if (ImGui::IsItemHovered()) {
            help_tooltip(theme, {"", "Drag to look back: every panel shows this step.", "", "",
                                 "Left and right go a frame, Home to the first, End to now."});
        }
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const auto x_of = [&](std::int64_t step) {
            return std::floor(
                left + width * float(double(step) / double(std::max<std::int64_t>(1, last_))));
        };
        draw.AddRectFilled(ImVec2(left, middle), ImVec2(right, middle + line), theme.hairline);
        float drawn = left - 100;
        for (const std::int64_t step : steps_) {
            const float x = std::min(x_of(step), right - line);
            if (x - drawn < 3 * line) continue;  // what cannot be told apart is one tick
            drawn = x;
            draw.AddRectFilled(ImVec2(x, middle - theme.unit),
                               ImVec2(x + line, middle + theme.unit), theme.hairline);
        }
        const bool past = ui.past_step >= 0;
        const ImVec2 knob(past ? std::clamp(x_of(ui.past_step), left, right) : right,
                          middle + line / 2);
        if (past)
            draw.AddRectFilled(ImVec2(left, middle), ImVec2(knob.x, middle + line * 2),
                               theme.accent);
        draw.AddCircleFilled(knob, theme.unit * 1.5f, theme.surface, 24);
        draw.AddCircleFilled(knob, theme.unit * 1.25f, past ? theme.accent : theme.muted, 24);
    }

    static void now_button(PanelContext& context, ImVec2 at, ImVec2 size) {
        const Theme& theme = context.theme;
        ImGui::SetCursorScreenPos(at);
        const bool past = context.ui.past_step >= 0;
        if (ImGui::InvisibleButton("now", size)) context.ui.past_step = -1;
        const ImU32 ink = past || ImGui::IsItemHovered() ? theme.accent : theme.muted;
        if (ImGui::IsItemHovered())
            help_tooltip(theme, {"", "Show the newest of everything again (End)", "", "", ""});
        ImGui::GetWindowDrawList()->AddText(
            ImVec2(at.x, std::floor(at.y + (size.y - ImGui::GetTextLineHeight()) / 2)), ink, "now");
    }

    void keys(UiState& ui, bool took_arrows) {
        const int arrow = took_arrows ? 0 : pressed_arrow();
        const bool first = pressed(ImGuiKey_Home), now = pressed(ImGuiKey_End);
        if (arrow == 0 && !first && !now) return;
        playing_ = false;
        if (arrow != 0) ui.past_step = frames_on(steps_, ui.past_step, arrow);
        if (first) ui.past_step = steps_.front();
        if (now) ui.past_step = -1;
    }

    void film(PanelContext& context) {
        if (!playing_) return;
        context.ui.past_step = film_step(steps_, from_, context.now - began_, kFilm);
        if (context.ui.past_step < 0)
            playing_ = false;
        else
            context.requests.redraw_within(1.0 / 30);
    }

    std::vector<std::shared_ptr<const Timeline>> timelines_, looked_at_;  // known, in this frame
    std::vector<std::int64_t> steps_;                                     // of all frames
    std::int64_t last_ = 0;
    bool playing_ = false;
    double began_ = 0;
    std::int64_t from_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_time_bar_panel() { return std::make_unique<TimeBarPanel>(); }

}  // namespace latent::app
