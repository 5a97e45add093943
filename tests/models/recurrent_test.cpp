#include <doctest/doctest.h>

#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

namespace {

models::Autoencoder recurrent(bool forced, const ImageShape& shape, const std::string& output) {
    return models::Autoencoder(
        plan_of(config_of("recurrent", "deterministic",
                          {{"architecture.teacher_forcing", forced ? "true" : "false"},
                           {"output.kind", output}}),
                shape),
        1);
}

}  // namespace

TEST_CASE("a recurrent net reads row by row: the last row alone can change the code") {
    auto net = recurrent(false, {1, 8, 8}, "sigmoid");
    const auto x = random_samples(1, {1, 8, 8});
    auto last_row_changed = x.clone();
    last_row_changed.select(2, 7).fill_(1);
    CHECK_FALSE(torch::allclose(net.encode(x).z, net.encode(last_row_changed).z));
}

TEST_CASE("without teacher forcing the target is not looked at") {
    auto net = recurrent(false, {1, 8, 8}, "sigmoid");
    const auto z = torch::randn({4, 2});
    models::Bypass bypass;
    bypass.target = random_samples(4, {1, 8, 8});
    CHECK(torch::equal(net.decode(z).logits, net.decode(z, bypass).logits));
}

TEST_CASE("with teacher forcing a step sees the true steps before it and none behind") {
    auto net = recurrent(true, {3, 8, 5}, "sigmoid");
    const auto z = torch::randn({4, 2});
    models::Bypass bypass, changed;
    bypass.target = random_samples(4, {3, 8, 5});
    changed.target = bypass.target.clone();
    changed.target.select(2, 3).fill_(1);
    const auto before = net.decode(z, bypass).logits, after = net.decode(z, changed).logits;
    CHECK(torch::equal(before.narrow(2, 0, 4), after.narrow(2, 0, 4)));
    for (int row = 4; row < 8; ++row)
        CHECK_FALSE(torch::equal(before.select(2, row), after.select(2, row)));
}

TEST_CASE("forced with its own output a net writes what it writes by itself, whatever the output") {
    for (const auto& output : models::outputs()) {
        CAPTURE(output.info.id);
        for (const bool centred : {false, true}) {
            auto plan = plan_of(config_of("recurrent", "deterministic",
                                          {{"architecture.teacher_forcing", "true"},
                                           {"output.kind", output.info.id}}),
                                {3, 8, 5});
            if (centred) plan.centre.assign(3 * 8 * 5, 0.4f);
            models::Autoencoder net(plan, 2);
            const auto z = torch::randn({4, 2});
            const auto free = net.decode(z);
            models::Bypass bypass;
            bypass.target = free.values;
            CHECK(torch::allclose(net.decode(z, bypass).logits, free.logits, 1e-4, 1e-5));
        }
    }
}
