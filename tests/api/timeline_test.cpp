// Half precision, and a run as it was.
#include "latent/timeline.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>

using namespace latent;

namespace {

std::uint32_t bits_of(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

// A frame of every second of four probes, codes two numbers wide.
Frame small_frame(std::int64_t step) {
    Frame frame;
    frame.step = step;
    frame.width = 2;
    frame.samples = {0, 2};
    for (const float value : {0.5f, -1.0f, 2.0f, 0.25f}) frame.codes.push_back(to_half(value));
    auto reconstructions = std::make_shared<Reconstructions>();
    reconstructions->step = step;
    frame.reconstructions = reconstructions;
    auto latents = std::make_shared<LatentStats>();
    latents->step = step;
    frame.latents = latents;
    return frame;
}

Snapshot small_snapshot(std::int64_t step) {
    Snapshot snapshot;
    snapshot.progress.step = step;
    snapshot.progress.steps_per_epoch = 10;
    snapshot.progress.last_step = 500;
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = 4;
    cloud->width = 2;
    cloud->codes.assign(8, 7.0f);
    cloud->errors.assign(4, 1.0f);
    cloud->probe = std::make_shared<const Probe>();
    cloud->step = step;
    cloud->version = 3;
    snapshot.cloud = cloud;
    snapshot.history = std::make_shared<const TermHistory>();
    snapshot.config = std::make_shared<const RunConfig>();
    return snapshot;
}

}  // namespace

TEST_CASE("every half is itself again after it was a float") {
    for (std::uint32_t bits = 0; bits <= 0xffff; ++bits)
        if (to_half(from_half(std::uint16_t(bits))) != bits) FAIL_CHECK(bits);
}

TEST_CASE("halves have the values of the standard") {
    const struct {
        std::uint16_t half;
        float value;
    } known[] = {{0x0000, 0.0f},
                 {0x8000, -0.0f},
                 {0x3c00, 1.0f},
                 {0xc000, -2.0f},
                 {0x3555, 0.333251953125f},
                 {0x7bff, 65504.0f},
                 {0x0400, 0x1p-14f},
                 {0x03ff, 1023 * 0x1p-24f},
                 {0x0001, 0x1p-24f},
                 {0x7c00, std::numeric_limits<float>::infinity()},
                 {0xfc00, -std::numeric_limits<float>::infinity()}};
    for (const auto& each : known) {
        CAPTURE(each.half);
        CHECK(bits_of(from_half(each.half)) == bits_of(each.value));
        CHECK(to_half(each.value) == each.half);
    }
    CHECK(std::isnan(from_half(0x7e00)));
    CHECK(std::isnan(from_half(to_half(std::nanf("")))));
    CHECK(to_half(1.0f / 3) == 0x3555);
    CHECK(to_half(65519.996f) == 0x7bff);
    CHECK(to_half(65520.0f) == 0x7c00);
    CHECK(to_half(-1e30f) == 0xfc00);
    CHECK(to_half(0x1p-25f) == 0);  // half of the smallest: to even, which is zero
    CHECK(to_half(std::nextafter(0x1p-25f, 1.0f)) == 1);
    CHECK(to_half(1e-30f) == 0);
    CHECK(to_half(-1e-30f) == 0x8000);
}

TEST_CASE("between two halves a number goes to the nearer one, and half way to the even one") {
    for (std::uint16_t half = 0; half < 0x7bff; ++half) {
        const auto next = std::uint16_t(half + 1);
        const float low = from_half(half), high = from_half(next), middle = (low + high) / 2;
        const bool fine = to_half(middle) == (half % 2 == 0 ? half : next) &&
                          to_half(std::nextafter(middle, low)) == half &&
                          to_half(std::nextafter(middle, high)) == next &&
                          to_half(-middle) == ((half % 2 == 0 ? half : next) | 0x8000);
        if (!fine) FAIL_CHECK(half);
    }
}

TEST_CASE("a timeline gives the last frame up to a step, or its first") {
    Timeline timeline;
    CHECK((timeline.at(5) == nullptr));
    for (const std::int64_t step : {10, 20, 40})
        timeline.frames.push_back(std::make_shared<const Frame>(small_frame(step)));
    CHECK(timeline.at(0)->step == 10);
    CHECK(timeline.at(10)->step == 10);
    CHECK(timeline.at(39)->step == 20);
    CHECK(timeline.at(40)->step == 40);
    CHECK(timeline.at(1000)->step == 40);
}

TEST_CASE("as it was: codes, pictures and statistics of the frame, curves and config of now") {
    const Snapshot now = small_snapshot(400);
    const Frame frame = small_frame(30);
    const Snapshot then = as_it_was(now, frame, 99);
    CHECK(then.progress.step == 30);
    CHECK(then.progress.epoch == doctest::Approx(3));
    CHECK(then.progress.last_step == 500);
    REQUIRE((then.cloud != nullptr));
    CHECK(then.cloud->version == 99);
    CHECK(then.cloud->step == 30);
    CHECK((then.cloud->probe == now.cloud->probe));
    REQUIRE(then.cloud->codes.size() == 8);
    CHECK(then.cloud->code(0)[0] == 0.5f);
    CHECK(then.cloud->code(0)[1] == -1.0f);
    CHECK(then.cloud->code(2)[0] == 2.0f);
    for (const int missing : {1, 3})
        for (int j = 0; j < 2; ++j) CHECK(std::isnan(then.cloud->code(missing)[j]));
    CHECK(then.cloud->errors.empty());  // those of now belong to other codes
    CHECK((then.reconstructions == frame.reconstructions));
    CHECK((then.latents == frame.latents));
    CHECK((then.history == now.history));
    CHECK((then.config == now.config));
    CHECK(now.cloud->code(0)[0] == 7.0f);
}

TEST_CASE("a frame that is shorter than it says reads no codes beyond its end") {
    Frame frame = small_frame(30);
    frame.samples = {0, 2, 3, -1, 77};
    const Snapshot then = as_it_was(small_snapshot(400), frame, 1);
    CHECK(then.cloud->code(2)[0] == 2.0f);
    CHECK(std::isnan(then.cloud->code(3)[0]));
    CHECK((as_it_was(Snapshot(), frame, 1).cloud == nullptr));
}
