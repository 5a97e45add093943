#include "data/generators/sprites.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/generators/computed_images.h"
#include "data/generators/sprite_images.h"
#include "data/shuffle.h"

namespace latent::data {
namespace sprites {
namespace {

constexpr SpriteCounts kCounts{kShapes, kScales, kOrientations, kPositions, kPositions};
constexpr double kTurn = 6.283185307179586476925;
constexpr double kSquareHalf = 9.25;
constexpr double kEllipseHalfWidth = 7.3803;
constexpr double kHeartSize = 9.668, kHeartCentre = 0.2934;
constexpr double kReach = 14.8;  // the ellipse's tip, at scale 1

// Orientations after which each shape looks the same again.
constexpr int kPeriod[kShapes] = {10, 20, 40};

double scale_of(const Factors& f) { return 0.5 + 0.1 * f.scale; }

// Asks `inside(u, v)` for every pixel near the sprite, and for no other.
template <class Inside>
void fill(const Factors& f, std::uint8_t* out, Inside inside) {
    const double theta = kTurn * (f.orientation % kPeriod[f.shape]) / kOrientations;
    const double cosine = std::cos(theta), sine = std::sin(theta);
    const int reach = int(kReach * scale_of(f));
    const int column = kSide / 4 + f.x, row = kSide / 4 + f.y;
    for (int dy = -reach; dy <= reach; ++dy) {
        std::uint8_t* line = out + (row + dy) * kSide + column - reach;
        for (int i = 0; i <= 2 * reach; ++i) {
            const int dx = i - reach;
            line[i] = inside(cosine * dx + sine * dy, cosine * dy - sine * dx) ? 255 : 0;
        }
    }
}

}  // namespace

std::int64_t index_of(const Factors& f) { return sprite_index(kCounts, f); }

Factors factors_of(std::int64_t index) { return sprite_factors(kCounts, index); }

std::int64_t canonical_index(std::int64_t index) {
    Factors f = factors_of(index);
    f.orientation %= kPeriod[f.shape];
    return index_of(f);
}

bool is_held_out(std::int64_t index) {
    return mix(std::uint64_t(canonical_index(index))) <
           std::numeric_limits<std::uint64_t>::max() / 10;
}

void render(const Factors& f, std::uint8_t* out) {
    std::fill_n(out, kPixels, std::uint8_t(0));
    const double s = scale_of(f);
    switch (f.shape) {
        case 0:
            return fill(f, out, [half = kSquareHalf * s](double u, double v) {
                return std::max(std::abs(u), std::abs(v)) <= half;
            });
        case 1:
            return fill(f, out,
                        [limit = kEllipseHalfWidth * s * kEllipseHalfWidth * s](
                            double u, double v) { return 0.25 * u * u + v * v <= limit; });
        default:
            return fill(f, out, [scale = 1 / (kHeartSize * s)](double u, double v) {
                const double uu = u * u * scale * scale, w = kHeartCentre - v * scale;
                const double ring = uu + w * w - 1;
                return ring * ring * ring <= uu * w * w * w;
            });
    }
}

}  // namespace sprites

namespace {

DatasetInfo sprites_info() {
    DatasetInfo info = sprite_info(sprites::kSide, sprites::kCounts);
    info.id = "sprites";
    info.label = "Sprites";
    info.summary =
        "White squares, ellipses and hearts whose size, turn and place are known exactly: here a "
        "code can be checked against the truth.";
    return info;
}

using Sprites = SpriteImages<sprites::kCounts, sprites::kPixels, sprites_info, sprites::is_held_out,
                             sprites::render>;

}  // namespace

SourceEntry source_sprites() { return source_of_computed<Sprites>(); }

}  // namespace latent::data
