#include "state/step_slider.h"

#include <doctest/doctest.h>

using namespace latent;
using namespace latent::app;

namespace {

std::shared_ptr<const Timeline> timeline_of(const std::vector<std::int64_t>& steps) {
    auto timeline = std::make_shared<Timeline>();
    for (const std::int64_t step : steps) {
        auto frame = std::make_shared<Frame>();
        frame->step = step;
        timeline->frames.push_back(frame);
    }
    return timeline;
}

const std::vector<std::int64_t> kSteps{0, 100, 300, 1000};

}  // namespace

TEST_CASE("the step slider has a notch for every frame of every run") {
    CHECK(frame_steps({timeline_of({0, 100, 300}), nullptr, timeline_of({0, 200, 300})}) ==
          std::vector<std::int64_t>{0, 100, 200, 300});
}

TEST_CASE("a place along the slider means the nearest frame, and its end means now") {
    CHECK(step_at(kSteps, 1100, 0.0) == 0);
    CHECK(step_at(kSteps, 1100, 0.1) == 100);
    CHECK(step_at(kSteps, 1100, 0.25) == 300);
    CHECK(step_at(kSteps, 1100, 0.93) == 1000);
    CHECK(step_at(kSteps, 1100, 0.99) == -1);
    CHECK(step_at(kSteps, 1000, 1.0) == -1);
    CHECK(step_at({}, 1000, 0.5) == -1);
}

TEST_CASE("arrow keys go from frame to frame, from now backwards and past the last to now") {
    CHECK(frames_on(kSteps, -1, -1) == 1000);
    CHECK(frames_on(kSteps, 1000, -1) == 300);
    CHECK(frames_on(kSteps, 1000, +1) == -1);
    CHECK(frames_on(kSteps, 0, -1) == 0);
    CHECK(frames_on(kSteps, 350, -1) == 100);  // a frame that was thinned out meanwhile
    CHECK(frames_on(kSteps, 350, +1) == 1000);
    CHECK(frames_on(kSteps, -1, +1) == -1);
}

TEST_CASE("a film shows every frame for as long and ends with now") {
    // Four frames in 10 seconds would stand still: half a second is the longest.
    CHECK(film_step(kSteps, 0, 0.1, 10) == 0);
    CHECK(film_step(kSteps, 0, 0.6, 10) == 100);
    CHECK(film_step(kSteps, 0, 1.6, 10) == 1000);
    CHECK(film_step(kSteps, 0, 2.1, 10) == -1);
    CHECK(film_step(kSteps, 300, 0.6, 10) == 1000);
}
