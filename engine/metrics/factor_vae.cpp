// FactorVAE's score: hold one factor fixed; is it always the same dimension of the code that moves
// least?
//
//   a vote: one factor, held at one value in 64 samples; the dimension j with the least
//           Var_64(z_j) / Var(z_j) among those with a standard deviation of 0.05 or more
//   each dimension is taken to stand for the factor for which it got most of 10,000 votes;
//   score = the share of 20,000 further votes that agree
//
// Guessing scores 1 / factors. The factor is drawn evenly, its value as often as it occurs; the 64
// samples are drawn from those of the table that have it, or all of them where there are fewer.
// Values that fewer than 8 samples have cast no votes. Every vote reads every dimension: of codes
// wider than 64 the 64 of largest variance are measured.
//
// Source: Kim & Mnih 2018, arXiv 1802.05983, as disentanglement_lib computes it, which draws new
// samples for every vote, and tests on 5,000: more make the same score steadier.
#include <algorithm>
#include <cmath>

#include "metrics/by_value.h"

namespace latent::metrics {
namespace {

constexpr std::size_t kBatchOfAVote = 64, kFewestOfAVote = 8;
constexpr int kVotesToLearn = 10000, kVotesToTest = 20000;
constexpr double kLeastDeviation = 0.05;

// The dimension, as its place in `dimensions`, with the least share of its variance left.
std::size_t stillest(const CodeTable& table, const std::vector<std::int64_t>& dimensions,
                     const std::vector<double>& variances, const std::vector<int>& rows,
                     std::size_t count) {
    std::size_t best = 0;
    double least = 0;
    for (std::size_t j = 0; j < dimensions.size(); ++j) {
        double mean = 0, squares = 0;
        for (std::size_t i = 0; i < count; ++i)
            mean += double(table.code(rows[i])[dimensions[j]]) / double(count);
        for (std::size_t i = 0; i < count; ++i) {
            const double away = double(table.code(rows[i])[dimensions[j]]) - mean;
            squares += away * away;
        }
        const double left = squares / double(count - 1) / variances[j];
        if (j == 0 || left < least) {
            best = j;
            least = left;
        }
    }
    return best;
}

AnalysisResult measure_factor_vae(const CodeTable& whole, const Report& report) {
    report(0, "Choosing dimensions.");
    const Narrowed narrow = narrowed(whole);
    const CodeTable& table = narrow.table(whole);
    AnalysisResult result;
    result.figures = {{"factor_vae", "FactorVAE score", kUnknown, "",
                       std::string("How often the dimension that moves least tells which factor is "
                                   "held fixed; guessing scores 1 / factors.") +
                           narrow.said}};
    const Usable usable = usable_of(table);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);

    const Spread spread = spread_of(table);
    const double unbiased = double(table.count) / double(table.count - 1);
    std::vector<std::int64_t> moving;
    std::vector<double> variances;
    for (std::int64_t j = 0; j < table.width; ++j) {
        const double variance =
            spread.deviation[std::size_t(j)] * spread.deviation[std::size_t(j)] * unbiased;
        if (std::sqrt(variance) < kLeastDeviation) continue;
        moving.push_back(j);
        variances.push_back(variance);
    }
    if (moving.empty())
        return undefined(std::move(result),
                         "No dimension of the code has a standard deviation of 0.05 or more, and "
                         "smaller ones count as dead here.");

    std::vector<RowsByValue> held;
    std::string rare;
    for (const FactorColumn& column : factor_columns(table, usable)) {
        RowsByValue rows(column, kFewestOfAVote);
        if (rows.empty()) {
            rare += (rare.empty() ? "" : ", ") + column.name;
            continue;
        }
        held.push_back(std::move(rows));
    }
    if (held.empty())
        return undefined(std::move(result),
                         "No factor has a value that 8 samples share; more samples are needed.");

    statistics::Draws draws(64);
    Grid learnt(moving.size(), held.size()), tested(learnt);
    for (int vote = 0; vote < kVotesToLearn + kVotesToTest; ++vote) {
        if (vote % 256 == 0)
            report(double(vote) / (kVotesToLearn + kVotesToTest), "Casting votes.");
        const std::size_t factor = draws.below(held.size());
        std::vector<int>& rows = held[factor].draw(draws);
        const std::size_t count = std::min(kBatchOfAVote, rows.size());
        draws.choose(rows, count);
        const std::size_t winner = stillest(table, moving, variances, rows, count);
        ++(vote < kVotesToLearn ? learnt : tested).at(winner, factor);
    }
    double agree = 0;
    for (std::size_t j = 0; j < moving.size(); ++j) {
        std::size_t stands_for = 0;
        for (std::size_t k = 1; k < held.size(); ++k)
            if (learnt.at(j, k) > learnt.at(j, stands_for)) stands_for = k;
        agree += tested.at(j, stands_for);
    }
    result.figures[0].value = agree / kVotesToTest;
    result.verdict = " Dimensions that vote: " + std::to_string(moving.size()) + " of " +
                     std::to_string(table.width) + "; the others hardly move.";
    if (moving.size() == std::size_t(table.width)) result.verdict.clear();
    result.verdict += narrow.said + usable.left_out;
    if (!rare.empty())
        result.verdict += " Left out, because too few samples share a value: " + rare + ".";
    return result;
}

}  // namespace

MetricEntry describe_factor_vae() {
    PartInfo info{"factor_vae",
                  "FactorVAE score",
                  "accuracy of the majority vote of argmin_j Var_64(z_j) / Var(z_j)",
                  "Whether the dimension that moves least tells which factor was held fixed.",
                  "Kim & Mnih 2018, arXiv 1802.05983",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_factor_vae, true};
}

}  // namespace latent::metrics
