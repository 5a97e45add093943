#include "metrics/pieces.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <numeric>
#include <random>
#include <set>

namespace latent::metrics {
namespace {

constexpr std::uint64_t kRowSeed = 11, kLabelSeed = 12;

template <class T>
std::vector<T> columns_at(const std::vector<T>& from, std::size_t width,
                          const std::vector<std::int64_t>& rows) {
    std::vector<T> to;
    if (from.empty()) return to;
    to.reserve(rows.size() * width);
    for (std::int64_t row : rows) {
        const auto begin = from.begin() + row * std::int64_t(width);
        to.insert(to.end(), begin, begin + std::int64_t(width));
    }
    return to;
}

}  // namespace

std::vector<std::int64_t> shuffled_rows(std::int64_t n, std::uint64_t seed) {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(n));
    std::iota(rows.begin(), rows.end(), 0);
    std::mt19937_64 rng(seed);
    // std::shuffle differs between libraries; the remainder's bias is 1e-15 for tables of any size.
    for (std::size_t i = rows.size(); i > 1; --i)
        std::swap(rows[i - 1], rows[std::size_t(rng() % i)]);
    return rows;
}

CodeTable rows_of(const CodeTable& table, const std::vector<std::int64_t>& rows) {
    CodeTable part;
    part.count = std::int64_t(rows.size());
    part.width = table.width;
    part.factors = table.factors;
    part.classes = table.classes;
    part.input_width = table.input_width;
    const auto width = std::size_t(table.width);
    part.codes = columns_at(table.codes, width, rows);
    part.logvars = columns_at(table.logvars, width, rows);
    part.values = columns_at(table.values, table.factors.size(), rows);
    part.labels = columns_at(table.labels, 1, rows);
    part.inputs = columns_at(table.inputs, std::size_t(table.input_width), rows);
    return part;
}

CodeTable at_most(const CodeTable& table, std::int64_t most) {
    if (table.count <= most) return table;
    std::vector<std::int64_t> rows = shuffled_rows(table.count, kRowSeed);
    rows.resize(std::size_t(most));
    std::sort(rows.begin(), rows.end());
    return rows_of(table, rows);
}

std::vector<int> shuffled(const std::vector<int>& labels) {
    std::vector<int> other;
    for (std::int64_t row : shuffled_rows(std::int64_t(labels.size()), kLabelSeed))
        other.push_back(labels[std::size_t(row)]);
    return other;
}

int classes_present(const std::vector<int>& labels) {
    return int(std::set<int>(labels.begin(), labels.end()).size());
}

std::string sentence(const char* format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return text;
}

std::string factor_figure_id(const std::string& score, const std::string& factor) {
    std::string id = score + "_" + factor;
    std::replace(id.begin(), id.end(), ' ', '_');
    return id;
}

std::string latent_name(std::int64_t index) { return "z" + std::to_string(index + 1); }

Figure undefined_figure(Figure figure, const std::string& why) {
    figure.value = kUnknown;
    figure.undefined = why;
    return figure;
}

}  // namespace latent::metrics
