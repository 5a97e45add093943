#include "terms/term.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/small_config.h"

using namespace latent;

namespace {

// A pass of 4 samples of 6 pixels with codes of 3 dimensions, in double precision so that
// differences are exact enough.
struct SmallPass {
    torch::Tensor logits, mean, logvar, input;

    explicit SmallPass(bool gaussian) {
        torch::manual_seed(3);
        const auto options = torch::TensorOptions().dtype(torch::kFloat64);
        input = torch::rand({4, 1, 2, 3}, options);
        logits = torch::randn({4, 1, 2, 3}, options).requires_grad_();
        mean = torch::randn({4, 3}, options).requires_grad_();
        if (gaussian) logvar = torch::randn({4, 3}, options).requires_grad_();
    }

    terms::Pass pass() const {
        terms::Pass pass;
        pass.input = pass.corrupted = input;
        pass.encoding.mean = pass.encoding.z = mean;
        pass.encoding.logvar = logvar;
        pass.output.logits = logits;
        pass.output.values = torch::sigmoid(logits);
        return pass;
    }

    std::vector<torch::Tensor> variables() const {
        std::vector<torch::Tensor> all{logits, mean};
        if (logvar.defined()) all.push_back(logvar);
        return all;
    }
};

std::unique_ptr<terms::Term> make_term(const terms::TermEntry& entry) {
    RunConfig config = preset(test::catalog(), "vae", "tiny");
    for (const ParamSpec& spec : entry.info.params)
        config.set("terms." + entry.info.id + "." + spec.id, spec.default_value);
    return entry.make(Params(config, "terms." + entry.info.id));
}

double kl(std::vector<float> mean, std::vector<float> logvar) {
    terms::Pass pass;
    pass.encoding.mean = torch::tensor(mean).view({1, -1});
    pass.encoding.logvar = torch::tensor(logvar).view({1, -1});
    return make_term(entry_of(terms::terms(), "kl_prior"))->loss(pass).item<double>();
}

}  // namespace

TEST_CASE("every term is a finite scalar") {
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        const auto value = make_term(entry)->loss(SmallPass(entry.info.needs_gaussian_code).pass());
        CHECK(value.dim() == 0);
        CHECK(std::isfinite(value.item<double>()));
        CHECK(entry.info.params.front().id == "weight");
        CHECK(entry.info.params.front().live);
    }
}

TEST_CASE("every term's gradient agrees with finite differences") {
    constexpr double kStep = 1e-5;
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        const SmallPass small(entry.info.needs_gaussian_code);
        const auto term = make_term(entry);
        const auto gradients = torch::autograd::grad({term->loss(small.pass())}, small.variables(),
                                                     {}, c10::nullopt, false, true);
        int touched = 0;
        for (std::size_t v = 0; v < gradients.size(); ++v) {
            if (!gradients[v].defined()) continue;
            ++touched;
            torch::Tensor flat = small.variables()[v].data().view(-1);
            for (std::int64_t i = 0; i < flat.numel(); ++i) {
                const double original = flat[i].item<double>();
                flat[i] = original + kStep;
                const double above = term->loss(small.pass()).item<double>();
                flat[i] = original - kStep;
                const double below = term->loss(small.pass()).item<double>();
                flat[i] = original;
                CHECK(gradients[v].view(-1)[i].item<double>() ==
                      doctest::Approx((above - below) / (2 * kStep)).epsilon(1e-5));
            }
        }
        CHECK(touched > 0);
    }
}

TEST_CASE("every term is a mean over the batch: a batch repeated has the same value") {
    for (const auto& entry : terms::terms()) {
        CAPTURE(entry.info.id);
        const terms::Pass once = SmallPass(entry.info.needs_gaussian_code).pass();
        terms::Pass twice = once;
        const auto repeat = [](torch::Tensor& t) {
            if (t.defined()) t = torch::cat({t, t});
        };
        for (torch::Tensor* t :
             {&twice.input, &twice.corrupted, &twice.encoding.mean, &twice.encoding.z,
              &twice.encoding.logvar, &twice.output.logits, &twice.output.values})
            repeat(*t);
        const auto term = make_term(entry);
        CHECK(term->loss(twice).item<double>() == doctest::Approx(term->loss(once).item<double>()));
    }
}

TEST_CASE("the KL divergence to the prior has its known values") {
    CHECK(kl({0}, {0}) == doctest::Approx(0));
    CHECK(kl({1}, {0}) == doctest::Approx(0.5));
    CHECK(kl({0}, {std::log(4.0f)}) == doctest::Approx(0.806853).epsilon(1e-5));
    CHECK(kl({0}, {-std::log(4.0f)}) == doctest::Approx(0.318147).epsilon(1e-5));
    CHECK(kl({2}, {-1}) == doctest::Approx(2.183940).epsilon(1e-5));
    CHECK(kl({0.3f}, {-2}) == doctest::Approx(0.612668).epsilon(1e-5));
    CHECK(kl({2, 0.3f}, {-1, -2}) ==
          doctest::Approx(2.183940 + 0.612668).epsilon(1e-5));  // summed over latents
}

TEST_CASE("the reconstruction terms sum over pixels and average over the batch") {
    terms::Pass pass;
    pass.input = torch::tensor({0.0f, 1.0f, 0.5f, 0.25f}).view({2, 1, 1, 2});
    pass.output.values = torch::tensor({0.5f, 0.5f, 0.5f, 0.5f}).view({2, 1, 1, 2});
    pass.output.logits = torch::zeros({2, 1, 1, 2});
    CHECK(make_term(entry_of(terms::terms(), "mse"))->loss(pass).item<double>() ==
          doctest::Approx((0.25 + 0.25 + 0 + 0.0625) / 2));
    // All logits 0: ln 2 a pixel, whatever the input.
    CHECK(make_term(entry_of(terms::terms(), "bce"))->loss(pass).item<double>() ==
          doctest::Approx(2 * std::log(2.0)));
    pass.output.logits = torch::tensor({2.0f, -1.0f, 0.0f, 0.0f}).view({2, 1, 1, 2});
    const double first = std::log1p(std::exp(2.0)) + (std::log1p(std::exp(-1.0)) + 1.0);
    CHECK(make_term(entry_of(terms::terms(), "bce"))->loss(pass).item<double>() ==
          doctest::Approx((first + 2 * std::log(2.0)) / 2));
}
