// The past of a run on disk: codes/STEP.safetensors, one for each frame of its timeline (timeline.h).
//
//   codes     [m, k] half precision      samples   [m] int64, index into the probe
//   reconstructions/samples [n] int64, /outputs [n, C, H, W] bytes or floats, /squared_errors [n]
//   latents/dimensions [k, 6] mean, deviation, low, high, kl, active; /histograms [k, bins]
//   latents/directions [p, k]; /spreads [p, 4] share, deviation, low, high; /direction_histograms
//
// Thread: any. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "latent/timeline.h"

namespace latent::store {

std::vector<std::int64_t> frames_in(const std::filesystem::path& folder);  // steps, rising

void write_frame(const std::filesystem::path& folder, const Frame& frame);
// `next_version` numbers the parts anew.
std::shared_ptr<const Frame> read_frame(const std::filesystem::path& folder, std::int64_t step,
                                        const std::function<std::uint64_t()>& next_version);
// All up to that step, by rising step; damaged ones are passed over.
std::vector<std::shared_ptr<const Frame>> read_frames(
    const std::filesystem::path& folder, std::int64_t last_step,
    const std::function<std::uint64_t()>& next_version);
void remove_frame(const std::filesystem::path& folder, std::int64_t step);

}  // namespace latent::store
