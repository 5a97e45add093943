// Contractive penalty: how strongly the code follows small changes of the input.
//
//   loss = mean_batch ||J||_F^2 = mean_batch sum_j sum_i (dz_j / dx_i)^2
//
//   x [B, D] what was encoded (corrupted where there is corruption)   z [B, k], the posterior's
//   mean where there is one   J [B, k, D]
//
// Each square is taken before the sum, and the sum is Frobenius's, not a mean. Three ways to it,
// each exact or unbiased; `method` chooses, and with `auto` the cheapest that is exact or else the
// last:
//
//   one_layer    z = f(W x + b):  sum_j f'_j^2 ||W_j||^2, free of charge. With the sigmoid f' =
//                z (1 - z) (Rifai et al. 2011). It is wrong for any deeper encoder, and refused.
//                Not for gelu, whose f' cannot be told from z.
//   backward     one pass backwards for each j, of which the gradient is taken again: k times the
//                price of a step's own, so auto takes it up to k = 8
//   hutchinson   E_v ||v^T J||^2 with v_j = +-1 at random: any k for `probes` passes; unbiased, for
//                E v v^T = I, and noisy
//
// An evaluation has no graph to go back through. It encodes the first 64 samples once more and
// measures those.
//
// Source: Rifai, Vincent, Muller, Glorot & Bengio 2011, ICML; Hutchinson 1990 for the probes.
#include <torch/autograd.h>
#include <stdexcept>
#include <utility>

#include "terms/term.h"

namespace latent::terms {
namespace {

constexpr std::int64_t kMostBackwardPasses = 8;  // of `auto`
constexpr std::int64_t kMeasuredSamples = 64;    // of an evaluation

enum class JacobianMethod { automatic, one_layer, backward, hutchinson };

const std::vector<std::pair<std::string, JacobianMethod>>& jacobian_methods() {
    static const std::vector<std::pair<std::string, JacobianMethod>> entries{
        {"auto", JacobianMethod::automatic},
        {"one_layer", JacobianMethod::one_layer},
        {"backward", JacobianMethod::backward},
        {"hutchinson", JacobianMethod::hutchinson}};
    return entries;
}

JacobianMethod jacobian_method(const std::string& name) {
    for (const auto& [known, method] : jacobian_methods())
        if (known == name) return method;
    throw std::invalid_argument("There is no method called '" + name + "'.");
}

std::vector<std::string> jacobian_method_names() {
    std::vector<std::string> names;
    for (const auto& entry : jacobian_methods()) names.push_back(entry.first);
    return names;
}

// f'(a)^2 told from z = f(a): [B, k]
torch::Tensor squared_slope(models::Activation activation, const torch::Tensor& z) {
    switch (activation) {
        case models::Activation::linear:
            return torch::ones_like(z);
        case models::Activation::relu:
            return (z > 0).to(z.scalar_type());
        case models::Activation::leaky_relu:
            return (z > 0).to(z.scalar_type()) * (1 - 1e-4) + 1e-4;  // 0.01^2 below 0
        case models::Activation::tanh:
            return (1 - z.square()).square();
        case models::Activation::sigmoid:
            return (z * (1 - z)).square();
        case models::Activation::gelu:
            break;
    }
    throw std::logic_error("The slope of this activation cannot be told from its value.");
}

std::string method_in_words(JacobianMethod method, const TermBlueprint& blueprint) {
    const bool automatic = method == JacobianMethod::automatic;
    if (method == JacobianMethod::one_layer || (automatic && blueprint.single_layer_encoder))
        return "exact, one layer";
    if (method == JacobianMethod::backward ||
        (automatic && blueprint.code_width <= kMostBackwardPasses))
        return "exact, backward passes";
    return "Hutchinson's estimate";
}

class Contractive final : public Term {
 public:
    Contractive(const Params& params, const TermBlueprint& blueprint)
        : method_(jacobian_method(params.text("method"))),
          variant_(method_in_words(method_, blueprint)),
          one_layer_(blueprint.single_layer_encoder && (method_ == JacobianMethod::automatic ||
                                                        method_ == JacobianMethod::one_layer)) {
        configure(params);
    }

