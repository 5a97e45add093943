#include "training/code_statistics.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>

namespace latent::training {
namespace {

constexpr int kBins = 40;         // of a histogram
constexpr double kActive = 0.01;  // variance of the posterior means (Burda et al. 2016)
constexpr int kFewest = 2, kWidest = 512, kDirections = 32;

// Value below which a share q of the numbers lies. Reorders them.
float quantile(std::vector<float>& values, double q) {
    const auto place = values.begin() + std::llround(q * double(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

struct Histogram {
    float low = 0, high = 0;
    std::vector<float> counts;  // scaled to a maximum of 1
};

Histogram histogram_of(std::vector<float>& values) {
    Histogram found;
    found.low = quantile(values, 0.005);
    found.high = quantile(values, 0.995);
    found.counts.assign(kBins, 0.0f);
    const float span = found.high - found.low;
    for (float value : values) {
        if (value < found.low || value > found.high) continue;
        const double place =
            span > 0 && std::isfinite(span) ? double(value - found.low) / double(span) : 0.5;
        const int bin = std::clamp(int(place * kBins), 0, kBins - 1);
        found.counts[std::size_t(bin)] += 1;
    }
    const float highest = *std::max_element(found.counts.begin(), found.counts.end());
    for (float& count : found.counts) count /= std::max(1.0f, highest);
    return found;
}

}  // namespace

LatentDimension describe_dimension(const CodeCloud& cloud, int dimension) {
    std::vector<float> values(std::size_t(cloud.count));
    for (int i = 0; i < cloud.count; ++i) values[std::size_t(i)] = cloud.code(i)[dimension];
    double sum = 0, squares = 0;
    for (float value : values) sum += value;
    const double mean = sum / cloud.count;
    for (float value : values) squares += (value - mean) * (value - mean);
    const double variance = cloud.count > 1 ? squares / (cloud.count - 1) : 0;

    LatentDimension found;
    found.mean = float(mean);
    found.deviation = float(std::sqrt(variance));
    found.active = variance >= kActive;
    Histogram histogram = histogram_of(values);
    found.low = histogram.low;
    found.high = histogram.high;
    found.histogram = std::move(histogram.counts);
    return found;
}

std::vector<PrincipalDirection> principal_directions(
    const CodeCloud& cloud, const std::vector<PrincipalDirection>& before) {
    const std::int64_t k = cloud.width, n = cloud.count;
    if (k < kFewest || k > kWidest || n < 2) return {};
    torch::NoGradGuard no_grad;
    const torch::Tensor codes =
        torch::from_blob(const_cast<float*>(cloud.codes.data()), {n, k}, torch::kFloat32);
    const torch::Tensor centred = codes - codes.to(torch::kFloat64).mean(0).to(torch::kFloat32);
    // Summed in single precision, which is enough once the mean is gone; doubles from there on, so
    // that equal eigenvalues are told apart alike at every look.
    const torch::Tensor covariance =
        torch::mm(centred.t(), centred).to(torch::kFloat64) / double(n - 1);
    const auto [values, vectors] = torch::linalg_eigh(covariance);  // rising
    const double total = covariance.trace().item<double>();
    const std::int64_t count = std::min<std::int64_t>(k, kDirections);
    torch::Tensor directions =
        vectors.narrow(1, k - count, count).flip(1).t().to(torch::kFloat32).contiguous();

    for (std::int64_t j = 0; j < count; ++j) {
        torch::Tensor direction = directions[j];
        const float* now = direction.data_ptr<float>();
        const bool known = std::size_t(j) < before.size() &&
                           before[std::size_t(j)].direction.size() == std::size_t(k);
        double product = 0;
        if (known)
            for (std::int64_t i = 0; i < k; ++i)
                product +=
                    double(now[i]) * double(before[std::size_t(j)].direction[std::size_t(i)]);
        else
            product = double(direction[direction.abs().argmax()].item<float>());
        if (product < 0) direction.neg_();
    }

    const torch::Tensor along = torch::mm(directions, centred.t());  // [count, n]
    std::vector<PrincipalDirection> found;
    for (std::int64_t j = 0; j < count; ++j) {
        PrincipalDirection principal;
        const float* direction = directions[j].data_ptr<float>();
        principal.direction.assign(direction, direction + k);
        const double variance = std::max(0.0, values[k - 1 - j].item<double>());
        principal.deviation = float(std::sqrt(variance));
        principal.share = total > 0 ? float(variance / total) : 0;
        const float* projections = along[j].data_ptr<float>();
        std::vector<float> projected(projections, projections + n);
        Histogram histogram = histogram_of(projected);
        principal.low = histogram.low;
        principal.high = histogram.high;
        principal.histogram = std::move(histogram.counts);
        found.push_back(std::move(principal));
    }
    return found;
}

}  // namespace latent::training
