// What is asked of every term, so that a new one is tested the day it is listed.
#include "terms/term.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "terms/small_pass.h"

using namespace latent;
using term_test::SmallWorld;

namespace {

// Each term once as it comes, and once for every choice it leaves open.
struct Variant {
    std::string id;
    term_test::Settings settings;
};

std::vector<Variant> variants() {
    std::vector<Variant> all;
    for (const auto& entry : terms::terms()) {
        all.push_back({entry.info.id, {}});
        for (const ParamSpec& spec : entry.info.params)
            for (const std::string& choice : spec.choices)
                if (ParamValue(choice) != spec.default_value && choice != "one_layer")
                    all.push_back({entry.info.id, {{spec.id, choice}}});
    }
    all.push_back({"kl_prior", {{"free_bits", 0.1}, {"capacity", 5.0}}});
    all.push_back({"supervised", {{"dropout", 0.5}, {"hidden", std::int64_t(4)}}});
    return all;
}

std::string name_of(const Variant& variant) {
    std::string name = variant.id;
    for (const auto& [id, value] : variant.settings) name += " " + id + "=" + to_text(value);
    return name;
}

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Whether a parameter of the net is one that this term can teach.
bool is_taught(const std::string& id, const std::string& parameter) {
    if (id == "weight_decay") return ends_with(parameter, "weight");
    if (parameter.find("decoder") != std::string::npos)
        return term_test::term_entry(id).info.is_reconstruction;
    // A shift of all codes together leaves their ties as they are.
    if (parameter == "code.mean.bias" && (id == "total_correlation" || id == "dip_vae"))
        return false;
    // The covariance of the means knows nothing of the spread.
    if (parameter.find("logvar") != std::string::npos) return id != "dip_vae";
    return true;
}

}  // namespace

TEST_CASE("every term says what it is") {
    std::set<std::string> seen;
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        CHECK(seen.insert(entry.info.id).second);
        CHECK(!entry.info.label.empty());
        CHECK(!entry.info.formula.empty());
        CHECK(ends_with(entry.info.summary, "."));
        CHECK(!entry.info.source.empty());
        CHECK(entry.info.params.front().id == "weight");
        CHECK(entry.info.params.front().live);
        for (const ParamSpec& spec : entry.info.params) {
            CAPTURE(spec.id);
            CHECK(ends_with(spec.help, "."));
            CHECK(complaint(spec, spec.default_value) == "");
        }
    }
}

TEST_CASE("a reconstruction term is built without a parameter of its own") {
    models::FreshWeights fresh(1);
    const RunConfig nothing;
    for (const auto& entry : terms::terms())
        if (entry.info.is_reconstruction)
            CHECK(entry.make(Params(nothing, "terms." + entry.info.id),
                             terms::TermBlueprint{{1, 4, 5}, 2, 0, 1, fresh}));
}

TEST_CASE("every term is a finite scalar, in training and in an evaluation") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        const torch::Tensor trained = world.term->loss(world.pass());
        CHECK(trained.dim() == 0);
        CHECK(std::isfinite(trained.item<double>()));
        world.training = false;
        const torch::NoGradGuard no_grad;
        const torch::Tensor measured = world.term->loss(world.pass());
        CHECK(measured.dim() == 0);
        CHECK(std::isfinite(measured.item<double>()));
        CHECK(!measured.requires_grad());
    }
}

TEST_CASE("every term stays finite far from where codes and outputs should be") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        const torch::NoGradGuard no_grad;
        world.training = false;
        if (world.term->head()) world.term->head()->to(torch::kFloat32);
        if (world.term->opponent()) world.term->opponent()->module->to(torch::kFloat32);
        world.net->to(torch::kFloat32);
        world.input = world.input.to(torch::kFloat32);
        terms::Pass pass = world.pass();
        pass.encoding.mean = torch::randn({4, 3}, term_test::generator()) * 100;
        pass.encoding.z = -pass.encoding.mean;
        if (pass.encoding.gaussian())
            pass.encoding.logvar = torch::tensor({{10.0f, -10.0f, 0.0f}}).repeat({4, 1});
        pass.output.logits = torch::randn(world.input.sizes(), term_test::generator()) * 1000;
        pass.output.values = torch::sigmoid(pass.output.logits);
        const torch::Tensor value = world.term->loss(pass);
        CHECK((value.scalar_type() == torch::kFloat32));
        CHECK(std::isfinite(value.item<float>()));
        if (world.term->opponent())
            CHECK(std::isfinite(world.term->opponent_loss(pass).item<float>()));
    }
}

