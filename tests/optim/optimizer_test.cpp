#include "optim/optimizer.h"

#include <doctest/doctest.h>
#include <torch/autograd.h>
#include <torch/optim.h>

#include "models/net_plans.h"

using namespace latent;
using test::plan_of;

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
    if (kind == "adamw")
        return std::make_unique<torch::optim::AdamW>(
            parameters,
            torch::optim::AdamWOptions(rate).weight_decay(config.number("optimizer.weight_decay")));
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

// Both walk by the gradients of our net, so that what is compared is the rule alone: rounding would
// otherwise feed back through the gradients and grow.
double largest_difference_after_steps(const std::string& kind, RunConfig config, int steps) {
    models::Autoencoder ours(plan_of(config, {1, 8, 8}), 3), theirs(plan_of(config, {1, 8, 8}), 3);
    models::FlatParameters weights(ours);
    const auto optimizer = entry_of(optim::optimizers(), kind).make(Params(config, "optimizer"));
    auto parameters = theirs.parameters();
    const auto reference = plain(kind, parameters, config);
    REQUIRE(reference != nullptr);
    torch::manual_seed(5);
    const auto x = torch::rand({16, 1, 8, 8});
    for (int i = 0; i < steps; ++i) {
        const auto loss = (ours.decode(ours.encode(x).z).values - x).square().sum() / 16;
        const auto gradients = torch::autograd::grad({loss}, weights.parameters());
        torch::NoGradGuard no_grad;
        for (std::size_t p = 0; p < parameters.size(); ++p)
            parameters[p].mutable_grad() = gradients[p].clone();
        optimizer->step(weights, gradients);
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
    CHECK(largest_difference_after_steps("rmsprop", config, 20) < 2e-5);
}

TEST_CASE("AdamW with a strong decay agrees with the plain one, and without decay is Adam") {
    RunConfig config = config_for("adamw");
    config.set("optimizer.weight_decay", 5.0);
    CHECK(largest_difference_after_steps("adamw", config, 20) < 2e-5);

    config.set("optimizer.weight_decay", 0.0);
    const RunConfig adam = config_for("adam");
    models::Autoencoder a(plan_of(config, {1, 8, 8}), 3), b(plan_of(adam, {1, 8, 8}), 3);
    models::FlatParameters with_decay(a), without(b);
    const auto first = entry_of(optim::optimizers(), "adamw").make(Params(config, "optimizer")),
               second = entry_of(optim::optimizers(), "adam").make(Params(adam, "optimizer"));
    for (int i = 0; i < 5; ++i) {
        std::vector<torch::Tensor> gradients;
        for (const auto& parameter : with_decay.parameters())
            gradients.push_back(torch::randn(parameter.sizes()));
        first->step(with_decay, gradients);
        second->step(without, gradients);
    }
    CHECK(with_decay.copy() == without.copy());
}

TEST_CASE("AdamW's decay can be changed between two steps, and shrinks weights without gradients") {
    RunConfig config = config_for("adamw");
    config.set("optimizer.learning_rate", 0.1);
    config.set("optimizer.weight_decay", 0.0);
    models::Autoencoder net(plan_of(config, {1, 8, 8}), 1);
    models::FlatParameters weights(net);
    const auto optimizer = entry_of(optim::optimizers(), "adamw").make(Params(config, "optimizer"));
    std::vector<torch::Tensor> zeros;
    for (const auto& parameter : weights.parameters())
        zeros.push_back(torch::zeros(parameter.sizes()));
    const auto before = weights.copy();
    optimizer->step(weights, zeros);
    CHECK(weights.copy() == before);
    config.set("optimizer.weight_decay", 0.5);
    optimizer->configure(Params(config, "optimizer"));
    optimizer->step(weights, zeros);
    CHECK(weights.copy()[0] == doctest::Approx(0.95 * before[0]));
    // A schedule's factor shrinks the decay with the rate.
    optimizer->step(weights, zeros, 0.5);
    CHECK(weights.copy()[0] == doctest::Approx(0.975 * 0.95 * before[0]));
}

TEST_CASE("a factor on the learning rate is the learning rate times that factor, for all") {
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        RunConfig config = config_for(entry.info.id);
        const auto after = [&](double rate, double factor) {
            config.set("optimizer.learning_rate", rate);
            models::Autoencoder net(plan_of(config, {1, 8, 8}), 1);
            models::FlatParameters weights(net);
            const auto optimizer = entry.make(Params(config, "optimizer"));
            std::vector<torch::Tensor> gradients;
            for (const auto& parameter : weights.parameters())
                gradients.push_back(2 * parameter.detach());
            for (int i = 0; i < 3; ++i) optimizer->step(weights, gradients, factor);
            return weights.copy();
        };
        const auto a = after(0.01, 0.25), b = after(0.0025, 1);
        double difference = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            difference = std::max(difference, double(std::abs(a[i] - b[i])));
        CHECK(difference < 1e-6);
    }
}

TEST_CASE("every optimiser falls on a bowl, and every one has a live learning rate") {
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        RunConfig config = config_for(entry.info.id);
        config.set("optimizer.learning_rate", 0.01);
        models::Autoencoder net(plan_of(config, {1, 8, 8}), 1);
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
        models::Autoencoder net(plan_of(config, {1, 8, 8}), 1);
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
    models::Autoencoder net(plan_of(config, {1, 8, 8}), 1);
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

TEST_CASE("gradients that are products lead to the same steps, on one thread or several") {
    torch::manual_seed(7);
    // More numbers than are updated on one thread; a single row; a single column.
    const std::vector<std::pair<int, int>> shapes{{300, 500}, {1, 300}, {40, 1}};
    struct Net : torch::nn::Module {};
    for (const auto& entry : optim::optimizers()) {
        CAPTURE(entry.info.id);
        std::vector<std::vector<float>> ends;
        concurrency::Team team(3);
        for (const int way : {0, 1, 2}) {
            torch::manual_seed(8);
            Net net;
            std::vector<torch::Tensor> inputs;
            for (const auto& [out, in] : shapes) {
                net.register_parameter("w" + std::to_string(inputs.size()), torch::randn({out, in}));
                inputs.push_back(torch::randn({20, in}));
            }
            net.register_parameter("b", torch::randn({70000}));
            models::FlatParameters weights(net);
            const auto loss = [&] {
                torch::Tensor sum = weights.parameters().back().square().sum();
                for (std::size_t i = 0; i < inputs.size(); ++i)
                    sum = sum + models::product(inputs[i], weights.parameters()[i]).sin().sum();
                return sum;
            };
            const auto optimizer = entry_of(optim::optimizers(), entry.info.id)
                                       .make(Params(config_for(entry.info.id), "optimizer"));
            for (int step = 0; step < 3; ++step) {
                if (way == 0)
                    optimizer->step(weights, torch::autograd::grad({loss()}, weights.parameters()));
                else
                    optimizer->step(weights, models::Gradients::of(loss(), weights.parameters()), 1,
                                    way == 2 ? &team : nullptr);
            }
            ends.push_back(weights.copy());
        }
        for (const std::size_t way : {1u, 2u}) {
            double apart = 0;
            for (std::size_t i = 0; i < ends[0].size(); ++i)
                apart = std::max(apart, std::abs(double(ends[way][i]) - double(ends[0][i])));
            CHECK(apart < 1e-4);
        }
        CHECK(ends[1] == ends[2]);
    }
}
