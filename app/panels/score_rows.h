// The scores of a run as rows, for the table and for the curves alike: one a figure, in the order of
// the catalog with the dear ones last, so that a score has the same colour in both. Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/measurements.h"

namespace latent::app {

// The analysis whose matrix is the factor matrix: not a score, and drawn by a panel of its own.
inline const char* const kFactorMatrix = "factor_matrix";

struct ScoreRow {
    const PartInfo* part = nullptr;
    Measured state;
    const Figure* figure = nullptr;  // null: nothing was measured yet; lives as long as `state`
    int colour = 0;                  // index of its series colour

    const std::string& id() const { return figure ? figure->id : part->id; }
    const std::string& label() const { return figure ? figure->label : part->label; }
    // Where no heading says what it is of: "DCI disentanglement".
    Words full_label() const {
        return figure && part->dear ? Words(part->label) + " " + figure->label : Words(label());
    }
};
using ScoreRows = Few<ScoreRow, 48>;

// Analyses of the family "disentanglement" that can be made of the run shown.
ScoreRows score_rows(PanelContext& context);

// True for a figure that is a score of one factor alone ("mig_scale"): a detail, shown on demand.
bool of_one_factor(const Figure& figure, const std::vector<FactorInfo>& factors);

}  // namespace latent::app
