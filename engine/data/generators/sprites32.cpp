#include "data/generators/sprites32.h"

#include "data/generators/computed_images.h"
#include "data/generators/sprite_images.h"

namespace latent::data {
namespace sprites32 {
namespace {

constexpr SpriteCounts kCounts{kShapes, kScales, kOrientations, kPositions, kPositions};

}  // namespace

std::int64_t index_of(const sprites::Factors& f) { return sprite_index(kCounts, f); }

sprites::Factors factors_of(std::int64_t index) { return sprite_factors(kCounts, index); }

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
    DatasetInfo info = sprite_info(kSide, kCounts);
    info.id = "sprites32";
    info.label = "Sprites, small";
    info.summary =
        "The sprites at half the size, in fewer places and turns: known factors that a net finds "
        "within minutes.";
    return info;
}

using SmallSprites = SpriteImages<sprites32::kCounts, sprites32::kPixels, sprites32_info,
                                  sprites32::is_held_out, sprites32::render>;

}  // namespace

SourceEntry source_sprites32() { return source_of_computed<SmallSprites>(); }

}  // namespace latent::data
