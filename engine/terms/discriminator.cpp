#include "terms/discriminator.h"

#include <string>

namespace latent::terms {
namespace {

constexpr double kDiscriminatorSlope = 0.2;

}  // namespace

Discriminator::Discriminator(std::int64_t width, const Widths& hidden, std::int64_t outputs,
                             models::FreshWeights& fresh) {
    const auto add = [&](std::int64_t out) {
        layers_.push_back(
            register_module("layer" + std::to_string(layers_.size()),
                            models::Affine(width, out, models::Activation::linear, fresh)));
        width = out;
    };
    for (std::int64_t next : hidden) add(next);
    add(outputs);
}

torch::Tensor Discriminator::forward(const torch::Tensor& z, bool frozen) const {
    torch::Tensor h = z;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        if (i > 0) h = torch::leaky_relu(h, kDiscriminatorSlope);
        const torch::Tensor &weight = layers_[i]->weight, &bias = layers_[i]->bias;
        h = frozen ? torch::addmm(bias.detach(), h, weight.detach().t())
                   : torch::addmm(bias, h, weight.t());
    }
    return h;
}

OpponentNet::OpponentNet(const Params& params, const TermBlueprint& blueprint, std::int64_t outputs)
    : net(std::make_shared<Discriminator>(blueprint.code_width, params.widths("opponent_widths"),
                                          outputs, blueprint.fresh)) {
    player.module = net;
    player.learning_rate = params.number("opponent_rate");
}

std::vector<ParamSpec> opponent_specs() {
    return {
        ParamSpec::widths("opponent_widths", {256, 256, 256}, 1, 2048)
            .named("opponent's hidden widths")
            .in("units")
            .says("Widths of the hidden layers of the discriminator."),
        ParamSpec::number("opponent_rate", 1e-4, 1e-6, 1e-1)
            .named("opponent's learning rate")
            .log()
            .says("Of the discriminator's own Adam; too small and it teaches nothing, too large "
                  "and the codes never settle.")};
}

}  // namespace latent::terms