TEST_CASE("every term's gradient reaches the parameters it can teach, and no others") {
    constexpr double kRounding = 1e-12;
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        const auto parameters = world.parameters();
        std::vector<torch::Tensor> tensors;
        for (const auto& item : parameters) tensors.push_back(item.second);
        const auto gradients = term_test::gradients_of(world.term->loss(world.pass()), tensors);
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const std::string& name = parameters[i].first;
            CAPTURE(name);
            const bool reached =
                gradients[i].defined() && gradients[i].abs().sum().item<double>() > kRounding;
            const bool by_choice = variant.id == "dip_vae" && !variant.settings.empty() &&
                                   name.find("logvar") != std::string::npos;
            CHECK(reached == (is_taught(variant.id, name) || by_choice));
        }
    }
}

TEST_CASE("every term's gradient with respect to the net agrees with finite differences") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        std::vector<torch::Tensor> tensors;
        for (const auto& item : world.parameters()) tensors.push_back(item.second);
        const auto gradients = term_test::gradients_of(world.term->loss(world.pass()), tensors);
        CHECK(term_test::gradient_error(tensors, gradients, [&] { return world.loss(); }) < 1e-6);
    }
}

TEST_CASE(
    "every term's gradient with respect to codes and outputs agrees with finite differences") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        if (world.term->needs_input_gradient()) continue;  // reads the net, not the code alone
        const auto leaf = [](const torch::Tensor& t) {
            return t.detach().clone().requires_grad_(true);
        };
        terms::Pass pass = world.pass();
        const bool gaussian = pass.encoding.gaussian();
        pass.encoding.mean = leaf(pass.encoding.mean);
        pass.encoding.z = gaussian ? leaf(pass.encoding.z) : pass.encoding.mean;
        pass.output.logits = leaf(pass.output.logits);
        std::vector<torch::Tensor> leaves{pass.output.logits, pass.encoding.mean};
        if (gaussian) {
            pass.encoding.logvar = leaf(pass.encoding.logvar);
            leaves.insert(leaves.end(), {pass.encoding.z, pass.encoding.logvar});
        }
        const auto value = [&] {
            world.noise.set_current_seed(5);
            pass.output.values = torch::sigmoid(pass.output.logits);
            return world.term->loss(pass);
        };
        const auto gradients = term_test::gradients_of(value(), leaves);
        CHECK(term_test::gradient_error(leaves, gradients, [&] { return value().item<double>(); }) <
              1e-6);
    }
}

TEST_CASE("the same seed gives the same loss") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld one(variant.id, variant.settings), other(variant.id, variant.settings);
        const terms::Pass a = one.pass(), b = other.pass();
        CHECK(one.term->loss(a).item<double>() == other.term->loss(b).item<double>());
        if (one.term->opponent())
            CHECK(one.term->opponent_loss(a).item<double>() ==
                  other.term->opponent_loss(b).item<double>());
    }
}

TEST_CASE("every term is a mean over the batch: a batch repeated has the same value") {
    // Not those that compare the samples of a batch with each other, whose pairs then hold equals,
    // nor those that draw something for each sample.
    const std::set<std::string> pairs{"total_correlation", "mmd"};
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        if (pairs.count(entry.info.id)) continue;
        SmallWorld world(entry.info.id);
        world.training = false;
        const auto twice = [](torch::Tensor& t) {
            if (t.defined()) t = torch::cat({t, t});
        };
        terms::Pass pass = world.pass();
        const double once = world.term->loss(pass).item<double>();
        for (torch::Tensor* t :
             {&pass.input, &pass.corrupted, &pass.labels, &pass.encoding.mean, &pass.encoding.z,
              &pass.encoding.logvar, &pass.output.logits, &pass.output.values})
            twice(*t);
        CHECK(world.term->loss(pass).item<double>() == doctest::Approx(once));
    }
}

TEST_CASE("configuring a term with what it has changes nothing") {
    for (const Variant& variant : variants()) {
        CAPTURE(name_of(variant));
        SmallWorld world(variant.id, variant.settings);
        const double before = world.loss();
        term_test::configure(*world.term, variant.id, variant.settings);
        CHECK(world.loss() == before);
    }
}
