#include "state/step_slider.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace latent::app {
namespace {

// How many of the steps are before or at `past`.
std::ptrdiff_t up_to(const std::vector<std::int64_t>& steps, std::int64_t past) {
    return std::upper_bound(steps.begin(), steps.end(), past) - steps.begin();
}

}  // namespace

std::vector<std::int64_t> frame_steps(
    const std::vector<std::shared_ptr<const Timeline>>& timelines) {
    std::vector<std::int64_t> steps;
    for (const auto& timeline : timelines) {
        if (!timeline) continue;
        for (const auto& frame : timeline->frames)
            if (frame) steps.push_back(frame->step);
    }
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

std::int64_t step_at(const std::vector<std::int64_t>& steps, std::int64_t last, double share) {
    if (steps.empty()) return -1;
    const double wanted = std::clamp(share, 0.0, 1.0) * double(std::max<std::int64_t>(1, last));
    const std::int64_t nearest =
        *std::min_element(steps.begin(), steps.end(), [&](std::int64_t a, std::int64_t b) {
            return std::fabs(double(a) - wanted) < std::fabs(double(b) - wanted);
        });
    const bool at_the_end = double(last) - wanted < std::fabs(double(nearest) - wanted);
    return at_the_end || share >= 1 ? -1 : nearest;
}

std::int64_t frames_on(const std::vector<std::int64_t>& steps, std::int64_t past, int frames) {
    if (steps.empty()) return -1;
    const auto count = std::ptrdiff_t(steps.size());
    const std::ptrdiff_t at =
        past < 0 ? count : std::max<std::ptrdiff_t>(0, up_to(steps, past) - 1);
    const std::ptrdiff_t to = std::max<std::ptrdiff_t>(0, at + frames);
    return to >= count ? -1 : steps[std::size_t(to)];
}

std::int64_t film_step(const std::vector<std::int64_t>& steps, std::int64_t from, double seconds,
                       double whole) {
    if (steps.empty()) return -1;
    const double each = std::clamp(whole / double(steps.size()), 0.04, 0.5);
    const int frames = int(std::max(0.0, seconds) / each);
    return frames == 0 ? from : frames_on(steps, from, frames);
}

}  // namespace latent::app
