// One column a run: its map, the same held-out samples, its differences, one walk. What the mouse is
// on in one column is marked in all; one slider walks through all latent spaces.
//
// Old weights are not kept: when looking back, maps and reconstructions are of then, and the walk is
// of now.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "panels/compare/columns/column_head.h"
#include "panels/compare/columns/column_look.h"
#include "panels/compare/columns/column_pictures.h"
#include "panels/compare/columns/columns_layout.h"
#include "panels/compare/columns/common_walk.h"
#include "panels/compare/compared_runs.h"
#include "panels/panel.h"
#include "state/columns.h"
#include "state/looking_back.h"
#include "state/run_text.h"
#include "widgets/arrow_keys.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/sample_card.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostSamples = 6;
constexpr int kLooksAFrame = 2;  // columns made anew in one frame

class ColumnsPanel final : public Panel {
 public:
    const char* id() const override { return "columns"; }
    const char* title() const override { return "Side by side"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const std::vector<ComparedRun>& runs = compared_.look(context);
        forget(compared_.ids());
        if (runs.empty() || !find_reference(context, runs)) {
            hovered_ = -1;
            return empty_state(theme, runs.empty()
                                          ? "Runs stand here side by side: start a sweep at the "
                                            "left, or fork the run shown."
                                          : waiting_text(context.present(), "The columns appear"));
        }
        walk_.look(reference_now_);
        choose_sample(context);
        caption(context);
        differing_line(context.theme, compared_, int(runs.size()));

        float text = 0;
        {
            FontScope font(theme.small);
            text = ImGui::GetTextLineHeight();
        }
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        if (room.x < theme.unit * 40 || room.y < theme.unit * 40) return;
        const float aspect = std::max(0.1f, picture_aspect(reference_look_->cloud->probe->images));
        const Reconstructions* made = reference_look_->reconstructions.get();
        const int known = made ? std::min(int(made->samples.size()), made->outputs.count) : 0;
        layout_ = columns_layout(theme.unit, text, room, int(runs.size()), aspect,
                                 std::clamp(known, 1, kMostSamples));
        pictures_.look(context, *reference_look_, layout_, hovered_);

        next_hovered_ = -1;
        over_map_ = false;
        take(pictures_.left_column(context, at));
        columns(context, runs, ImVec2(at.x + layout_.left, at.y),
                ImVec2(room.x - layout_.left, room.y - layout_.slider));
        if (runs.size() == 1) alone(context, at, room);
        walk_.slider(context, ImVec2(at.x, at.y + room.y - layout_.slider), room.x, layout_.slider);
        keys(context);
        if (over_map_ && hovered_ >= 0)
            sample_card(theme, context.textures, pictures_.painter(), *reference_look_->cloud,
                        context.snapshot.data.get(), hovered_, card_at_);
        if (next_hovered_ != hovered_) context.requests.redraw_within(0);
        hovered_ = context.ui.comparison.hovered = next_hovered_;
    }

 private:
    void forget(const std::vector<RunId>& ids) {
        for (auto column = columns_.begin(); column != columns_.end();)
            column = std::find(ids.begin(), ids.end(), column->first) == ids.end()
                         ? columns_.erase(column)
                         : std::next(column);
        walk_.keep_only(ids);
        looking_back_.keep_only(ids);
    }

    // The run that all maps are laid over: the one shown, or the widest where that one's map is a
    // line, which has nothing to be turned to.
    bool find_reference(PanelContext& context, const std::vector<ComparedRun>& runs) {
        const ComparedRun* found = nullptr;
        for (const ComparedRun& run : runs) {
            const CodeCloud* cloud = run.now->cloud.get();
            if (!cloud || cloud->count <= 0 || cloud->width <= 0 || !cloud->probe) continue;
            if (run.id == context.ui.shown && cloud->width > 1) {
                found = &run;
                break;
            }
            if (!found || cloud->width > found->now->cloud->width) found = &run;
        }
        if (!found) return false;
        reference_ = found->id;
        reference_now_ = found->now;
        reference_look_ = looking_back_.look(found->id, found->now, context.ui.past_step);
        return reference_look_->cloud && reference_look_->cloud->probe;
    }

