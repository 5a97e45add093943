// The slider over the steps of a run, or of several: where its notches are, which of them a place
// along it means, and where a film of the training stands.
//
// Thread: any (pure functions).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "latent/timeline.h"

namespace latent::app {

// The steps of all frames of these timelines, rising, each once. Entries may be null.
std::vector<std::int64_t> frame_steps(
    const std::vector<std::shared_ptr<const Timeline>>& timelines);

// The step of the frame nearest to a place in [0, 1] along a slider from 0 to `last`; -1 (now) where
// the end of the slider is nearer than any frame, and where there are none.
std::int64_t step_at(const std::vector<std::int64_t>& steps, std::int64_t last, double share);

// The frame that many frames on from `past` (-1: now); beyond the last frame it is now, before the
// first it is the first.
std::int64_t frames_on(const std::vector<std::int64_t>& steps, std::int64_t past, int frames);

// The step that a film of all frames shows `seconds` after it began at `from`, in equal times a frame;
// -1 once it is over. A film takes about `whole` seconds from the first frame to the last.
std::int64_t film_step(const std::vector<std::int64_t>& steps, std::int64_t from, double seconds,
                       double whole);

}  // namespace latent::app
