#include "panels/table_export.h"

#include <algorithm>
#include <cmath>

#include "widgets/export_menu.h"

namespace latent::app {
namespace {

std::string number(double value) {
    return std::isfinite(value) ? csv_number(float(value)) : std::string();
}

}  // namespace

std::vector<std::string> figure_columns() {
    return {"id",      "score", "value",   "unit",    "noise",
            "perfect", "step",  "samples", "seconds", "undefined"};
}

std::vector<std::string> figure_row(const Figure& figure, const std::string& label,
                                    const AnalysisResult& result) {
    return {figure.id,
            label,
            figure.undefined.empty() ? number(figure.value) : std::string(),
            figure.unit,
            number(figure.chance),
            number(figure.ceiling),
            std::to_string(result.step),
            std::to_string(result.samples),
            number(result.seconds),
            figure.undefined};
}

CsvTable table_of(const Matrix& matrix) {
    CsvTable table;
    table.names = {matrix.title};
    table.names.insert(table.names.end(), matrix.columns.begin(), matrix.columns.end());
    for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
        std::vector<std::string> row{matrix.rows[r]};
        for (std::size_t c = 0; c < matrix.columns.size(); ++c)
            row.push_back(number(double(matrix.value(r, c))));
        table.rows.push_back(std::move(row));
    }
    return table;
}

CsvTable table_of(const ScoreRows& rows) {
    CsvTable table;
    table.names = figure_columns();
    for (const ScoreRow& row : rows) {
        if (!row.figure) continue;
        table.rows.push_back(figure_row(*row.figure, row.full_label(), *row.state.last));
    }
    return table;
}

CsvTable curves_of(const ScoreRows& rows) {
    CsvTable table;
    table.names = {"score", "step", "value"};
    for (const ScoreRow& row : rows) {
        if (!row.figure) continue;
        for (const Series& series : row.state.last->trend)
            if (series.id == row.figure->id)
                for (std::size_t i = 0; i < std::min(series.steps.size(), series.values.size());
                     ++i)
                    table.rows.push_back({series.id, std::to_string(series.steps[i]),
                                          number(double(series.values[i]))});
    }
    return table;
}

void export_table(PanelContext& context, CaptionLine& line, std::string_view name,
                  const std::function<CsvTable()>& table, std::string_view why_not) {
    const auto chosen = export_menu(
        context.theme, line, {{"csv", "Table (CSV)", why_not}, {"png", "Picture (PNG)", why_not}});
    if (!chosen) return;
    if (*chosen == "csv") {
        context.requests.save_file(
            std::string(name) + ".csv",
            [rows = table()](const std::string& path) { write_csv(path, rows); });
    } else {
        const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
        context.requests.save_picture(at, ImVec2(at.x + size.x, at.y + size.y), std::string(name));
    }
}

}  // namespace latent::app
