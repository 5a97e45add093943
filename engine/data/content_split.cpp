#include "data/content_split.h"

#include <algorithm>

#include "data/shuffle.h"

namespace latent::data {

std::uint64_t content_hash(const std::uint8_t* bytes, std::int64_t count) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (std::int64_t i = 0; i < count; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return mix(hash);
}

std::vector<bool> held_out_by_content(const std::vector<std::uint64_t>& hashes) {
    std::vector<bool> held_out(hashes.size(), false);
    const auto share = std::size_t(held_out_share(std::int64_t(hashes.size())));
    if (share == 0) return held_out;

    std::vector<std::uint64_t> sorted = hashes;
    std::sort(sorted.begin(), sorted.end());
    // All up to the limit are held out, equal ones included. If that were everything, the limit
    // moves below the highest hash.
    auto end = std::upper_bound(sorted.begin(), sorted.end(), sorted[share - 1]);
    if (end == sorted.end()) end = std::lower_bound(sorted.begin(), sorted.end(), sorted.back());
    if (end == sorted.begin()) return held_out;
    const std::uint64_t limit = *(end - 1);
    for (std::size_t i = 0; i < hashes.size(); ++i) held_out[i] = hashes[i] <= limit;
    return held_out;
}

}  // namespace latent::data
