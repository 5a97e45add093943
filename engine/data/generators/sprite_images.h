// What the sprites of every size have in common as data sets. Thread: any.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "data/dataset.h"
#include "data/generators/mixed_radix.h"
#include "data/generators/sprites.h"

namespace latent::data {

// How many values each factor has, in the order of sprites::Factors and of the index.
using SpriteCounts = std::array<int, 5>;

inline std::int64_t sprite_index(const SpriteCounts& counts, const sprites::Factors& f) {
    return index_of_digits(counts, {f.shape, f.scale, f.orientation, f.x, f.y});
}

inline sprites::Factors sprite_factors(const SpriteCounts& counts, std::int64_t index) {
    const SpriteCounts digits = digits_of(counts, index);
    return {digits[0], digits[1], digits[2], digits[3], digits[4]};
}

// Without counts, id, label and summary.
inline DatasetInfo sprite_info(int side, const SpriteCounts& counts) {
    DatasetInfo info;
    info.source = "Made by this program, after dSprites (Matthey et al. 2017)";
    info.licence = "none needed: computed, not copied";
    info.shape = {1, side, side};
    info.class_names = {"square", "ellipse", "heart"};
    info.factors = {{"shape", counts[0], false},
                    {"scale", counts[1], false},
                    {"orientation", counts[2], true},
                    {"x", counts[3], false},
                    {"y", counts[4], false}};
    return info;
}

// For source_of_computed(): the functions of one size as a generator.
template <const SpriteCounts& counts, int pixels, DatasetInfo (*describe)(),
          bool (*held_out)(std::int64_t index),
          void (*draw)(const sprites::Factors& factors, std::uint8_t* out)>
struct SpriteImages {
    static constexpr std::int64_t kCount = combinations(counts);
    static constexpr int kPixels = pixels;
    static DatasetInfo info() { return describe(); }
    static bool is_held_out(std::int64_t index) { return held_out(index); }
    static void render(std::int64_t index, std::uint8_t* out) {
        draw(sprite_factors(counts, index), out);
    }
    static void factors(std::int64_t index, int* out) {
        const SpriteCounts digits = digits_of(counts, index);
        std::copy(digits.begin(), digits.end(), out);
    }
    static int label(std::int64_t index) { return sprite_factors(counts, index).shape; }
};

}  // namespace latent::data
