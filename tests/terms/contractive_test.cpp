// The three ways to the contractive penalty, against each other and against its definition.
#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "models/activation_names.h"
#include "terms/small_pass.h"

using namespace latent;
using doctest::Approx;
using term_test::SmallWorld;

namespace {

term_test::Settings method(const std::string& name) { return {{"method", name}}; }

RunConfig deep(std::int64_t code_width, bool gaussian = false) {
    RunConfig config = term_test::small_net_config(gaussian);
    config.set("code.width", code_width);
    return config;
}

RunConfig one_layer(const std::string& activation) {
    RunConfig config = term_test::small_net_config(false);
    config.set("architecture.encoder", Widths{});
    config.set("code.activation", activation);
    return config;
}

// sum_ji (dz_j / dx_i)^2, mean over the batch, by moving each pixel of all samples at once.
double by_definition(SmallWorld& world) {
    constexpr double kStep = 1e-5;
    const torch::NoGradGuard no_grad;
    double sum = 0;
    for (std::int64_t i = 0; i < 20; ++i) {
        torch::Tensor step = torch::zeros({20}, torch::kFloat64);
        step[i] = kStep;
        step = step.view({1, 1, 4, 5});
        const torch::Tensor above = world.net->encode(world.input + step).mean,
                            below = world.net->encode(world.input - step).mean;
        sum += ((above - below) / (2 * kStep)).square().sum().item<double>();
    }
    return sum / double(world.input.size(0));
}

}  // namespace

TEST_CASE("the contractive penalty is the squared Jacobian of the encoder") {
    for (const bool gaussian : {false, true})
        for (const std::string name : {"auto", "backward"}) {
            CAPTURE(gaussian);
            CAPTURE(name);
            SmallWorld world("contractive", method(name), deep(3, gaussian));
            CHECK(world.loss() == Approx(by_definition(world)).epsilon(1e-6));
            world.training = false;
            const torch::NoGradGuard no_grad;
            CHECK(world.loss() == Approx(by_definition(world)).epsilon(1e-6));
        }
}

TEST_CASE("the one-layer formula equals backward passes, whatever the activation") {
    for (const std::string& activation : models::activation_names()) {
        CAPTURE(activation);
        SmallWorld exact("contractive", method("backward"), one_layer(activation));
        SmallWorld chosen("contractive", method("auto"), one_layer(activation));
        CHECK(chosen.loss() == Approx(exact.loss()).epsilon(1e-9));
        SmallWorld closed("contractive", method("one_layer"), one_layer(activation));
        if (activation == "gelu") {
            CHECK_THROWS_AS(closed.loss(), std::invalid_argument);
        } else {
            CHECK(closed.loss() == Approx(exact.loss()).epsilon(1e-9));
            // Both teach the same.
            const auto gradient = [](SmallWorld& world) {
                return term_test::gradients_of(world.term->loss(world.pass()),
                                               {world.net->single_layer_encoder()->weight})[0];
            };
            CHECK(gradient(closed).allclose(gradient(exact)));
        }
    }
}

TEST_CASE("the one-layer formula is refused for a deeper encoder") {
    SmallWorld world("contractive", method("one_layer"), deep(3));
    CHECK_THROWS_AS(world.loss(), std::invalid_argument);
}

TEST_CASE("an input gradient is asked for where the closed form does not serve") {
    const auto asks = [](const char* way, bool single_layer) {
        return term_test::make_term("contractive", method(way), 3, single_layer)
            ->needs_input_gradient();
    };
    CHECK_FALSE(asks("auto", true));
    CHECK_FALSE(asks("one_layer", true));
    CHECK(asks("backward", true));
    CHECK(asks("auto", false));
}

TEST_CASE("Hutchinson's probes agree with the exact penalty on average") {
    SmallWorld exact("contractive", method("backward"), deep(10));
    SmallWorld world("contractive",
                     {{"method", std::string("hutchinson")}, {"probes", std::int64_t(64)}},
                     deep(10));
    terms::Pass pass = world.pass();
    double sum = 0;
    for (int i = 0; i < 50; ++i) sum += world.term->loss(pass).item<double>();
    CHECK(sum / 50 == Approx(exact.loss()).epsilon(0.02));
}

TEST_CASE("auto takes exact passes up to a code of eight, and random probes beyond") {
    for (const std::int64_t width : {8, 9}) {
        SmallWorld world("contractive", method("auto"), deep(width));
        const terms::Pass pass = world.pass();
        const double first = world.term->loss(pass).item<double>(),
                     second = world.term->loss(pass).item<double>();
        CHECK((first == second) == (width == 8));
    }
}

TEST_CASE("an evaluation of many samples measures the first of them") {
    SmallWorld world("contractive", method("backward"), deep(3));
    world.training = false;
    world.input = torch::rand({100, 1, 4, 5}, term_test::generator(4), torch::kFloat64);
    const double all = world.loss();
    world.input = world.input.slice(0, 0, 64);
    CHECK(world.loss() == Approx(all));
}
