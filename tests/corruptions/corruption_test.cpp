#include "corruptions/corruption.h"

#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>

#include "support/small_config.h"

using namespace latent;

namespace {

std::unique_ptr<corruptions::Corruption> make(const std::string& kind, double level) {
    RunConfig config = test::small_config("undercomplete");
    set_from_text(test::catalog(), config, "corruption.kind", kind);
    if (config.has("corruption.level")) config.set("corruption.level", level);
    return entry_of(corruptions::corruptions(), kind).make(Params(config, "corruption"));
}

torch::Generator noise(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

// Squared error a sample between the corrupted and the clean input.
double corruption_error(const std::string& kind, double level, const torch::Tensor& x) {
    torch::Generator generator = noise(4);
    return (make(kind, level)->apply(x, generator) - x).square().sum().item<double>() /
           double(x.size(0));
}

}  // namespace

TEST_CASE(
    "every corruption keeps the shape, leaves its input alone and repeats itself for the same "
    "seed") {
    for (const auto& entry : corruptions::corruptions()) {
        CAPTURE(entry.info.id);
        const auto x = torch::rand({8, 1, 6, 6}), original = x.clone();
        const auto corruption = make(entry.info.id, 0.3);
        torch::Generator a = noise(1), b = noise(1);
        const auto first = corruption->apply(x, a);
        CHECK(first.sizes() == x.sizes());
        CHECK(torch::equal(first, corruption->apply(x, b)));
        CHECK(torch::equal(x, original));
        if (entry.info.id != "none") CHECK_FALSE(torch::equal(first, x));
    }
}

TEST_CASE("every corruption of level 0 does nothing") {
    for (const auto& entry : corruptions::corruptions()) {
        CAPTURE(entry.info.id);
        const auto x = torch::rand({8, 1, 6, 6});
        torch::Generator generator = noise(1);
        CHECK(torch::equal(make(entry.info.id, 0)->apply(x, generator), x));
    }
}

TEST_CASE("corruptions have their expected squared error") {
    torch::manual_seed(2);
    const auto x = torch::rand({2000, 1, 10, 10});
    const double norm = x.square().sum().item<double>() / 2000,
                 inverse = (1 - x).square().sum().item<double>() / 2000;
    CHECK(corruption_error("gaussian", 0.5, x) == doctest::Approx(100 * 0.25).epsilon(0.02));
    CHECK(corruption_error("masking", 0.25, x) == doctest::Approx(0.25 * norm).epsilon(0.02));
    CHECK(corruption_error("salt_pepper", 0.2, x) ==
          doctest::Approx(0.1 * (norm + inverse)).epsilon(0.02));
}
