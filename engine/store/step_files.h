// Files named after a step: 000000400.safetensors. With at least nine digits, so that a listing by
// name is one by step.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace latent::store {

std::filesystem::path step_file(const std::filesystem::path& folder, std::int64_t step);

// The steps of the files there, rising; files of other names are passed over, and a folder that is
// not there has none.
std::vector<std::int64_t> steps_in(const std::filesystem::path& folder);

// Throws std::runtime_error with a sentence when it is not there and cannot be made. Its parent has
// to be there: a run folder that was taken away is not made anew by halves.
void make_folder(const std::filesystem::path& folder);

}  // namespace latent::store
