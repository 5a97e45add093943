// Waves: sequences of 32 steps, computed from four known factors.
//
//   factor        values   meaning
//   shape              4   sine, square, triangle, sawtooth
//   frequency         12   c = 1, 1.5, 2, ... 6.5 periods in the 32 steps
//   phase             32   starts at phase / 32 of a period; cyclic
//   amplitude          8   a = 0.3, 0.4, ... 1.0
//
//   index = ((shape * 12 + frequency) * 32 + phase) * 8 + amplitude          12,288 sequences
//
//   x_t = a * form(u),   u = (c t / 32 + phase / 32) mod 1,   t = 0 .. 31    in [-1, 1]
//
//   sine       sin(2 pi u)
//   square     1 for u < 1/2, otherwise -1
//   triangle   4 u up to 1/4, then 2 - 4 u up to 3/4, then 4 u - 4
//   sawtooth   2 u for u < 1/2, otherwise 2 u - 2
//
// u is always a multiple of 1/64 and is computed as an integer, so that two waves that should be
// equal are equal to the last bit. All four forms begin at 0 and rise with u, so that one phase
// means the same for each; at 6.5 periods there are still almost five steps to a period.
//
// Equal sequences. Sampled at 32 steps, squares of neighbouring phases may fall on the same values:
// of the 12,288 indices 11,840 sequences can be told apart. Held out is about a tenth, by a hash of
// the smallest index with the same sequence: copies stay on one side and nothing leaks. Held-out
// waves are new combinations of factor values, each seen before.
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::data::waves {

constexpr int kShapes = 4, kFrequencies = 12, kPhases = 32, kAmplitudes = 8;
constexpr int kSteps = 32;
constexpr std::int64_t kCount = std::int64_t(kShapes) * kFrequencies * kPhases * kAmplitudes;

struct Factors {
    int shape = 0, frequency = 0, phase = 0, amplitude = 0;
};

std::int64_t index_of(const Factors& factors);
Factors factors_of(std::int64_t index);

// The smallest index with the same sequence.
std::int64_t canonical_index(std::int64_t index);

bool is_held_out(std::int64_t index);

// Writes the sequence [32]. Every factor must be within its count.
void compute(const Factors& factors, float* out);

}  // namespace latent::data::waves
