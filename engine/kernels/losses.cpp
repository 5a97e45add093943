#include "kernels/losses.h"

#include <algorithm>

#include "kernels/vectorised.h"

namespace latent::kernels {
namespace {

constexpr int kLanes = 32;                 // partial sums: a single one cannot be vectorised
constexpr std::int64_t kAtOnce = 32 * 64;  // numbers whose partial sums are floats

LATENT_VECTORISED float cross_entropy_of_few(const float* __restrict l, const float* __restrict x,
                                             float* __restrict gradient, std::int64_t n) {
    float sums[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane) {
            const float logit = l[i + lane], size = logit < 0 ? -logit : logit;
            const float e = exp_of_minus(size);
            sums[lane] += (logit < 0 ? 0.0f : logit) - x[i + lane] * logit + log_of_one_plus(e);
            gradient[i + lane] = (logit < 0 ? e : 1.0f) / (1.0f + e) - x[i + lane];
        }
    for (; i < n; ++i) {
        const float logit = l[i], e = exp_of_minus(logit < 0 ? -logit : logit);
        sums[0] += (logit < 0 ? 0.0f : logit) - x[i] * logit + log_of_one_plus(e);
        gradient[i] = (logit < 0 ? e : 1.0f) / (1.0f + e) - x[i];
    }
    float sum = 0;
    for (const float part : sums) sum += part;
    return sum;
}

LATENT_VECTORISED float squared_error_of_few(const float* __restrict y, const float* __restrict x,
                                             float* __restrict gradient, std::int64_t n) {
    float sums[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane) {
            const float error = y[i + lane] - x[i + lane];
            sums[lane] += error * error;
            gradient[i + lane] = 2 * error;
        }
    for (; i < n; ++i) {
        const float error = y[i] - x[i];
        sums[0] += error * error;
        gradient[i] = 2 * error;
    }
    float sum = 0;
    for (const float part : sums) sum += part;
    return sum;
}

// A few thousand at a time: float sums stay exact enough, and the gradients nobody wants stay in a
// buffer that is soon written over.
template <typename OfFew>
double in_stretches(OfFew of_few, const float* a, const float* x, float* gradient, std::int64_t n) {
    float unwanted[kAtOnce];
    double sum = 0;
    for (std::int64_t i = 0; i < n; i += kAtOnce)
        sum += of_few(a + i, x + i, gradient ? gradient + i : unwanted, std::min(kAtOnce, n - i));
    return sum;
}

}  // namespace

double cross_entropy(const float* logits, const float* x, float* gradient, std::int64_t n) {
    return in_stretches([](auto... rest) { return cross_entropy_of_few(rest...); }, logits, x,
                        gradient, n);
}

double squared_error(const float* y, const float* x, float* gradient, std::int64_t n) {
    return in_stretches([](auto... rest) { return squared_error_of_few(rest...); }, y, x, gradient,
                        n);
}

}  // namespace latent::kernels
