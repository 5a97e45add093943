// The list of runs: state, progress, best figures, notes, colour; and what can be done with them.
//
// Runs of one sweep stand under a heading of their own, which folds them away and says how far they
// are together.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "panels/compare/fork_dialog.h"
#include "panels/compare/run_menu.h"
#include "panels/compare/run_row.h"
#include "panels/open_runs.h"
#include "panels/panel.h"
#include "state/kept.h"
#include "state/run_list.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/confirm.h"
#include "widgets/format.h"
#include "widgets/run_marks.h"
#include "widgets/text.h"
#include "widgets/text_field.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

class RunsPanel final : public Panel {
 public:
    const char* id() const override { return "runs"; }
    const char* title() const override { return "Runs"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        Comparison& chosen = context.ui.comparison;
        reader_.forget_arrived(context.now);
        look_at_runs(context.requests, open_);
        results_.clear();
        for (const auto& [run, snapshot] : open_)
            results_.push_back(context.requests.analysis(run, "knn5"));
        const auto& [rows, groups] =
            listed_.of(open_, results_, reader_.version(), chosen.sort, chosen.falling, hovered_,
                       [&] { return list_of(context); });
        {
            CaptionLine line(theme);
            line.text(theme.muted, count_text(rows));
        }
        if (rows.size() > 1) all_of_them(context, rows);

        const float width = ImGui::GetContentRegionAvail().x;
        const float footer = footer_height(theme, width);
        if (rows.empty()) {
            if (ImGui::BeginChild(
                    "none", ImVec2(0, std::max(1.0f, ImGui::GetContentRegionAvail().y - footer))))
                empty_state(theme, "No runs yet. A sweep trains several beside one another.");
            ImGui::EndChild();
        } else {
            list(context, groups, footer);
        }
        ask_about_runs(context, rows);
        foot(context, width);
        act_on_keys(context, groups);
        // What was asked for opens in the next frame, which nothing else may be due for.
        if (ask_menu_ || ask_colour_ || ask_group_ || ask_delete_ || ask_close_ || focus_)
            context.requests.redraw_within(0);
    }

 private:
    enum class Typing { nothing, name, note };

    struct Listed {  // as they are shown
        std::vector<RunRow> rows;
        std::vector<RunGroup> groups;
    };
    Listed list_of(const PanelContext& context) {
        Listed listed;
        listed.rows = reader_.read(
            context.catalog, context.requests.runs(),
            [&](RunId run) { return context.requests.snapshot_of(run); },
            [&](RunId run) { return context.requests.analysis(run, "knn5"); });
        sort_rows(listed.rows, context.ui.comparison.sort, context.ui.comparison.falling);
        keep_still(listed.rows, context.ui.comparison);
        listed.groups = grouped_rows(listed.rows);
        return listed;
    }

    // Figures change while runs train: rows do not change places under the mouse.
    void keep_still(std::vector<RunRow>& rows, const Comparison& chosen) {
        const std::string sorted = chosen.sort + (chosen.falling ? " falling" : "");
        if (hovered_ && sorted == sorted_) {
            const auto place = [this](const RunRow& row) {
                return std::find(order_.begin(), order_.end(), row.id) - order_.begin();
            };
            std::stable_sort(rows.begin(), rows.end(),
                             [&](const RunRow& a, const RunRow& b) { return place(a) < place(b); });
        }
        sorted_ = sorted;
        order_.clear();
        for (const RunRow& row : rows) order_.push_back(row.id);
    }

    // ---- above the list

    void all_of_them(PanelContext& context, const std::vector<RunRow>& rows) {
        const bool any_training = std::any_of(rows.begin(), rows.end(), [](const RunRow& row) {
            return row.training() && row.obeys();
        });
        const bool any_resting = std::any_of(rows.begin(), rows.end(), [](const RunRow& row) {
            return row.snapshot->state == RunState::paused && row.obeys();
        });
        WordRow words(context.theme);
        if (words.word("pause all", false, "Pause every run that trains") && any_training)
            pause(context, rows, true);
        if (words.word("go on", false, "Let every paused run train on; finished ones stay so") &&
            any_resting)
            pause(context, rows, false);
        if (words.word("close all...", false, "Close every run; asks first")) {
            closing_.clear();
            for (const RunRow& row : rows) closing_.push_back(row.id);
            ask_close_ = true;
        }
    }

