#include "models/activation.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "models/activation_names.h"

using namespace latent::models;

TEST_CASE("every activation's name leads back to it") {
    for (const std::string& name : activation_names())
        CHECK(name_of(activation_from(name)) == name);
    CHECK_THROWS_AS(activation_from("rleu"), std::invalid_argument);
}

TEST_CASE("activations have their textbook values at -1 and 2") {
    const auto at = [](const char* name, float a) {
        return activate(activation_from(name), torch::tensor({a})).item<float>();
    };
    CHECK(at("linear", -1) == -1);
    CHECK(at("relu", -1) == 0);
    CHECK(at("relu", 2) == 2);
    CHECK(at("leaky_relu", -1) == doctest::Approx(-0.01));
    CHECK(at("tanh", 2) == doctest::Approx(0.9640276));
    CHECK(at("sigmoid", 2) == doctest::Approx(0.8807971));
    CHECK(at("gelu", -1) == doctest::Approx(-0.1586553));  // a Phi(a)
}
