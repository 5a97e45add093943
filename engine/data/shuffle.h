// Random order that is the same on every machine and compiler.
//
// The standard fixes what std::mt19937_64 yields, but not what std::shuffle or
// std::uniform_int_distribution make of it; so the few lines above the generator are our own.
//
// Thread: any; the generator is the caller's.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace latent::data {

using Rng = std::mt19937_64;

// Spreads a number over all 64 bits, one to one (the finaliser of SplitMix64, Steele et al. 2014).
// Neighbouring seeds, or a seed and a running number, become unrelated ones.
std::uint64_t mix(std::uint64_t number);

// Uniform in 0 .. bound-1, without the bias that a bare remainder has. bound >= 1.
std::uint64_t uniform_below(std::uint64_t bound, Rng& rng);

// Fisher-Yates: every order equally likely.
void shuffle(std::vector<std::int64_t>& values, Rng& rng);

}  // namespace latent::data
