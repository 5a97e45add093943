#include "headless/analysis_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ostream>
#include <string>
#include <vector>

#include "headless/table.h"

namespace latent::headless {
namespace {

constexpr int kIndent = 2;

void print_wrapped(std::ostream& out, const std::string& text) {
    for (const std::string& line : wrapped(text, output_width() - kIndent))
        out << std::string(kIndent, ' ') << line << '\n';
}

// Whole numbers in full, others with four digits.
std::string figure_text(double value) {
    const bool whole =
        std::isfinite(value) && value == std::floor(value) && std::fabs(value) < 1e15;
    return whole ? with_separators(std::int64_t(value)) : readable(value);
}

std::string two_decimals(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string point_text(const Curve& curve, std::size_t i) {
    return readable(double(curve.y[i])) + " at " + readable(double(curve.x[i]));
}

// "" where the question makes no sense.
std::string reference_text(double value) { return std::isnan(value) ? "" : figure_text(value); }

// From where to where, and how low and high in between.
void print_chart(std::ostream& out, const Chart& chart) {
    out << '\n' << std::string(kIndent, ' ') << chart.title;
    if (!chart.y_label.empty() && !chart.x_label.empty())
        out << " (" << chart.y_label << " over " << chart.x_label << ")";
    out << '\n';
    Table table({Align::left, Align::left, Align::left, Align::left});
    table.row({"curve", "begins", "ends", "lowest"});
    for (const Curve& curve : chart.curves) {
        const std::size_t count = std::min(curve.x.size(), curve.y.size());
        if (count == 0) continue;
        const auto lowest =
            std::min_element(curve.y.begin(), curve.y.begin() + std::ptrdiff_t(count));
        table.row({curve.label, point_text(curve, 0), point_text(curve, count - 1),
                   point_text(curve, std::size_t(lowest - curve.y.begin()))});
    }
    table.print(out, kIndent * 2);
}

// The whole table, as far as the terminal is wide: the columns that do not fit are counted.
void print_matrix(std::ostream& out, const Matrix& matrix) {
    out << '\n' << std::string(kIndent, ' ') << matrix.title << '\n';
    std::size_t names = 0, widest = 5;
    for (const std::string& row : matrix.rows) names = std::max(names, row.size());
    for (const std::string& column : matrix.columns) widest = std::max(widest, column.size());
    const int room = output_width() - kIndent * 2 - int(names);
    const std::size_t shown =
        std::min(matrix.columns.size(), std::size_t(std::max(1, room / (int(widest) + 2))));
    Table table(std::vector<Align>(shown + 1, Align::right));
    std::vector<std::string> head{""};
    head.insert(head.end(), matrix.columns.begin(), matrix.columns.begin() + std::ptrdiff_t(shown));
    table.row(std::move(head));
    for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
        std::vector<std::string> cells{matrix.rows[r]};
        for (std::size_t c = 0; c < shown; ++c) {
            const double value = double(matrix.value(r, c));
            cells.push_back(std::isfinite(value) ? two_decimals(value) : "-");
        }
        table.row(std::move(cells));
    }
    table.print(out, kIndent * 2);
    if (shown < matrix.columns.size())
        print_wrapped(out, with_separators(std::int64_t(matrix.columns.size() - shown)) +
                               " more columns do not fit the terminal.");
}

}  // namespace

void print_figures(std::ostream& out, const std::vector<Figure>& figures, int indent) {
    const bool references = std::any_of(figures.begin(), figures.end(), [](const Figure& figure) {
        return !std::isnan(figure.ceiling) || !std::isnan(figure.chance);
    });
    Table table({Align::left, Align::right, Align::left, Align::right, Align::right});
    if (references) table.row({"figure", "value", "", "perfect code", "pure noise"});
    std::vector<std::string> reasons;
    for (const Figure& figure : figures) {
        const std::string value =
            figure.undefined.empty() ? figure_text(figure.value) : "undefined";
        table.row({figure.label, value, figure.unit, reference_text(figure.ceiling),
                   reference_text(figure.chance)});
        const std::string reason = "Undefined: " + figure.undefined;
        if (!figure.undefined.empty() &&
            std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
            reasons.push_back(reason);
    }
    table.print(out, indent);
    for (const std::string& reason : reasons)
        for (const std::string& line : wrapped(reason, output_width() - indent))
            out << std::string(std::size_t(indent), ' ') << line << '\n';
}

void print(std::ostream& out, const PartInfo& analysis, const AnalysisResult& result) {
    out << analysis.label << " (" << analysis.id << ")";
    if (!result.problem.empty()) {
        out << '\n';
        return print_wrapped(out, result.problem);
    }
    out << ", step " << with_separators(result.step) << '\n';
    print_wrapped(out, result.verdict);
    if (!result.figures.empty()) out << '\n';
    print_figures(out, result.figures, kIndent);
    for (const Matrix& matrix : result.matrices) print_matrix(out, matrix);
    for (const Chart& chart : result.charts) print_chart(out, chart);
}

}  // namespace latent::headless
