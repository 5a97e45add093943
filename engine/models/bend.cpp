#include "models/bend.h"

#include <torch/autograd.h>

#include <optional>

#include "kernels/activations.h"

namespace latent::models {
namespace {

using kernels::Curve;

std::optional<Curve> curve_of(Activation activation) {
    switch (activation) {
        case Activation::linear:
            return Curve::linear;
        case Activation::relu:
            return Curve::relu;
        case Activation::leaky_relu:
            return Curve::leaky_relu;
        case Activation::tanh:
            return Curve::tanh;
        case Activation::sigmoid:
            return Curve::sigmoid;
        case Activation::gelu:
            break;  // its slope is no function of what comes out
    }
    return {};
}

// For gradients of gradients: the slope as an expression of y that can itself be differentiated.
torch::Tensor slope(Curve curve, const torch::Tensor& y) {
    switch (curve) {
        case Curve::relu:
            return (y > 0).to(y.dtype());
        case Curve::leaky_relu:
            return torch::where(y > 0, torch::ones({}, y.options()),
                                torch::full({}, 0.01, y.options()));
        case Curve::tanh:
            return 1 - y * y;
        case Curve::sigmoid:
            return y * (1 - y);
        case Curve::linear:
            break;
    }
    return torch::ones({}, y.options());
}

bool of_maps(const torch::Tensor& a) { return a.dim() == 4; }

torch::Tensor with_bias(const torch::Tensor& a, const torch::Tensor& bias) {
    if (!bias.defined()) return a;
    return a + (of_maps(a) ? bias.view({1, -1, 1, 1}) : bias);
}

class Bend final : public torch::autograd::Function<Bend> {
 public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& a,
                                 const c10::optional<torch::Tensor>& bias, std::int64_t curve) {
        torch::Tensor y = a.detach();
        float* values = y.data_ptr<float>();
        const float* b = bias ? bias->data_ptr<float>() : nullptr;
        if (of_maps(a))
            kernels::add_bias_and_bend_maps(Curve(curve), values, b, a.size(0), a.size(1),
                                            a.size(2) * a.size(3));
        else
            kernels::add_bias_and_bend(Curve(curve), values, b, a.size(0), a.size(1));
        context->save_for_backward({y});
        context->saved_data["curve"] = curve;
        context->saved_data["biased"] = bias.has_value();
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const torch::Tensor y = context->get_saved_variables()[0];
        const auto curve = Curve(context->saved_data["curve"].toInt());
        const bool biased = context->saved_data["biased"].toBool();
        if (torch::GradMode::is_enabled()) {
            const torch::Tensor of_a = gradients[0] * slope(curve, y);
            torch::Tensor of_bias;
            if (biased) of_bias = of_maps(y) ? of_a.sum(at::IntArrayRef{0, 2, 3}) : of_a.sum(0);
            return {of_a, of_bias, {}};
        }
        const torch::Tensor g = gradients[0].contiguous();
        torch::Tensor of_a = torch::empty_like(g), of_bias;
        if (biased) of_bias = torch::empty({y.size(1)}, y.options());
        float* b = biased ? of_bias.data_ptr<float>() : nullptr;
        if (of_maps(y))
            kernels::unbend_and_sum_maps(curve, g.data_ptr<float>(), y.data_ptr<float>(),
                                         of_a.data_ptr<float>(), b, y.size(0), y.size(1),
                                         y.size(2) * y.size(3));
        else
            kernels::unbend_and_sum(curve, g.data_ptr<float>(), y.data_ptr<float>(),
                                    of_a.data_ptr<float>(), b, y.size(0), y.size(1));
        return {of_a, of_bias, {}};
    }
};

}  // namespace

torch::Tensor bend(Activation activation, torch::Tensor a, const torch::Tensor& bias) {
    const auto curve = curve_of(activation);
    const bool ours = curve && a.scalar_type() == torch::kFloat && a.is_contiguous() &&
                      (a.dim() == 2 || of_maps(a)) && (!bias.defined() || bias.is_contiguous());
    if (!ours) return activate(activation, with_bias(a, bias));
    if (*curve == Curve::linear && !bias.defined()) return a;
    return Bend::apply(a, bias.defined() ? c10::make_optional(bias) : c10::nullopt,
                       std::int64_t(*curve));
}

}  // namespace latent::models
