// Values that others computed, or that paper and pencil give (reference C3, C4).
#include <doctest/doctest.h>

#include <cmath>

#include "terms/mmd.h"
#include "terms/small_pass.h"

using namespace latent;
using doctest::Approx;
using term_test::make_term;

namespace {

constexpr double kTolerance = 1e-5;

torch::Tensor matrix(std::vector<double> values, std::int64_t columns) {
    return torch::tensor(values, torch::kFloat64).view({-1, columns});
}

double value_of(const std::string& id, const terms::Pass& pass,
                const term_test::Settings& settings = {}) {
    return make_term(id, settings, 2)->loss(pass).item<double>();
}

// The golden case of four samples: rows are samples, columns latents.
terms::Pass four_samples() {
    terms::Pass pass;
    pass.encoding.mean = matrix({0, 0, 2, 1, -1, .5, .5, -1.5}, 2);
    pass.encoding.logvar = matrix({-1, 0, -.5, -1, 0, -2, -1.5, -.3}, 2);
    pass.encoding.z = matrix({.1, .2, 1.8, 1.1, -1.3, .4, .6, -1.2}, 2);
    return pass;
}

double kl(std::vector<double> mean, std::vector<double> logvar) {
    terms::Pass pass;
    pass.encoding.mean = matrix(mean, std::int64_t(mean.size()));
    pass.encoding.logvar = matrix(logvar, std::int64_t(logvar.size()));
    return value_of("kl_prior", pass);
}

terms::Pass pictures(const torch::Tensor& x, const torch::Tensor& y) {
    terms::Pass pass;
    pass.input = x;
    pass.output.values = y;
    return pass;
}

// SSIM by its definition: a window of weights moved over one picture.
double plain_ssim(const torch::Tensor& x, const torch::Tensor& y, int size) {
    const auto a = x.accessor<double, 2>(), b = y.accessor<double, 2>();
    double sum = 0;
    int places = 0;
    for (int top = 0; top + size <= a.size(0); ++top)
        for (int left = 0; left + size <= a.size(1); ++left) {
            double weight = 0, ma = 0, mb = 0, va = 0, vb = 0, ab = 0;
            const auto over_window = [&](auto add) {
                for (int i = 0; i < size; ++i)
                    for (int j = 0; j < size; ++j) {
                        const double u = i - size / 2, v = j - size / 2;
                        add(std::exp(-(u * u + v * v) / (2 * 1.5 * 1.5)), a[top + i][left + j],
                            b[top + i][left + j]);
                    }
            };
            over_window([&](double w, double p, double q) {
                weight += w;
                ma += w * p;
                mb += w * q;
            });
            ma /= weight;
            mb /= weight;
            over_window([&](double w, double p, double q) {
                va += w / weight * (p - ma) * (p - ma);
                vb += w / weight * (q - mb) * (q - mb);
                ab += w / weight * (p - ma) * (q - mb);
            });
            sum += (2 * ma * mb + 1e-4) * (2 * ab + 9e-4) /
                   ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4));
            ++places;
        }
    return sum / places;
}

}  // namespace

TEST_CASE("the KL divergence to the prior has its known values") {
    CHECK(kl({0}, {0}) == Approx(0));
    CHECK(kl({1}, {0}) == Approx(0.5));
    CHECK(kl({0}, {std::log(4.0)}) == Approx(0.806853).epsilon(kTolerance));
    CHECK(kl({0}, {-std::log(4.0)}) == Approx(0.318147).epsilon(kTolerance));
    CHECK(kl({2}, {-1}) == Approx(2.183940).epsilon(kTolerance));
    CHECK(kl({.3}, {-2}) == Approx(0.612668).epsilon(kTolerance));
    CHECK(kl({2, .3}, {-1, -2}) ==
          Approx(2.183940 + 0.612668).epsilon(kTolerance));  // summed over latents
}

TEST_CASE("the KL term warms up, leaves bits free and holds a capacity") {
    terms::Pass pass;  // two latents of 0.5 and 2.183940 nats
    pass.encoding.mean = matrix({1, 2, 1, 2}, 2);
    pass.encoding.logvar = matrix({0, -1, 0, -1}, 2);
    const double full = 0.5 + 2.183940;
    const auto steps = [](std::int64_t n) { return ParamValue(n); };

    const term_test::Settings warm_up{{"warm_up", steps(200)}};
    pass.step = 0;
    CHECK(value_of("kl_prior", pass, warm_up) == 0);
    pass.step = 50;
    CHECK(value_of("kl_prior", pass, warm_up) == Approx(full / 4).epsilon(kTolerance));
    pass.step = 1000;
    CHECK(value_of("kl_prior", pass, warm_up) == Approx(full).epsilon(kTolerance));

    // One bit is 0.693147 nats: more than the first latent has, less than the second.
    CHECK(value_of("kl_prior", pass, {{"free_bits", 1.0}}) ==
          Approx(std::log(2.0) + 2.183940).epsilon(kTolerance));

    const term_test::Settings at_once{{"capacity", 5.0}, {"capacity_steps", steps(0)}};
    CHECK(value_of("kl_prior", pass, at_once) == Approx(5 - full).epsilon(kTolerance));
    const term_test::Settings rising{{"capacity", 5.0}, {"capacity_steps", steps(4000)}};
    CHECK(value_of("kl_prior", pass, rising) == Approx(full - 1.25).epsilon(kTolerance));
    // | | acts on the mean of the batch, not on each sample.
    terms::Pass uneven;
    uneven.encoding.mean = matrix({0, 4}, 1);
    uneven.encoding.logvar = matrix({0, 0}, 1);
    CHECK(value_of("kl_prior", uneven, {{"capacity", 4.0}, {"capacity_steps", steps(0)}}) ==
          Approx(0));
}

