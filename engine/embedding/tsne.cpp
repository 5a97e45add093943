#include "embedding/tsne.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "statistics/wide_vectors.h"

namespace latent::embedding {
namespace {

constexpr std::size_t kLanes = Affinities::kLanes;

// gradient_i = 4 (exaggeration sum_j p_ij w_ij (y_i - y_j) - push_i / Z), over `out`, which holds
// the pushes.
LATENT_WIDE_VECTORS
void pull_together(const int* begin, const int* to, const float* p, int count,
                   const float* positions, float exaggeration, float inverse_z, float* out) {
    for (int i = 0; i < count; ++i) {
        const float x = positions[2 * i], y = positions[2 * i + 1];
        float sum_x[kLanes] = {}, sum_y[kLanes] = {};
        for (int e = begin[i]; e < begin[i + 1]; e += int(kLanes)) {
            float other_x[kLanes], other_y[kLanes];
            for (std::size_t l = 0; l < kLanes; ++l) {
                const float* other = positions + 2 * to[std::size_t(e) + l];
                other_x[l] = other[0];
                other_y[l] = other[1];
            }
            for (std::size_t l = 0; l < kLanes; ++l) {
                const float dx = x - other_x[l], dy = y - other_y[l];
                const float weight = p[std::size_t(e) + l] / (1 + dx * dx + dy * dy);
                sum_x[l] += weight * dx;
                sum_y[l] += weight * dy;
            }
        }
        float pull_x = 0, pull_y = 0;
        for (std::size_t l = 0; l < kLanes; ++l) {
            pull_x += sum_x[l];
            pull_y += sum_y[l];
        }
        out[2 * i] = 4 * (exaggeration * pull_x - inverse_z * out[2 * i]);
        out[2 * i + 1] = 4 * (exaggeration * pull_y - inverse_z * out[2 * i + 1]);
    }
}

LATENT_WIDE_VECTORS
void descend(std::size_t count, const float* gradient, float step, float momentum, float* velocity,
             float* gains, float* positions) {
    for (std::size_t i = 0; i < count; ++i) {
        // The velocity points downhill: opposite signs mean that the direction is kept.
        const bool keeps_on = velocity[i] * gradient[i] < 0;
        const float gain = std::max(0.01f, keeps_on ? gains[i] + 0.2f : gains[i] * 0.8f);
        gains[i] = gain;
        velocity[i] = momentum * velocity[i] - step * gain * gradient[i];
        positions[i] += velocity[i];
    }
}

}  // namespace

double gradient(const Affinities& affinities, Repulsion& repulsion, const float* positions,
                double theta, double exaggeration, float* out) {
    const double z = repulsion.compute(positions, affinities.count, theta, out);
    pull_together(affinities.begin.data(), affinities.to.data(), affinities.p.data(),
                  affinities.count, positions, float(exaggeration), float(1 / z), out);
    return z;
}

double divergence(const Affinities& affinities, Repulsion& repulsion, const float* positions,
                  double theta) {
    std::vector<float> push(std::size_t(affinities.count) * 2);
    const double z = repulsion.compute(positions, affinities.count, theta, push.data());
    double sum = affinities.p_ln_p + std::log(z);
    for (int i = 0; i < affinities.count; ++i) {
        double row = 0;
        for (int e = affinities.begin[std::size_t(i)]; e < affinities.begin[std::size_t(i) + 1];
             ++e) {
            const int j = affinities.to[std::size_t(e)];
            const float dx = positions[2 * i] - positions[2 * j],
                        dy = positions[2 * i + 1] - positions[2 * j + 1];
            row += double(affinities.p[std::size_t(e)] * std::log1p(dx * dx + dy * dy));
        }
        sum += row;
    }
    return sum;
}

Tsne::Tsne(std::vector<float> start, std::shared_ptr<const Affinities> affinities)
    : affinities_(std::move(affinities)),
      positions_(std::move(start)),
      gradient_(positions_.size()),
      velocity_(positions_.size(), 0.0f),
      gains_(positions_.size(), 1.0f) {}

void Tsne::set_affinities(std::shared_ptr<const Affinities> affinities) {
    affinities_ = std::move(affinities);
}

void Tsne::iterate() {
    const bool exaggerated = iteration_ < kExaggerated;
    if (iteration_ == kExaggerated) {  // another slope: what was learnt of the old one is let go
        std::fill(velocity_.begin(), velocity_.end(), 0.0f);
        std::fill(gains_.begin(), gains_.end(), 1.0f);
    }
    gradient(*affinities_, repulsion_, positions_.data(), kTheta, exaggerated ? kExaggeration : 1,
             gradient_.data());
    const double step = std::max(affinities_->count / kExaggeration / 4, 50.0);
    descend(positions_.size(), gradient_.data(), float(step), exaggerated ? 0.5f : 0.8f,
            velocity_.data(), gains_.data(), positions_.data());
    ++iteration_;
    // The sums are approximate, and over hours the whole map would wander off.
    double x = 0, y = 0;
    for (std::size_t i = 0; i < positions_.size(); i += 2) {
        x += double(positions_[i]);
        y += double(positions_[i + 1]);
    }
    x /= affinities_->count;
    y /= affinities_->count;
    for (std::size_t i = 0; i < positions_.size(); i += 2) {
        positions_[i] -= float(x);
        positions_[i + 1] -= float(y);
    }
}

double Tsne::divergence() {
    return embedding::divergence(*affinities_, repulsion_, positions_.data(), kTheta);
}

}  // namespace latent::embedding
