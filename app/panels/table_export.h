// Matrices, scores and their curves as tables to save. Thread: any (values), UI (menu).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "export/csv.h"
#include "latent/analysis.h"
#include "panels/panel.h"
#include "panels/score_rows.h"
#include "widgets/caption.h"

namespace latent::app {

// A row a row, its name first.
CsvTable table_of(const Matrix& matrix);

// One figure of a result as a row under these columns.
std::vector<std::string> figure_columns();
std::vector<std::string> figure_row(const Figure& figure, const std::string& label,
                                    const AnalysisResult& result);

// A row a score: what it is, its value, noise, a perfect code, step, samples, seconds, and in words
// why it is undefined.
CsvTable table_of(const ScoreRows& rows);

// A row a point: score, step, value.
CsvTable curves_of(const ScoreRows& rows);

// The word "export" in the caption line of a panel, with this table and the panel's picture to
// choose from. `table` is called when it is chosen; `why_not` greys both. Call this while the
// panel's own window is the current one.
void export_table(PanelContext& context, CaptionLine& line, std::string_view name,
                  const std::function<CsvTable()>& table, std::string_view why_not = {});

}  // namespace latent::app
