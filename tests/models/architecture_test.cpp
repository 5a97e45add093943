// What every architecture has to keep, whatever it is made of.
#include "models/architecture.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>
#include <cmath>
#include <set>

#include "models/net_plans.h"

using namespace latent;
using namespace latent::test;

TEST_CASE("every architecture with every code takes a batch in and gives one of the same shape") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        for (const auto& code : models::codes()) {
            CAPTURE(architecture.info.id);
            CAPTURE(code.info.id);
            CAPTURE(sample.shape.height);
            const RunConfig config =
                config_of(architecture.info.id, code.info.id, {{"code.width", "3"}});
            models::Autoencoder net(plan_of(config, sample.shape), 1);
            const auto x = random_samples(5, sample.shape);
            torch::NoGradGuard no_grad;
            const auto encoding = net.encode(x);
            CHECK(encoding.z.sizes() == torch::IntArrayRef({5, 3}));
            CHECK(net.has_skips() == !encoding.bypass.skips.empty());
            for (const auto& output : {net.decode_mean(encoding), net.decode(encoding.z)}) {
                CHECK(output.logits.sizes() == x.sizes());
                CHECK(output.values.isfinite().all().template item<bool>());
                CHECK(output.values.ge(0)
                          .logical_and(output.values.le(1))
                          .all()
                          .template item<bool>());
            }
        }
    });
}

TEST_CASE("a training pass reaches every parameter of every architecture") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        for (const auto& code : models::codes()) {
            const RunConfig config =
                config_of(architecture.info.id, code.info.id, {{"code.width", "3"}});
            models::Autoencoder net(plan_of(config, sample.shape), 1);
            const auto x = random_samples(16, sample.shape);
            auto encoding = net.encode(x);
            encoding.bypass.target = x;
            auto loss = (net.decode(encoding.z, encoding.bypass).values - x).square().sum();
            if (encoding.gaussian()) loss = loss + encoding.logvar.square().sum();
            loss.backward();
            for (const auto& item : net.named_parameters()) {
                CAPTURE(architecture.info.id);
                CAPTURE(code.info.id);
                CAPTURE(item.key());
                REQUIRE(item.value().grad().defined());
                CHECK(item.value().grad().isfinite().all().template item<bool>());
                CHECK(item.value().grad().abs().max().template item<float>() > 0);
            }
        }
    });
}

TEST_CASE("every architecture's gradient is the slope of its loss") {
    // Smooth activations where there is a choice, so that a finite step crosses no kink.
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        if (sample.shape.size() > 100) return;
        CAPTURE(architecture.info.id);
        CAPTURE(sample.shape.height);
        RunConfig config = config_of(architecture.info.id, "deterministic", {{"code.width", "3"}});
        if (config.has("architecture.activation"))
            config = with(config, "architecture.activation", "tanh");
        if (config.has("architecture.channels"))
            config = with(config, "architecture.channels", "8,9");
        models::Autoencoder net(plan_of(config, sample.shape), 1);
        net.to(torch::kFloat64);
        const auto x = random_samples(4, sample.shape).to(torch::kFloat64);
        const auto loss_of = [&] {
            return (net.decode_mean(net.encode(x)).values - x).square().sum();
        };
        const auto parameters = net.parameters();
        const auto gradients = torch::autograd::grad({loss_of()}, parameters);
        torch::NoGradGuard no_grad;
        std::vector<torch::Tensor> directions;
        double slope = 0;
        for (const auto& gradient : gradients) {
            directions.push_back(torch::randn_like(gradient));
            slope += (gradient * directions.back()).sum().template item<double>();
        }
        const double step = 1e-6;
        const auto move = [&](double by) {
            for (std::size_t i = 0; i < parameters.size(); ++i)
                const_cast<torch::Tensor&>(parameters[i]).add_(directions[i], by);
        };
        move(step);
        const double above = loss_of().template item<double>();
        move(-2 * step);
        const double below = loss_of().template item<double>();
        CHECK(slope == doctest::Approx((above - below) / (2 * step)).epsilon(1e-4));
    });
}

TEST_CASE("every architecture has gradients of gradients, which the contractive term asks for") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        if (sample.shape.size() > 100) return;
        CAPTURE(architecture.info.id);
        const RunConfig config = config_of(architecture.info.id);
        models::Autoencoder net(plan_of(config, sample.shape), 1);
        const auto x = random_samples(4, sample.shape).requires_grad_();
        const auto encoding = net.encode(x);
        const auto y = net.decode_mean(encoding).logits;
        const auto slope =
            torch::autograd::grad({y.sum() + encoding.z.sum()}, {x}, {}, true, true)[0];
        const auto second =
            torch::autograd::grad({slope.square().sum()}, net.parameters(), {}, false, false, true);
        int reached = 0;
        for (const auto& gradient : second)
            if (gradient.defined()) {
                ++reached;
                CHECK(gradient.isfinite().all().template item<bool>());
            }
        CHECK(reached > 0);
    });
}

TEST_CASE(
    "the same seed builds the same weights, another seed others, whatever the library's own "
    "generator did") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        CAPTURE(architecture.info.id);
        const auto plan = plan_of(config_of(architecture.info.id, "gaussian"), sample.shape);
        const auto first = models::Autoencoder(plan, 5).parameters();
        torch::rand({100});
        const auto again = models::Autoencoder(plan, 5).parameters();
        const auto other = models::Autoencoder(plan, 6).parameters();
        REQUIRE(first.size() == again.size());
        bool differs = false;
        for (std::size_t i = 0; i < first.size(); ++i) {
            CHECK(torch::equal(first[i], again[i]));
            differs = differs || !torch::equal(first[i], other[i]);
        }
        CHECK(differs);
    });
}

