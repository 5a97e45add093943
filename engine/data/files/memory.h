// How much of this machine's memory a file may fill.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <string>

namespace latent::data {

// Half of the machine's memory: a run keeps its samples and works beside them.
std::uint64_t affordable_bytes();

// Throws DataError, naming the file, when `bytes` are more than that: an honest file may unpack to
// more than the machine has.
void check_affordable(const std::string& name, std::uint64_t bytes);

}  // namespace latent::data
