#include "widgets/typeset.h"

#include <doctest/doctest.h>

using latent::app::typeset;

TEST_CASE("formulas get their signs") {
    CHECK(typeset("sum_j 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)") ==
          "Σⱼ ½ (μⱼ² + σⱼ² − ln σⱼ² − 1)");
    CHECK(typeset("||dz/dx||_F^2") == "‖dz/dx‖_F²");
    CHECK(typeset("sum_p (x_p - x^_p)^2") == "Σₚ (xₚ − x\xCC\x82ₚ)²");
    CHECK(typeset("E[ D_0(z) - D_1(z) ]") == "E[ D₀(z) − D₁(z) ]");
    CHECK(typeset("sum_{i != j} V_ij^2") == "Σ_{i ≠ j} Vᵢⱼ²");
}

TEST_CASE("words that only contain a name stay as they are") {
    CHECK(typeset("summary of mud, (beta)") == "summary of mud, (β)");
    CHECK(typeset("v^T dz") == "v^T dz");
    CHECK(typeset("") == "");
    CHECK(typeset("a_") == "a_");
    CHECK(typeset("x^") == "x\xCC\x82");
}
