// Terms that bring a player of their own: heads, opponents, and the shapes they play for.
#include <doctest/doctest.h>

#include <torch/autograd.h>
#include <torch/optim.h>
#include <cmath>

#include "terms/factor_vae.h"
#include "terms/priors.h"
#include "terms/small_pass.h"

using namespace latent;
using doctest::Approx;
using term_test::SmallWorld;

namespace {

std::vector<std::string> with_opponents() {
    std::vector<std::string> ids;
    for (const auto& entry : terms::terms())
        if (term_test::make_term(entry.info.id)->opponent()) ids.push_back(entry.info.id);
    return ids;
}

void fill_with_zeros(torch::nn::Module& module) {
    const torch::NoGradGuard no_grad;
    for (torch::Tensor& parameter : module.parameters()) parameter.zero_();
}

bool none_defined(const std::vector<torch::Tensor>& gradients) {
    for (const torch::Tensor& gradient : gradients)
        if (gradient.defined()) return false;
    return true;
}

// The opponent plays alone for some steps. Returns its last loss.
double play(SmallWorld& world, const terms::Pass& pass, int steps) {
    const auto parameters = world.term->opponent()->module->parameters();
    torch::optim::Adam adam(parameters, torch::optim::AdamOptions(1e-2));
    double value = 0;
    for (int i = 0; i < steps; ++i) {
        const torch::Tensor loss = world.term->opponent_loss(pass);
        value = loss.item<double>();
        const auto gradients = term_test::gradients_of(loss, parameters);
        for (std::size_t p = 0; p < parameters.size(); ++p)
            parameters[p].mutable_grad() = gradients[p];
        adam.step();
    }
    return value;
}

}  // namespace

TEST_CASE("two terms bring a second player") {
    CHECK(with_opponents() == std::vector<std::string>{"factor_vae", "adversarial"});
}

TEST_CASE("the net's side of a game teaches the net alone") {
    for (const std::string& id : with_opponents()) {
        CAPTURE(id);
        SmallWorld world(id);
        const terms::Pass pass = world.pass();
        const auto theirs = world.term->opponent()->module->parameters();
        const torch::Tensor loss = world.term->loss(pass);
        CHECK(none_defined(torch::autograd::grad({loss}, theirs, {}, true, false, true)));
        CHECK(term_test::gradients_of(loss, {pass.encoding.z})[0].abs().sum().item<double>() > 0);
        for (const torch::Tensor& parameter : theirs) CHECK(!parameter.grad().defined());
    }
}

TEST_CASE("the opponent's side of a game teaches the opponent alone, and rightly") {
    for (const std::string& id : with_opponents()) {
        CAPTURE(id);
        SmallWorld world(id);
        const terms::Pass pass = world.pass();
        const auto theirs = world.term->opponent()->module->parameters();
        const auto value = [&] {
            world.noise.set_current_seed(9);
            return world.term->opponent_loss(pass);
        };
        const torch::Tensor loss = value();
        const auto gradients = torch::autograd::grad({loss}, theirs, {}, true);
        for (const torch::Tensor& gradient : gradients)
            CHECK(gradient.abs().sum().item<double>() > 0);
        CHECK(term_test::gradient_error(theirs, gradients, [&] { return value().item<double>(); }) <
              1e-6);
        std::vector<torch::Tensor> ours{pass.encoding.z, pass.encoding.mean};
        for (const auto& item : world.parameters()) ours.push_back(item.second);
        CHECK(none_defined(term_test::gradients_of(loss, ours)));
    }
}

TEST_CASE("an opponent at a loss has the known values") {
    SmallWorld factor("factor_vae"), adversarial("adversarial");
    for (SmallWorld* world : {&factor, &adversarial})
        fill_with_zeros(*world->term->opponent()->module);
    CHECK(factor.loss() == Approx(0));
    CHECK(factor.term->opponent_loss(factor.pass()).item<double>() == Approx(std::log(2.0)));
    CHECK(adversarial.loss() == Approx(std::log(2.0)));
    CHECK(adversarial.term->opponent_loss(adversarial.pass()).item<double>() ==
          Approx(2 * std::log(2.0)));
}

TEST_CASE("permuting columns keeps what each latent does and unties them") {
    torch::Generator noise = term_test::generator();
    const torch::Tensor column = torch::randn({500, 1}, noise, torch::kFloat64);
    const torch::Tensor z = column.repeat({1, 3});  // three equal latents
    const torch::Tensor permuted = terms::permute_columns(z, noise);
    CHECK(std::get<0>(permuted.sort(0)).equal(std::get<0>(z.sort(0))));
    CHECK(!permuted.equal(z));
    const torch::Tensor centred = (permuted - permuted.mean(0)) / permuted.std(0);
    const torch::Tensor correlation = torch::mm(centred.t(), centred) / 499;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < i; ++j) CHECK(std::abs(correlation[i][j].item<double>()) < 0.2);
}

TEST_CASE("FactorVAE's opponent finds tied latents, and not independent ones") {
    for (const bool tied : {true, false}) {
        CAPTURE(tied);
        SmallWorld world("factor_vae");
        terms::Pass pass = world.pass();
        const torch::Tensor z = torch::randn({256, 3}, term_test::generator(8), torch::kFloat64);
        pass.encoding.z = tied ? z.slice(1, 0, 1).repeat({1, 3}) : z;
        const double untaught = world.term->loss(pass).item<double>();
        const double confusion = play(world, pass, 200),
                     found = world.term->loss(pass).item<double>();
        CHECK((confusion < 0.5) == tied);
        CHECK((found > 1) == tied);
        CHECK(std::abs(untaught) < 0.5);
    }
}

