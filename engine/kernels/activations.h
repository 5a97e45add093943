// Bias and activation in one pass over a layer's output, and their gradients in one pass back.
//
//   forward    y = f(a + b)                            a, y [rows, columns]   b [columns], in place
//   backward   d = g f'(y),   b_grad = sum_rows d      g, d [rows, columns]
//
// f' is taken from the output y, so that nothing but y need be kept: tanh 1 - y^2, sigmoid y (1 - y),
// relu [y > 0], leaky relu 1 or 0.01. (gelu's is not a function of y.)
//
// Of a convolution, [images, columns, area], the bias belongs to the middle dimension.
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::kernels {

enum class Curve { linear, relu, leaky_relu, tanh, sigmoid };

// bias may be null.
void add_bias_and_bend(Curve curve, float* a, const float* bias, std::int64_t rows,
                       std::int64_t columns);
// bias_gradient may be null; it is written, not added to. d may be g.
void unbend_and_sum(Curve curve, const float* g, const float* y, float* d, float* bias_gradient,
                    std::int64_t rows, std::int64_t columns);

// The same of feature maps.
void add_bias_and_bend_maps(Curve curve, float* a, const float* bias, std::int64_t images,
                            std::int64_t channels, std::int64_t area);
void unbend_and_sum_maps(Curve curve, const float* g, const float* y, float* d,
                         float* bias_gradient, std::int64_t images, std::int64_t channels,
                         std::int64_t area);

}  // namespace latent::kernels
