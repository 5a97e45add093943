#include "kernels/activations.h"

#include <algorithm>

#include "kernels/vectorised.h"

namespace latent::kernels {
namespace {

constexpr float kLeak = 0.01f;

template <Curve curve>
LATENT_INLINE float bent(float a) {
    if constexpr (curve == Curve::relu) return a < 0 ? 0.0f : a;  // a NaN stays one
    if constexpr (curve == Curve::leaky_relu) return a > 0 ? a : kLeak * a;
    if constexpr (curve == Curve::tanh) return tanh_of(a);
    if constexpr (curve == Curve::sigmoid) return sigmoid_of(a);
    return a;
}

// The slope, where the output is y.
template <Curve curve>
LATENT_INLINE float slope(float y) {
    if constexpr (curve == Curve::relu) return y > 0 ? 1.0f : 0.0f;
    if constexpr (curve == Curve::leaky_relu) return y > 0 ? 1.0f : kLeak;
    if constexpr (curve == Curve::tanh) return 1.0f - y * y;
    if constexpr (curve == Curve::sigmoid) return y * (1.0f - y);
    return 1.0f;
}

// One loop a curve, so that each is a vector loop without a choice in it.
#define LATENT_LOOPS(name, curve)                                                             \
    LATENT_VECTORISED void bend_row_##name(float* __restrict a, const float* __restrict bias, \
                                           std::int64_t n) {                                  \
        for (std::int64_t i = 0; i < n; ++i) a[i] = bent<curve>(a[i] + bias[i]);              \
    }                                                                                         \
    LATENT_VECTORISED void bend_all_##name(float* __restrict a, float bias, std::int64_t n) { \
        for (std::int64_t i = 0; i < n; ++i) a[i] = bent<curve>(a[i] + bias);                 \
    }                                                                                         \
    LATENT_VECTORISED void unbend_row_##name(const float* g, const float* y, float* d,        \
                                             float* __restrict sums, std::int64_t n) {        \
        _Pragma("GCC ivdep") for (std::int64_t i = 0; i < n; ++i) {                           \
            const float value = g[i] * slope<curve>(y[i]);                                    \
            d[i] = value;                                                                     \
            sums[i] += value;                                                                 \
        }                                                                                     \
    }                                                                                         \
    LATENT_VECTORISED float unbend_all_##name(const float* g, const float* y, float* d,       \
                                              std::int64_t n) {                               \
        constexpr int kLanes = 32; /* partial sums: a single one cannot be vectorised */      \
        float sums[kLanes] = {};                                                              \
        std::int64_t i = 0;                                                                   \
        for (; i + kLanes <= n; i += kLanes) {                                                \
            _Pragma("GCC ivdep") for (int lane = 0; lane < kLanes; ++lane) {                  \
                const float value = g[i + lane] * slope<curve>(y[i + lane]);                  \
                d[i + lane] = value;                                                          \
                sums[lane] += value;                                                          \
            }                                                                                 \
        }                                                                                     \
        for (; i < n; ++i) sums[0] += d[i] = g[i] * slope<curve>(y[i]);                       \
        float sum = 0;                                                                        \
        for (const float part : sums) sum += part;                                            \
        return sum;                                                                           \
    }
LATENT_LOOPS(linear, Curve::linear)
LATENT_LOOPS(relu, Curve::relu)
LATENT_LOOPS(leaky_relu, Curve::leaky_relu)
LATENT_LOOPS(tanh, Curve::tanh)
LATENT_LOOPS(sigmoid, Curve::sigmoid)
#undef LATENT_LOOPS

struct Loops {
    void (*bend_row)(float*, const float*, std::int64_t);
    void (*bend_all)(float*, float, std::int64_t);
    void (*unbend_row)(const float*, const float*, float*, float*, std::int64_t);
    float (*unbend_all)(const float*, const float*, float*, std::int64_t);
};

// Called through functions of this file: the address of a loop with clones is resolved only there.
Loops loops_of(Curve curve) {
#define LATENT_TABLE(name)                                                           \
    Loops {                                                                          \
        [](float* a, const float* b, std::int64_t n) { bend_row_##name(a, b, n); },  \
            [](float* a, float b, std::int64_t n) { bend_all_##name(a, b, n); },     \
            [](const float* g, const float* y, float* d, float* s, std::int64_t n) { \
                unbend_row_##name(g, y, d, s, n);                                    \
            },                                                                       \
            [](const float* g, const float* y, float* d, std::int64_t n) {           \
                return unbend_all_##name(g, y, d, n);                                \
            }                                                                        \
    }
    switch (curve) {
        case Curve::relu:
            return LATENT_TABLE(relu);
        case Curve::leaky_relu:
            return LATENT_TABLE(leaky_relu);
        case Curve::tanh:
            return LATENT_TABLE(tanh);
        case Curve::sigmoid:
            return LATENT_TABLE(sigmoid);
        case Curve::linear:
            break;
    }
    return LATENT_TABLE(linear);
#undef LATENT_TABLE
}

}  // namespace

void add_bias_and_bend(Curve curve, float* a, const float* bias, std::int64_t rows,
                       std::int64_t columns) {
    if (!bias && curve == Curve::linear) return;
    const Loops loops = loops_of(curve);
    if (!bias) return loops.bend_all(a, 0, rows * columns);
    for (std::int64_t row = 0; row < rows; ++row) loops.bend_row(a + row * columns, bias, columns);
}

void unbend_and_sum(Curve curve, const float* g, const float* y, float* d, float* bias_gradient,
                    std::int64_t rows, std::int64_t columns) {
    const Loops loops = loops_of(curve);
    if (!bias_gradient) {
        loops.unbend_all(g, y, d, rows * columns);
        return;
    }
    std::fill_n(bias_gradient, columns, 0.0f);
    for (std::int64_t row = 0; row < rows; ++row)
        loops.unbend_row(g + row * columns, y + row * columns, d + row * columns, bias_gradient,
                         columns);
}

void add_bias_and_bend_maps(Curve curve, float* a, const float* bias, std::int64_t images,
                            std::int64_t channels, std::int64_t area) {
    const Loops loops = loops_of(curve);
    for (std::int64_t map = 0; map < images * channels; ++map)
        loops.bend_all(a + map * area, bias ? bias[map % channels] : 0.0f, area);
}

void unbend_and_sum_maps(Curve curve, const float* g, const float* y, float* d,
                         float* bias_gradient, std::int64_t images, std::int64_t channels,
                         std::int64_t area) {
    const Loops loops = loops_of(curve);
    if (bias_gradient) std::fill_n(bias_gradient, channels, 0.0f);
    for (std::int64_t map = 0; map < images * channels; ++map) {
        const float sum = loops.unbend_all(g + map * area, y + map * area, d + map * area, area);
        if (bias_gradient) bias_gradient[map % channels] += sum;
    }
}

}  // namespace latent::kernels
