// The words of a row of the traversal matrix: its name and figure on the left, what it changes on
// the right, and all of it in a tooltip. Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "latent/explorer.h"
#include "panels/panel.h"
#include "state/directions.h"
#include "state/explore_choices.h"

namespace latent::app {

struct TraversalRow {
    const Directions& directions;
    Direction direction;
    int row = 0;                              // number of the direction
    const std::vector<float>& effects;        // of all directions; empty: not known
    DirectionOrder order;                     // what the rows are sorted by
    const Reading* reading = nullptr;         // null: nothing was read
    const AnalysisResult* factors = nullptr;  // the analysis "factor_matrix", or null

    bool has_effect() const { return int(effects.size()) == directions.count(); }
};

// "KL 1.2"; what the rows are sorted by.
Words row_value(const TraversalRow& row);

// "moves x (0.71); x changes, size stays", or why it is dead. `brief`: where there is little room.
Words row_sentence(const TraversalRow& row, bool brief);

// In places `height` high, in the middle of it.
void draw_row_name(const Theme& theme, const TraversalRow& row, ImVec2 at, float height);
void draw_row_words(const Theme& theme, const TraversalRow& row, ImVec2 at, ImVec2 room);

enum class RowPart { name, words };
void row_tooltip(const Theme& theme, const TraversalRow& row, RowPart part);

}  // namespace latent::app
