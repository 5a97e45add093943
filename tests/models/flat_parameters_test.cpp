#include "models/flat_parameters.h"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

TEST_CASE("flattening keeps every value and makes each parameter a view of the buffer") {
    models::Autoencoder net(plan_of(small_config("undercomplete"), {1, 8, 8}), 3),
        untouched(plan_of(small_config("undercomplete"), {1, 8, 8}), 3);
    models::FlatParameters flat(net);
    const auto before = untouched.parameters(), after = net.parameters();
    std::int64_t total = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(torch::equal(before[i], after[i]));
        CHECK(after[i].data_ptr<float>() == flat.data() + total);
        total += after[i].numel();
    }
    CHECK(flat.size() == total);
    flat.data()[0] = 42;
    CHECK(net.parameters()[0].flatten()[0].item<float>() == 42);
}

TEST_CASE("a copy can be loaded into another net of the same shape, and not into one of another") {
    models::Autoencoder a(plan_of(small_config("vae"), {1, 8, 8}), 1),
        b(plan_of(small_config("vae"), {1, 8, 8}), 2),
        c(plan_of(small_config("vae"), {1, 9, 9}), 2);
    models::FlatParameters flat_a(a), flat_b(b), flat_c(c);
    flat_b.load(flat_a.copy());
    const auto x = torch::rand({2, 1, 8, 8});
    CHECK(torch::equal(a.encode(x).mean, b.encode(x).mean));
    CHECK_THROWS_AS(flat_c.load(flat_a.copy()), std::invalid_argument);
}

TEST_CASE("a single number that is not finite is noticed") {
    models::Autoencoder net(plan_of(small_config("vae"), {1, 8, 8}), 1);
    models::FlatParameters flat(net);
    CHECK(flat.finite());
    flat.data()[flat.size() - 1] = std::numeric_limits<float>::quiet_NaN();
    CHECK_FALSE(flat.finite());
    flat.data()[flat.size() - 1] = std::numeric_limits<float>::infinity();
    CHECK_FALSE(flat.finite());
}
