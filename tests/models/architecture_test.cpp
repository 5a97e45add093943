#include "models/architecture.h"

#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>

#include "models/autoencoder.h"
#include "support/small_config.h"

using namespace latent;

namespace {

RunConfig with(RunConfig config, const std::string& path, const std::string& text) {
    set_from_text(test::catalog(), config, path, text);
    return config;
}

}  // namespace

TEST_CASE("every architecture with every code takes a batch in and gives one of the same shape") {
    for (const auto& architecture : models::architectures())
        for (const auto& code : models::codes())
            for (const ImageShape& shape : {ImageShape{1, 28, 28}, ImageShape{3, 32, 32}}) {
                CAPTURE(architecture.info.id);
                CAPTURE(code.info.id);
                RunConfig config = preset(test::catalog(), "undercomplete", "tiny");
                config = with(config, "architecture.kind", architecture.info.id);
                config = with(config, "code.kind", code.info.id);
                config = with(config, "code.width", "3");
                models::Autoencoder net(config, shape, 1);
                const auto x = torch::rand({5, shape.channels, shape.height, shape.width});
                const auto encoding = net.encode(x);
                CHECK(encoding.z.sizes() == torch::IntArrayRef({5, 3}));
                const auto output = net.decode(encoding.z);
                CHECK(output.logits.sizes() == x.sizes());
                CHECK(output.values.isfinite().all().item<bool>());
                CHECK(output.values.ge(0).logical_and(output.values.le(1)).all().item<bool>());
            }
}

TEST_CASE("every architecture's listed layers account for every parameter") {
    for (const auto& architecture : models::architectures())
        for (const auto& code : models::codes()) {
            CAPTURE(architecture.info.id);
            RunConfig config = with(preset(test::catalog(), "undercomplete", "tiny"),
                                    "architecture.kind", architecture.info.id);
            config = with(config, "code.kind", code.info.id);
            const ModelInfo info = models::Autoencoder(config, {1, 28, 28}, 1).describe();
            std::int64_t listed = 0;
            for (const LayerInfo& layer : info.layers) listed += layer.weights + layer.biases;
            CHECK(listed == info.parameters);
            CHECK(info.widths().front() == 784);
            CHECK(info.widths().back() == 784);
        }
}

TEST_CASE("a dense net's parameters are counted by the closed form") {
    RunConfig config = preset(test::catalog(), "undercomplete", "tiny");
    config = with(with(config, "architecture.encoder", "100"), "code.width", "20");
    CHECK(models::Autoencoder(config, {1, 28, 28}, 0).describe().parameters ==
          78500 + 2020 + 2100 + 79184);
    config = with(config, "code.kind", "gaussian");
    CHECK(models::Autoencoder(config, {1, 28, 28}, 0).describe().parameters ==
          78500 + 2 * 2020 + 2100 + 79184);
    config = with(with(config, "architecture.decoder", "50,60"), "code.kind", "deterministic");
    CHECK(models::Autoencoder(config, {1, 28, 28}, 0).describe().parameters ==
          78500 + 2020 + (20 + 1) * 50 + (50 + 1) * 60 + (60 + 1) * 784);
}

TEST_CASE(
    "the same seed builds the same weights and another seed others, whatever the library's own "
    "generator did") {
    const RunConfig config = test::small_config("vae");
    const auto first = models::Autoencoder(config, {1, 8, 8}, 5).parameters();
    torch::rand({100});
    const auto again = models::Autoencoder(config, {1, 8, 8}, 5).parameters();
    const auto other = models::Autoencoder(config, {1, 8, 8}, 6).parameters();
    REQUIRE(first.size() == again.size());
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(torch::equal(first[i], again[i]));
    CHECK_FALSE(torch::equal(first[0], other[0]));
}

TEST_CASE("a gaussian code is its mean without noise and is spread by its variance with noise") {
    models::Autoencoder net(test::small_config("vae"), {1, 8, 8}, 3);
    const auto x = torch::rand({1, 1, 8, 8}).expand({20000, 1, 8, 8});
    torch::NoGradGuard no_grad;
    CHECK(torch::equal(net.encode(x).z, net.encode(x).mean));
    torch::Generator noise = at::make_generator<at::CPUGeneratorImpl>(7);
    const auto encoding = net.encode(x, &noise);
    CHECK(torch::allclose(encoding.z.mean(0), encoding.mean[0], 0, 0.05));
    CHECK(torch::allclose(encoding.z.var(0), encoding.logvar[0].exp(), 0.05));
}

TEST_CASE("a log variance is clamped so that its exponential stays finite") {
    models::Autoencoder net(test::small_config("vae"), {1, 8, 8}, 3);
    const auto encoding = net.encode(torch::full({1, 1, 8, 8}, 1e30f));
    CHECK(encoding.logvar.abs().max().item<float>() <= 10);
}
