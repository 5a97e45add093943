#include "models/transposed_convolution.h"

#include <torch/autograd.h>

namespace latent::models {
namespace {

using Pair = std::array<std::int64_t, 2>;
constexpr Pair kStrideOfTwo{2, 2}, kPaddingOfOne{1, 1}, kDense{1, 1}, kNone{0, 0};

struct ConvolutionGradients {
    torch::Tensor input, weight;
};

// Of y = conv(input, weight), k4 s2 p1, at y's gradient; only the ones asked for are computed.
ConvolutionGradients gradients_of_convolution(const torch::Tensor& y_gradient,
                                              const torch::Tensor& input,
                                              const torch::Tensor& weight, bool of_input,
                                              bool of_weight) {
    auto [input_gradient, weight_gradient, bias_gradient] = at::convolution_backward(
        y_gradient, input, weight, c10::nullopt, kStrideOfTwo, kPaddingOfOne, kDense,
        /*transposed=*/false, kNone, /*groups=*/1, {of_input, of_weight, false});
    return {input_gradient, weight_gradient};
}

class TransposedConvolution final : public torch::autograd::Function<TransposedConvolution> {
 public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& weight, std::int64_t height,
                                 std::int64_t width) {
        context->save_for_backward({x, weight});
        // What was convolved does not matter for the gradient, only its shape: never written, never
        // read.
        const torch::Tensor shape =
            torch::empty({x.size(0), weight.size(1), height, width}, x.options());
        return gradients_of_convolution(x, shape, weight, true, false).input;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const torch::Tensor &x = saved[0], &weight = saved[1];
        const torch::Tensor y = gradients[0].contiguous();
        torch::Tensor of_x, of_weight;
        if (context->needs_input_grad(0))
            of_x = at::conv2d(y, weight, {}, kStrideOfTwo, kPaddingOfOne);
        if (context->needs_input_grad(1))
            of_weight = gradients_of_convolution(x, y, weight, false, true).weight;
        return {of_x, of_weight, {}, {}};
    }
};

}  // namespace

torch::Tensor transposed_convolution(const torch::Tensor& x, const torch::Tensor& weight,
                                     std::int64_t height, std::int64_t width) {
    // Into very few channels the library's own is the faster one.
    if (weight.size(1) < 8)
        return at::conv_transpose2d(x, weight, {}, kStrideOfTwo, kPaddingOfOne,
                                    Pair{height % 2, width % 2});
    return TransposedConvolution::apply(x, weight, height, width);
}

}  // namespace latent::models