TEST_CASE("what is live of the KL term acts when it is configured") {
    terms::Pass pass;
    pass.encoding.mean = matrix({1}, 1);
    pass.encoding.logvar = matrix({0}, 1);
    pass.step = 10;
    const auto term = make_term("kl_prior");
    CHECK(term->loss(pass).item<double>() == Approx(0.5));
    term_test::configure(*term, "kl_prior", {{"warm_up", std::int64_t(100)}});
    CHECK(term->loss(pass).item<double>() == Approx(0.05));
    term_test::configure(*term, "kl_prior",
                         {{"capacity", 2.0}, {"capacity_steps", std::int64_t(0)}});
    CHECK(term->loss(pass).item<double>() == Approx(1.5));
}

TEST_CASE("sparsity has its known values") {
    const auto sparsity = [](std::vector<double> active) {
        terms::Pass pass;  // two samples whose mean is the value
        const torch::Tensor mean = matrix(active, std::int64_t(active.size()));
        pass.encoding.mean = pass.encoding.z = torch::cat({mean * 0.5, mean * 1.5});
        return value_of("kl_sparsity", pass);
    };
    CHECK(sparsity({.05}) == Approx(0).epsilon(kTolerance));
    CHECK(sparsity({.1}) == Approx(.016707).epsilon(kTolerance));
    CHECK(sparsity({.2}) == Approx(.093943).epsilon(kTolerance));
    CHECK(sparsity({.5}) == Approx(.494632).epsilon(kTolerance));
    CHECK(sparsity({.1, .5}) == Approx(.016707 + .494632).epsilon(kTolerance));

    terms::Pass pass;
    pass.encoding.mean = pass.encoding.z = matrix({1, -2, 0, .5}, 2);
    CHECK(value_of("l1_code", pass) == Approx((1 + 2 + 0 + .5) / 2));
}

TEST_CASE("total correlation has its known values") {
    const terms::Pass pass = four_samples();  // N = 100
    CHECK(value_of("total_correlation", pass) == Approx(5.090186).epsilon(kTolerance));
    CHECK(value_of("total_correlation", pass, {{"estimator", std::string("mss")}}) ==
          Approx(.331184).epsilon(kTolerance));
    // Without its constant, as disentanglement_lib gives it.
    CHECK(value_of("total_correlation", pass) - std::log(4.0 * 100) ==
          Approx(-.901279).epsilon(kTolerance));
}

TEST_CASE("total correlation is measured in pieces as large as a batch of training") {
    const auto term = make_term("total_correlation", {}, 2);
    const terms::Pass batch = four_samples();
    const double once = term->loss(batch).item<double>();
    terms::Pass measured = batch;
    measured.training = false;
    for (torch::Tensor* t :
         {&measured.encoding.z, &measured.encoding.mean, &measured.encoding.logvar})
        *t = t->repeat({3, 1});
    CHECK(term->loss(measured).item<double>() == Approx(once));
}

TEST_CASE("DIP has its known values") {
    const terms::Pass pass = four_samples();
    const auto dip = [&](const std::string& variant, double diagonal) {
        return value_of("dip_vae", pass, {{"variant", variant}, {"diagonal", diagonal}});
    };
    CHECK(dip("i", 0) == Approx(.0703125).epsilon(kTolerance));
    CHECK(dip("i", 10) == Approx(.0703125 + 10 * .0451660).epsilon(kTolerance));
    CHECK(dip("ii", 1) == Approx(.0703125 + .7103193).epsilon(kTolerance));
}

TEST_CASE("MMD has its known values") {
    const terms::Pass pass = four_samples();
    const auto& [codes, draws] = std::pair{pass.encoding.mean, pass.encoding.z};
    CHECK(terms::mmd(codes, draws, {1}).item<double>() == Approx(-.254432).epsilon(kTolerance));
    CHECK(terms::mmd(codes, draws).item<double>() == Approx(-1.658184).epsilon(kTolerance));
}

