#include "state/columns.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "support/compared_world.h"

using namespace latent;
using namespace latent::app;

namespace {

RunConfig config_of(std::int64_t width, std::int64_t seed, const char* data = "fashion_mnist") {
    RunConfig config;
    config.set("code.width", width);
    config.set("seed", seed);
    config.set("data", std::string(data));
    return config;
}

}  // namespace

TEST_CASE("columns stand by their width, then by their seed, then as they were made") {
    const RunConfig a = config_of(8, 1), b = config_of(2, 1), c = config_of(8, 0),
                    d = config_of(64, 0), e = config_of(2, 1);
    const std::vector<const RunConfig*> configs{&a, &b, &c, &d, &e};
    CHECK(column_order(configs, "code.width") == std::vector<int>{1, 4, 2, 0, 3});
    SUBCASE("and by the words of an axis of words, behind the numbers") {
        RunConfig vae = a, plain = a;
        vae.set("system", std::string("vae"));
        plain.set("system", std::string("plain"));
        CHECK(column_order({&vae, &plain}, "system") == std::vector<int>{1, 0});
    }
}

TEST_CASE("runs on other data do not stand side by side") {
    CHECK(same_samples(config_of(2, 0), config_of(64, 3)));
    CHECK_FALSE(same_samples(config_of(2, 0), config_of(2, 0, "mnist")));
    RunConfig fewer = config_of(2, 0);
    fewer.set("samples.limit", std::int64_t(100));
    CHECK_FALSE(same_samples(config_of(2, 0), fewer));
}

TEST_CASE("the next sample is a held-out one, round and round") {
    const auto run = test::compared_run(2);  // the first half of its probe was trained on
    const int count = run->cloud->count;
    CHECK(held_out_neighbour(*run->cloud, 0, +1) == count / 2);
    CHECK(held_out_neighbour(*run->cloud, count / 2, +1) == count / 2 + 1);
    CHECK(held_out_neighbour(*run->cloud, count - 1, +1) == count / 2);
    CHECK(held_out_neighbour(*run->cloud, count / 2, -1) == count - 1);
}

TEST_CASE("the walk goes along each run's own principal direction, in its own deviations") {
    const auto run = test::compared_run(8);
    const WalkDirection along = walk_direction(*run->cloud, run->latents.get(), 2);
    REQUIRE(along.unit.size() == 8);
    CHECK(along.unit[2] == 1);
    const std::vector<float> code = walked(*run->cloud, 5, along, -1.5f);
    REQUIRE(code.size() == 8);
    CHECK(code[2] == doctest::Approx(run->cloud->code(5)[2] - 1.5f * along.deviation));
    CHECK(code[3] == run->cloud->code(5)[3]);
    SUBCASE("a code of one number goes along that number") {
        const auto thin = test::compared_run(1);
        const WalkDirection line = walk_direction(*thin->cloud, thin->latents.get(), 0);
        CHECK(line.unit == std::vector<float>{1});
        CHECK(line.deviation == thin->latents->dimensions[0].deviation);
        CHECK(walk_direction(*thin->cloud, thin->latents.get(), 1).unit.empty());
    }
    SUBCASE("a direction that a narrow code does not have is none") {
        const auto narrow = test::compared_run(2);
        const WalkDirection none = walk_direction(*narrow->cloud, narrow->latents.get(), 2);
        CHECK(none.unit.empty());
        CHECK(walked(*narrow->cloud, 0, none, 1).empty());
    }
}

TEST_CASE("the cursor means the same in all columns, whichever way a direction was found") {
    const auto run = test::compared_run(4);
    const WalkDirection along = walk_direction(*run->cloud, run->latents.get(), 0);
    WalkDirection against = along;
    for (float& part : against.unit) part = -part;
    CHECK(common_sign(*run->cloud, along, *run->cloud, along) == 1);
    CHECK(common_sign(*run->cloud, against, *run->cloud, along) == -1);
}

TEST_CASE("notches stand evenly on a logarithmic scale") {
    const std::vector<float> places = notches({1, 2, 4, 8, 16});
    REQUIRE(places.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) CHECK(places[i] == doctest::Approx(0.25 * double(i)));
    CHECK(nearest_notch(places, 0.6f) == 2);
    CHECK(nearest_notch(places, -3) == 0);
    CHECK(nearest_notch({}, 0.5f) == -1);
    SUBCASE("and linearly where zero is among them, or they are close") {
        CHECK(notches({0, 5, 10})[1] == doctest::Approx(0.5));
        CHECK(notches({2, 3, 4})[1] == doctest::Approx(0.5));
    }
    SUBCASE("a single one stands in the middle") {
        CHECK(notches({7}) == std::vector<float>{0.5f});
    }
}

TEST_CASE("a squared error is of pixels in [0, 1], summed") {
    Samples in, out;
    in.count = out.count = 2;
    in.shape = out.shape = {1, 1, 2};
    in.pixels = {0, 0, 255, 0};
    out.pixels = {255, 51, 255, 255};
    CHECK(squared_error(in, 0, out, 0) == doctest::Approx(1.04));
    CHECK(squared_error(in, 1, out, 1) == doctest::Approx(1));
    CHECK(std::isnan(squared_error(in, 2, out, 0)));
    out.shape = {1, 2, 1};
    CHECK(std::isnan(squared_error(in, 0, out, 0)));
}

TEST_CASE("of several seeds the one in the middle is shown") {
    const float none = std::numeric_limits<float>::quiet_NaN();
    CHECK(median_index({30, 10, 20}) == 2);
    CHECK(median_index({30, 10}) == 1);
    CHECK(median_index({none, 12, none}) == 1);
    CHECK(median_index({none, none}) == 0);
    CHECK(median_index({}) == -1);
}
