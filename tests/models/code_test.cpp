#include "models/code.h"

#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>

#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

namespace {

std::unique_ptr<models::Code> code_of(const RunConfig& config, std::int64_t features,
                                      std::int64_t width, models::FreshWeights& fresh,
                                      bool bias = true) {
    return entry_of(models::codes(), config.text("code.kind"))
        .make(Params(config, "code"),
              models::CodeBlueprint{features, width,
                                    models::activation_from(config.text("code.activation")), fresh,
                                    bias});
}

}  // namespace

TEST_CASE("a gaussian code is its mean without noise and is spread by its variance with noise") {
    models::Autoencoder net(plan_of(small_config("vae"), {1, 8, 8}), 3);
    const auto x = torch::rand({1, 1, 8, 8}).expand({20000, 1, 8, 8});
    torch::NoGradGuard no_grad;
    CHECK(torch::equal(net.encode(x).z, net.encode(x).mean));
    torch::Generator noise = at::make_generator<at::CPUGeneratorImpl>(7);
    const auto encoding = net.encode(x, &noise);
    CHECK(torch::allclose(encoding.z.mean(0), encoding.mean[0], 0, 0.05));
    CHECK(torch::allclose(encoding.z.var(0), encoding.logvar[0].exp(), 0.05));
}

TEST_CASE("a log variance is clamped so that its exponential stays finite") {
    models::Autoencoder net(plan_of(small_config("vae"), {1, 8, 8}), 3);
    const auto encoding = net.encode(torch::full({1, 1, 8, 8}, 1e30f));
    CHECK(encoding.logvar.abs().max().item<float>() <= 10);
}

TEST_CASE("the top-k code keeps the largest of each sample, not the largest in magnitude") {
    const RunConfig config = config_of("dense", "top_k", {{"code.active", "2"}});
    models::FreshWeights fresh(1);
    const auto code = code_of(config, 4, 4, fresh, /*bias=*/false);
    {
        torch::NoGradGuard no_grad;
        code->parameters()[0].copy_(torch::eye(4));  // a = h
    }
    const auto h =
        torch::tensor(
            {{3.0f, -9.0f, 1.0f, 2.0f}, {-4.0f, -1.0f, -2.0f, -3.0f}, {5.0f, 5.0f, 5.0f, 0.0f}})
            .requires_grad_();
    const auto encoding = code->encode(h, nullptr);
    CHECK(torch::equal(encoding.z[0], torch::tensor({3.0f, 0.0f, 0.0f, 2.0f})));
    CHECK(torch::equal(encoding.z[1], torch::tensor({0.0f, -1.0f, -2.0f, 0.0f})));
    CHECK(encoding.z[2].count_nonzero().item<std::int64_t>() == 2);  // of three equal ones, two
    CHECK(torch::equal(encoding.z, encoding.mean));
    CHECK_FALSE(encoding.gaussian());
    // The gradient is 1 through the survivors and 0 elsewhere.
    encoding.z.sum().backward();
    CHECK(torch::equal(h.grad()[0], torch::tensor({1.0f, 0.0f, 0.0f, 1.0f})));
}

TEST_CASE("a top-k code with at least as many active units as the code is wide keeps all") {
    for (const char* active : {"4", "100"}) {
        const RunConfig config = config_of("dense", "top_k", {{"code.active", active}});
        models::FreshWeights fresh(1), same(1);
        const auto h = torch::rand({6, 5});
        const auto all = code_of(config_of("dense"), 5, 4, same);
        CHECK(torch::allclose(code_of(config, 5, 4, fresh)->encode(h, nullptr).z,
                              all->encode(h, nullptr).z));
    }
}

TEST_CASE("an overcomplete top-k code uses exactly its share of the units for every sample") {
    const RunConfig config =
        config_of("dense", "top_k",
                  {{"code.width", "1000"}, {"code.active", "25"}, {"architecture.encoder", ""}});
    models::Autoencoder net(plan_of(config, {1, 28, 28}), 1);
    const auto z = net.encode(random_samples(64, {1, 28, 28})).z;
    CHECK(torch::equal(z.ne(0).sum(1), torch::full({64}, 25, torch::kInt64)));
    CHECK(net.single_layer_encoder() == nullptr);  // it is a layer and a choice
}

TEST_CASE("only a deterministic code straight behind the input is a whole encoder in one layer") {
    CHECK(models::Autoencoder(plan_of(config_of("linear"), {1, 8, 8}), 1).single_layer_encoder());
    CHECK(
        models::Autoencoder(
            plan_of(config_of("dense", "deterministic", {{"architecture.encoder", ""}}), {1, 8, 8}),
            1)
            .single_layer_encoder());
    CHECK_FALSE(
        models::Autoencoder(plan_of(config_of("dense"), {1, 8, 8}), 1).single_layer_encoder());
    CHECK_FALSE(models::Autoencoder(plan_of(config_of("linear", "gaussian"), {1, 8, 8}), 1)
                    .single_layer_encoder());
}
