// What survives the bottleneck: for every known factor of the data, how well it can be read from
// the code, against how well it can be read from the samples themselves.
//
//   value     accuracy (factors of few values) or R^2 of a fixed probe on codes
//   ceiling   the same probe on the samples
//   chance    the commonest value's share, or 0
//   kept      (value - chance) / (ceiling - chance)
//
// One probe for every width and every net (statistics/factor_probe.h). It learns from 8,000 training
// samples and is tried on 4,000 held-out ones, always the same. Codes are posterior means. Samples
// of more than 192 values are given to it as their coordinates along the 192 leading principal
// directions (leading_pca.h), which hold nearly all that pixels tell; that reading is remembered,
// because it depends on the data alone.
//
// Where a factor was lost: held-out samples whose value is read wrongly from the code though it is
// read rightly from the sample, the worst first.
//
// Alain & Bengio 2016, arXiv 1610.01644, for probes; Hewitt & Liang 2019, arXiv 1909.03368, for why
// a probe's figure says little without a reference.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "analysis/leading_pca.h"
#include "analysis/remembered.h"
#include "analysis/samples.h"
#include "models/pictures.h"
#include "statistics/draws.h"
#include "statistics/factor_probe.h"

namespace latent::analysis {
namespace {

using statistics::FactorKind;
using statistics::FactorProbe;
using statistics::FactorReading;

constexpr std::int64_t kLearntFrom = 8000, kTriedOn = 4000, kFewestTried = 10, kReadAtOnce = 256;
constexpr std::size_t kLostShown = 12;
constexpr double kWhole = 0.9, kLost = 0.1, kReadable = 0.05;
constexpr std::uint64_t kOrderSeed = 31;

// The samples that are read, always the same: those to learn from in the order of a draw, because
// the probe chooses its penalty on the last of them.
struct ReadRows {
    std::vector<std::int64_t> train, held_out;
    std::vector<int> train_values, held_out_values;  // [n, K]
};

std::vector<int> values_of(const data::Dataset& dataset, data::Split split,
                           const std::vector<std::int64_t>& rows) {
    const std::size_t factors = dataset.info().factors.size();
    std::vector<int> values(rows.size() * factors);
    for (std::size_t i = 0; i < rows.size(); ++i)
        dataset.factors(split, rows[i], values.data() + i * factors);
    return values;
}

ReadRows rows_to_read(const data::Dataset& dataset) {
    ReadRows rows;
    rows.train = chosen(dataset, data::Split::train, kLearntFrom);
    rows.held_out = chosen(dataset, data::Split::held_out, kTriedOn);
    if (std::int64_t(rows.train.size()) < 2 * kFewestTried ||
        std::int64_t(rows.held_out.size()) < kFewestTried)
        throw NotDefined("There are too few samples to learn to read factors from.");
    statistics::Draws(kOrderSeed).choose(rows.train, rows.train.size());
    rows.train_values = values_of(dataset, data::Split::train, rows.train);
    rows.held_out_values = values_of(dataset, data::Split::held_out, rows.held_out);
    return rows;
}

// [n, d] of these samples, `look` making [b, d] of a batch [b, C, H, W].
template <class Look>
torch::Tensor looked_at(const data::Dataset& dataset, data::Split split,
                        const std::vector<std::int64_t>& rows, const std::string& doing,
                        const Report& report, const Look& look) {
    std::vector<torch::Tensor> parts;
    const auto count = std::int64_t(rows.size());
    for (std::int64_t from = 0; from < count; from += kReadAtOnce) {
        report(double(from) / double(count), doing);
        const std::int64_t to = std::min(count, from + kReadAtOnce);
        parts.push_back(look(load(dataset, split, {rows.begin() + from, rows.begin() + to})));
    }
    return torch::cat(parts);
}

struct Readings {
    std::vector<FactorReading> factors;
};

template <class Look>
Readings readings_of(const data::Dataset& dataset, const std::string& doing, const Report& report,
                     const Look& look) {
    const ReadRows rows = rows_to_read(dataset);
    const torch::Tensor train = looked_at(dataset, data::Split::train, rows.train, doing,
                                          part_of(report, 0, 0.4), look),
                        held_out = looked_at(dataset, data::Split::held_out, rows.held_out, doing,
                                             part_of(report, 0.4, 0.6), look);
    if (!torch::isfinite(train).all().item<bool>() || !torch::isfinite(held_out).all().item<bool>())
        throw NotDefined("Some codes of this net are no finite numbers.");
    const FactorProbe probe(train, dataset.info().factors, rows.train_values,
                            part_of(report, 0.6, 1));
    return {probe.read(held_out, rows.held_out_values)};
}

// Of the samples themselves.
Readings reference_of(const data::Dataset& dataset, const Report& report) {
    const char* doing = "Reading the factors from the samples themselves.";
    if (dataset.info().shape.size() <= kLeading)
        return readings_of(dataset, doing, report, [](const torch::Tensor& x) {
            return x.reshape({x.size(0), -1});
        });
    const auto pca = leading_pca(dataset, part_of(report, 0, 0.6));
    const torch::Tensor mean = pca->mean.to(torch::kFloat32),
                        directions = pca->directions.to(torch::kFloat32);
    return readings_of(dataset, doing, part_of(report, 0.6, 1), [&](const torch::Tensor& x) {
        return torch::mm(x.reshape({x.size(0), -1}) - mean, directions);
    });
}

Readings of_codes(const Subject& subject, const Report& report) {
    return readings_of(subject.dataset, "Encoding samples.", report,
                       [&](const torch::Tensor& x) { return subject.net.encode(x).mean; });
}

// Held-out samples read wrongly from the code and rightly from the sample, worst first.
std::vector<std::int64_t> lost_samples(const FactorReading& code, const FactorReading& sample,
                                       const std::vector<std::int64_t>& rows) {
    std::vector<std::size_t> lost;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (sample.right(i) && !code.right(i)) lost.push_back(i);
    std::stable_sort(lost.begin(), lost.end(),
                     [&](std::size_t a, std::size_t b) { return code.off[a] > code.off[b]; });
    lost.resize(std::min(lost.size(), kLostShown));
    std::vector<std::int64_t> found;
    for (std::size_t i : lost) found.push_back(rows[i]);
    return found;
}

// "survival.skin_tone": ids are keys, so without spaces.
std::string figure_id(std::string factor) {
    std::replace(factor.begin(), factor.end(), ' ', '_');
    return "survival." + factor;
}

std::string named(const Figure& figure) {
    char text[64];
    std::snprintf(text, sizeof text, " (%.2f of %.2f)", figure.value, figure.ceiling);
    return figure.label + text;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

// Which survive whole, which in part, which are lost; the best kept of each first.
std::string verdict_of(const std::vector<Figure>& figures) {
    std::vector<std::pair<double, const Figure*>> by_kept;
    std::vector<std::string> whole, partly, lost, unreadable;
    for (const Figure& figure : figures) {
        if (figure.ceiling - figure.chance < kReadable)
            unreadable.push_back(figure.label);
        else
            by_kept.emplace_back((figure.value - figure.chance) / (figure.ceiling - figure.chance),
                                 &figure);
    }
    std::stable_sort(by_kept.begin(), by_kept.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [kept, figure] : by_kept)
        (kept >= kWhole ? whole : kept > kLost ? partly : lost).push_back(named(*figure));
    std::string text;
    const auto add = [&text](const char* before, const std::vector<std::string>& names,
                             const char* after) {
        if (names.empty()) return;
        text += (text.empty() ? "" : " ") + std::string(before) + joined(names) + after;
    };
    add("Whole: ", whole, ".");
    add("In part: ", partly, ".");
    add("Lost: ", lost, ".");
    add("Not to be read even from the samples: ", unreadable, ".");
    return text;
}

AnalysisResult measure_survival(const Subject& subject, const Report& report) {
    const data::Dataset& dataset = subject.dataset;
    const std::vector<FactorInfo>& factors = dataset.info().factors;
    if (factors.empty())
        throw NotDefined("These data have no known factors, so none can be looked for.");
    report(0, "Encoding samples.");
    static Remembered<Readings> memory;
    const auto reference = memory.of(dataset, part_of(report, 0, 0.6), reference_of);
    const Readings read = of_codes(subject, part_of(report, 0.6, 0.9));
    const ReadRows rows = rows_to_read(dataset);

    AnalysisResult result;
    result.samples = std::int64_t(rows.held_out.size());
    for (std::size_t k = 0; k < factors.size(); ++k) {
        const FactorReading& code = read.factors[k];
        Figure figure{
            figure_id(factors[k].name), factors[k].name, code.score, "",
            code.kind == FactorKind::categories
                ? "Share of held-out codes from which a fixed probe reads this factor "
                  "rightly; the references are the same probe on the samples themselves "
                  "and always naming the commonest value."
                : "R squared of a fixed probe that reads this factor from held-out codes: "
                  "1 is exact, 0 is knowing nothing; the reference is the same probe on "
                  "the samples themselves."};
        figure.ceiling = reference->factors[k].score;
        figure.chance = code.chance;
        result.figures.push_back(std::move(figure));
        report(0.9 + 0.1 * double(k) / double(factors.size()), "Looking for what was lost.");
        const auto lost = lost_samples(code, reference->factors[k], rows.held_out);
        if (lost.empty()) continue;
        const torch::Tensor x = load(dataset, data::Split::held_out, lost);
        result.galleries.push_back(
            {factors[k].name + ": lost, originals", models::to_samples(x, dataset.info().kind, 0)});
        result.galleries.push_back(
            {factors[k].name + ": lost, what the net makes of them",
             models::to_samples(reconstruct(subject, x, {}), dataset.info().kind, 0)});
    }
    result.verdict = verdict_of(result.figures);
    return result;
}

}  // namespace

AnalysisEntry describe_survival() {
    PartInfo info{"survival",
                  "What survives the bottleneck",
                  "(score from the code - chance) / (score from the sample - chance)",
                  "Which of the data's known factors can still be read from the code, and which "
                  "were thrown away.",
                  "Alain & Bengio 2016, arXiv 1610.01644",
                  {}};
    info.family = "net";
    info.dear = true;  // some seconds of encoding, fitting and, once for the data, reading samples
    info.needs_factors = true;
    return {info, measure_survival};
}

}  // namespace latent::analysis
