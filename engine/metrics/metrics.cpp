#include "metrics/metric.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "catalog/entry.h"
#include "metrics/references.h"

namespace latent::metrics {

#define METRIC(id) MetricEntry describe_##id();
#include "metrics/metrics.inc"
#undef METRIC

const std::vector<MetricEntry>& metrics() {
    static const std::vector<MetricEntry> entries{
#define METRIC(id) describe_##id(),
#include "metrics/metrics.inc"
#undef METRIC
    };
    return entries;
}

namespace {

// Throws NotDefined for codes that no figure could be made of; counted from 0, as NumPy counts.
void check_finite(const CodeTable& table) {
    for (std::int64_t i = 0; i < table.count; ++i)
        for (std::int64_t j = 0; j < table.width; ++j)
            if (const float value = table.code(i)[j]; !std::isfinite(value))
                throw NotDefined("Row " + std::to_string(i) + ", column " + std::to_string(j) +
                                 " of the codes is " +
                                 (std::isnan(value) ? "not a number" : "infinite") +
                                 " (counted from 0). Has training diverged?");
}

void check_sizes(const CodeTable& table) {
    const auto n = std::size_t(std::max<std::int64_t>(table.count, 0));
    const auto fits = [n](std::size_t size, std::size_t each) { return size == n * each; };
    if (!fits(table.codes.size(), std::size_t(table.width)) ||
        !fits(table.values.size(), table.factors.size()) ||
        !(table.labels.empty() || fits(table.labels.size(), 1)) ||
        !(table.inputs.empty() || fits(table.inputs.size(), std::size_t(table.input_width))) ||
        !(table.logvars.empty() || fits(table.logvars.size(), std::size_t(table.width))))
        throw std::invalid_argument("The columns of a table of codes must be of equal length.");
}

void check_needs(const MetricEntry& entry, const CodeTable& table) {
    if (table.count == 0 || table.width == 0) throw NotDefined("There are no codes to measure.");
    if (entry.info.needs_factors && table.factors.empty())
        throw NotDefined("It compares the code with known factors, and these data have none.");
    if (entry.info.needs_labels && table.labels.empty())
        throw NotDefined("It compares the code with classes, and these data have none.");
    if (entry.needs_inputs && table.inputs.empty())
        throw NotDefined(
            "It compares the code with the samples that were encoded, and they were "
            "not given.");
}

// "MIG is 0.62; a perfect code has 0.90 on these samples, pure noise 0.00."; where it is undefined,
// why.
std::string comparison(const Figure& figure) {
    if (std::isnan(figure.value)) return figure.undefined;
    const auto two_digits = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f", value);
        return std::string(text);
    };
    std::string text = figure.label + " is " + two_digits(figure.value);
    if (std::isfinite(figure.ceiling) && std::isfinite(figure.chance))
        text += "; a perfect code has " + two_digits(figure.ceiling) +
                " on these samples, pure noise " + two_digits(figure.chance);
    text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text + ".";
}

constexpr std::int64_t kFewest = 10;  // of fewer, every code looks perfect

}  // namespace

AnalysisResult measure(const std::string& id, const CodeTable& table, const Report& report) {
    const MetricEntry& entry = entry_of(metrics(), id);
    check_sizes(table);
    check_needs(entry, table);
    check_finite(table);
    if (entry.info.needs_factors && table.count < kFewest)
        throw NotDefined("Scores of factors need at least 10 codes; here are " +
                         std::to_string(table.count) + ".");
    const Report told = part_of(report, 0, entry.info.needs_factors ? 1.0 / 3 : 1.0);
    AnalysisResult result = entry.measure(table, told);
    const bool any = std::any_of(result.figures.begin(), result.figures.end(),
                                 [](const Figure& figure) { return !std::isnan(figure.value); });
    if (entry.info.needs_factors && any) {
        add_references(result, entry, table, part_of(report, 1.0 / 3, 1));
        if (entry.verdict_compares) result.verdict = comparison(result.figures[0]) + result.verdict;
    }
    if (result.samples == 0) result.samples = table.count;  // else it took fewer rows
    return result;
}

}  // namespace latent::metrics
