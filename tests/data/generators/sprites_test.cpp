#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "data/generators/sprites.h"

using namespace latent::data::sprites;

namespace {

using Image = std::vector<std::uint8_t>;

Image image_of(const Factors& factors) {
    Image image(kPixels, 99);
    render(factors, image.data());
    return image;
}

// How far a point is from the outline, relative to the shape's size: negative inside. The heart's
// formula is taken to the third root, because its sixth powers are flat where the outline bends.
long double outside_by(int shape, long double s, long double u, long double v) {
    if (shape == 0) return std::max(std::fabs(u), std::fabs(v)) / (9.25L * s) - 1;
    if (shape == 1) return (u * u / 4 + v * v) / (7.3803L * s * 7.3803L * s) - 1;
    const long double r = 9.668L * s, U = u / r, V = 0.2934L - v / r;
    return U * U + V * V - 1 - std::cbrt(U * U) * V;
}

template <class Check>
void for_every_figure(Check check) {
    for (int shape = 0; shape < kShapes; ++shape)
        for (int scale = 0; scale < kScales; ++scale)
            for (int turn = 0; turn < kOrientations; ++turn)
                check(Factors{shape, scale, turn, 0, 0});
}

const int kDistinctTurns[] = {10, 20, 40};

}  // namespace

TEST_CASE("a sprite's index and its factors are two names of one thing") {
    CHECK(kCount == 737280);
    CHECK(index_of({2, 5, 39, 31, 31}) == kCount - 1);
    CHECK(index_of({1, 0, 0, 0, 0}) == 245760);
    CHECK(index_of({0, 1, 0, 0, 0}) == 40960);
    CHECK(index_of({0, 0, 1, 0, 0}) == 1024);
    CHECK(index_of({0, 0, 0, 1, 0}) == 32);
    CHECK(index_of({0, 0, 0, 0, 1}) == 1);
    bool same = true;
    for (std::int64_t index = 0; index < kCount; ++index)
        same = same && index_of(factors_of(index)) == index;
    CHECK(same);
}

TEST_CASE("every figure is the one that its formula describes") {
    // Recomputed in long double, and with a margin, so that no rounding decides about a pixel.
    long double nearest = 1;
    std::int64_t wrong = 0;
    for_every_figure([&](Factors f) {
        f.x = 9, f.y = 20;
        const Image image = image_of(f);
        const long double theta = 2 * std::acos(-1.0L) * f.orientation / 40;
        for (int row = 0; row < kSide; ++row)
            for (int column = 0; column < kSide; ++column) {
                const long double dx = column - (16 + f.x), dy = row - (16 + f.y);
                const long double u = std::cos(theta) * dx + std::sin(theta) * dy;
                const long double v = std::cos(theta) * dy - std::sin(theta) * dx;
                const long double outside = outside_by(f.shape, 0.5L + 0.1L * f.scale, u, v);
                nearest = std::min(nearest, std::fabs(outside));
                wrong += image[std::size_t(row * kSide + column)] != (outside <= 0 ? 255 : 0);
            }
    });
    MESSAGE("the pixel centre nearest to an outline misses it by " << double(nearest));
    CHECK(wrong == 0);
    CHECK(nearest > 1e-5L);
}

TEST_CASE("no sprite touches the border, and moving it moves nothing but its place") {
    for_every_figure([](Factors f) {
        f.x = f.y = 0;
        const Image first = image_of(f);
        f.x = f.y = kPositions - 1;
        const Image last = image_of(f);
        bool border_black = true, moved = true;
        for (int i = 0; i < kSide; ++i)
            for (const Image* image : {&first, &last})
                for (int at : {i, kPixels - 1 - i, i * kSide, i * kSide + kSide - 1})
                    border_black = border_black && (*image)[std::size_t(at)] == 0;
        for (int row = 0; row < kSide - 31; ++row)
            for (int column = 0; column < kSide - 31; ++column)
                moved = moved && first[std::size_t(row * kSide + column)] ==
                                     last[std::size_t((row + 31) * kSide + column + 31)];
        CHECK(border_black);
        CHECK(moved);
        CHECK(std::count(first.begin(), first.end(), 255) ==
              std::count(last.begin(), last.end(), 255));
    });
}

TEST_CASE("a square repeats after a quarter turn, an ellipse after half, a heart never") {
    for_every_figure([](Factors f) {
        Factors turned = f;
        turned.orientation = (f.orientation + kDistinctTurns[f.shape]) % kOrientations;
        CHECK(image_of(f) == image_of(turned));
        CHECK(canonical_index(index_of(f)) == canonical_index(index_of(turned)));
    });
}

TEST_CASE("figures that no symmetry makes equal are different, wherever they stand") {
    // Cut to their bounding boxes, so that one figure moved would count as equal too.
    std::map<Image, std::int64_t> seen;
    for_every_figure([&](Factors f) {
        const Image image = image_of(f);
        int top = kSide, left = kSide, right = 0;
        for (int at = 0; at < kPixels; ++at)
            if (image[std::size_t(at)]) {
                top = std::min(top, at / kSide);
                left = std::min(left, at % kSide);
                right = std::max(right, at % kSide);
            }
        Image cut = {std::uint8_t(right - left)};
        for (int row = top; row < kSide; ++row)
            cut.insert(cut.end(), image.begin() + row * kSide + left,
                       image.begin() + row * kSide + right + 1);
        while (cut.back() == 0) cut.pop_back();
        const std::int64_t canonical = canonical_index(index_of(f));
        const auto entry = seen.emplace(cut, canonical).first;
        CHECK(entry->second == canonical);
    });
    CHECK(seen.size() == 6 * (10 + 20 + 40));
}

TEST_CASE("equal sprites fall on the same side of the split, which holds out about a tenth") {
    std::int64_t held_out = 0;
    std::set<std::int64_t> images;
    bool together = true;
    for (std::int64_t index = 0; index < kCount; ++index) {
        held_out += is_held_out(index);
        together = together && is_held_out(index) == is_held_out(canonical_index(index));
        if (canonical_index(index) == index) images.insert(index);
    }
    CHECK(together);
    CHECK(images.size() == 430080);
    MESSAGE(held_out << " of " << kCount << " sprites are held out");
    CHECK(held_out == doctest::Approx(kCount / 10.0).epsilon(0.02));
}

TEST_CASE("the three shapes have the same area at the same scale") {
    for (int scale = 0; scale < kScales; ++scale) {
        const double s = 0.5 + 0.1 * scale;
        for (int shape = 0; shape < kShapes; ++shape) {
            double area = 0;  // over all turns: a single one is off by its jagged outline
            for (int turn = 0; turn < kOrientations; ++turn) {
                const Image image = image_of({shape, scale, turn, 3, 4});
                area += double(std::count(image.begin(), image.end(), 255)) / kOrientations;
            }
            CAPTURE(shape);
            CAPTURE(scale);
            CHECK(area == doctest::Approx(342.25 * s * s).epsilon(0.03));
        }
    }
}

TEST_CASE("sprites are drawn faster than any network can learn from them") {
    Image image(kPixels);
    std::int64_t drawn = 0;
    const auto start = std::chrono::steady_clock::now();
    for (std::int64_t index = 0; index < kCount; index += 37, ++drawn)
        render(factors_of(index), image.data());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const double rate = double(drawn) / took.count();
    MESSAGE(rate << " sprites a second");
    CHECK(rate > 2000);  // idle and optimised it is some hundred thousand
}
