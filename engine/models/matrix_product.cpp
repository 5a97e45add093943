#include "models/matrix_product.h"

#include <dnnl.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace latent::models {
namespace {

// Shapes for which oneDNN was not slower, in bench_engine's products.
constexpr std::int64_t kLeast = 64, kLeastColumnsOfTransposed = 128;

// How a matrix lies in memory: rows of numbers one after the other, `apart` from the next; or columns.
struct Layout {
    char transposed = 'N';
    std::int64_t apart = 0;
};

std::optional<Layout> layout_of(const torch::Tensor& matrix) {
    if (matrix.stride(1) == 1 && matrix.stride(0) >= matrix.size(1))
        return Layout{'N', matrix.stride(0)};
    if (matrix.stride(0) == 1 && matrix.stride(1) >= matrix.size(0))
        return Layout{'T', matrix.stride(1)};
    return std::nullopt;
}

bool is_plain(const torch::Tensor& matrix) {
    return matrix.dim() == 2 && matrix.scalar_type() == torch::kFloat && matrix.is_cpu() &&
           matrix.layout() == torch::kStrided;
}

// False: nothing was done.
bool by_onednn(torch::Tensor& c, const torch::Tensor& a, const torch::Tensor& b, Into how) {
#if defined(__x86_64__)  // elsewhere its products are plain loops
    if (!is_plain(a) || !is_plain(b) || !is_plain(c) || !c.is_contiguous()) return false;
    const std::int64_t m = a.size(0), n = b.size(1), k = a.size(1);
    if (b.size(0) != k || c.size(0) != m || c.size(1) != n || std::min({m, n, k}) < kLeast)
        return false;
    const auto of_a = layout_of(a), of_b = layout_of(b);
    if (!of_a || !of_b || (of_b->transposed == 'T' && n < kLeastColumnsOfTransposed)) return false;
    const auto status = dnnl_sgemm(of_a->transposed, of_b->transposed, m, n, k, 1,
                                   a.data_ptr<float>(), of_a->apart, b.data_ptr<float>(),
                                   of_b->apart, how == Into::add ? 1 : 0, c.data_ptr<float>(), n);
    if (status != dnnl_success)  // c may be half written
        throw std::runtime_error("A matrix product failed: is there too little memory?");
    return true;
#else
    return false;
#endif
}

}  // namespace

torch::Tensor matrix_product(const torch::Tensor& a, const torch::Tensor& b) {
    const torch::NoGradGuard no_grad;
    torch::Tensor c = torch::empty({a.size(0), b.size(1)}, a.options().requires_grad(false));
    matrix_product(c, a, b, Into::replace);
    return c;
}

void matrix_product(torch::Tensor& c, const torch::Tensor& a, const torch::Tensor& b, Into how) {
    const torch::NoGradGuard no_grad;
    if (by_onednn(c, a, b, how)) return;
    if (how == Into::add)
        c.addmm_(a, b);
    else
        torch::mm_out(c, a, b);
}

}  // namespace latent::models
