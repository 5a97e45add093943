// Parameter counts, from formulas written down here anew and not taken from the layers.
#include <doctest/doctest.h>

#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

namespace {

std::int64_t parameters_of(const RunConfig& config, const ImageShape& shape) {
    return models::Autoencoder(plan_of(config, shape), 0).describe().parameters;
}

// A chain of fully connected layers through these widths.
std::int64_t chain(const std::vector<std::int64_t>& widths) {
    std::int64_t count = 0;
    for (std::size_t i = 1; i < widths.size(); ++i) count += (widths[i - 1] + 1) * widths[i];
    return count;
}

}  // namespace

TEST_CASE("a dense net's parameters are counted by the closed form") {
    RunConfig config = config_of("dense", "deterministic",
                                 {{"architecture.encoder", "100"}, {"code.width", "20"}});
    CHECK(parameters_of(config, {1, 28, 28}) == 78500 + 2020 + 2100 + 79184);
    config = with(config, "code.kind", "gaussian");
    CHECK(parameters_of(config, {1, 28, 28}) == 78500 + 2 * 2020 + 2100 + 79184);
    config = with(with(config, "architecture.decoder", "50,60"), "code.kind", "deterministic");
    CHECK(parameters_of(config, {1, 28, 28}) == 78500 + 2020 + chain({20, 50, 60, 784}));
    config = with(config, "code.kind", "top_k");
    CHECK(parameters_of(config, {1, 28, 28}) == 78500 + 2020 + chain({20, 50, 60, 784}));
}

TEST_CASE(
    "a linear net has 2 D k parameters, no bias among them; a gaussian code adds its spread") {
    const RunConfig config = config_of("linear", "deterministic", {{"code.width", "32"}});
    CHECK(parameters_of(config, {1, 28, 28}) == 2 * 784 * 32);
    CHECK(parameters_of(config, {3, 32, 32}) == 2 * 3072 * 32);
    CHECK(parameters_of(with(config, "code.kind", "top_k"), {1, 1, 3}) == 2 * 3 * 32);
    CHECK(parameters_of(with(config, "code.kind", "gaussian"), {1, 28, 28}) ==
          2 * 784 * 32 + (784 + 1) * 32);
    for (const LayerInfo& layer :
         models::Autoencoder(plan_of(config, {1, 28, 28}), 0).describe().layers)
        CHECK(layer.biases == 0);
}

TEST_CASE("a convolutional net's parameters are counted by the closed form") {
    // 28 -> 14 -> 7 with 32 and 64 channels, 4x4 kernels, 128 hidden units, 10 codes.
    const std::int64_t flat = 64 * 7 * 7;
    RunConfig config = config_of("conv", "deterministic", {{"code.width", "10"}});
    CHECK(parameters_of(config, {1, 28, 28}) == (16 * 1 + 1) * 32 + (16 * 32 + 1) * 64 +
                                                    chain({flat, 128, 10, 128, flat}) +
                                                    (16 * 64 + 1) * 32 + (16 * 32 + 1) * 1);
    // Three channels, 64 -> 32 -> 16, nothing between the last map and the code.
    config = with(config, "architecture.hidden", "");
    CHECK(parameters_of(config, {3, 64, 64}) == (16 * 3 + 1) * 32 + (16 * 32 + 1) * 64 +
                                                    chain({64 * 256, 10, 64 * 256}) +
                                                    (16 * 64 + 1) * 32 + (16 * 32 + 1) * 3);
    // Pooled: the kernels are 3x3.
    config =
        with(with(config, "architecture.resample", "pooled"), "architecture.channels", "32,16");
    CHECK(parameters_of(config, {1, 28, 28}) == (9 * 1 + 1) * 32 + (9 * 32 + 1) * 16 +
                                                    chain({16 * 49, 10, 16 * 49}) +
                                                    (9 * 16 + 1) * 32 + (9 * 32 + 1) * 1);
    // Odd sides round down: 7 x 9 -> 3 x 4 -> 1 x 2.
    CHECK(parameters_of(with(config, "architecture.channels", "5,6"), {1, 7, 9}) ==
          10 * 5 + (9 * 5 + 1) * 6 + chain({6 * 2, 10, 6 * 2}) + (9 * 6 + 1) * 5 + (9 * 5 + 1));
}

TEST_CASE("a recurrent net's parameters are counted by the closed form") {
    const auto closed_form = [](std::int64_t numbers, std::int64_t h, std::int64_t k) {
        return 3 * h * (numbers + h + 2) + (h + 1) * k        // reader, code
               + (k + 1) * h + 3 * h * (numbers + k + h + 2)  // first state, writer
               + (h + 1) * numbers;                           // a step
    };
    const RunConfig config = config_of("recurrent", "deterministic", {{"code.width", "7"}});
    CHECK(parameters_of(config, {1, 32, 1}) == closed_form(1, 64, 7));
    CHECK(parameters_of(config, {3, 32, 32}) == closed_form(96, 64, 7));
    CHECK(parameters_of(with(config, "architecture.hidden", "10"), {1, 28, 28}) ==
          closed_form(28, 10, 7));
}

TEST_CASE("a transformer's parameters are counted by the closed form") {
    const auto closed_form = [](std::int64_t steps, std::int64_t numbers, std::int64_t d,
                                std::int64_t f, std::int64_t layers, std::int64_t k) {
        const std::int64_t projection = (d + 1) * d, norm = 2 * d, forward = chain({d, f, d});
        return (numbers + 1) * d + layers * (4 * projection + forward + 2 * norm) + norm  //
               + (d + 1) * k + (k + 1) * 4 * d + steps * d +
               layers * (8 * projection + forward + 3 * norm) + norm + (d + 1) * numbers;
    };
    RunConfig config = config_of("transformer", "deterministic", {{"code.width", "4"}});
    CHECK(parameters_of(config, {1, 32, 1}) == closed_form(32, 1, 32, 64, 2, 4));
    CHECK(parameters_of(config, {3, 32, 32}) == closed_form(32, 96, 32, 64, 2, 4));
    for (const auto& [path, text] :
         {std::pair{"width", "12"}, {"layers", "3"}, {"feed_forward", "20"}, {"heads", "3"}})
        config = with(config, std::string("architecture.") + path, text);
    CHECK(parameters_of(config, {1, 28, 28}) == closed_form(28, 28, 12, 20, 3, 4));
}

TEST_CASE("a U-net's parameters are counted by the closed form") {
    // Three levels: 16 channels at full size, 32 at half, 64 at a quarter; k = 2.
    const std::int64_t flat = 64 * 7 * 7;
    const RunConfig config = config_of("unet", "deterministic", {{"code.width", "2"}});
    CHECK(parameters_of(config, {1, 28, 28}) ==
          (9 * 1 + 1) * 16 + (16 * 16 + 1) * 32 + (16 * 32 + 1) * 64  // down
              + chain({flat, 2, flat})                                // the code and back
              + (16 * 64 + 1) * 32 + (16 * 2 * 32 + 1) * 16           // up, beside the skip
              + (9 * 2 * 16 + 1) * 1);                                // the last
    CHECK(parameters_of(with(config, "architecture.channels", "4,5"), {3, 32, 32}) ==
          (9 * 3 + 1) * 4 + (16 * 4 + 1) * 5 + chain({5 * 256, 2, 5 * 256}) + (16 * 5 + 1) * 4 +
              (9 * 8 + 1) * 3);
}
