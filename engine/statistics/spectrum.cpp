#include "statistics/spectrum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace latent::statistics {
namespace {

constexpr double kStill = 1e-12;    // variance below which a coordinate counts as constant
constexpr double kNothing = 1e-10;  // eigenvalue of a correlation matrix that counts as 0

}  // namespace

torch::Tensor covariance(const float* points, std::int64_t n, std::int64_t width) {
    torch::NoGradGuard no_grad;
    const torch::Tensor x =
        torch::from_blob(const_cast<float*>(points), {n, width}, torch::kFloat32)  // only read
            .to(torch::kFloat64);
    const torch::Tensor centred = x - x.mean(0);
    return torch::mm(centred.t(), centred) / double(n);
}

std::vector<double> spectrum(const torch::Tensor& covariance) {
    if (covariance.dim() != 2 || covariance.size(0) != covariance.size(1))
        throw std::invalid_argument("A covariance matrix is square.");
    const torch::Tensor falling =
        torch::linalg_eigvalsh(covariance, "L").flip(0).clamp_min(0).contiguous();
    return {falling.data_ptr<double>(), falling.data_ptr<double>() + falling.numel()};
}

int directions_for(const std::vector<double>& spectrum, double share) {
    const double total = std::accumulate(spectrum.begin(), spectrum.end(), 0.0);
    if (!(total > 0)) return 0;
    double sum = 0;
    for (std::size_t k = 0; k < spectrum.size(); ++k) {
        sum += spectrum[k];
        if (sum >= share * total) return int(k + 1);
    }
    return int(spectrum.size());
}

double participation_ratio(const std::vector<double>& spectrum) {
    const double sum = std::accumulate(spectrum.begin(), spectrum.end(), 0.0),
                 squares =
                     std::inner_product(spectrum.begin(), spectrum.end(), spectrum.begin(), 0.0);
    return squares > 0 ? sum * sum / squares : std::numeric_limits<double>::quiet_NaN();
}

double gaussian_total_correlation(const torch::Tensor& covariance) {
    torch::NoGradGuard no_grad;
    const torch::Tensor variances = covariance.diagonal();
    const torch::Tensor kept = variances.gt(kStill).nonzero().squeeze(1);
    if (kept.numel() == 0) return std::numeric_limits<double>::quiet_NaN();
    // Of the correlation matrix: its determinant is |Sigma| / prod Sigma_jj.
    const torch::Tensor deviations = variances.index_select(0, kept).sqrt();
    const torch::Tensor correlation = covariance.index_select(0, kept).index_select(1, kept) /
                                      torch::outer(deviations, deviations);
    double logs = 0;
    for (double lambda : spectrum(correlation)) {
        if (lambda < kNothing) return std::numeric_limits<double>::infinity();
        logs += std::log(lambda);
    }
    return std::max(0.0, -0.5 * logs);
}

}  // namespace latent::statistics
