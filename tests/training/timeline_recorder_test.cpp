// Which looks a run keeps of its past.
#include "training/timeline_recorder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latent;
using training::TimelineRecorder;

namespace {

struct Looks {
    TimelineRecorder recorder;
    std::shared_ptr<const Probe> probe = std::make_shared<const Probe>();
    int count = 100, width = 2;
    std::size_t picture_bytes = 0;

    void look(std::int64_t step, double seconds, bool stopped = false, float code = 0.5f) {
        auto cloud = std::make_shared<CodeCloud>();
        cloud->count = count;
        cloud->width = width;
        cloud->codes.assign(std::size_t(count) * std::size_t(width), code);
        cloud->probe = probe;
        cloud->step = step;
        auto shown = std::make_shared<Reconstructions>();
        shown->samples = {0, 1, 2, 3, 77};
        shown->outputs.pixels.resize(picture_bytes);
        auto latents = std::make_shared<LatentStats>();
        latents->step = step;
        recorder.look(cloud, shown, latents, seconds, stopped);
    }
    std::vector<std::int64_t> steps() {
        std::vector<std::int64_t> steps;
        if (const auto timeline = recorder.publish())
            for (const auto& frame : timeline->frames) steps.push_back(frame->step);
        return steps;
    }
};

using Steps = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("frequent looks make about a frame a second, more at first, and one where a run stops") {
    Looks looks;
    for (int i = 0; i <= 400; ++i) looks.look(i, i * 0.1);  // ten a second for 40 s
    const Steps steps = looks.steps();
    CHECK(steps.front() == 0);
    CHECK(steps.size() > 40);
    CHECK(steps.size() < 60);
    CHECK(steps[1] <= 3);
    CHECK(steps.back() - *(steps.rbegin() + 1) >= 10);
    looks.look(401, 40.05);
    CHECK(looks.steps().back() < 401);
    looks.look(402, 40.06, true);
    CHECK(looks.steps().back() == 402);
}

TEST_CASE(
    "a long run keeps its first frame, its newest and a hundred at most, the newest densest") {
    Looks looks;
    for (int i = 0; i <= 20000; ++i) {
        looks.look(i * 10, i);
        const auto timeline = looks.recorder.publish();
        if (timeline->frames.size() > 100) FAIL_CHECK(i);
        if (timeline->frames.front()->step != 0) FAIL_CHECK(i);
        if (timeline->frames.back()->step != i * 10) FAIL_CHECK(i);
    }
    const Steps steps = looks.steps();
    REQUIRE(steps.size() >= 75);
    CHECK(std::is_sorted(steps.begin(), steps.end()));
    // No hole: the largest gap is a tenth of the run, and the first half has a quarter of the frames.
    std::int64_t largest = 0;
    for (std::size_t i = 1; i < steps.size(); ++i)
        largest = std::max(largest, steps[i] - steps[i - 1]);
    CHECK(largest < 20000);
    const auto first_half =
        std::count_if(steps.begin(), steps.end(), [](std::int64_t s) { return s < 100000; });
    CHECK(first_half > 12);
    const auto last_tenth =
        std::count_if(steps.begin(), steps.end(), [](std::int64_t s) { return s >= 180000; });
    CHECK(last_tenth > 12);
    const std::int64_t oldest_gap = steps[2] - steps[1],
                       newest_gap = steps[steps.size() - 2] - steps[steps.size() - 3];
    CHECK(oldest_gap > newest_gap);
}

TEST_CASE("at most two thousand probes are kept, evenly, those that are shown among them") {
    Looks looks;
    looks.count = 10000;
    looks.look(0, 0);
    const auto first = looks.recorder.publish()->frames[0];
    REQUIRE(first->samples.size() == 2000);
    CHECK(first->codes.size() == 4000);
    CHECK(std::is_sorted(first->samples.begin(), first->samples.end()));
    for (const int shown : {0, 1, 2, 3, 77})
        CHECK(std::binary_search(first->samples.begin(), first->samples.end(), shown));
    CHECK(std::adjacent_find(first->samples.begin(), first->samples.end()) == first->samples.end());
    const auto lower = std::count_if(first->samples.begin(), first->samples.end(),
                                     [](int sample) { return sample < 5000; });
    CHECK(lower > 980);
    CHECK(lower < 1020);
    looks.look(10, 5);
    CHECK(looks.recorder.publish()->frames[1]->samples == first->samples);
    // A small probe whole.
    Looks small;
    small.look(0, 0);
    CHECK(small.recorder.publish()->frames[0]->samples.size() == 100);
}

TEST_CASE("wide codes and large pictures stay within the bytes of a run") {
    for (const int width : {64, 1024, 4096}) {
        CAPTURE(width);
        Looks looks;
        looks.count = 2000;
        looks.width = width;
        looks.picture_bytes = 200 << 10;
        for (int i = 0; i < 90; ++i) looks.look(i, i);
        std::size_t bytes = 0;
        const auto timeline = looks.recorder.publish();
        for (const auto& frame : timeline->frames)
            bytes += frame->codes.size() * 2 + frame->samples.size() * 4 + looks.picture_bytes;
        CHECK(bytes <= std::size_t(16) << 20);
        CHECK(timeline->frames.size() >= 12);
        CHECK(timeline->frames.front()->samples.size() >= 64);
    }
}

TEST_CASE("nothing new is the same object; a run that went back forgets what lay ahead") {
    Looks looks;
    CHECK((looks.recorder.publish() == nullptr));
    for (int i = 0; i < 10; ++i) looks.look(i, i);
    const auto before = looks.recorder.publish();
    CHECK((looks.recorder.publish() == before));
    looks.look(9, 9.01);  // too soon
    CHECK((looks.recorder.publish() == before));
    looks.recorder.rewind(4);
    CHECK(looks.steps() == Steps{0, 1, 2, 3, 4});
    CHECK(looks.recorder.publish()->version > before->version);
    CHECK(before->frames.size() == 10);  // what was published stays
    looks.recorder.clear();
    CHECK((looks.recorder.publish() == nullptr));
    looks.look(0, 0);
    CHECK(looks.steps() == Steps{0});
}

TEST_CASE("a look at the last frame's step takes its place") {
    Looks looks;
    looks.look(5, 0, false, 0.25f);
    looks.look(5, 0.01, true, 0.75f);
    const auto timeline = looks.recorder.publish();
    REQUIRE(timeline->frames.size() == 1);
    CHECK(from_half(timeline->frames[0]->codes[0]) == 0.75f);
}

TEST_CASE("a clock that begins anew holds no frame back") {
    Looks looks;
    looks.look(0, 50);
    looks.look(1, 0.1);
    CHECK(looks.steps() == Steps{0, 1});
}

TEST_CASE("frames of an earlier program come first, and new ones follow") {
    Looks old;
    for (int i = 0; i < 30; ++i) old.look(i, i);
    auto frames = old.recorder.publish()->frames;
    Looks looks;
    frames.push_back(frames.front());  // out of order: left out
    looks.recorder.restore(frames);
    CHECK(looks.steps().size() == 30);
    looks.look(100, 2);
    CHECK(looks.steps().back() == 100);
    CHECK(looks.steps().size() == 31);
}
