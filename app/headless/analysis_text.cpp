#include "headless/analysis_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <string>

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

std::string point_text(const Curve& curve, std::size_t i) {
    return readable(double(curve.y[i])) + " at " + readable(double(curve.x[i]));
}

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

}  // namespace

void print(std::ostream& out, const PartInfo& analysis, const AnalysisResult& result) {
    out << analysis.label << " (" << analysis.id << ")";
    if (!result.problem.empty()) {
        out << '\n';
        return print_wrapped(out, result.problem);
    }
    out << ", step " << with_separators(result.step) << '\n';
    print_wrapped(out, result.verdict);
    if (!result.figures.empty()) out << '\n';
    Table table({Align::left, Align::right, Align::left});
    for (const Figure& figure : result.figures)
        table.row({figure.label, figure_text(figure.value), figure.unit});
    table.print(out, kIndent);
    for (const Chart& chart : result.charts) print_chart(out, chart);
}

}  // namespace latent::headless