TEST_CASE(
    "every architecture's listed layers account for every parameter and begin and end with "
    "the sample") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        for (const auto& code : models::codes()) {
            CAPTURE(architecture.info.id);
            CAPTURE(code.info.id);
            const RunConfig config = config_of(architecture.info.id, code.info.id);
            const ModelInfo info = models::Autoencoder(plan_of(config, sample.shape), 1).describe();
            std::int64_t listed = 0;
            for (const LayerInfo& layer : info.layers) {
                listed += layer.weights + layer.biases;
                CHECK_FALSE(layer.name.empty());
                CHECK_FALSE(layer.part.empty());
            }
            CHECK(listed == info.parameters);
            CHECK(info.widths().front() == sample.shape.size());
            CHECK(info.widths().back() == sample.shape.size());
        }
    });
}

TEST_CASE("every architecture takes a code of one number and one wider than the input") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        if (sample.shape.size() > 100) return;
        for (const std::string width : {"1", "128"}) {
            CAPTURE(architecture.info.id);
            const RunConfig config =
                config_of(architecture.info.id, "deterministic", {{"code.width", width}});
            models::Autoencoder net(plan_of(config, sample.shape), 1);
            const auto x = random_samples(2, sample.shape);
            CHECK(net.encode(x).z.size(1) == std::stoi(width));
            CHECK(net.decode_mean(net.encode(x)).values.sizes() == x.sizes());
        }
    });
}

TEST_CASE("every choice and switch of an architecture gives a net that works") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        if (sample.shape.size() > 100) return;
        for (const ParamSpec& spec : architecture.info.params) {
            std::vector<std::string> values = spec.choices;
            if (spec.kind == ParamKind::flag) values = {"true", "false"};
            for (const std::string& value : values) {
                CAPTURE(architecture.info.id);
                CAPTURE(spec.id);
                CAPTURE(value);
                const RunConfig config = config_of(architecture.info.id, "deterministic",
                                                   {{"architecture." + spec.id, value}});
                models::Autoencoder net(plan_of(config, sample.shape), 1);
                const auto x = random_samples(2, sample.shape);
                const auto y = net.decode_mean(net.encode(x)).values;
                CHECK(y.sizes() == x.sizes());
                CHECK(y.isfinite().all().template item<bool>());
            }
        }
    });
}

TEST_CASE("a decoder sees each sample's own code and nothing of its neighbours in the batch") {
    for_every_architecture([](const auto& architecture, const SampleKind& sample) {
        CAPTURE(architecture.info.id);
        models::Autoencoder net(plan_of(config_of(architecture.info.id), sample.shape), 1);
        torch::NoGradGuard no_grad;
        const auto x = random_samples(3, sample.shape);
        const auto together = net.decode_mean(net.encode(x)).values;
        const auto alone = net.decode_mean(net.encode(x.narrow(0, 1, 1))).values;
        CHECK(torch::allclose(together.narrow(0, 1, 1), alone, 1e-4, 1e-5));
    });
}

TEST_CASE("an image that is too small, or a net that makes no sense, is refused in a sentence") {
    const auto refusal = [](const RunConfig& config, const ImageShape& shape) -> std::string {
        try {
            models::Autoencoder net(plan_of(config, shape), 1);
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "";
    };
    CHECK(refusal(config_of("conv"), {1, 3, 28}) ==
          "Images of 3x28 pixels are too small to be halved 2 times. Give fewer channel widths.");
    CHECK(refusal(config_of("conv", "deterministic", {{"architecture.channels", ""}}), {1, 8, 8}) ==
          "A convolutional net needs at least one channel width, such as 32,64.");
    CHECK(refusal(config_of("unet", "deterministic", {{"architecture.channels", "16"}}), {1, 8, 8})
              .find("at least two channel widths") != std::string::npos);
    CHECK(refusal(config_of("unet"), {1, 3, 3}).find("too small") != std::string::npos);
    CHECK(refusal(config_of("transformer", "deterministic", {{"architecture.heads", "5"}}),
                  {1, 32, 1}) ==
          "A width of 32 cannot be divided among 5 heads. Give a multiple of the heads as width.");
    CHECK(
        refusal(config_of("transformer"), {1, 1000, 1}).find("1000 steps are more than the 256") !=
        std::string::npos);
    CHECK(refusal(config_of("conv"), {1, 4, 4}).empty());
}

TEST_CASE("a net of more than 64 million parameters is refused before anything is allocated") {
    const std::pair<const char*, std::vector<std::pair<std::string, std::string>>> giants[] = {
        {"dense", {{"architecture.encoder", "8192,8192,8192"}}},
        {"conv", {{"architecture.channels", "1024"}, {"architecture.hidden", "8192"}}},
        {"recurrent", {{"architecture.hidden", "2048"}, {"code.width", "4096"}}},
        {"transformer",
         {{"architecture.width", "1024"},
          {"architecture.layers", "12"},
          {"architecture.feed_forward", "4096"}}},
        {"unet", {{"architecture.channels", "1024,1024,1024,1024"}}}};
    for (const auto& [kind, settings] : giants) {
        CAPTURE(kind);
        const RunConfig config = config_of(kind, "deterministic", settings);
        CHECK_THROWS_AS(models::Autoencoder(plan_of(config, {1, 64, 64}), 1), models::NetTooLarge);
    }
}
