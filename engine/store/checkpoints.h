// The checkpoints of a run folder: checkpoints/STEP.safetensors, all that a run needs to go on.
//
//   tensors    the net's parameters by name, those of its heads as HEAD.NAME, input.centre; what else
//              there is has a slash in its name: optimizer/..., opponents/..., trainer/..., history/...
//   metadata   format, step, and what training/ puts there
//
// Thread: any. Errors: std::runtime_error with a sentence that names the file and a remedy.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/safetensors.h"

namespace latent::store {

struct Checkpoint {
    std::int64_t step = 0;
    Safetensors content;
};

std::filesystem::path checkpoint_file(const std::filesystem::path& folder, std::int64_t step);

// Steps of the checkpoints that are there, rising; damaged ones too.
std::vector<std::int64_t> checkpoints_in(const std::filesystem::path& folder);

void write_checkpoint(const std::filesystem::path& folder, const Checkpoint& checkpoint);
// Whole: its checksum fits and it is of this format.
Checkpoint read_checkpoint(const std::filesystem::path& folder, std::int64_t step);
// What is below these prefixes and the metadata, without the checksum: enough to show curves.
Checkpoint read_part_of_checkpoint(const std::filesystem::path& folder, std::int64_t step,
                                   const std::vector<std::string>& prefixes);

// The net alone: what weights.safetensors holds, for other programs and for `evaluate`.
Safetensors net_of(const Checkpoint& checkpoint);

// Which checkpoints may go now that the one of `newest` is safe: those beyond it, which belong to a
// past that was left, and of the older ones as many as are too many or too large. The newest two and
// the first are kept, and of the others those that lie evenly.
struct CheckpointSize {
    std::int64_t step = 0;
    std::uint64_t bytes = 0;
};
std::vector<std::int64_t> superfluous(std::vector<CheckpointSize> kept, std::int64_t newest);
// Those of the folder. What cannot be removed stays.
void thin_checkpoints(const std::filesystem::path& folder, std::int64_t newest);

}  // namespace latent::store
