#include "data/generators/sprites32.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <vector>

#include "data/dataset.h"

using namespace latent;
using namespace latent::data;
using namespace latent::data::sprites32;

namespace {

using Image = std::array<std::uint8_t, kPixels>;

Image image_of(const sprites::Factors& factors) {
    Image image;
    sprites32::render(factors, image.data());
    return image;
}

double mass(const Image& image) {
    return double(std::accumulate(image.begin(), image.end(), 0L)) / 255;
}

}  // namespace

TEST_CASE("the index of a small sprite and its factors name each other") {
    for (std::int64_t index = 0; index < kCount; index += 7)
        CHECK(sprites32::index_of(sprites32::factors_of(index)) == index);
    const sprites::Factors last = factors_of(kCount - 1);
    CHECK(last.shape == 2);
    CHECK(last.scale == 2);
    CHECK(last.orientation == 9);
    CHECK(last.x == 15);
    CHECK(last.y == 15);
}

TEST_CASE("a small sprite is a sprite seen at half the size") {
    const sprites::Factors factors{2, 1, 3, 4, 11};
    std::vector<std::uint8_t> whole(sprites::kPixels);
    sprites::render(large(factors), whole.data());
    const double white = double(std::count(whole.begin(), whole.end(), 255));
    CHECK(mass(image_of(factors)) == doctest::Approx(white / 4).epsilon(0.01));
}

TEST_CASE("one step in x or y moves a small sprite by one pixel, and none touches the border") {
    for (std::int64_t index = 0; index < kCount; index += 13) {
        sprites::Factors factors = factors_of(index);
        if (factors.x == kPositions - 1) continue;
        const Image here = image_of(factors);
        ++factors.x;
        const Image there = image_of(factors);
        bool moved = true;
        for (int row = 0; row < kSide; ++row) {
            CHECK(here[std::size_t(row * kSide)] == 0);
            CHECK(there[std::size_t(row * kSide + kSide - 1)] == 0);
            for (int column = 0; column + 1 < kSide; ++column)
                moved = moved && here[std::size_t(row * kSide + column)] ==
                                     there[std::size_t(row * kSide + column + 1)];
        }
        CHECK(moved);
    }
}

TEST_CASE("equal small sprites fall on the same side, and about a tenth is held out") {
    std::map<Image, bool> side;
    std::int64_t held_out = 0;
    bool together = true;
    for (std::int64_t index = 0; index < kCount; ++index) {
        const bool out = is_held_out(index);
        held_out += out;
        const auto entry = side.emplace(image_of(factors_of(index)), out);
        together = together && entry.first->second == out;
    }
    CHECK(together);
    CHECK(side.size() == 3 * (5 + 5 + 10) * 16 * 16);
    CHECK(held_out == doctest::Approx(double(kCount) / 10).epsilon(0.06));
    const auto dataset = load_dataset("sprites32");
    CHECK(dataset->count(Split::held_out) == held_out);
}
