#include "optim/optimizer.h"

#include <doctest/doctest.h>

#include "models/autoencoder.h"
#include "support/small_config.h"

using namespace latent;

namespace {

RunConfig config_for(const std::string& kind) {
    RunConfig config = test::small_config("undercomplete");
    set_from_text(test::catalog(), config, "optimizer.kind", kind);
    return config;
}

// The library's own optimiser of that kind, over these parameters.
std::unique_ptr<torch::optim::Optimizer> plain(const std::string& kind,
                                               std::vector<torch::Tensor> parameters,
                                               const RunConfig& config) {
    const double rate = config.number("optimizer.learning_rate");
    if (kind == "adam")
        return std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(rate));
    if (kind == "rmsprop")
        return std::make_unique<torch::optim::RMSprop>(
            parameters, torch::optim::RMSpropOptions(rate)
                            .alpha(config.number("optimizer.alpha"))
                            .momentum(config.number("optimizer.momentum")));
    if (kind == "sgd")
        return std::make_unique<torch::optim::SGD>(
            parameters,
            torch::optim::SGDOptions(rate).momentum(config.number("optimizer.momentum")));
    return nullptr;
}

double largest_difference_after_steps(const std::string& kind, RunConfig config, int steps) {
    models::Autoencoder ours(config, {1, 8, 8}, 3), theirs(config, {1, 8, 8}, 3);
    models::FlatParameters weights(ours);
    const auto optimizer = entry_of(optim::optimizers(), kind).make(Params(config, "optimizer"));
    const auto reference = plain(kind, theirs.parameters(), config);
    REQUIRE(reference != nullptr);
    const auto x = torch::rand({16, 1, 8, 8});
    for (int i = 0; i < steps; ++i) {
        const auto loss_of = [&](models::Autoencoder& net) {
            return (net.decode(net.encode(x).z).values - x).square().sum() / 16;
        };
        const auto gradients = torch::autograd::grad({loss_of(ours)}, weights.parameters());
        {
            torch::NoGradGuard no_grad;
            optimizer->step(weights, gradients);
        }
        reference->zero_grad();
        loss_of(theirs).backward();
        reference->step();
    }
    double difference = 0;
    const auto a = ours.parameters(), b = theirs.parameters();
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, (a[i] - b[i]).abs().max().item<double>());
    return difference;
}

}  // namespace

TEST_CASE("every optimiser takes the same steps as the library's plain one") {
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        CHECK(largest_difference_after_steps(entry.info.id, config_for(entry.info.id), 20) < 2e-5);
    }
}

TEST_CASE("RMSprop with momentum agrees with the plain one too") {
    RunConfig config = config_for("rmsprop");
    config.set("optimizer.momentum", 0.9);
    CHECK(largest_difference_after_steps("rmsprop", config, 20) < 2e-4);
}

TEST_CASE("every optimiser falls on a bowl, and every one has a live learning rate") {
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        RunConfig config = config_for(entry.info.id);
        config.set("optimizer.learning_rate", 0.01);
        models::Autoencoder net(config, {1, 8, 8}, 1);
        models::FlatParameters weights(net);
        const auto optimizer = entry.make(Params(config, "optimizer"));
        const auto height = [&] {
            double sum = 0;
            for (std::int64_t i = 0; i < weights.size(); ++i)
                sum += double(weights.data()[i]) * weights.data()[i];
            return sum;
        };
        const double before = height();
        const auto descend = [&] {
            std::vector<torch::Tensor> gradients;
            for (const auto& parameter : weights.parameters())
                gradients.push_back(2 * parameter.detach());
            optimizer->step(weights, gradients);
        };
        for (int i = 0; i < 100; ++i) descend();
        CHECK(height() < 0.2 * before);
        bool live = false;
        for (const ParamSpec& spec : entry.info.params)
            live = live || (spec.id == "learning_rate" && spec.live);
        CHECK(live);
    }
}

TEST_CASE("a learning rate of nearly nothing, set between two steps, stops the movement") {
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        RunConfig config = config_for(entry.info.id);
        models::Autoencoder net(config, {1, 8, 8}, 1);
        models::FlatParameters weights(net);
        const auto optimizer = entry.make(Params(config, "optimizer"));
        std::vector<torch::Tensor> gradients;
        for (const auto& parameter : weights.parameters())
            gradients.push_back(torch::ones_like(parameter));
        optimizer->step(weights, gradients);
        config.set("optimizer.learning_rate", 0.0);
        optimizer->configure(Params(config, "optimizer"));
        const auto before = weights.copy();
        optimizer->step(weights, gradients);
        CHECK(weights.copy() == before);
    }
}

TEST_CASE("a parameter without a gradient is left alone") {
    RunConfig config = config_for("adam");
    models::Autoencoder net(config, {1, 8, 8}, 1);
    models::FlatParameters weights(net);
    const auto optimizer = entry_of(optim::optimizers(), "adam").make(Params(config, "optimizer"));
    std::vector<torch::Tensor> gradients(weights.parameters().size());
    gradients[0] = torch::ones_like(weights.parameters()[0]);
    const auto before = weights.copy();
    optimizer->step(weights, gradients);
    const auto after = weights.copy();
    const auto first = std::size_t(weights.stretches()[0].count);
    CHECK(after[0] != before[0]);
    CHECK(std::equal(after.begin() + std::int64_t(first), after.end(),
                     before.begin() + std::int64_t(first)));
}