    // At first, and on other data, the first of the samples that are shown reconstructed.
    void choose_sample(PanelContext& context) {
        int& sample = context.ui.comparison.sample;
        const Probe& probe = *reference_now_->cloud->probe;
        if (probe.images.version == probe_ && sample >= 0 && sample < probe.images.count) return;
        const Reconstructions* made = reference_now_->reconstructions.get();
        if (!made || made->samples.empty()) return;
        probe_ = probe.images.version;
        const bool held_out = sample >= 0 && std::size_t(sample) < probe.held_out.size() &&
                              probe.held_out[std::size_t(sample)];
        if (!held_out) sample = made->samples.front();
    }

    void caption(PanelContext& context) {
        const Theme& theme = context.theme;
        CaptionLine line(theme);
        if (line.button("next", "The next held-out sample (] or Right)"))
            step_sample(context.ui.comparison, +1);
        if (line.button("previous", "The held-out sample before ([ or Left)"))
            step_sample(context.ui.comparison, -1);
        const Probe& probe = *reference_now_->cloud->probe;
        const int sample = context.ui.comparison.sample;
        if (sample < 0 || std::size_t(sample) >= probe.indices.size()) return;
        const bool held_out =
            std::size_t(sample) < probe.held_out.size() && probe.held_out[std::size_t(sample)];
        line.text(theme.muted, Words(held_out ? "held-out" : "training") + " sample " +
                                   grouped(probe.indices[std::size_t(sample)]));
    }

    void step_sample(Comparison& comparison, int by) const {
        comparison.sample = held_out_neighbour(*reference_now_->cloud, comparison.sample, by);
    }

