#include "concurrency/process_setup.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

TEST_CASE("OpenMP is told to wait passively, unless the user has chosen otherwise") {
    unsetenv("OMP_WAIT_POLICY");
    latent::concurrency::prepare_process_for_numerics();
    REQUIRE(std::getenv("OMP_WAIT_POLICY") != nullptr);
    CHECK(std::string(std::getenv("OMP_WAIT_POLICY")) == "passive");
    setenv("OMP_WAIT_POLICY", "active", 1);
    latent::concurrency::prepare_process_for_numerics();
    CHECK(std::string(std::getenv("OMP_WAIT_POLICY")) == "active");
}
