#include "data/shuffle.h"

#include <utility>

namespace latent::data {

std::uint64_t mix(std::uint64_t number) {
    number += 0x9e3779b97f4a7c15u;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
    return number ^ (number >> 31);
}

std::uint64_t uniform_below(std::uint64_t bound, Rng& rng) {
    // The first 2^64 mod bound draws are thrown away; the rest is a whole multiple of bound.
    const std::uint64_t excess = (0 - bound) % bound;
    std::uint64_t draw = rng();
    while (draw < excess) draw = rng();
    return draw % bound;
}

void shuffle(std::vector<std::int64_t>& values, Rng& rng) {
    for (std::size_t left = values.size(); left > 1; --left)
        std::swap(values[left - 1], values[uniform_below(left, rng)]);
}

}  // namespace latent::data
