// Has a linear autoencoder found PCA's subspace?
//
// A linear autoencoder of width k with squared error has its minimum where its decoder spans the
// first k principal directions (Baldi & Hornik 1989): the same subspace, but any basis of it. So
// the *subspaces* are compared, by principal angles between the decoder's columns and PCA's
// directions, and the errors; the *axes* need not agree, and the cosines show that they do not. The
// encoder's own rows are no measure: directions in which the data do not vary get no gradient.
//
// The singular values of the centred reconstructions should be PCA's: sqrt(lambda_1..k).
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/pca.h"
#include "analysis/samples.h"
#include "models/pictures.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kTrainMeasured = 60000, kHeldOutMeasured = 10000, kPictured = 10;

// Columns D(e_j) - D(0), [values, k]. Throws NotDefined when the decoder is not linear.
torch::Tensor decoder_matrix(const Subject& subject) {
    const std::int64_t k = subject.net.code_width();
    const torch::Tensor unit = torch::eye(k), origin = torch::zeros({1, k});
    const torch::Tensor at_zero = subject.net.decode(origin).values;
    const torch::Tensor columns = subject.net.decode(unit).values - at_zero;
    const torch::Tensor doubled = subject.net.decode(2 * unit).values - at_zero;
    if ((doubled - 2 * columns).norm().item<double>() > 1e-3 * doubled.norm().item<double>())
        throw NotDefined(
            "This decoder is not linear, so it spans no subspace to compare with PCA's.");
    return columns.reshape({k, -1}).t().to(torch::kFloat64);
}

// Directions [values, n] as pictures, grey for 0, each scaled to its own largest value.
Samples pictures_of(const torch::Tensor& columns, const DatasetInfo& info) {
    const std::int64_t n = std::min(kPictured, columns.size(1));
    const torch::Tensor rows = columns.narrow(1, 0, n).t().to(torch::kFloat32);
    const torch::Tensor scaled = rows / rows.abs().amax({1}, true).clamp_min(1e-12);
    const torch::Tensor shown = info.kind == DataKind::images ? 0.5 + 0.5 * scaled : scaled;
    return models::to_samples(
        shown.reshape({n, info.shape.channels, info.shape.height, info.shape.width}), info.kind, 0);
}

double squared_error(const torch::Tensor& x, const torch::Tensor& output) {
    return (x - output).square().sum().item<double>() / double(x.size(0));
}

Curve curve(const std::string& label, const torch::Tensor& values) {
    Curve made{label, {}, {}};
    for (std::int64_t i = 0; i < values.size(0); ++i) {
        made.x.push_back(float(i + 1));
        made.y.push_back(values[i].item<float>());
    }
    return made;
}

AnalysisResult measure_subspace(const Subject& subject, const Report& report) {
    const torch::Tensor decoder = decoder_matrix(subject);
    const std::int64_t k = decoder.size(1);
    const Pca pca = fit_pca(subject.dataset, part_of(report, 0, 0.6));
    const std::int64_t compared = std::min(k, pca.directions.size(1));
    const torch::Tensor basis = pca.directions.narrow(1, 0, compared);

    const torch::Tensor train = load(subject.dataset, data::Split::train,
                                     chosen(subject.dataset, data::Split::train, kTrainMeasured));
    const torch::Tensor output = reconstruct(subject, train, part_of(report, 0.6, 0.8));
    const torch::Tensor held_out =
        load(subject.dataset, data::Split::held_out,
             chosen(subject.dataset, data::Split::held_out, kHeldOutMeasured));
    const double error = squared_error(train, output), best = pca.error(train, k);
    report(0.8, "Comparing the subspaces.");
    const std::vector<double> angles = principal_angles(decoder, basis);
    const torch::Tensor unit = decoder / decoder.norm(2, {0}, true).clamp_min(1e-12);
    const double aligned =
        std::get<0>(torch::mm(basis.t(), unit).abs().max(0)).mean().item<double>();

    AnalysisResult result;
    const auto add = [&result](const char* id, const char* label, double value, const char* unit,
                               const char* help) {
        result.figures.push_back({id, label, value, unit, help});
    };
    add("largest_angle", "largest principal angle", angles.back(), "degrees",
        "Between the subspace that the decoder spans and PCA's; 0 when they are the same.");
    add("squared_error_train", "squared error, training", error, "",
        "Summed over a sample's values, mean over the training samples.");
    add("pca_error_train", "PCA's, training", best, "",
        "The least that any linear code of this width can reach.");
    add("error_ratio", "ratio to PCA's", best > 0 ? error / best : 1, "",
        "1 when the net is as good as PCA, which no linear net can beat on the training data.");
    if (held_out.size(0) > 0) {
        const torch::Tensor seen = reconstruct(subject, held_out, part_of(report, 0.85, 0.95));
        add("squared_error_held_out", "squared error, held-out", squared_error(held_out, seen), "",
            "The same over samples that were never trained on.");
        add("pca_error_held_out", "PCA's, held-out", pca.error(held_out, k), "",
            "PCA fitted on the training samples, measured on the held-out ones.");
    }
    add("axis_alignment", "axes' best cosine", aligned, "",
        "Mean over the latent axes of the largest |cosine| with a principal direction: 1 only if "
        "each axis is one. Nothing in the loss asks for that.");

    const torch::Tensor flat = output.reshape({output.size(0), -1}).to(torch::kFloat64);
    const torch::Tensor centred = flat - flat.mean(0);
    const torch::Tensor spread =
        torch::linalg_eigvalsh(torch::mm(centred.t(), centred) / double(flat.size(0)), "L");
    const std::int64_t shown = std::min<std::int64_t>(compared + 10, pca.variances.size(0));
    result.charts.push_back(
        {"Singular values",
         "direction",
         "standard deviation along it",
         false,
         {curve("data (PCA)", pca.variances.narrow(0, 0, shown).sqrt()),
          curve("reconstructions", spread.flip(0).clamp_min(0).narrow(0, 0, compared).sqrt())}});
    Chart by_angle{"Principal angles", "pair", "degrees", false, {}};
    by_angle.curves.push_back({"decoder against PCA", {}, {}});
    for (std::size_t i = 0; i < angles.size(); ++i) {
        by_angle.curves[0].x.push_back(float(i + 1));
        by_angle.curves[0].y.push_back(float(angles[i]));
    }
    result.charts.push_back(std::move(by_angle));
    result.galleries = {{"decoder's axes", pictures_of(decoder, subject.dataset.info())},
                        {"PCA's directions", pictures_of(basis, subject.dataset.info())}};

    char text[256];
    std::snprintf(
        text, sizeof text,
        angles.back() < 5 && aligned < 0.98
            ? "The subspace is PCA's (%.1f degrees apart at most), but not its axes: their "
              "best cosines average %.2f."
        : angles.back() < 5
            ? "The subspace is PCA's (%.1f degrees apart at most), and so are the axes: "
              "their best cosines average %.2f."
            : "The subspace is not PCA's yet: %.1f degrees apart at most; the axes' best "
              "cosines average %.2f. Train on, with a falling learning rate.",
        angles.back(), aligned);
    result.verdict = text;
    return result;
}

}  // namespace

AnalysisEntry describe_linear_subspace() {
    PartInfo info{"linear_subspace",
                  "Subspace against PCA",
                  "angles between span(decoder) and span(u_1, ..., u_k)",
                  "A linear autoencoder finds the subspace of PCA, but not its axes.",
                  "Baldi & Hornik 1989, Neural Networks 2",
                  {}};
    return {info, measure_subspace};
}

}  // namespace latent::analysis
