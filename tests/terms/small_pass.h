// A net small enough to differentiate by hand, and passes through it.
//
// Everything is in double precision, so that finite differences are exact enough: 4 samples of 4 x
// 5 pixels, a hidden layer of 4 tanh units, a code of 3. A pass draws its noise afresh from the
// same seed, so that two passes differ by what was changed between them and by nothing else.
#pragma once

#include <ATen/CPUGeneratorImpl.h>
#include <torch/autograd.h>
#include <torch/types.h>

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/autoencoder.h"
#include "support/small_config.h"
#include "terms/term.h"

namespace latent::term_test {

using Settings = std::vector<std::pair<std::string, ParamValue>>;

inline torch::Generator generator(std::uint64_t seed = 1) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

inline const terms::TermEntry& term_entry(const std::string& id) {
    return entry_of(terms::terms(), id);
}

// The parameters of a term, its defaults but for `settings`.
inline RunConfig term_config(const terms::TermEntry& entry, const Settings& settings = {}) {
    RunConfig config;
    for (const ParamSpec& spec : entry.info.params)
        config.set("terms." + entry.info.id + "." + spec.id, spec.default_value);
    for (const auto& [id, value] : settings) config.set("terms." + entry.info.id + "." + id, value);
    return config;
}

constexpr std::int64_t kSmallTrainCount = 100, kSmallClasses = 3;

// Opponents are kept small here.
inline std::unique_ptr<terms::Term> make_term(const std::string& id, const Settings& settings = {},
                                              std::int64_t code_width = 3,
                                              bool single_layer_encoder = false) {
    const terms::TermEntry& entry = term_entry(id);
    RunConfig config = term_config(entry, settings);
    if (config.has("terms." + id + ".opponent_widths"))
        config.set("terms." + id + ".opponent_widths", Widths{6, 5});
    models::FreshWeights fresh(7);
    return entry.make(
        Params(config, "terms." + id),
        terms::TermBlueprint{{1, 4, 5}, code_width, kSmallClasses, kSmallTrainCount, fresh,
                             single_layer_encoder});
}

inline void configure(terms::Term& term, const std::string& id, const Settings& settings) {
    const RunConfig config = term_config(term_entry(id), settings);
    term.configure(Params(config, "terms." + id));
}

inline RunConfig small_net_config(bool gaussian) {
    RunConfig config = preset(test::catalog(), "vae", "tiny");
    config.set("architecture.encoder", Widths{4});
    config.set("architecture.activation", std::string("tanh"));
    config.set("code.kind", std::string(gaussian ? "gaussian" : "deterministic"));
    config.set("code.width", std::int64_t(3));
    config.set("code.activation", std::string(gaussian ? "linear" : "sigmoid"));
    return config;
}

inline std::shared_ptr<models::Autoencoder> small_net(const RunConfig& config,
                                                      ImageShape shape = {1, 4, 5}) {
    models::NetPlan plan;
    plan.config = config;
    plan.sample = shape;
    auto net = std::make_shared<models::Autoencoder>(plan, 3);
    net->to(torch::kFloat64);
    return net;
}

// A term, a net that suits it, and data.
struct SmallWorld {
    std::unique_ptr<terms::Term> term;
    std::shared_ptr<models::Autoencoder> net;
    torch::Tensor input, labels;
    torch::Generator noise = generator();
    bool training = true;

    SmallWorld(const std::string& id, const Settings& settings, const RunConfig& config)
        : term(make_term(id, settings, config.integer("code.width"))), net(small_net(config)) {
        input = torch::rand({4, 1, 4, 5}, generator(2), torch::kFloat64);
        labels = torch::tensor({0, 2, -1, 1}, torch::kInt64);
        if (term->head()) term->head()->to(torch::kFloat64);
        if (term->opponent()) term->opponent()->module->to(torch::kFloat64);
    }
    explicit SmallWorld(const std::string& id, const Settings& settings = {})
        : SmallWorld(id, settings, small_net_config(term_entry(id).info.needs_gaussian_code)) {}

    // As the trainer makes it.
    terms::Pass pass() {
        noise.set_current_seed(5);
        terms::Pass pass;
        pass.input = pass.corrupted = input;
        if (training && term->needs_input_gradient())
            pass.corrupted = input.detach().clone().requires_grad_(true);
        pass.labels = labels;
        pass.encoding = net->encode(pass.corrupted, &noise);
        pass.output = net->decode(pass.encoding.z, pass.encoding.bypass);
        pass.training = training;
        pass.net = net.get();
        pass.noise = &noise;
        return pass;
    }

    double loss() { return term->loss(pass()).item<double>(); }

    // What the optimiser of the net moves, by name.
    std::vector<std::pair<std::string, torch::Tensor>> parameters() const {
        std::vector<std::pair<std::string, torch::Tensor>> all;
        for (const auto& item : net->named_parameters()) all.emplace_back(item.key(), item.value());
        if (term->head())
            for (const auto& item : term->head()->named_parameters())
                all.emplace_back("head." + item.key(), item.value());
        return all;
    }
};

inline std::vector<torch::Tensor> gradients_of(const torch::Tensor& loss,
                                               const std::vector<torch::Tensor>& variables) {
    return torch::autograd::grad({loss}, variables, {}, c10::nullopt, false, true);
}

// The largest difference between the gradient and central differences of `value`, against the
// largest entry of either.
inline double gradient_error(const std::vector<torch::Tensor>& variables,
                             const std::vector<torch::Tensor>& gradients,
                             const std::function<double()>& value) {
    constexpr double kStep = 1e-5;
    double largest = 0, error = 0;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        torch::Tensor flat = variables[v].data().view(-1);
        double* entries = flat.data_ptr<double>();
        const torch::Tensor gradient = gradients[v].defined()
                                           ? gradients[v].contiguous().view(-1)
                                           : torch::zeros({flat.numel()}, torch::kFloat64);
        for (std::int64_t i = 0; i < flat.numel(); ++i) {
            const double original = entries[i];
            entries[i] = original + kStep;
            const double above = value();
            entries[i] = original - kStep;
            const double below = value();
            entries[i] = original;
            const double difference = (above - below) / (2 * kStep),
                         exact = gradient.data_ptr<double>()[i];
            error = std::max(error, std::abs(difference - exact));
            largest = std::max({largest, std::abs(difference), std::abs(exact)});
        }
    }
    return largest > 0 ? error / largest : 0;
}

}  // namespace latent::term_test
