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

#include "panels/compare/column_look.h"
#include "panels/compare/columns_layout.h"
#include "panels/compare/common_walk.h"
#include "panels/compare/compared_runs.h"
#include "panels/panel.h"
#include "state/columns.h"
#include "state/looking_back.h"
#include "state/run_text.h"
#include "widgets/arrow_keys.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/sample_card.h"
#include "widgets/sample_picture.h"
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
        forget(runs);
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
        differing_line(context, runs);

        float text = 0;
        {
            FontScope font(theme.small);
            text = ImGui::GetTextLineHeight();
        }
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        if (room.x < theme.unit * 40 || room.y < theme.unit * 40) return;
        const Samples& originals = reference_look_->cloud->probe->images;
        const float aspect = std::max(0.1f, picture_aspect(originals));
        const Reconstructions* made = reference_look_->reconstructions.get();
        const int known = made ? std::min(int(made->samples.size()), made->outputs.count) : 0;
        layout_ = columns_layout(theme.unit, text, room, int(runs.size()), aspect,
                                 std::clamp(known, 1, kMostSamples));
        choose_rows(context, made, known);
        painter_.look_at(context.snapshot.data.get(), reference_look_->cloud->probe.get());

        next_hovered_ = -1;
        over_map_ = false;
        left_column(context, at, originals);
        columns(context, runs, ImVec2(at.x + layout_.left, at.y),
                ImVec2(room.x - layout_.left, room.y - layout_.slider));
        if (runs.size() == 1) alone(context, at, room);
        walk_.slider(context, ImVec2(at.x, at.y + room.y - layout_.slider), room.x, layout_.slider);
        keys(context);
        if (over_map_ && hovered_ >= 0)
            sample_card(theme, context.textures, painter_, *reference_look_->cloud,
                        context.snapshot.data.get(), hovered_, card_at_);
        if (next_hovered_ != hovered_) context.requests.redraw_within(0);
        hovered_ = context.ui.comparison.hovered = next_hovered_;
    }

 private:
    void forget(const std::vector<ComparedRun>& runs) {
        std::vector<RunId> ids;
        for (const ComparedRun& run : runs) ids.push_back(run.id);
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

    // The samples in the rows: the first that are reconstructed, the chosen one among them if it is.
    void choose_rows(const PanelContext& context, const Reconstructions* made, int known) {
        rows_.clear();
        for (int i = 0; i < std::min(known, layout_.samples); ++i)
            rows_.push_back(made->samples[std::size_t(i)]);
        const int chosen = context.ui.comparison.sample;
        if (!rows_.empty() && std::find(rows_.begin(), rows_.end(), chosen) == rows_.end() &&
            std::find(made->samples.begin(), made->samples.end(), chosen) != made->samples.end())
            rows_.back() = chosen;
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
        line.text(theme.muted, std::string(held_out ? "held-out" : "training") + " sample " +
                                   grouped(probe.indices[std::size_t(sample)]));
    }

    void step_sample(Comparison& comparison, int by) const {
        comparison.sample = held_out_neighbour(*reference_now_->cloud, comparison.sample, by);
    }

    void differing_line(PanelContext& context, const std::vector<ComparedRun>& runs) const {
        const Theme& theme = context.theme;
        FontScope font(theme.small);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const std::string what = runs.size() < 2 ? "One run."
                                 : compared_.differing().empty()
                                     ? counted(std::int64_t(runs.size()), "run") + ", alike."
                                     : "What differs: " + compared_.differing();
        const std::string first = fitted(what, width);
        draw_text(draw, at, theme.text, first);
        std::string rest = compared_.shared().empty() ? "" : "the same: " + compared_.shared();
        if (compared_.elsewhere() > 0)
            rest += (rest.empty() ? "" : "; ") + std::to_string(compared_.elsewhere()) +
                    " more on other data or left out";
        const float x = ImGui::CalcTextSize(first.c_str()).x + theme.unit * 5;
        if (!rest.empty() && x < width)
            draw_text(draw, ImVec2(at.x + x, at.y), theme.muted, rest, width - x);
        ImGui::Dummy(ImVec2(width, ImGui::GetTextLineHeight() + theme.unit));
    }

    // ---- heights ---------------------------------------------------------------------------------
    float map_top(float top) const { return top + layout_.head; }
    float rows_top(float top, float unit) const { return map_top(top) + layout_.map + unit * 2; }
    float error_top(float top, float unit) const {
        return rows_top(top, unit) + float(layout_.rows()) * (layout_.cell_height + unit);
    }
    float walk_top(float top, float unit) const {
        return error_top(top, unit) + layout_.error + unit;
    }
    // Picture `picture` of sample `place` in a column whose content begins at `x`.
    Rect cell(float x, float top, float unit, int place, int picture) const {
        const float group = float(layout_.pictures) * (layout_.cell_width + unit) - unit;
        const float left = x + float(place % layout_.across) * (group + unit * 3) +
                           float(picture) * (layout_.cell_width + unit);
        const float up =
            rows_top(top, unit) + float(place / layout_.across) * (layout_.cell_height + unit);
        return {
            ImVec2(std::floor(left), std::floor(up)),
            ImVec2(std::floor(left) + layout_.cell_width, std::floor(up) + layout_.cell_height)};
    }

    // What the rows are, and the originals where a column has no room for its own.
    void left_column(PanelContext& context, ImVec2 at, const Samples& originals) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        const float u = theme.unit, room = layout_.left - u * 2;
        const auto word = [&](float y, const char* text) {
            draw_text(draw, ImVec2(at.x, y), theme.muted, text, room);
        };
        word(map_top(at.y), "codes");
        word(error_top(at.y, u), "error");
        word(walk_top(at.y, u), "walk");
        if (context.ui.past_step >= 0)
            word(walk_top(at.y, u) + ImGui::GetTextLineHeight(), "(now)");
        if (layout_.pictures == 3) {
            word(rows_top(at.y, u), "in, out,");
            return word(rows_top(at.y, u) + ImGui::GetTextLineHeight(), "diff");
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const Rect place = cell(at.x, at.y, u, int(i), 0);
            painter_.draw(theme, context.textures, draw, place, originals, rows_[i], theme.text);
            frame_sample(context, place, rows_[i], draw);
            if (!ImGui::IsWindowHovered() || !place.contains(ImGui::GetIO().MousePos)) continue;
            next_hovered_ = rows_[i];
            if (ImGui::IsMouseClicked(0)) context.ui.comparison.sample = rows_[i];
        }
    }

    void frame_sample(const PanelContext& context, const Rect& rect, int sample,
                      ImDrawList& draw) const {
        const Theme& theme = context.theme;
        const bool chosen = sample == context.ui.comparison.sample;
        if (!chosen && sample != hovered_) return;
        draw.AddRect(rect.min, rect.max, chosen ? theme.accent : theme.text, 0, 0, 2 * theme.scale);
    }

    void columns(PanelContext& context, const std::vector<ComparedRun>& runs, ImVec2 at,
                 ImVec2 room) {
        const float u = context.theme.unit;
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
        const float height = walk_top(at.y, u) + layout_.walk - at.y;
        budget_ = kLooksAFrame;
        // Whose turn it is to be made anew goes round.
        std::vector<const ComparedRun*> seen;
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
        column.take(context, look, reference_, *reference_look_,
                    own_places(cloud, stats, chosen, 0.3f * aspect), aspect);
    }

    void column(PanelContext& context, const ComparedRun& run, ImVec2 at, float height) {
        const Theme& theme = context.theme;
        const float u = theme.unit;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        ColumnLook& column = columns_[run.id];
        head(context, run, at);
        ImGui::SetCursorScreenPos(ImVec2(at.x, map_top(at.y)));
        const bool clicked = ImGui::InvisibleButton(
            "column", ImVec2(layout_.inner(), std::max(1.0f, height - layout_.head)));
        const bool over = ImGui::IsItemHovered();

        const MapFrame frame{at.x, map_top(at.y), layout_.inner(), layout_.map};
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
        int under = -1;
        if (over && frame.contains(ImGui::GetIO().MousePos)) {
            under = column.nearest(context, frame, ImGui::GetIO().MousePos);
            over_map_ = under >= 0;
            card_at_ = ImGui::GetIO().MousePos;
        }
        const int row = samples(context, run, column, at, over);
        if (row >= 0) under = row;
        walk_.draw(context, run.id, *run.now, layout_, painter_, ImVec2(at.x, walk_top(at.y, u)));
        if (under < 0) return;
        next_hovered_ = under;
        if (clicked) context.ui.comparison.sample = under;
    }

    // Name and state. A click shows the run in the other panels.
    void head(PanelContext& context, const ComparedRun& run, ImVec2 at) const {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        const float u = theme.unit, width = layout_.inner(), text = ImGui::GetTextLineHeight();
        ImGui::SetCursorScreenPos(at);
        if (ImGui::InvisibleButton("head", ImVec2(width, layout_.head - u)) &&
            run.id != context.ui.shown)
            context.requests.show_run(run.id);
        const bool hovered = ImGui::IsItemHovered(), shown = run.id == context.ui.shown;
        const Snapshot& now = *run.now;
        const bool bad = now.state == RunState::failed || now.state == RunState::diverged;
        if (hovered)
            help_tooltip(theme, {run.name, bad ? now.message : status_sentence(now), "", "",
                                 shown ? "The other panels show this run."
                                       : "Click to show it in the other panels."});
        draw.AddCircleFilled(ImVec2(at.x + u * 1.25f, std::floor(at.y + text / 2)), u, run.colour,
                             20);
        // A name that is too long goes on in the second line: what stands last tells runs apart.
        std::string first = run.name, second;
        const auto comma = run.name.rfind(", ");
        if (ImGui::CalcTextSize(first.c_str()).x > width - u * 3.5f && comma != std::string::npos) {
            first = run.name.substr(0, comma);
            second = run.name.substr(comma + 2);
        }
        draw_text(draw, ImVec2(at.x + u * 3.5f, at.y), hovered ? theme.accent : theme.text, first,
                  width - u * 3.5f);
        const CodeCloud* cloud =
            columns_.at(run.id).snapshot() ? columns_.at(run.id).snapshot()->cloud.get() : nullptr;
        const std::int64_t step =
            context.ui.past_step >= 0 && cloud ? cloud->step : now.progress.step;
        const std::string state = state_word(now), number = "step " + grouped(step);
        float x = at.x;
        if (!second.empty()) {
            draw_text(draw, ImVec2(x, at.y + text + u / 2), theme.text, second, width);
            x += std::min(width, ImGui::CalcTextSize(second.c_str()).x + u * 2);
        }
        const float room = at.x + width - x;
        const std::string both = now.state == RunState::running ? number : state + ", " + number;
        const std::string& brief = bad ? state : number;
        if (const bool whole = tabular_width(both) <= room; whole || tabular_width(brief) <= room)
            draw_tabular(draw, ImVec2(x, at.y + text + u / 2), bad ? theme.bad : theme.muted,
                         whole ? both : brief);
        if (shown)
            draw.AddRectFilled(ImVec2(at.x, at.y + layout_.head - u * 0.75f),
                               ImVec2(at.x + width, at.y + layout_.head - u * 0.25f), theme.accent);
    }

    // Outputs and differences; the sample under the mouse, or -1.
    int samples(PanelContext& context, const ComparedRun& run, const ColumnLook& column, ImVec2 at,
                bool over) {
        const auto& look = column.snapshot();
        const Reconstructions* made = look ? look->reconstructions.get() : nullptr;
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        int under = -1;
        for (std::size_t place = 0; place < rows_.size(); ++place) {
            int i = -1;
            if (made) {
                const auto found =
                    std::find(made->samples.begin(), made->samples.end(), rows_[place]);
                if (found != made->samples.end()) i = int(found - made->samples.begin());
            }
            if (!made || i < 0 || i >= made->outputs.count || !look->cloud || !look->cloud->probe)
                continue;
            for (int picture = 0; picture < layout_.pictures; ++picture) {
                const Rect rect = cell(at.x, at.y, theme.unit, int(place), picture);
                // Without an original of its own, the output comes first.
                picture_of(context, run, column, *made,
                           layout_.pictures == 2 ? picture + 1 : picture, rows_[place], i, rect,
                           draw);
                if (layout_.pictures == 3 && picture == 0)
                    frame_sample(context, rect, rows_[place], draw);
                if (over && rect.contains(ImGui::GetIO().MousePos)) {
                    under = rows_[place];
                    preview(context, run, column, *made, under, i);
                }
            }
        }
        mean_error(context, made, at);
        return under;
    }

    void picture_of(PanelContext& context, const ComparedRun& run, const ColumnLook& column,
                    const Reconstructions& made, int which, int sample, int i, const Rect& rect,
                    ImDrawList& draw) {
        const Theme& theme = context.theme;
        const Samples& inputs = column.snapshot()->cloud->probe->images;
        if (which == 0)
            painter_.draw(theme, context.textures, draw, rect, inputs, sample, theme.text);
        else if (which == 1)
            painter_.draw(theme, context.textures, draw, rect, made.outputs, i, theme.accent);
        else if (made.outputs.kind != DataKind::images)
            painter_.draw_both(theme, context.textures, draw, rect, inputs, sample, made.outputs,
                               i);
        else
            draw_picture(theme, draw, rect, column.difference(context, run.id, i));
    }

    // Over the samples that every look reconstructs, the same for all runs.
    void mean_error(PanelContext& context, const Reconstructions* made, ImVec2 at) const {
        if (!made || made->squared_errors.empty()) return;
        double sum = 0;
        for (const float error : made->squared_errors) sum += double(error);
        FontScope font(context.theme.small);
        draw_tabular(*ImGui::GetWindowDrawList(),
                     ImVec2(at.x, std::floor(error_top(at.y, context.theme.unit))),
                     context.theme.text, significant(sum / double(made->squared_errors.size())));
    }

    void preview(PanelContext& context, const ComparedRun& run, const ColumnLook& column,
                 const Reconstructions& made, int sample, int i) {
        const Theme& theme = context.theme;
        const float aspect = std::max(0.1f, picture_aspect(made.outputs)),
                    height = theme.unit * 28 / std::max(1.0f, aspect / 1.6f),
                    width = height * aspect, gap = theme.unit * 2;
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
        ImGui::BeginTooltip();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        for (int which = 0; which < 3; ++which) {
            const float x = at.x + float(which) * (width + gap);
            picture_of(context, run, column, made, which, sample, i,
                       {ImVec2(x, at.y), ImVec2(x + width, at.y + height)},
                       *ImGui::GetWindowDrawList());
        }
        ImGui::Dummy(ImVec2(width * 3 + gap * 2, height));
        ImGui::TextUnformatted(run.name.c_str());
        {
            FontScope font(theme.small);
            if (std::size_t(i) < made.squared_errors.size())
                paragraph(theme.muted,
                          "Squared error " + significant(made.squared_errors[std::size_t(i)]) +
                              ", summed over its numbers. Click to walk from its code.");
        }
        ImGui::EndTooltip();
        ImGui::PopStyleVar();
    }

    void alone(PanelContext& context, ImVec2 at, ImVec2 room) const {
        const float u = context.theme.unit, x = at.x + layout_.left + layout_.pitch + u * 4;
        if (x + u * 40 > at.x + room.x) return;
        FontScope font(context.theme.small);
        float y = map_top(at.y);
        for (const std::string& line :
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
    SamplePainter painter_;
    ColumnsLayout layout_;
    std::vector<int> rows_;  // samples of the probe, in the rows

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
