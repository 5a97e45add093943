// Which images are held out when nobody published a split: decided by what they show.
//
// Each image is hashed; the tenth with the lowest hashes is held out (at least one image). Equal
// images have equal hashes and so stay on one side, which is the point: a random split by index
// would let a file's duplicates leak from training into what is measured. The same file splits the
// same way on every machine.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::data {

// Of `count` bytes: FNV-1a (Fowler, Noll, Vo), mixed once more because FNV leaves the high bits
// poor.
std::uint64_t content_hash(const std::uint8_t* bytes, std::int64_t count);

// How many of `count` images are held out when no two are equal.
constexpr std::int64_t held_out_share(std::int64_t count) {
    return count >= 20 ? count / 10 : count >= 2 ? 1 : 0;
}

// For each hash whether its image is held out. Neither side is left empty unless all are equal (or
// there is one): then nothing is held out.
std::vector<bool> held_out_by_content(const std::vector<std::uint64_t>& hashes);

}  // namespace latent::data
