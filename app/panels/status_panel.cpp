// The bar at the bottom: what the run is doing, in a sentence, and whatever the window has to tell.
#include <algorithm>

#include "panels/panel.h"
#include "state/run_text.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

class StatusPanel final : public Panel {
 public:
    const char* id() const override { return "status"; }
    const char* title() const override { return "Status"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const Snapshot& snapshot = context.snapshot;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        const float y = at.y + std::max(0.0f, (room.y - ImGui::GetTextLineHeight()) / 2);

        const bool notice = !context.ui.notice.empty() && context.now < context.ui.notice_until;
        const bool bad = snapshot.state == RunState::failed || snapshot.state == RunState::diverged;
        const bool busy = !notice && !context.ui.busy.empty();
        const Words sentence = notice ? Words(context.ui.notice)
                               : busy ? Words(context.ui.busy)
                                      : status_sentence(snapshot);
        const Words aside = threads(snapshot.progress);
        const float aside_width = tabular_width(aside);
        const float dot = theme.unit;
        draw.AddCircleFilled(ImVec2(at.x + dot, y + ImGui::GetTextLineHeight() / 2), dot,
                             light(theme, snapshot.state, notice || busy));
        const float left = at.x + theme.unit * 4, width = room.x - theme.unit * 8 - aside_width;
        const Words shown = fitted(sentence, width);
        draw_tabular(draw, ImVec2(left, y), bad && !notice && !busy ? theme.bad : theme.text,
                     shown);
        draw_tabular_right(draw, ImVec2(at.x + room.x, y), theme.muted, aside);
        ImGui::InvisibleButton("sentence", ImVec2(std::max(1.0f, room.x), std::max(1.0f, room.y)));
        // A sentence too long for the bar can be read whole under the mouse.
        if (shown != sentence && ImGui::IsItemHovered())
            help_tooltip(theme, {"", sentence, "", "", ""});
    }

 private:
    static Words threads(const Progress& progress) {
        return progress.step > 0 && progress.threads > 0 ? counted(progress.threads, "thread")
                                                         : Words();
    }

    static ImU32 light(const Theme& theme, RunState state, bool notice) {
        if (notice) return theme.warn;
        switch (state) {
            case RunState::running:
                return theme.good;
            case RunState::failed:
            case RunState::diverged:
                return theme.bad;
            case RunState::finished:
                return theme.accent;
            default:
                return theme.muted;
        }
    }
};

}  // namespace

std::unique_ptr<Panel> make_status_panel() { return std::make_unique<StatusPanel>(); }

}  // namespace latent::app
