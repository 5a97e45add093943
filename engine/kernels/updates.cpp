#include "kernels/updates.h"

#include <cmath>

#include "kernels/vectorised.h"

namespace latent::kernels {

LATENT_VECTORISED void adam(float* __restrict w, const float* __restrict g, float* __restrict m,
                            float* __restrict v, std::int64_t n, const AdamStep& step) {
    const float rate = step.rate, b1 = step.b1, b2 = step.b2,
                root_correction = step.root_correction, keep = step.keep;
    for (std::int64_t i = 0; i < n; ++i) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        w[i] = keep * w[i] - rate * m[i] / (std::sqrt(v[i]) * root_correction + kEpsilon);
    }
}

LATENT_VECTORISED void sgd(float* __restrict w, const float* __restrict g, float* __restrict b,
                           std::int64_t n, float rate, float momentum) {
    for (std::int64_t i = 0; i < n; ++i) {
        b[i] = momentum * b[i] + g[i];
        w[i] -= rate * b[i];
    }
}

LATENT_VECTORISED void rmsprop(float* __restrict w, const float* __restrict g, float* __restrict v,
                               float* __restrict b, std::int64_t n, float rate, float alpha,
                               float momentum) {
    for (std::int64_t i = 0; i < n; ++i) {
        v[i] = alpha * v[i] + (1 - alpha) * g[i] * g[i];
        b[i] = momentum * b[i] + g[i] / (std::sqrt(v[i]) + kEpsilon);
        w[i] -= rate * b[i];
    }
}

}  // namespace latent::kernels
