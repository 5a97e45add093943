#include "panels/traversal_text.h"

#include <algorithm>
#include <cmath>

#include "state/traversal.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

Words row_value(const TraversalRow& row) {
    if (row.order == DirectionOrder::effect && row.has_effect())
        return Words("effect ") + significant(row.effects[std::size_t(row.row)], 2);
    if (row.direction.share >= 0) return Words(percent(row.direction.share)) + " of var.";
    if (!row.directions.stats) return "";
    return Words(weight_name(row.directions)) + " " +
           significant(row.directions.weight(row.row), 2);
}

Words row_sentence(const TraversalRow& row, bool brief) {
    if (row.direction.dead) return row.direction.reason;
    Words text;
    if (!row.directions.principal) text = moved_factor(row.factors, row.row);
    std::string_view read;
    if (row.reading)
        read = brief && !row.reading->brief.empty() ? row.reading->brief : row.reading->sentence;
    if (!text.empty() && !read.empty()) text += "; ";
    return text + read;
}

void draw_row_name(const Theme& theme, const TraversalRow& row, ImVec2 at, float height) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    FontScope font(theme.small);
    const float line = ImGui::GetTextLineHeight();
    const float top = at.y + std::max(0.0f, (height - line * 2) / 2);
    draw_tabular(draw, ImVec2(at.x, top), row.direction.dead ? theme.muted : theme.text,
                 row.direction.name);
    draw_tabular(draw, ImVec2(at.x, top + line), theme.muted, row_value(row));
}

void draw_row_words(const Theme& theme, const TraversalRow& row, ImVec2 at, ImVec2 room) {
    FontScope font(theme.small);
    const float line = ImGui::GetTextLineHeight();
    const auto lines = wrapped(row_sentence(row, true), room.x, std::max(1, int(room.y / line)));
    float y = at.y + std::max(0.0f, (room.y - line * float(lines.size())) / 2);
    for (const Words& text : lines) {
        ImGui::GetWindowDrawList()->AddText(ImVec2(std::floor(at.x), std::floor(y)),
                                            row.direction.dead ? theme.muted : theme.text,
                                            text.c_str());
        y += line;
    }
}

void row_tooltip(const Theme& theme, const TraversalRow& row, RowPart part) {
    const Direction& direction = row.direction;
    Help help;
    help.title = direction.name + (direction.dead ? ", dead" : "");
    if (part == RowPart::words && row.reading) {
        help.sentence = row_sentence(row, false);
        for (const Reading::Change& change : row.reading->changes)
            help.note += (help.note.empty() ? "" : "\n") + change.measure + ": " +
                         significant(change.first, 3) + " to " + significant(change.last, 3) +
                         (std::fabs(change.amount) >= 1 ? ", a clear change" : "");
    } else if (row.directions.stats) {
        help.sentence = "Codes of the data: mean " + fixed(direction.mean, 2) + ", spread " +
                        fixed(direction.deviation, 2) + ", most from " + fixed(direction.low, 2) +
                        " to " + fixed(direction.high, 2) + ".";
        if (row.directions.stats->gaussian && !row.directions.principal)
            help.sentence += " KL " + significant(direction.kl, 3) + " nats.";
        if (row.has_effect())
            help.sentence +=
                " Effect " + significant(row.effects[std::size_t(row.row)], 3) + " a unit.";
        help.note = direction.reason;
    }
    if (!help.sentence.empty()) help_tooltip(theme, help);
}

}  // namespace latent::app