    std::string variant() const override { return variant_; }

    void configure(const Params& params) override { probes_ = params.integer("probes"); }

    bool needs_input_gradient() const override {
        return method_ != JacobianMethod::one_layer && !one_layer_;
    }

    torch::Tensor loss(const Pass& pass) override {
        const models::AffineImpl* layer = pass.net->single_layer_encoder();
        if (layer && layer->activation() == models::Activation::gelu) layer = nullptr;
        if (method_ == JacobianMethod::one_layer && !layer)
            throw std::invalid_argument(
                "The contractive term's one-layer formula is wrong for this encoder: it holds for "
                "a deterministic code right behind the input (architecture.encoder empty) whose "
                "activation is not gelu. Set terms.contractive.method to auto.");
        if (layer && (method_ == JacobianMethod::automatic || method_ == JacobianMethod::one_layer))
            return squared_slope(layer->activation(), pass.encoding.mean)
                .mv(layer->weight.square().sum(1))
                .mean();
        if (pass.training && pass.corrupted.requires_grad())
            return by_passes(pass.corrupted, pass.encoding.mean, pass);

        const torch::AutoGradMode with_gradients(true);
        const torch::Tensor x =
            pass.corrupted.slice(0, 0, pass.training ? pass.corrupted.size(0) : kMeasuredSamples)
                .detach()
                .requires_grad_(true);
        const torch::Tensor value = by_passes(x, pass.net->encode(x).mean, pass);
        return pass.training ? value : value.detach();
    }

 private:
    torch::Tensor by_passes(const torch::Tensor& x, const torch::Tensor& z,
                            const Pass& pass) const {
        const std::int64_t width = z.size(1);
        const bool exact = method_ == JacobianMethod::backward ||
                           (method_ == JacobianMethod::automatic && width <= kMostBackwardPasses);
        torch::Tensor sum;
        const auto add_square_of_gradient = [&](const torch::Tensor& projection) {
            const torch::Tensor gradient =
                torch::autograd::grad({projection}, {x}, {}, true, pass.training).front();
            const torch::Tensor square = gradient.square().sum();
            sum = sum.defined() ? sum + square : square;
        };
        if (exact) {
            for (std::int64_t j = 0; j < width; ++j) add_square_of_gradient(z.select(1, j).sum());
            return sum / double(x.size(0));
        }
        for (std::int64_t probe = 0; probe < probes_; ++probe) {
            const torch::Tensor v = torch::empty(z.sizes(), z.options().requires_grad(false))
                                            .bernoulli_(0.5, *pass.noise) *
                                        2 -
                                    1;
            add_square_of_gradient((z * v).sum());
        }
        return sum / double(x.size(0) * probes_);
    }

    JacobianMethod method_;
    std::string variant_;
    bool one_layer_;  // the closed form holds, and is asked for
    std::int64_t probes_ = 1;
};

}  // namespace

TermEntry describe_contractive() {
    PartInfo info{
        "contractive",
        "Contractive penalty",
        "||dz/dx||_F^2  (one layer: sum_j f'_j^2 ||W_j||^2;  k <= 8: k backward passes;  beyond: "
        "E_v ||v^T dz/dx||^2)",
        "Asks the code to stand still when the input changes a little, so that it follows only "
        "what reconstruction cannot do without.",
        "Rifai et al. 2011, ICML",
        {weight_spec(0.1, 0, 1000),
         ParamSpec::choice("method", "auto", jacobian_method_names())
             .says("How dz/dx is had. auto: the closed formula when the encoder is one layer, k "
                   "exact backward passes up to k = 8, random probes (hutchinson) beyond."),
         ParamSpec::integer("probes", 1, 1, 64)
             .acts_live()
             .says("Random probes a step where hutchinson acts: each is one backward pass more, "
                   "and less noise.")}};
    return {info, [](const Params& params, const TermBlueprint& made) -> std::unique_ptr<Term> {
                return std::make_unique<Contractive>(params, made);
            }};
}

}  // namespace latent::terms
