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

TEST_CASE("the C library is told to keep memory, unless the user has chosen otherwise") {
    using latent::concurrency::with_memory_settings;
    const std::string ours = with_memory_settings("");
    CHECK(ours.find("glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=") == 0);
    CHECK(with_memory_settings("glibc.rtld.nns=8") == "glibc.rtld.nns=8:" + ours);
    CHECK(with_memory_settings(ours) == ours);
    CHECK(with_memory_settings("glibc.malloc.check=1") == "glibc.malloc.check=1");
}
