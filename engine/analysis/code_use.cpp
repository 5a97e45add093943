// Does the output come from the code at all? The test of the deliberate cheat.
//
//   change of a code   ||D(z) - D(z')|| / ||D(z)||       over held-out samples, Euclidean norms
//
// with z' = 0, and with z' the codes of other samples. What flows round the code (the skip
// connections of a U-net) stays that of the sample. A net that needs its code changes its output
// nearly altogether; one that cheats does not change it.
#include <cmath>
#include <cstdio>

#include "analysis/samples.h"
#include "models/pictures.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kCodesTried = 2000, kCodesAtOnce = 256, kCodesPictured = 8;

AnalysisResult measure_code_use(const Subject& subject, const Report& report) {
    const DatasetInfo& info = subject.dataset.info();
    const torch::Tensor x = load(subject.dataset, data::Split::held_out,
                                 chosen(subject.dataset, data::Split::held_out, kCodesTried));
    if (x.size(0) < 2) throw NotDefined("There are too few held-out samples to measure.");
    double norm = 0, to_zero = 0, to_other = 0, error = 0, error_zero = 0;
    std::vector<Gallery> galleries;
    for (std::int64_t from = 0; from < x.size(0); from += kCodesAtOnce) {
        report(double(from) / double(x.size(0)), "Decoding with and without the code.");
        const torch::Tensor part = x.narrow(0, from, std::min(kCodesAtOnce, x.size(0) - from));
        const models::Encoding encoding = subject.net.encode(part);
        const torch::Tensor with = subject.net.decode_mean(encoding).values;
        const torch::Tensor zero =
            subject.net.decode(torch::zeros_like(encoding.mean), encoding.bypass).values;
        const torch::Tensor other =
            subject.net.decode(encoding.mean.roll(1, 0), encoding.bypass).values;
        norm += with.square().sum().item<double>();
        to_zero += (with - zero).square().sum().item<double>();
        to_other += (with - other).square().sum().item<double>();
        error += (part - with).square().sum().item<double>();
        error_zero += (part - zero).square().sum().item<double>();
        if (from > 0) continue;
        const std::int64_t shown = std::min(kCodesPictured, part.size(0));
        const auto add = [&](const char* label, const torch::Tensor& values) {
            galleries.push_back(
                {label, models::to_samples(values.narrow(0, 0, shown), info.kind, 0)});
        };
        add("input", part);
        add("its own code", with);
        add("code set to zero", zero);
        add("another's code", other);
    }
    const double of_zero = norm > 0 ? std::sqrt(to_zero / norm) : 0,
                 of_other = norm > 0 ? std::sqrt(to_other / norm) : 0;
    AnalysisResult result;
    result.samples = x.size(0);
    result.galleries = std::move(galleries);
    result.figures = {
        {"change_zero", "change when the code is zero", of_zero, "",
         "Distance between the outputs with the sample's code and with zeros, as a share of the "
         "output's length."},
        {"change_other", "change when it is another's", of_other, "",
         "The same with the code of another sample in its place."},
        {"squared_error", "squared error, its own code", error / double(x.size(0)), "",
         "Summed over a sample's values, mean over held-out samples."},
        {"squared_error_zero", "squared error, code zero", error_zero / double(x.size(0)), "",
         "The same when every code is replaced by zeros."}};
    char text[256];
    std::snprintf(text, sizeof text,
                  of_other < 0.05 && subject.net.has_skips()
                      ? "Another sample's code changes the output by %.1f %% only: the code is "
                        "irrelevant, the picture flows round it."
                  : of_other < 0.05
                      ? "Another sample's code changes the output by %.1f %% only: every code "
                        "decodes to nearly the same, so the code says nothing (yet)."
                      : "Another sample's code changes the output by %.0f %%: what comes out is "
                        "what the code says.",
                  100 * of_other);
    result.verdict = text;
    return result;
}

}  // namespace

AnalysisEntry describe_code_use() {
    PartInfo info{"code_use",
                  "Is the code used?",
                  "||D(z) - D(0)|| / ||D(z)||",
                  "Replaces the code by zeros and by another sample's: does the output change?",
                  "Ronneberger, Fischer & Brox 2015 for the connections that cheat",
                  {}};
    info.family = "net";
    return {info, measure_code_use};
}

}  // namespace latent::analysis