    void columns(PanelContext& context, const std::vector<ComparedRun>& runs, ImVec2 at,
                 ImVec2 room) {
        ImGui::SetCursorScreenPos(at);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
        ImGui::BeginChild("runs", room, false,
                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse |
                              (layout_.scrolls ? ImGuiWindowFlags_HorizontalScrollbar
                                               : ImGuiWindowFlags_NoScrollbar));
        ImGui::PopStyleVar();
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        const float wheel = ImGui::GetIO().MouseWheel;
        if (layout_.scrolls && wheel != 0 && ImGui::IsWindowHovered())
            ImGui::SetScrollX(ImGui::GetScrollX() - wheel * layout_.pitch / 2);
        const float height = layout_.walk_top(at.y) + layout_.walk - at.y;
        budget_ = kLooksAFrame;
        // Whose turn it is to be made anew goes round.
        Few<const ComparedRun*, 64> seen;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const float x = origin.x + float(i) * layout_.pitch;
            if (x < at.x + room.x && x + layout_.pitch > at.x) seen.push_back(&runs[i]);
        }
        // New looks come before those that only the reference has turned away from.
        for (const bool turned : {false, true})
            for (std::size_t i = 0; i < seen.size(); ++i)
                update(context, *seen[(turn_ + i) % seen.size()], turned);
        turn_ = seen.empty() ? 0 : (turn_ + kLooksAFrame) % seen.size();
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const float x = std::floor(origin.x + float(i) * layout_.pitch);
            if (x >= at.x + room.x || x + layout_.pitch <= at.x) continue;
            ImGui::PushID(int(std::int64_t(runs[i].id)));
            column(context, runs[i], ImVec2(x, origin.y), height);
            ImGui::PopID();
        }
        ImGui::SetCursorScreenPos(origin);
        ImGui::Dummy(ImVec2(float(runs.size()) * layout_.pitch, std::max(1.0f, height)));
        ImGui::EndChild();
    }

    // Its look, when that is another one now and there is time for it in this frame; or, when the
    // reference is, the same laid over that.
    void update(PanelContext& context, const ComparedRun& run, bool turned) {
        const auto look = looking_back_.look(run.id, run.now, context.ui.past_step);
        ColumnLook& column = columns_[run.id];
        const float aspect = layout_.map / std::max(1.0f, layout_.inner());
        const bool current = column.is_current(context, *look, reference_, aspect);
        if (current && (!turned || column.is_laid_over(*reference_look_))) return;
        if (budget_ <= 0) return context.requests.redraw_within(0);
        --budget_;
        const LatentStats* stats = reference_look_->latents.get();
        const CodeCloud& cloud = *reference_look_->cloud;
        if (stats && int(stats->dimensions.size()) != cloud.width) stats = nullptr;
        MapCamera chosen;
        const auto view = context.ui.views.find(context.ui.shown);
        if (view != context.ui.views.end()) chosen = view->second.camera;
        column.take(context, run.id, look, reference_, *reference_look_,
                    own_places(cloud, stats, chosen, 0.3f * aspect), aspect);
    }

    void column(PanelContext& context, const ComparedRun& run, ImVec2 at, float height) {
        ColumnLook& column = columns_[run.id];
        const CodeCloud* cloud = column.snapshot() ? column.snapshot()->cloud.get() : nullptr;
        column_head(context, run, cloud, at, ImVec2(layout_.inner(), layout_.head));
        ImGui::SetCursorScreenPos(ImVec2(at.x, layout_.map_top(at.y)));
        const bool clicked = ImGui::InvisibleButton(
            "column", ImVec2(layout_.inner(), std::max(1.0f, height - layout_.head)));
        const bool over = ImGui::IsItemHovered();
        int under = small_map(context, run, column, at, over);
        const int row = pictures_.column(context, run, column, at, over);
        if (row >= 0) under = row;
        walk_.draw(context, run.id, *run.now, layout_, pictures_.painter(),
                   ImVec2(at.x, layout_.walk_top(at.y)));
        take(under);
        if (under >= 0 && clicked) context.ui.comparison.sample = under;
    }

    // The points, with those marked that are marked in all columns; the sample under the mouse, or
    // -1.
    int small_map(PanelContext& context, const ComparedRun& run, const ColumnLook& column,
                  ImVec2 at, bool over) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const MapFrame frame{at.x, layout_.map_top(at.y), layout_.inner(), layout_.map};
        if (frame.height >= 8) {
            column.draw_map(context, run.id, frame, draw);
            draw.PushClipRect(ImVec2(frame.left, frame.top),
                              ImVec2(frame.left + frame.width, frame.top + frame.height), true);
            const UiState& ui = context.ui;
            if (ui.pinned >= 0) column.mark(context, frame, ui.pinned, theme.muted, draw);
            column.mark(context, frame, ui.comparison.sample, theme.accent, draw);
            if (hovered_ >= 0) column.mark(context, frame, hovered_, theme.text, draw);
            draw.PopClipRect();
        }
        if (!over || !frame.contains(ImGui::GetIO().MousePos)) return -1;
        const int under = column.nearest(context, frame, ImGui::GetIO().MousePos);
        over_map_ = under >= 0;
        card_at_ = ImGui::GetIO().MousePos;
        return under;
    }

    // What the mouse is on in one column is marked in all, from the next frame on.
    void take(int under) {
        if (under >= 0) next_hovered_ = under;
    }

    void alone(PanelContext& context, ImVec2 at, ImVec2 room) const {
        const float u = context.theme.unit, x = at.x + layout_.left + layout_.pitch + u * 4;
        if (x + u * 40 > at.x + room.x) return;
        FontScope font(context.theme.small);
        float y = layout_.map_top(at.y);
        for (const Words& line :
             wrapped("Start a sweep at the left: every width, seed or system then stands here "
                     "beside this run, with the same samples, the same colours and one walk.",
                     at.x + room.x - x, 6)) {
            draw_text(*ImGui::GetWindowDrawList(), ImVec2(x, y), context.theme.muted, line);
            y += ImGui::GetTextLineHeight() + u / 2;
        }
    }

    void keys(PanelContext& context) const {
        if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                    ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
            return;
        context.ui.comparison.took_arrows = true;
        if (const int by = pressed_arrow()) step_sample(context.ui.comparison, by);
    }

    ComparedRuns compared_;
    LookingBack looking_back_;
    std::map<RunId, ColumnLook> columns_;
    CommonWalk walk_;
    ColumnPictures pictures_;
    ColumnsLayout layout_;

    RunId reference_ = RunId::none;
    std::shared_ptr<const Snapshot> reference_now_, reference_look_;  // of this frame
    std::uint64_t probe_ = 0;  // version of the samples that the chosen one is of

    std::size_t turn_ = 0;
    int budget_ = 0;
    int hovered_ = -1, next_hovered_ = -1;  // of the last frame, of this one
    bool over_map_ = false;
    ImVec2 card_at_;
};

}  // namespace

std::unique_ptr<Panel> make_columns_panel() { return std::make_unique<ColumnsPanel>(); }

}  // namespace latent::app
