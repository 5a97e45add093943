#include "panels/compare/dimension_match.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/format.h"

namespace latent::app {

DimensionMatch match_of(const Answer& answer, int first_width, int second_width) {
    DimensionMatch match;
    if (!answer.problem.empty() || first_width <= 0 || second_width <= 0) return match;
    const std::size_t cells = std::size_t(first_width) * std::size_t(second_width);
    if (answer.correlations.size() != cells || answer.partners.size() != std::size_t(first_width))
        return match;
    match.rows = first_width;
    match.columns = second_width;
    match.correlations = answer.correlations;

    const auto partner_of = [&](int row) {
        const int partner = answer.partners[std::size_t(row)];
        return partner >= 0 && partner < second_width ? partner : -1;
    };
    const auto strength = [&](int row) {
        const int partner = partner_of(row);
        const float r = partner < 0 ? -1 : std::abs(match.at(row, partner));
        return std::isfinite(r) ? r : -1;
    };
    match.row_order.resize(std::size_t(first_width));
    std::iota(match.row_order.begin(), match.row_order.end(), 0);
    std::stable_sort(match.row_order.begin(), match.row_order.end(),
                     [&](int a, int b) { return strength(a) > strength(b); });
    std::vector<bool> taken(std::size_t(second_width), false);
    for (const int row : match.row_order) {
        const float r = strength(row);
        if (r < 0) continue;
        const int partner = partner_of(row);
        if (taken[std::size_t(partner)]) continue;
        taken[std::size_t(partner)] = true;
        match.column_order.push_back(partner);
        ++match.matched;
        match.same += r >= DimensionMatch::kSame;
        match.mean += r;
    }
    if (match.matched > 0) match.mean /= float(match.matched);
    for (int column = 0; column < second_width; ++column)
        if (!taken[std::size_t(column)]) match.column_order.push_back(column);
    return match;
}

std::string match_sentence(const DimensionMatch& match) {
    if (match.rows == 0) return "";
    if (match.matched == 0) return "No dimension of one has a partner in the other: all are still.";
    const std::string mean = "Mean best-match correlation " + fixed(double(match.mean), 2) + ": ";
    const std::string pairs = grouped(match.matched);
    if (match.same == match.matched)
        return mean + (match.matched == 1 ? "both runs found the same feature."
                                          : "both runs found the same " + pairs + " features.");
    if (match.same * 2 >= match.matched)
        return mean + grouped(match.same) + " of " + pairs +
               " features are the same in both; the others are mixed.";
    if (match.same > 0)
        return mean + "only " + grouped(match.same) + " of " + pairs +
               " features are the same; the other axes are arbitrary.";
    return mean +
           "the axes are arbitrary. Each run spreads what it knows over its dimensions in a "
           "way of its own.";
}

std::string correlation_text(float r) {
    return std::isfinite(r) ? fixed(double(r), 2) : std::string("constant");
}

}  // namespace latent::app