    static void pause(PanelContext& context, const std::vector<RunRow>& rows, bool wanted) {
        for (const RunRow& row : rows) {
            if (!row.obeys()) continue;
            if (wanted && row.training()) context.requests.send(row.id, Pause{});
            if (!wanted && row.snapshot->state == RunState::paused)
                context.requests.send(row.id, Train{});
        }
    }

    // ---- the list

    void list(PanelContext& context, const std::vector<RunGroup>& groups, float footer) {
        const Theme& theme = context.theme;
        Comparison& chosen = context.ui.comparison;
        const float scrollbar = ImGui::GetStyle().ScrollbarSize;
        const float left = ImGui::GetCursorScreenPos().x,
                    width = ImGui::GetContentRegionAvail().x - scrollbar;
        row_headings(theme, row_columns(theme, left, width), chosen.sort, chosen.falling);

        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const float height = std::max(1.0f, ImGui::GetContentRegionAvail().y - footer);
        // The window's own name, so that a tab of the same place does not share its scrolling.
        if (ImGui::BeginChild("list", ImVec2(0, height))) {
            const RowColumns columns = row_columns(theme, ImGui::GetCursorScreenPos().x, width);
            for (const RunGroup& group : groups) {
                ImGui::PushID(group.name.c_str());
                bool open = true;
                if (!group.name.empty()) open = group_heading(context, group, columns);
                if (open)
                    for (const RunRow& row : group.rows) one_row(context, row, columns);
                ImGui::PopID();
            }
            ImGui::Dummy(ImVec2(0, theme.unit));
            hovered_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
            if (ImGui::IsWindowFocused()) context.ui.run_list.focus_frame = ImGui::GetFrameCount();
        }
        ImGui::EndChild();
        ImGui::PopStyleVar();
    }

