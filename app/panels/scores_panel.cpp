// Scores: how well the code tells the known factors apart, each between what noise and what a
// perfect code gets on the same samples. The cheap ones keep themselves fresh while the panel is on
// screen; a dear one is measured when it is asked for. Any of them can be cancelled.
#include <algorithm>
#include <cmath>

#include "panels/panel.h"
#include "panels/score_rows.h"
#include "panels/table_export.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/score_bar.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::int64_t kDearSteps = 1000;

// Where the columns of a row are.
struct Columns {
    float left, name, chance, bar, bar_end, ceiling, value, codes, seconds;  // right ends but `bar`
    bool cost = false;  // there is room for samples and seconds
};

Columns columns_of(const Theme& theme, float left, float width) {
    const float u = theme.unit, number = tabular_width("0.00");
    Columns c{};
    c.left = left;
    c.cost = width > u * 125;
    float right = left + width - u;
    c.seconds = right;
    if (c.cost) right -= tabular_width("000.0 s") + u * 2;
    c.codes = right;
    if (c.cost) right -= tabular_width("00,000") + u * 3;
    c.value = right;
    right -= tabular_width("0.000") + u * 3;
    c.ceiling = right;
    c.bar_end = right - number - u * 1.5f;
    // The name has what the bar can spare.
    const float room = c.bar_end - left;
    c.bar = c.bar_end - std::clamp(room * 0.38f, u * 12, u * 50);
    c.chance = c.bar - u * 1.5f;
    c.name = c.chance - number - u;
    return c;
}

class ScoresPanel final : public Panel {
 public:
    const char* id() const override { return "scores"; }
    const char* title() const override { return "Scores"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        if (context.ui.shown == RunId::none || !context.snapshot.cloud || !context.snapshot.data)
            return empty_state(
                theme, waiting_text(context.snapshot, "How well the code is disentangled appears"));
        const ScoreRows rows = score_rows(context);
        if (rows.empty())
            return empty_state(theme, context.snapshot.data->factors.empty()
                                          ? no_factors(*context.snapshot.data) +
                                                " There is no score that does without."
                                          : Words("This engine has no scores."));
        refresh(context, rows);
        caption(context, rows);
        if (ImGui::BeginChild("rows", ImGui::GetContentRegionAvail())) {
            FontScope font(theme.small);
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
            table(context, rows);
            ImGui::PopStyleVar();
        }
        ImGui::EndChild();
    }

 private:
    static Words no_factors(const DatasetInfo& data) {
        return Words("The factors behind ") + data.label + " are not known.";
    }

