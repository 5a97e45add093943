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

constexpr std::int64_t kHeldOutMeasured = 10000, kChunkCompared = 512, kPictured = 10;

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

// Throws NotDefined when the code of the middle of two samples is not the middle of their codes.
void check_encoder_is_linear(const Subject& subject) {
    const torch::Tensor x =
        load(subject.dataset, data::Split::train, chosen(subject.dataset, data::Split::train, 64));
    const torch::Tensor other = x.roll(1, 0), codes = subject.net.encode(x).mean;
    const torch::Tensor middle = subject.net.encode(0.5 * (x + other)).mean,
                        expected = 0.5 * (codes + codes.roll(1, 0));
    if ((middle - expected).norm().item<double>() > 1e-3 * expected.norm().item<double>() + 1e-6)
        throw NotDefined(
            "This encoder is not linear, so its code is no projection to compare with "
            "PCA's.");
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

// What one pass over samples gathers; nothing larger than a chunk is held.
struct Errors {
    double net = 0, pca = 0;        // mean squared error, summed over a sample's values
    torch::Tensor code_covariance;  // [k, k] double
};

Errors errors_over(const Subject& subject, data::Split split,
                   const std::vector<std::int64_t>& indices, const Pca& pca, const Report& report) {
    const auto count = std::int64_t(indices.size());
    const std::int64_t k = subject.net.code_width();
    torch::Tensor sum = torch::zeros({k}, torch::kFloat64),
                  products = torch::zeros({k, k}, torch::kFloat64);
    Errors errors;
    for (std::int64_t from = 0; from < count; from += kChunkCompared) {
        report(double(from) / double(count), "Comparing reconstructions with PCA's.");
        const std::int64_t n = std::min(kChunkCompared, count - from);
        const torch::Tensor x =
            load(subject.dataset, split, {indices.begin() + from, indices.begin() + from + n});
        const models::Encoding encoding = subject.net.encode(x);
        errors.net += (x - subject.net.decode_mean(encoding).values).square().sum().item<double>();
        errors.pca += pca.error(x, k) * double(n);
        const torch::Tensor codes = encoding.mean.to(torch::kFloat64);
        sum += codes.sum(0);
        products.addmm_(codes.t(), codes);
    }
    errors.net /= double(count);
    errors.pca = std::max(0.0, errors.pca / double(count));
    const torch::Tensor mean = sum / double(count);
    errors.code_covariance = products / double(count) - torch::outer(mean, mean);
    return errors;
}

// Standard deviations of the reconstructions along their own principal directions, falling: the
// roots of the eigenvalues of W C W^T, which are the singular values of W L with C = L L^T.
torch::Tensor deviations(const torch::Tensor& decoder, const torch::Tensor& code_covariance) {
    const auto [values, vectors] = torch::linalg_eigh(code_covariance, "L");
    const torch::Tensor root = vectors * values.clamp_min(0).sqrt();
    return torch::linalg_svdvals(torch::mm(decoder, root), c10::nullopt);
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
    check_encoder_is_linear(subject);
    const auto fitted = std::int64_t(pca_samples(subject.dataset).size());
    if (k >= std::min<std::int64_t>(subject.dataset.info().shape.size(), fitted - 1))
        throw NotDefined("A code of " + std::to_string(k) +
                         " numbers can hold all of these data, so every subspace is as good as "
                         "PCA's. Make the code narrower.");
    const Pca pca = fit_pca(subject.dataset, part_of(report, 0, 0.6));
    const std::int64_t compared = std::min(k, pca.directions.size(1));
    const torch::Tensor basis = pca.directions.narrow(1, 0, compared);

    const Errors train = errors_over(subject, data::Split::train, pca_samples(subject.dataset), pca,
                                     part_of(report, 0.6, 0.85));
    const double error = train.net, best = train.pca;
    report(0.85, "Comparing the subspaces.");
    const std::vector<double> angles = principal_angles(decoder, basis);
    const torch::Tensor axes = decoder / decoder.norm(2, {0}, true).clamp_min(1e-12);
    const double aligned =
        std::get<0>(torch::mm(basis.t(), axes).abs().max(0)).mean().item<double>();

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
    if (best > 1e-6 * pca.total_variance())
        add("error_ratio", "ratio to PCA's", error / best, "",
            "1 when the net is as good as PCA, which no linear net can beat on the training data.");
    const std::vector<std::int64_t> held_out =
        chosen(subject.dataset, data::Split::held_out, kHeldOutMeasured);
    if (!held_out.empty()) {
        const Errors seen =
            errors_over(subject, data::Split::held_out, held_out, pca, part_of(report, 0.85, 1));
        add("squared_error_held_out", "squared error, held-out", seen.net, "",
            "The same over samples that were never trained on.");
        add("pca_error_held_out", "PCA's, held-out", seen.pca, "",
            "PCA fitted on the training samples, measured on the held-out ones.");
    }
    add("axis_alignment", "axes' best cosine", aligned, "",
        "Mean over the latent axes of the largest |cosine| with a principal direction: 1 only if "
        "each axis is one. Nothing in the loss asks for that.");

    const std::int64_t shown = std::min<std::int64_t>(compared + 10, pca.variances.size(0));
    result.charts.push_back(
        {"Singular values",
         "direction",
         "standard deviation along it",
         false,
         {curve("data (PCA)", pca.variances.narrow(0, 0, shown).sqrt()),
          curve("reconstructions",
                deviations(decoder, train.code_covariance).narrow(0, 0, compared))}});
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
    info.family = "net";
    return {info, measure_subspace};
}

}  // namespace latent::analysis