    bool group_heading(PanelContext& context, const RunGroup& group, const RowColumns& columns) {
        const Theme& theme = context.theme;
        std::set<std::string>& folded = context.ui.comparison.folded;
        const float u = theme.unit, height = u * 8, width = columns.right - columns.left;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton(
                "group", ImVec2(width, height),
                ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight)) {
            if (ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
                menu_group_ = group.name;
                ask_group_ = true;
            } else if (!folded.erase(group.name)) {
                folded.insert(group.name);
            }
        }
        const bool open = !folded.count(group.name), hovered = ImGui::IsItemHovered();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImU32 ink = hovered ? theme.accent : theme.text;
        const float middle = std::round(at.y + height / 2);
        const ImVec2 tip(at.x + u * 2.25f, middle);
        if (open)
            draw.AddTriangleFilled(ImVec2(tip.x - u, tip.y - u * 0.6f),
                                   ImVec2(tip.x + u, tip.y - u * 0.6f),
                                   ImVec2(tip.x, tip.y + u * 0.8f), ink);
        else
            draw.AddTriangleFilled(ImVec2(tip.x - u * 0.6f, tip.y - u),
                                   ImVec2(tip.x + u * 0.8f, tip.y),
                                   ImVec2(tip.x - u * 0.6f, tip.y + u), ink);
        FontScope font(theme.small);
        const std::string count =
            std::to_string(group.finished) + " of " + std::to_string(group.rows.size());
        const float text_y = middle - ImGui::GetTextLineHeight() / 2;
        const float count_left = columns.right - u - tabular_width(count);
        draw_text(draw, ImVec2(columns.name, text_y), ink, group.name,
                  count_left - u * 2 - columns.name);
        draw_tabular_right(draw, ImVec2(columns.right - u, text_y), theme.muted, count);
        draw_progress(theme, draw, ImVec2(columns.left, at.y + height - u),
                      ImVec2(columns.right, at.y + height - u / 2), group.share,
                      group.training > 0 ? theme.good : theme.muted);
        if (hovered)
            help_tooltip(theme, {group.name,
                                 count + " finished, " + std::to_string(group.training) +
                                     " training, " + percent(group.share) + " of all steps.",
                                 "", "", "Click to fold; right-click for all of its runs."});
        return open;
    }

    void one_row(PanelContext& context, const RunRow& row, const RowColumns& columns) {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        RowLook look;
        look.shown = row.id == ui.shown;
        look.focused =
            ui.run_list.focused == row.id && ui.run_list.focus_frame >= ImGui::GetFrameCount() - 1;
        look.left_out = ui.comparison.left_out.count(row.id) != 0;
        look.typing_name = typing_ == Typing::name && typed_run_ == row.id;
        look.typing_note = typing_ == Typing::note && typed_run_ == row.id;

        ImGui::PushID(int(std::int64_t(row.id)));
        const RowNews news = run_row(theme, row, columns, look);
        if (look.focused && follow_) {
            ImGui::SetScrollHereY(0.5f);
            follow_ = false;
        }
        if (look.typing_name) type(context, row, news.name_at, news.name_width, "name");
        if (look.typing_note) type(context, row, news.note_at, news.note_width, "a note");
        ImGui::PopID();
        if (news.asks && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
            // Beside the list, so that it hides no other row.
            ImGui::SetNextWindowPos(ImVec2(columns.right + theme.unit * 6, news.at.y));
            help_tooltip(theme, {row.name, row_details(row), "", row.about.note, row.problem});
        }
        if (news.part == RowPart::none) return;

        ui.run_list.focused = row.id;
        acted_on_ = row.id;
        if (news.right || news.part == RowPart::menu)
            ask_menu_ = true;
        else if (news.part == RowPart::eye)
            leave_out(ui, row.id);
        else if (news.part == RowPart::colour)
            ask_colour_ = true;
        else if (news.twice)
            begin_typing(row, news.part == RowPart::note ? Typing::note : Typing::name);
        else
            context.requests.show_run(row.id);
    }

    static void leave_out(UiState& ui, RunId run) {
        if (!ui.comparison.left_out.erase(run)) ui.comparison.left_out.insert(run);
    }

    // ---- typing a name or a note in its place

    void begin_typing(const RunRow& row, Typing what) {
        typing_ = what;
        typed_run_ = row.id;
        typed_ = what == Typing::note ? row.about.note : row.name;
        before_ = typed_;
        focus_ = true;
    }

    void type(PanelContext& context, const RunRow& row, ImVec2 at, float width, const char* hint) {
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos(at);
        const FieldNews news = text_field(context.theme, "##typed", typed_, hint, width, focus_);
        focus_ = false;
        ImGui::SetCursorScreenPos(after);
        if (!news.entered && !news.left) return;
        const Typing what = std::exchange(typing_, Typing::nothing);
        if (news.escaped || typed_ == before_) return;
        RunAbout about = row.about;
        (what == Typing::note ? about.note : about.name) = typed_;
        describe(context, row.id, about);
    }

    void describe(PanelContext& context, RunId run, const RunAbout& about) {
        reader_.said(run, about, context.now);
        context.requests.send(run, Describe{about});
    }

    // ---- popups, which hang from the panel and not from its rows

    void ask_about_runs(PanelContext& context, const std::vector<RunRow>& rows) {
        const Theme& theme = context.theme;
        const auto open = [](bool& wanted, const char* id) {
            if (wanted) ImGui::OpenPopup(id);
            wanted = false;
        };
        open(ask_menu_, "run");
        open(ask_colour_, "colour");
        open(ask_group_, "group");
        open(ask_delete_, "delete?");
        open(ask_close_, "close?");
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [&](const RunRow& row) { return row.id == acted_on_; });
        if (found != rows.end()) {
            const RunRow& row = *found;
            auto answer =
                run_menu(theme, "run", row, context.ui.comparison.left_out.count(row.id) != 0);
            if (!answer) answer = colour_popup(theme, "colour", row);
            if (answer) act(context, row, *answer);
            ask_to_delete(context, row);
        }
        group_menu(context, rows);
        const Words close = Words("Close ") + counted(std::int64_t(closing_.size()), "run");
        if (confirm(theme, "close?",
                    {close + "?",
                     "What is kept of them in a folder stays there; what is kept nowhere is lost.",
                     close, "Leave them open"}))
            for (const RunId run : closing_) context.requests.remove_run(run);
        fork_.draw(context, rows);
    }

    void ask_to_delete(PanelContext& context, const RunRow& row) {
        const bool kept = row.snapshot->kept && !row.snapshot->kept->folder.empty();
        if (!confirm(context.theme, "delete?",
                     {Words("Delete ") + row.name + "?",
                      kept ? "Its folder goes to the trash folder beside it, from where it can be "
                             "taken back."
                           : "It is kept in no folder: it will be lost.",
                      "Delete", "Keep it"}))
            return;
        context.ui.comparison.left_out.erase(row.id);
        if (context.ui.run_list.focused == row.id) context.ui.run_list.focused = RunId::none;
        context.requests.delete_run(row.id);
    }

    void group_menu(PanelContext& context, const std::vector<RunRow>& rows) {
        const Theme& theme = context.theme;
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 2, theme.unit * 2));
        if (ImGui::BeginPopup("group")) {
            std::vector<RunRow> members;
            for (const RunRow& row : rows)
                if (row.about.group == menu_group_) members.push_back(row);
            if (ImGui::Selectable("Pause its runs")) pause(context, members, true);
            if (ImGui::Selectable("Let its runs go on")) pause(context, members, false);
            if (ImGui::Selectable("Leave all out of the comparison"))
                for (const RunRow& row : members) context.ui.comparison.left_out.insert(row.id);
            if (ImGui::Selectable("Compare all"))
                for (const RunRow& row : members) context.ui.comparison.left_out.erase(row.id);
            if (ImGui::Selectable("Close its runs...")) {
                closing_.clear();
                for (const RunRow& row : members) closing_.push_back(row.id);
                ask_close_ = true;
            }
            ImGui::EndPopup();
        }
        ImGui::PopStyleVar();
    }

    void act(PanelContext& context, const RunRow& row, const MenuAnswer& answer) {
        Requests& requests = context.requests;
        switch (answer.act) {
            case RunAct::show:
                return requests.show_run(row.id);
            case RunAct::toggle:
                return toggle(context, row);
            case RunAct::rename:
                return begin_typing(row, Typing::name);
            case RunAct::note:
                return begin_typing(row, Typing::note);
            case RunAct::colour: {
                RunAbout about = row.about;
                about.colour = answer.colour;
                return describe(context, row.id, about);
            }
            case RunAct::leave_out:
                return leave_out(context.ui, row.id);
            case RunAct::duplicate: {
                NewRun copy;
                copy.config = *row.snapshot->config;
                copy.about.name = row.name + " (copy)";
                requests.start_runs({copy});
                return;
            }
            case RunAct::fork:
                return fork_.open(row.id, answer.step);
            case RunAct::save:
                return requests.send(row.id, Save{});
            case RunAct::close:
                return requests.remove_run(row.id);
            case RunAct::remove:
                ask_delete_ = true;
                return;
        }
    }

    static void toggle(PanelContext& context, const RunRow& row) {
        if (!row.obeys()) return;
        if (row.training())
            context.requests.send(row.id, Pause{});
        else
            context.requests.send(row.id, Train{});
    }

    // ---- below the list

    static float footer_height(const Theme& theme, float width) {
        return theme.unit * (width > theme.unit * 80 ? 9.0f : 17.0f);
    }

    void foot(PanelContext& context, float width) {
        const Theme& theme = context.theme;
        const bool wide = width > theme.unit * 80;
        const float each = wide ? (width - theme.unit * 2) / 2 : width;
        ImGui::Dummy(ImVec2(0, theme.unit));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.unit));
        if (text_button(theme, "New sweep...", false, each)) context.ui.tabs["runs"] = "sweep";
        if (wide) ImGui::SameLine(0, theme.unit * 2);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (text_button(theme, "Open a folder of runs...", false, each)) {
            ImGui::OpenPopup("open");
            focus_path_ = true;
        }
        ImGui::PopStyleVar();
        ImGui::SetNextWindowPos(ImVec2(at.x, at.y - theme.unit), ImGuiCond_Always, ImVec2(0, 1));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 4, theme.unit * 3));
        if (ImGui::BeginPopup("open")) {
            const float room = theme.unit * 100;
            {
                FontScope font(theme.small);
                ImGui::PushTextWrapPos(room);
                ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
                ImGui::TextUnformatted(
                    "Type or paste the path of a run's folder, or of a folder that holds runs. It "
                    "can also be dropped on the window.");
                ImGui::PopStyleColor();
                ImGui::PopTextWrapPos();
            }
            const FieldNews news =
                text_field(theme, "##path", path_, "/home/me/runs", room, focus_path_);
            focus_path_ = false;
            ImGui::Dummy(ImVec2(0, theme.unit));
            if ((text_button(theme, "Open", !path_.empty()) || news.entered) && !path_.empty()) {
                context.requests.open_runs(path_);
                path_.clear();
                ImGui::CloseCurrentPopup();
            }
            ImGui::EndPopup();
        }
        ImGui::PopStyleVar();
    }

    // ---- keys

    void act_on_keys(PanelContext& context, const std::vector<RunGroup>& groups) {
        RunListView& list = context.ui.run_list;
        const std::vector<RunKey> keys = std::exchange(list.keys, {});
        for (const RunKey key : keys) {
            const RunId at = list.focused != RunId::none ? list.focused : context.ui.shown;
            const RunRow* row = nullptr;
            for (const RunGroup& group : groups)
                for (const RunRow& each : group.rows)
                    if (each.id == at) row = &each;
            if (key == RunKey::up || key == RunKey::down) {
                list.focused = neighbour(groups, context.ui.comparison.folded, at,
                                         key == RunKey::down ? 1 : -1);
                follow_ = true;
                continue;
            }
            if (!row) continue;
            acted_on_ = row->id;
            if (key == RunKey::show) context.requests.show_run(row->id);
            if (key == RunKey::rename) begin_typing(*row, Typing::name);
            if (key == RunKey::remove) ask_delete_ = true;
            if (key == RunKey::toggle) toggle(context, *row);
        }
    }

    RunReader reader_;
    ForkDialog fork_;
    OpenRuns open_;
    std::vector<std::shared_ptr<const AnalysisResult>> results_;  // of open_, where there are any
    Kept<Listed, OpenRuns, std::vector<std::shared_ptr<const AnalysisResult>>, std::uint64_t,
         std::string, bool, bool>
        listed_;
    std::vector<RunId> order_;  // in which rows were shown
    std::string sorted_;        // and what by
    bool hovered_ = false;      // the mouse is over the list
    Typing typing_ = Typing::nothing;
    RunId typed_run_ = RunId::none, acted_on_ = RunId::none;
    std::string typed_, before_;
    bool focus_ = false, focus_path_ = false, follow_ = false;
    bool ask_menu_ = false, ask_colour_ = false, ask_group_ = false, ask_delete_ = false,
         ask_close_ = false;
    std::vector<RunId> closing_;
    std::string menu_group_, path_;
};

}  // namespace

std::unique_ptr<Panel> make_runs_panel() { return std::make_unique<RunsPanel>(); }

}  // namespace latent::app
