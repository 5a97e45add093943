#include "analysis/pca.h"

#include <algorithm>
#include <cmath>

#include "analysis/samples.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kMostNumbers = 100'000'000, kMostValues = 4096, kRows = 1024;
constexpr double kDegrees = 57.29577951308232;

}  // namespace

double Pca::error(const torch::Tensor& x, std::int64_t k) const {
    const torch::Tensor basis = directions.narrow(1, 0, std::min(k, directions.size(1)));
    double squares = 0;
    for (std::int64_t from = 0; from < x.size(0); from += kRows) {
        const std::int64_t n = std::min(kRows, x.size(0) - from);
        const torch::Tensor centred =
            x.narrow(0, from, n).reshape({n, -1}).to(torch::kFloat64) - mean;
        squares += centred.square().sum().item<double>() -
                   torch::mm(centred, basis).square().sum().item<double>();
    }
    return squares / double(std::max<std::int64_t>(1, x.size(0)));
}

std::vector<std::int64_t> pca_samples(const data::Dataset& dataset) {
    const std::int64_t all = dataset.count(data::Split::train),
                       used = std::min(all,
                                       std::max(kRows, kMostNumbers / dataset.info().shape.size()));
    std::vector<std::int64_t> indices(static_cast<std::size_t>(used));
    for (std::int64_t i = 0; i < used; ++i) indices[std::size_t(i)] = i * all / used;
    return indices;
}

Pca fit_pca(const data::Dataset& dataset, const Report& report) {
    const std::int64_t values = dataset.info().shape.size();
    if (values > kMostValues)
        throw NotDefined("Exact PCA of " + std::to_string(values) +
                         " values a sample would take minutes; it is computed up to 4,096.");
    const std::vector<std::int64_t> samples = pca_samples(dataset);
    const auto used = std::int64_t(samples.size());
    torch::Tensor sum = torch::zeros({values}, torch::kFloat64),
                  products = torch::zeros({values, values}, torch::kFloat64);
    for (std::int64_t from = 0; from < used; from += kRows) {
        report(0.7 * double(from) / double(used), "Fitting PCA to the training samples.");
        const std::vector<std::int64_t> indices(samples.begin() + from,
                                                samples.begin() + std::min(used, from + kRows));
        const torch::Tensor x = load(dataset, data::Split::train, indices)
                                    .reshape({std::int64_t(indices.size()), values})
                                    .to(torch::kFloat64);
        sum += x.sum(0);
        products.addmm_(x.t(), x);
    }
    report(0.7, "Computing the principal directions.");
    Pca pca;
    pca.count = used;
    pca.mean = sum / double(used);
    const torch::Tensor covariance = products / double(used) - torch::outer(pca.mean, pca.mean);
    const auto [rising, vectors] = torch::linalg_eigh(covariance, "L");
    pca.variances = rising.flip(0).clamp_min(0).contiguous();
    pca.directions = vectors.flip(1).contiguous();
    return pca;
}

std::vector<double> principal_angles(const torch::Tensor& a, const torch::Tensor& b) {
    const auto basis = [](const torch::Tensor& m) {
        return std::get<0>(torch::linalg_qr(m.to(torch::kFloat64), "reduced"));
    };
    torch::Tensor u = basis(a), v = basis(b);
    if (u.size(1) > v.size(1)) std::swap(u, v);  // u is the smaller space
    const torch::Tensor cosines = torch::linalg_svdvals(torch::mm(v.t(), u), c10::nullopt);
    const torch::Tensor sines =
        torch::linalg_svdvals(u - torch::mm(v, torch::mm(v.t(), u)), c10::nullopt);
    std::vector<double> angles;
    const std::int64_t count = u.size(1);
    for (std::int64_t i = 0; i < count; ++i) {
        const double cosine = std::min(1.0, cosines[i].item<double>());
        const double sine = std::min(1.0, sines[count - 1 - i].item<double>());
        angles.push_back(kDegrees * (cosine > 0.7 ? std::asin(sine) : std::acos(cosine)));
    }
    return angles;
}

}  // namespace latent::analysis