TEST_CASE("the adversarial prior's opponent finds codes that are elsewhere") {
    SmallWorld world("adversarial");
    terms::Pass pass = world.pass();
    pass.encoding.z = torch::randn({256, 3}, term_test::generator(8), torch::kFloat64) + 3;
    CHECK(play(world, pass, 200) < 0.5);
    CHECK(world.term->loss(pass).item<double>() > 1.5);  // and the net is told so
}

TEST_CASE("every prior gives finite draws of any width, the same for the same seed") {
    for (const std::string& name : terms::prior_names()) {
        CAPTURE(name);
        for (const std::int64_t width : {1, 2, 5}) {
            torch::Generator a = term_test::generator(4), b = term_test::generator(4);
            const torch::Tensor draws = terms::prior_called(name)(1000, width, a, torch::kFloat32);
            CHECK((draws.sizes() == torch::IntArrayRef({1000, width})));
            CHECK(draws.isfinite().all().item<bool>());
            CHECK(draws.equal(terms::prior_called(name)(1000, width, b, torch::kFloat32)));
            if (width == 5) {  // beyond the plane all are standard normals
                CHECK(std::abs(draws.slice(1, 2).mean().item<double>()) < 0.1);
                CHECK(draws.slice(1, 2).std().item<double>() == Approx(1).epsilon(0.1));
            }
        }
    }
    CHECK_THROWS_AS(terms::prior_called("cauchy"), std::invalid_argument);
}

TEST_CASE("the mixture has ten petals round a ring, and the roll is a spiral") {
    torch::Generator noise = term_test::generator();
    constexpr double kTurn = 2 * 3.14159265358979;
    const torch::Tensor mixture = terms::prior_called("mixture")(5000, 2, noise, torch::kFloat64);
    const torch::Tensor radius = mixture.norm(2, 1);
    CHECK(radius.mean().item<double>() == Approx(2).epsilon(0.02));
    CHECK(radius.std().item<double>() == Approx(0.5).epsilon(0.05));
    const torch::Tensor petals =
        torch::atan2(mixture.select(1, 1), mixture.select(1, 0)) * (10 / kTurn);
    // Close to whole tenths of a turn, each tenth as often as another.
    CHECK((petals - petals.round()).abs().mean().item<double>() < 0.1);
    const torch::Tensor counts = torch::bincount(petals.round().to(torch::kInt64).remainder(10));
    CHECK(counts.size(0) == 10);
    CHECK(counts.min().item<std::int64_t>() > 400);

    const torch::Tensor roll = terms::prior_called("swiss_roll")(5000, 2, noise, torch::kFloat64);
    const torch::Tensor distance = roll.norm(2, 1);
    CHECK(distance.max().item<double>() < 3.5);
    const torch::Tensor angle = torch::atan2(roll.select(1, 1), roll.select(1, 0));
    const torch::Tensor off = (angle - distance * (2 * kTurn / 3) + kTurn / 2).remainder(kTurn) -
                              kTurn / 2;  // from the spiral, in radians
    CHECK(off.masked_select(distance > 1.5).abs().mean().item<double>() < 0.5);
}

TEST_CASE("a supervised head that knows nothing costs the logarithm of the number of classes") {
    SmallWorld world("supervised");
    fill_with_zeros(*world.term->head());
    CHECK(world.loss() == Approx(std::log(3.0)));
    world.labels.fill_(-1);
    CHECK(world.loss() == 0);
    world.labels = torch::Tensor();
    CHECK(world.loss() == 0);
}

TEST_CASE("a supervised head counts labelled samples alone") {
    SmallWorld world("supervised");
    world.labels = torch::tensor({0, -1, -1, 2}, torch::kInt64);
    const double both = world.loss();
    world.labels = torch::tensor({0, -1, -1, -1}, torch::kInt64);
    const double first = world.loss();
    world.labels = torch::tensor({-1, -1, -1, 2}, torch::kInt64);
    CHECK(both == Approx((first + world.loss()) / 2));
    CHECK(first != Approx(both));
}

TEST_CASE("dropout acts while training and at no other time, and live") {
    SmallWorld plain("supervised"), world("supervised", {{"dropout", 0.5}});
    const auto differs_from_draw_to_draw = [&] {
        const terms::Pass pass = world.pass();
        const double first = world.term->loss(pass).item<double>();
        bool differs = false;
        for (int i = 0; i < 5; ++i)
            differs = differs || world.term->loss(pass).item<double>() != first;
        return differs;
    };
    CHECK(differs_from_draw_to_draw());
    world.training = false;
    CHECK(!differs_from_draw_to_draw());
    plain.training = false;
    CHECK(world.loss() == plain.loss());
    world.training = true;
    term_test::configure(*world.term, "supervised", {{"dropout", 0.0}});
    CHECK(!differs_from_draw_to_draw());
}

TEST_CASE("a head with a hidden layer has one more layer to train") {
    CHECK(term_test::make_term("supervised")->head()->parameters().size() == 2);
    CHECK(term_test::make_term("supervised", {{"hidden", std::int64_t(5)}})
              ->head()
              ->parameters()
              .size() == 4);
}
