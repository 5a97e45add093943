#include <doctest/doctest.h>

#include <stdexcept>

#include "models/conv_layer.h"
#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

TEST_CASE("sides are halved rounding down, and never below one") {
    const auto sides = models::halvings({1, 28, 7}, 2);
    CHECK(sides[1].height == 14);
    CHECK(sides[2].height == 7);
    CHECK(sides[1].width == 3);
    CHECK(sides[2].width == 1);
    CHECK_THROWS_AS(models::halvings({1, 28, 7}, 3), std::invalid_argument);
}

TEST_CASE("a convolution's layers say the shapes that go through them") {
    for (const std::string resample : {"strided", "pooled"}) {
        const RunConfig config =
            config_of("conv", "deterministic", {{"architecture.resample", resample}});
        const ModelInfo info = models::Autoencoder(plan_of(config, {3, 28, 7}), 1).describe();
        std::vector<std::vector<std::int64_t>> shapes;
        for (const LayerInfo& layer : info.layers) shapes.push_back(layer.output);
        using Shapes = std::vector<std::vector<std::int64_t>>;
        if (resample == "strided")
            CHECK(shapes == Shapes{{3, 28, 7},
                                   {32, 14, 3},
                                   {64, 7, 1},
                                   {128},
                                   {2},
                                   {128},
                                   {448},
                                   {32, 14, 3},
                                   {3, 28, 7}});
        else
            CHECK(shapes == Shapes{{3, 28, 7},
                                   {32, 28, 7},
                                   {32, 14, 3},
                                   {64, 14, 3},
                                   {64, 7, 1},
                                   {128},
                                   {2},
                                   {128},
                                   {448},
                                   {64, 14, 3},
                                   {32, 14, 3},
                                   {32, 28, 7},
                                   {3, 28, 7}});
    }
}

TEST_CASE("a convolutional net sees the same thing the same way wherever it is") {
    // The features in front of the flat layers move with the image: shifting by 4 = two halvings.
    const RunConfig config = config_of("conv", "deterministic", {{"architecture.hidden", ""}});
    models::FreshWeights fresh(1);
    const auto net =
        entry_of(models::architectures(), "conv")
            .make(Params(config, "architecture"), models::Blueprint{{1, 32, 32}, 2, fresh});
    auto image = torch::zeros({1, 1, 32, 32});
    image.slice(2, 12, 16).slice(3, 12, 16).fill_(1);
    models::Bypass bypass;
    const auto maps = [&](const torch::Tensor& x) {
        return net->features(x, bypass).view({64, 8, 8});
    };
    CHECK(torch::allclose(maps(torch::roll(image, {4, 4}, {2, 3})).narrow(1, 2, 5).narrow(2, 2, 5),
                          maps(image).narrow(1, 1, 5).narrow(2, 1, 5), 1e-4, 1e-6));
}
