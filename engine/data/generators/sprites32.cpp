#include "data/generators/sprites32.h"

#include <algorithm>
#include <iterator>

#include "data/generators/computed_images.h"

namespace latent::data {
namespace sprites32 {

std::int64_t index_of(const sprites::Factors& f) {
    std::int64_t index = f.shape;
    index = index * kScales + f.scale;
    index = index * kOrientations + f.orientation;
    index = index * kPositions + f.x;
    return index * kPositions + f.y;
}

sprites::Factors factors_of(std::int64_t index) {
    const auto take = [&index](int count) {
        const int value = int(index % count);
        index /= count;
        return value;
    };
    sprites::Factors f;
    f.y = take(kPositions);
    f.x = take(kPositions);
    f.orientation = take(kOrientations);
    f.scale = take(kScales);
    f.shape = int(index);
    return f;
}

sprites::Factors large(const sprites::Factors& f) {
    constexpr int kTurn = sprites::kOrientations / kOrientations;
    return {f.shape, 2 * f.scale, kTurn * f.orientation, 2 * f.x, 2 * f.y};
}

bool is_held_out(std::int64_t index) {
    return sprites::is_held_out(sprites::index_of(large(factors_of(index))));
}

void render(const sprites::Factors& factors, std::uint8_t* out) {
    std::uint8_t whole[sprites::kPixels];
    sprites::render(large(factors), whole);
    for (int row = 0; row < kSide; ++row)
        for (int column = 0; column < kSide; ++column) {
            const std::uint8_t* corner = whole + 2 * row * sprites::kSide + 2 * column;
            const int sum =
                corner[0] + corner[1] + corner[sprites::kSide] + corner[sprites::kSide + 1];
            *out++ = std::uint8_t((sum + 2) / 4);
        }
}

}  // namespace sprites32

namespace {

DatasetInfo sprites32_info() {
    using namespace sprites32;
    DatasetInfo info;
    info.id = "sprites32";
    info.label = "Sprites, small";
    info.summary =
        "The sprites at half the size, in fewer places and turns: known factors that a net finds "
        "within minutes.";
    info.source = "Made by this program, after dSprites (Matthey et al. 2017)";
    info.licence = "none needed: computed, not copied";
    info.shape = {1, kSide, kSide};
    info.class_names = {"square", "ellipse", "heart"};
    info.factors = {{"shape", kShapes, false},
                    {"scale", kScales, false},
                    {"orientation", kOrientations, true},
                    {"x", kPositions, false},
                    {"y", kPositions, false}};
    return info;
}

struct SmallSprites {
    static constexpr std::int64_t kCount = sprites32::kCount;
    static constexpr int kPixels = sprites32::kPixels;
    static DatasetInfo info() { return sprites32_info(); }
    static bool is_held_out(std::int64_t index) { return sprites32::is_held_out(index); }
    static void render(std::int64_t index, std::uint8_t* out) {
        sprites32::render(sprites32::factors_of(index), out);
    }
    static void factors(std::int64_t index, int* out) {
        const sprites::Factors f = sprites32::factors_of(index);
        const int values[] = {f.shape, f.scale, f.orientation, f.x, f.y};
        std::copy(std::begin(values), std::end(values), out);
    }
    static int label(std::int64_t index) { return sprites32::factors_of(index).shape; }
};

}  // namespace

SourceEntry source_sprites32() { return source_of_computed<SmallSprites>(); }

}  // namespace latent::data
