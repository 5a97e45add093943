// The identity trap, as a number: does the net know its data, or does it copy whatever it is given?
//
//   FVU = sum_i ||x_i - x^_i||^2 / sum_i ||x_i - mean||^2       fraction of variance unexplained
//
// over held-out samples of its own data, and over foreign images; the mean is that of the set which
// is measured. A net with a wide code and nothing to hold it back leaves little unexplained of
// either: it has learnt the identity. One that learnt its data explains its own and fails on the
// foreign ones. Noise, inverted and pixel-shuffled images are measured beside them.
#include <algorithm>
#include <cstdio>

#include "analysis/foreign.h"
#include "analysis/samples.h"
#include "models/pictures.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kPictures = 8;

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    return text;
}

// What the two figures say together. The bounds are those of one reference experiment: a net that
// copies leaves a tenth of foreign images unexplained, one that learnt its data nearly all.
std::string verdict_of(double own, double foreign) {
    const std::string figures = "It leaves " + percent(own) + " of its own data unexplained and " +
                                percent(foreign) + " of foreign images";
    if (foreign < 0.3) return figures + ": it copies whatever it is given.";
    if (foreign < 0.75) return figures + ": partly it copies, partly it knows its data.";
    if (own > 0.6) return figures + ": it explains neither well.";
    return figures + ": it has learnt what its own data look like.";
}

AnalysisResult measure_identity(const Subject& subject, const Report& report) {
    if (subject.dataset.info().kind != DataKind::images)
        throw NotDefined("The identity meter needs images: only those have foreign ones.");
    const std::int64_t most = most_measured(subject.dataset.info().shape);
    const torch::Tensor own = load(subject.dataset, data::Split::held_out,
                                   chosen(subject.dataset, data::Split::held_out, most));
    if (own.size(0) < 2) throw NotDefined("There are too few held-out images to measure.");
    report(0.05, "Loading foreign images.");
    const ForeignImages foreign = foreign_images(subject.dataset, most);

    AnalysisResult result;
    result.samples = own.size(0);
    const auto measure = [&](const std::string& id, const std::string& label,
                             const std::string& help, const torch::Tensor& x, double from) {
        const torch::Tensor output = reconstruct(subject, x, part_of(report, from, from + 0.18));
        result.figures.push_back(
            {"fvu_" + id, "unexplained, " + label, unexplained(x, output), "", help});
        const std::int64_t shown = std::min(kPictures, x.size(0));
        result.galleries.push_back(
            {label, models::to_samples(x.narrow(0, 0, shown), DataKind::images, 0)});
        result.galleries.push_back(
            {"reconstructed", models::to_samples(output.narrow(0, 0, shown), DataKind::images, 0)});
        return result.figures.back().value;
    };
    const double of_own = measure(
        "held_out", "held-out " + subject.dataset.info().label,
        "Share of the variance of held-out samples that the net does not reproduce.", own, 0.1);
    const double of_foreign =
        measure("foreign", "foreign " + foreign.label,
                "The same of images from another dataset, which the net never saw the like of.",
                foreign.images, 0.28);
    double from = 0.46;
    for (const ForeignImages& made : unnatural_images(own)) {
        measure(made.id, made.label, "The same of its own held-out images, changed like this.",
                made.images, from);
        from += 0.18;
    }
    result.verdict = verdict_of(of_own, of_foreign);
    return result;
}

}  // namespace

AnalysisEntry describe_identity() {
    PartInfo info{"identity",
                  "Identity meter",
                  "FVU = sum ||x - x^||^2 / sum ||x - mean||^2",
                  "Has the net learnt its data, or only to copy? Foreign images tell.",
                  "Goodfellow, Bengio & Courville 2016, Deep Learning, section 14.1",
                  {}};
    info.family = "net";
    info.accepts = {DataKind::images};
    return {info, measure_identity};
}

}  // namespace latent::analysis