    static void refresh(PanelContext& context, const ScoreRows& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const PartInfo& part = *rows[i].part;
            if (i > 0 && rows[i - 1].part == &part) continue;
            if (!part.dear)
                keep_fresh(context, part.id);
            else if (context.ui.scores.dear_by_itself)
                keep_fresh(context, part.id, {kDearSteps, 3, false});
        }
    }

    // With the oldest step among those that keep themselves fresh: the table is no newer.
    static void caption(PanelContext& context, const ScoreRows& rows) {
        const Measured* oldest = nullptr;
        for (const ScoreRow& row : rows)
            if (!row.part->dear && row.state.found() &&
                (!oldest || row.state.last->step < oldest->last->step))
                oldest = &row.state;
        if (!oldest) return;
        CaptionLine line(context.theme);
        export_table(context, line, "scores", [&] { return table_of(rows); });
        line.text(context.theme.muted, stamp_text(*oldest, context.snapshot));
    }

    static void table(PanelContext& context, const ScoreRows& rows) {
        const Theme& theme = context.theme;
        const float width = ImGui::GetContentRegionAvail().x;
        const Columns columns = columns_of(theme, ImGui::GetCursorScreenPos().x, width);
        if (context.snapshot.data->factors.empty()) {
            paragraph(theme.muted, no_factors(*context.snapshot.data) +
                                       " What can be said without them is measured.");
            ImGui::Dummy(ImVec2(width, theme.unit * 2));
        }
        heads(theme, columns, rows);
        for (const ScoreRow& row : rows)
            if (!row.part->dear) line(context, columns, row);
        const PartInfo* group = nullptr;
        for (const ScoreRow& row : rows) {
            if (!row.part->dear) continue;
            if (!group) on_demand(context, width);
            if (group != row.part) dear_head(context, row, width);
            group = row.part;
            if (row.figure) line(context, columns, row);
        }
    }

    static void heads(const Theme& theme, const Columns& columns, const ScoreRows& rows) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float y = ImGui::GetCursorScreenPos().y;
        const auto right = [&](float x, const char* text) {
            draw_text(draw, ImVec2(x - ImGui::CalcTextSize(text).x, y), theme.muted, text);
        };
        const auto any = [&](auto known) {
            return std::any_of(rows.begin(), rows.end(), [&](const ScoreRow& row) {
                return row.figure && std::isfinite(known(*row.figure));
            });
        };
        if (any([](const Figure& f) { return f.chance; })) right(columns.chance, "noise");
        if (any([](const Figure& f) { return f.ceiling; })) right(columns.ceiling, "perfect");
        right(columns.value, "value");
        if (columns.cost) right(columns.codes, "codes"), right(columns.seconds, "took");
        ImGui::Dummy(ImVec2(1, theme.unit * 4.5f));
    }

    static void on_demand(PanelContext& context, float width) {
        const Theme& theme = context.theme;
        ImGui::Dummy(ImVec2(width, theme.unit * 1.5f));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text(*ImGui::GetWindowDrawList(), at, theme.muted, "ON DEMAND");
        {
            CaptionLine line(theme, at.y);
            line.toggle("every 1,000 steps", context.ui.scores.dear_by_itself,
                        "Measure these by themselves, too, whenever the net has come 1,000 steps "
                        "further. Each takes some seconds of a processor core.");
        }
        ImGui::Dummy(ImVec2(width, theme.unit * 5));
    }

    // A dear analysis: its name, and what can be done about it.
    static void dear_head(PanelContext& context, const ScoreRow& row, float width) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const Measured& state = row.state;
        const Words mark = Words("##") + row.part->id;
        float room = width;
        {
            CaptionLine line(theme, at.y);
            if (state.busy && state.since >= Measuring::kPatience) {
                if (line.button((Words("cancel") + mark).c_str(),
                                "Stop measuring; the last result stays."))
                    cancel(context, row.part->id);
                line.text(theme.accent, progress_text(state));
            } else if (!state.busy && (state.cancelled || !context.ui.scores.dear_by_itself)) {
                const Words word = state.found() ? "measure again" : "measure";
                if (line.button((word + mark).c_str(), row.part->summary.c_str()))
                    measure(context, row.part->id);
            }
            if (state.found() && !state.busy)
                line.text(theme.muted, stamp_text(state, context.snapshot));
        }
        room -= theme.unit * 60;
        draw_text(*ImGui::GetWindowDrawList(), at, theme.text, row.part->label,
                  std::max(room, width * 0.4f));
        ImGui::Dummy(ImVec2(width, theme.unit * 5));
        if (state.last && !state.last->problem.empty()) {
            paragraph(theme.warn, state.last->problem);
            ImGui::Dummy(ImVec2(width, theme.unit));
        }
    }

    static std::string progress_text(const Measured& state) {
        return state.running ? percent(state.running->progress) : "waiting";
    }

    static void line(PanelContext& context, const Columns& columns, const ScoreRow& row) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float height = theme.unit * 4.5f, width = ImGui::GetContentRegionAvail().x;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float y = std::floor(at.y + (height - ImGui::GetTextLineHeight()) / 2);
        const std::string& id = row.id();
        const char* word = offered(row);
        // Beside a figure only under the mouse: most are measured in no time, and would flicker.
        if (word && row.figure &&
            !(ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
              ImGui::IsMouseHoveringRect(at, ImVec2(at.x + width, at.y + height))))
            word = nullptr;
        const float word_width = word ? ImGui::CalcTextSize(word).x + theme.unit * 2 : 0;
        ImGui::PushID(id.c_str());
        const bool clicked =
            ImGui::InvisibleButton("score", ImVec2(std::max(1.0f, width - word_width), height));
        const bool hovered = ImGui::IsItemHovered();
        if (word)
            offer(context, row, word, ImVec2(at.x + width - word_width, at.y),
                  ImVec2(word_width, height));
        ImGui::PopID();
        std::string& focused = context.ui.scores.focused;
        if (clicked && row.figure) focused = focused == id ? "" : id;
        if (focused == id)
            draw.AddRectFilled(at, ImVec2(at.x + width, at.y + height), theme.selection,
                               theme.unit / 2);
        const ImU32 colour = theme.series_colour(row.colour);
        const ImU32 ink = row.state.of_before ? theme.muted : theme.text;
        draw.AddCircleFilled(ImVec2(columns.left + theme.unit * 1.5f, at.y + height / 2),
                             theme.unit * 0.9f, colour);
        const float name = columns.left + theme.unit * 3.5f;
        const bool words = !row.figure || !row.figure->undefined.empty();
        const bool scale = !words && bar_scale(*row.figure).known;
        // Where there is no scale, its room is the name's.
        const bool wide = !words && !scale && !std::isfinite(row.figure->chance);
        const float end = wide ? columns.ceiling : columns.name;
        draw_text(draw, ImVec2(name, y), hovered ? theme.accent : ink, row.label(), end - name);
        if (words) {
            draw_text(
                draw, ImVec2(columns.name + theme.unit, y), row.figure ? theme.warn : theme.muted,
                in_words(row),
                std::min(columns.value, at.x + width - word_width) - columns.name - theme.unit);
        } else {
            draw_tabular_right(draw, ImVec2(columns.chance, y), theme.muted,
                               score_text(row.figure->chance));
            if (scale) {
                draw_tabular_right(draw, ImVec2(columns.ceiling, y), theme.muted,
                                   score_text(row.figure->ceiling));
                draw_score_bar(theme, draw, ImVec2(columns.bar, at.y + height * 0.28f),
                               ImVec2(columns.bar_end, at.y + height * 0.72f), *row.figure,
                               row.state.of_before ? theme.muted : colour);
            }
            if (columns.cost || !word)
                draw_tabular_right(draw, ImVec2(columns.value, y), ink,
                                   value_text(*row.figure, scale));
        }
        if (columns.cost && row.state.found()) {
            const AnalysisResult& result = *row.state.last;
            if (result.samples > 0)
                draw_tabular_right(draw, ImVec2(columns.codes, y), theme.muted,
                                   grouped(result.samples));
            if (result.seconds > 0 && !word)
                draw_tabular_right(draw, ImVec2(columns.seconds, y), theme.muted,
                                   duration(result.seconds));
        }
        if (hovered) explain(context, row);
    }

    // What can be done about a cheap score in its own row; a dear one has a line for it. Null: nothing.
    static const char* offered(const ScoreRow& row) {
        if (row.part->dear) return nullptr;
        if (row.state.busy) return row.state.since >= Measuring::kPatience ? "cancel" : nullptr;
        return row.state.cancelled ? "measure" : nullptr;
    }

    // The word at the right end of the row.
    static void offer(PanelContext& context, const ScoreRow& row, const char* word, ImVec2 at,
                      ImVec2 size) {
        const Theme& theme = context.theme;
        ImGui::SetCursorScreenPos(at);
        const bool clicked = ImGui::InvisibleButton("offer", size);
        const bool hovered = ImGui::IsItemHovered();
        const ImVec2 text = ImGui::CalcTextSize(word);
        draw_text(
            *ImGui::GetWindowDrawList(),
            ImVec2(at.x + size.x - theme.unit - text.x, std::floor(at.y + (size.y - text.y) / 2)),
            hovered ? theme.accent : theme.text, word);
        if (hovered)
            help_tooltip(theme, {row.part->label,
                                 row.state.busy
                                     ? "Stop measuring (" + progress_text(row.state) +
                                           "); the last result stays, until it is asked for again."
                                     : "It was cancelled. Measure it, and keep it fresh.",
                                 "", "", ""});
        if (!clicked) return;
        if (row.state.busy)
            cancel(context, row.part->id);
        else
            measure(context, row.part->id);
    }

    static Words value_text(const Figure& figure, bool scale) {
        if (scale) return fixed(figure.value, 3);
        const bool whole = figure.value == std::floor(figure.value);
        const std::string text =
            whole ? grouped(std::int64_t(figure.value)) : significant(figure.value, 3);
        return figure.unit.empty() ? Words(text) : Words(text) + " " + figure.unit;
    }

    // What stands in place of a number.
    static Words in_words(const ScoreRow& row) {
        if (row.figure) return row.figure->undefined;
        if (row.state.busy) return Words("measuring, ") + progress_text(row.state);
        if (row.state.cancelled) return "cancelled";
        if (row.state.last) return row.state.last->problem;
        return "not measured yet";
    }

    static void explain(PanelContext& context, const ScoreRow& row) {
        const PartInfo& part = *row.part;
        if (!row.figure)
            return help_tooltip(context.theme, {part.label, part.summary, part.formula, part.source,
                                                row.state.last ? row.state.last->problem : ""});
        Help help = about(part, *row.figure, *row.state.last);
        if (bar_scale(*row.figure).known)
            help.note += "\nClick to see noise and the perfect code in the curves.";
        help_tooltip(context.theme, help);
    }
};

}  // namespace

std::unique_ptr<Panel> make_scores_panel() { return std::make_unique<ScoresPanel>(); }

}  // namespace latent::app