TEST_CASE("MMD is near 0 for codes that are draws from the prior, and above for others") {
    torch::Generator noise = term_test::generator();
    terms::Pass pass;
    pass.noise = &noise;
    const auto term = make_term("mmd");
    const auto mean_value = [&](double scale, double shift) {
        double sum = 0;
        for (int i = 0; i < 20; ++i) {
            pass.encoding.z = pass.encoding.mean =
                scale * torch::randn({128, 3}, noise, torch::kFloat64) + shift;
            sum += term->loss(pass).item<double>();
        }
        return sum / 20;
    };
    CHECK(std::abs(mean_value(1, 0)) < 0.02);
    CHECK(mean_value(1, 1) > 0.3);
    CHECK(mean_value(0.2, 0) > 0.3);
}

TEST_CASE("the contractive penalty of one layer has its known value") {
    RunConfig config = term_test::small_net_config(false);
    config.set("architecture.encoder", Widths{});
    const auto net = term_test::small_net(config, {1, 1, 2});
    const auto* layer = net->single_layer_encoder();
    REQUIRE(layer);
    const torch::NoGradGuard no_grad;
    layer->weight.data().copy_(matrix({.5, -.2, .1, .3, 0, 1}, 2));
    layer->bias.data().copy_(torch::tensor({.1, 0.0, -.2}, torch::kFloat64));
    for (const std::string method : {"auto", "one_layer", "backward"}) {
        CAPTURE(method);
        terms::Pass pass;
        pass.corrupted = pass.input =
            torch::tensor({1.0, -1.0}, torch::kFloat64).view({1, 1, 1, 2});
        pass.encoding = net->encode(pass.corrupted);
        pass.net = net.get();
        pass.training = false;
        CHECK(pass.encoding.z.allclose(matrix({.689974, .450166, .231475}, 3), 1e-5, 1e-6));
        CHECK(value_of("contractive", pass, {{"method", method}}) ==
              Approx(.0510425).epsilon(kTolerance));
    }
}

TEST_CASE("the reconstruction terms sum over pixels and average over the batch") {
    terms::Pass pass = pictures(torch::tensor({0.0, 1.0, 0.5, 0.25}).view({2, 1, 1, 2}),
                                torch::full({2, 1, 1, 2}, 0.5));
    pass.output.logits = torch::zeros({2, 1, 1, 2});
    CHECK(value_of("mse", pass) == Approx((0.25 + 0.25 + 0 + 0.0625) / 2));
    CHECK(value_of("l1", pass) == Approx((0.5 + 0.5 + 0 + 0.25) / 2));
    // All logits 0: ln 2 a pixel, whatever the input.
    CHECK(value_of("bce", pass) == Approx(2 * std::log(2.0)));
    pass.output.logits = torch::tensor({2.0f, -1.0f, 0.0f, 0.0f}).view({2, 1, 1, 2});
    const double first = std::log1p(std::exp(2.0)) + (std::log1p(std::exp(-1.0)) + 1.0);
    CHECK(value_of("bce", pass) == Approx((first + 2 * std::log(2.0)) / 2));
}

TEST_CASE("structural dissimilarity is 0 for equal pictures and known for a shift of brightness") {
    const torch::Tensor x = torch::rand({3, 2, 12, 13}, term_test::generator(), torch::kFloat64);
    CHECK(value_of("ssim", pictures(x, x)) == Approx(0));
    const torch::Tensor dark = torch::full({1, 1, 28, 28}, .25, torch::kFloat64);
    CHECK(value_of("ssim", pictures(dark, 3 * dark)) ==
          Approx(784 / 2.0 * (1 - (2 * .25 * .75 + 1e-4) / (.0625 + .5625 + 1e-4)))
              .epsilon(kTolerance));
    // A negative is further away than nothing in common.
    CHECK(value_of("ssim", pictures(x, 1 - x)) > 2 * 12 * 13 / 2.0);
}

TEST_CASE("structural dissimilarity agrees with its definition, with a window that fits") {
    for (const auto& [height, width, window] :
         {std::tuple{13, 12, 11}, std::tuple{8, 9, 7}, std::tuple{1, 4, 1}}) {
        CAPTURE(height);
        const torch::Tensor x = torch::rand({height, width}, term_test::generator(3),
                                            torch::kFloat64),
                            y = torch::rand({height, width}, term_test::generator(4),
                                            torch::kFloat64);
        const terms::Pass pass =
            pictures(x.view({1, 1, height, width}), y.view({1, 1, height, width}));
        CHECK(value_of("ssim", pass) ==
              Approx(height * width / 2.0 * (1 - plain_ssim(x, y, window))));
    }
}

TEST_CASE("weight decay is half the sum of squared weights, biases left out") {
    term_test::SmallWorld world("weight_decay");
    const torch::NoGradGuard no_grad;
    std::int64_t weights = 0;
    for (const auto& item : world.net->named_parameters()) {
        item.value().fill_(0.1);
        if (item.key().find("bias") == std::string::npos) weights += item.value().numel();
    }
    CHECK(weights == 20 * 4 + 4 * 3 + 3 * 4 + 4 * 20);
    CHECK(world.loss() == Approx(0.5 * 0.01 * double(weights)));
}
