// The cheat has to work, or there is nothing to be seen.
#include <doctest/doctest.h>
#include <torch/autograd.h>

#include "models/net_plans.h"
#include "optim/optimizer.h"

using namespace latent;
using namespace latent::test;

namespace {

const ImageShape kShape{1, 16, 16};

// Three soft blobs an image, each somewhere: six numbers, which a code of two cannot hold.
torch::Tensor blobs(std::int64_t count) {
    const auto along = torch::arange(16).view({1, 1, 16}) / 15.0;
    const auto at = [&] { return torch::rand({count, 3, 1}); };
    const auto rows = (-30 * (along - at()).square()).exp(),
               columns = (-30 * (along - at()).square()).exp();  // [count, 3, 16]
    return torch::einsum("nbi,nbj->nij", {rows, columns}).clamp_max(1).unsqueeze(1);
}

models::Autoencoder trained(const std::string& architecture, const torch::Tensor& images,
                            int steps) {
    const RunConfig config =
        config_of(architecture, "deterministic", {{"code.width", "2"}, {"output.kind", "sigmoid"}});
    models::Autoencoder net(plan_of(config, kShape), 1);
    models::FlatParameters weights(net);
    const auto optimizer = entry_of(optim::optimizers(), "adam").make(Params(config, "optimizer"));
    for (int step = 0; step < steps; ++step) {
        const auto x = images.narrow(0, 64 * (step % (images.size(0) / 64)), 64);
        const auto encoding = net.encode(x);
        const auto loss =
            torch::binary_cross_entropy_with_logits(net.decode(encoding.z, encoding.bypass).logits,
                                                    x, {}, {}, at::Reduction::Sum) /
            64;
        const auto gradients = torch::autograd::grad({loss}, weights.parameters());
        torch::NoGradGuard no_grad;
        optimizer->step(weights, gradients);
    }
    return net;
}

double error_of(models::Autoencoder& net, const torch::Tensor& x) {
    return (net.decode_mean(net.encode(x)).values - x).square().sum().item<double>() /
           double(x.size(0));
}

}  // namespace

TEST_CASE("a U-net reconstructs next to perfectly and does so without its code") {
    torch::manual_seed(1);
    const auto images = blobs(1024);
    auto honest = trained("dense", images, 300), cheat = trained("unet", images, 300);
    torch::NoGradGuard no_grad;
    const auto x = images.narrow(0, 0, 256);
    auto encoding = cheat.encode(x);
    const auto with_code = cheat.decode_mean(encoding).values;
    const auto without = cheat.decode(torch::zeros_like(encoding.mean), encoding.bypass).values;
    const double change =
        (with_code - without).norm().item<double>() / with_code.norm().item<double>();
    MESSAGE("squared error: dense " << error_of(honest, x) << ", U-net " << error_of(cheat, x)
                                    << "; the U-net's output without its code changes by "
                                    << 100 * change << " %");
    CHECK(error_of(cheat, x) < 0.05 * error_of(honest, x));
    CHECK(change < 0.05);
}

TEST_CASE("without its skips a U-net decodes as if they were zero") {
    models::Autoencoder net(plan_of(config_of("unet"), {1, 28, 28}), 1);
    auto encoding = net.encode(random_samples(3, {1, 28, 28}));
    REQUIRE(encoding.bypass.skips.size() == 2);
    CHECK(encoding.bypass.skips[0].sizes() == torch::IntArrayRef({3, 16, 28, 28}));
    CHECK(encoding.bypass.skips[1].sizes() == torch::IntArrayRef({3, 32, 14, 14}));
    models::Bypass zeros;
    for (const auto& skip : encoding.bypass.skips) zeros.skips.push_back(torch::zeros_like(skip));
    CHECK(torch::equal(net.decode(encoding.z).logits, net.decode(encoding.z, zeros).logits));
    CHECK_FALSE(torch::equal(net.decode(encoding.z).logits, net.decode_mean(encoding).logits));
}
