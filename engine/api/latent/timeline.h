// The past of a run: what its codes and reconstructions were at earlier steps.
//
// Looks are kept as frames of at most 2,000 probes in half precision, some kB each: the codes of a
// frame two numbers wide are 8 kB, and of wide codes fewer probes are kept. A frame is taken about
// once a second of training, four times as often while the net is fresh, and wherever it stops.
//
// There are at most 100 of them, and at most 16 MB. Beyond either a quarter goes, one after the
// other the one that leaves the smallest
//
//   (step of the frame behind it - step of the one before it) / (its age + length of the run / 8)
//
// all in steps. The first and the newest always stay, and the gaps between frames grow evenly with
// their age: the newest are some nine times denser than the oldest, and the first half of a run is
// left with about as many frames as its last eighth. A run folder keeps them too (codes/ in engine/store/README.md).
//
// Kept by training/timeline_recorder.h. Thread: any (const once published). Errors: none.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "latent/snapshot.h"

namespace latent {

// IEEE 754 binary16, rounded to nearest even; beyond 65,504 infinite.
std::uint16_t to_half(float value);
float from_half(std::uint16_t bits);

struct Frame {
    std::int64_t step = 0;
    int width = 0;                     // k
    std::vector<int> samples;          // [m] index into the probe
    std::vector<std::uint16_t> codes;  // [m, k] half precision
    std::shared_ptr<const Reconstructions> reconstructions;
    std::shared_ptr<const LatentStats> latents;  // or null
};

struct Timeline {
    std::vector<std::shared_ptr<const Frame>> frames;  // by rising step
    std::uint64_t version = 0;

    // The last frame at or before the step; the first where all are later; null where there is none.
    std::shared_ptr<const Frame> at(std::int64_t step) const;
};

// `now` as it was at the frame: its codes, its reconstructions, its statistics and its step; curves,
// config and data stay those of `now`. Codes of probes that the frame does not have are NaN. `version`
// numbers the codes (any two that differ must have different ones).
Snapshot as_it_was(const Snapshot& now, const Frame& frame, std::uint64_t version);

}  // namespace latent
