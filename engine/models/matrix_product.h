// The product of two matrices, by whichever library is faster for its shape.
//
//   a [m, k], b [k, n]   ->   a b [m, n]
//
// Large products go to oneDNN, which the tensor library has loaded anyway: with the few rows of a
// batch it spends less on copying its operands into order (some 10 to 20 % less time for 64 to 512
// rows on a processor with AVX-512). Small ones, other types and processors
// other than x86-64 go to the tensor library's own. Both agree to rounding; the same shapes always take the same way.
//
// Either operand may be a transposed view. No gradient is recorded. Thread: any, and as many threads
// as the tensor library is set to on the calling one.
#pragma once

#include <torch/types.h>

namespace latent::models {

torch::Tensor matrix_product(const torch::Tensor& a, const torch::Tensor& b);

enum class Into { replace, add };
// c [m, n], contiguous = a b, or c + a b.
void matrix_product(torch::Tensor& c, const torch::Tensor& a, const torch::Tensor& b, Into how);

}  // namespace latent::models
