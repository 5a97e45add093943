#include "optim/schedule.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "support/small_config.h"

using namespace latent;

namespace {

optim::Schedule schedule(const std::string& name, std::int64_t every = 5, double factor = 0.5) {
    RunConfig config = test::small_config("undercomplete");
    config.set("optimizer.schedule", name);
    config.set("optimizer.decay_every", every);
    config.set("optimizer.decay_factor", factor);
    return optim::Schedule(Params(config, "optimizer"));
}

}  // namespace

TEST_CASE("a constant schedule never changes the learning rate") {
    for (std::int64_t step : {0, 1, 999, 100000})
        CHECK(schedule("constant").factor(step, 1000, 10) == 1);
}

TEST_CASE("a cosine schedule falls from 1 through one half to nearly nothing, and stays there") {
    const auto cosine = schedule("cosine");
    CHECK(cosine.factor(0, 1000, 10) == 1);
    CHECK(cosine.factor(250, 1000, 10) == doctest::Approx(0.5 + std::sqrt(0.125)));
    CHECK(cosine.factor(500, 1000, 10) == doctest::Approx(0.5));
    CHECK(cosine.factor(999, 1000, 10) == doctest::Approx(2.4674e-6).epsilon(1e-3));
    CHECK(cosine.factor(999, 1000, 10) > 0);
    CHECK(cosine.factor(5000, 1000, 10) == cosine.factor(999, 1000, 10));
    for (std::int64_t step = 1; step < 1000; ++step)
        CHECK(cosine.factor(step, 1000, 10) < cosine.factor(step - 1, 1000, 10));
    CHECK(cosine.factor(0, 1, 1) == 1);
    CHECK(cosine.factor(12345, 0, 10) == 1);  // a run without an end
}

TEST_CASE("a step schedule cuts the learning rate every so many epochs") {
    const auto step = schedule("step", 2, 0.1);
    CHECK(step.factor(0, 0, 10) == 1);
    CHECK(step.factor(19, 0, 10) == 1);
    CHECK(step.factor(20, 0, 10) == doctest::Approx(0.1));
    CHECK(step.factor(39, 0, 10) == doctest::Approx(0.1));
    CHECK(step.factor(40, 0, 10) == doctest::Approx(0.01));
}

TEST_CASE("long gradients are scaled to the limit together, short ones are left alone") {
    std::vector<torch::Tensor> gradients{torch::tensor({3.0f}), torch::Tensor(),
                                         torch::tensor({{0.0f, -4.0f}})};
    CHECK(optim::clip_gradients(gradients, 10) == doctest::Approx(5));
    CHECK(gradients[0].item<float>() == 3);
    CHECK(optim::clip_gradients(gradients, 1) == doctest::Approx(5));
    CHECK(gradients[0].item<float>() == doctest::Approx(0.6));
    CHECK(gradients[2][0][1].item<float>() == doctest::Approx(-0.8));
    CHECK_FALSE(gradients[1].defined());
    CHECK(optim::clip_gradients(gradients, 1) == doctest::Approx(1));
    CHECK(gradients[0].item<float>() == doctest::Approx(0.6));
}

TEST_CASE("without a limit gradients are left as they are") {
    std::vector<torch::Tensor> gradients{torch::tensor({1e20f})};
    optim::clip_gradients(gradients, 0);
    CHECK(gradients[0].item<float>() == 1e20f);
}

TEST_CASE("clipping does not hide a gradient that is not finite") {
    std::vector<torch::Tensor> gradients{
        torch::tensor({1.0f, std::numeric_limits<float>::quiet_NaN()})};
    optim::clip_gradients(gradients, 1);
    CHECK_FALSE(gradients[0].isfinite().all().item<bool>());
    gradients = {torch::tensor({1.0f, std::numeric_limits<float>::infinity()})};
    optim::clip_gradients(gradients, 1);
    CHECK_FALSE(gradients[0].isfinite().all().item<bool>());
}

TEST_CASE("a cosine that goes on after its end falls anew over the second stretch") {
    const auto cosine = schedule("cosine");
    CHECK(cosine.factor(1000, 2000, 10, 1000) == 1);
    CHECK(cosine.factor(1500, 2000, 10, 1000) == doctest::Approx(0.5));
    CHECK(cosine.factor(1999, 2000, 10, 1000) == doctest::Approx(2.4674e-6).epsilon(1e-3));
}
