#include "data/generators/faces.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <set>
#include <unordered_set>
#include <vector>

#include "data/content_split.h"
#include "data/dataset.h"

using namespace latent;
using namespace latent::data;
using namespace latent::data::faces;

namespace {

using Image = std::vector<std::uint8_t>;
const int kSides[] = {32, 64};
const int kCounts[kFactors] = {6, 6, 4, 5, 5, 5, 5, 2, 5, 7};

Image image_of(const Factors& factors, int side) {
    Image image(std::size_t(3 * side * side) + 1, 99);
    render(factors, side, image.data());
    CHECK(image.back() == 99);
    image.pop_back();
    return image;
}

int& value_of(Factors& f, int factor) {
    int* const values[kFactors] = {&f.skin_tone,   &f.head_width, &f.hair_type,   &f.hair_colour,
                                   &f.eye_spacing, &f.eye_height, &f.mouth_curve, &f.glasses,
                                   &f.background,  &f.turn};
    return *values[factor];
}

// A face with glasses or without, as the middle of everything else.
const Factors kPlain = {1, 3, 0, 1, 2, 2, 3, 0, 0, 3};

// How many of the side x side pixels differ in some channel by more than `least`, and where.
struct Change {
    int pixels = 0, top = 1000, bottom = -1, most = 0;
};
Change change_between(const Image& a, const Image& b, int side, int least = 8) {
    Change change;
    const int plane = side * side;
    for (int at = 0; at < plane; ++at) {
        int difference = 0;
        for (int c = 0; c < 3; ++c)
            difference = std::max(difference, std::abs(int(a[std::size_t(c * plane + at)]) -
                                                       int(b[std::size_t(c * plane + at)])));
        change.most = std::max(change.most, difference);
        if (difference <= least) continue;
        ++change.pixels;
        change.top = std::min(change.top, at / side);
        change.bottom = std::max(change.bottom, at / side);
    }
    return change;
}

// Some faces from all over the space.
template <class Check>
void for_some_faces(int count, Check check) {
    for (int i = 0; i < count; ++i) check(factors_of((i * 7919LL * 131 + 17) % kCount));
}

}  // namespace

TEST_CASE("a face's index and its factors are two names of one thing") {
    CHECK(kCount == 6300000);
    CHECK(index_of({5, 5, 3, 4, 4, 4, 4, 1, 4, 6}) == kCount - 1);
    CHECK(index_of({1, 0, 0, 0, 0, 0, 0, 0, 0, 0}) == 1050000);
    CHECK(index_of({0, 0, 0, 0, 0, 0, 0, 1, 0, 0}) == 35);
    CHECK(index_of({0, 0, 0, 0, 0, 0, 0, 0, 1, 0}) == 7);
    CHECK(index_of({0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == 1);
    bool same = true;
    for (std::int64_t index = 0; index < kCount; index += 7)
        same = same && index_of(factors_of(index)) == index;
    CHECK(same);
}

TEST_CASE("changing any one factor of a face can be seen, at either size") {
    for (int side : kSides) {
        int fewest = 1000000;
        for_some_faces(60, [&](Factors f) {
            const Image before = image_of(f, side);
            for (int factor = 0; factor < kFactors; ++factor) {
                CAPTURE(factor);
                Factors other = f;
                int& value = value_of(other, factor);
                value = value + 1 < kCounts[factor] ? value + 1 : value - 1;
                const Change change = change_between(before, image_of(other, side), side);
                CHECK(change.most > 20);
                CHECK(change.pixels >= 4);
                fewest = std::min(fewest, change.pixels);
            }
        });
        MESSAGE("at " << side << " pixels the least step of a factor changes " << fewest
                      << " of them");
    }
}

TEST_CASE("a factor moves its own part and leaves the rest of the face alone") {
    // In 32nds of the side: eyes lie above row 21, the mouth below row 21.
    const auto rows = [](int factor, int from, int to) {
        Factors a = kPlain, b = kPlain;
        value_of(a, factor) = from;
        value_of(b, factor) = to;
        return change_between(image_of(a, 64), image_of(b, 64), 64, 0);
    };
    for (int factor : {4, 5, 7}) {  // eye spacing, eye height, glasses
        CAPTURE(factor);
        const Change change = rows(factor, 0, kCounts[factor] - 1);
        CHECK(change.top > 20);
        CHECK(change.bottom < 42);
    }
    const Change mouth = rows(6, 0, 4);
    CHECK(mouth.top > 40);
    CHECK(mouth.bottom < 54);
    // Shoulders are dressed the same, whatever happens above them.
    for (int factor : {1, 2, 3, 4, 5, 6, 7}) CHECK(rows(factor, 0, 1).bottom < 62);
}

TEST_CASE("the background changes where the person is not, and nowhere else") {
    for (int side : kSides)
        for_some_faces(20, [&](Factors f) {
            f.background = 0;
            const Image first = image_of(f, side);
            f.background = 4;
            const Image last = image_of(f, side);
            const std::size_t plane = std::size_t(side * side);
            CHECK(first[0] == 132);  // the upper left corner is bare
            CHECK(first[plane] == 196);
            CHECK(first[2 * plane] == 240);
            CHECK(last[0] == 244);
            const std::size_t nose =
                std::size_t(side * 20 / 32) * std::size_t(side) + std::size_t(side / 2);
            for (std::size_t c = 0; c < 3; ++c)
                CHECK(first[c * plane + nose] == last[c * plane + nose]);
        });
}

TEST_CASE("glasses are a few thin pixels") {
    for (int side : kSides) {
        double share = 0, most = 0;
        int faces = 0;
        for_some_faces(200, [&](Factors f) {
            f.glasses = 0;
            const Image without = image_of(f, side);
            f.glasses = 1;
            const double now =
                change_between(without, image_of(f, side), side).pixels / double(side * side);
            share += now;
            most = std::max(most, now);
            ++faces;
        });
        share /= faces;
        MESSAGE("at " << side << " pixels glasses change " << 100 * share << " % of them, "
                      << 100 * most << " % at most");
        CHECK(share > 0.03);
        CHECK(share < 0.07);
        CHECK(most < 0.09);
    }
}

TEST_CASE("a face looks further to the right with every step of its turn") {
    // The mouth shows where: the centre of the pixels that change when it smiles.
    double last = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
        Factors f = kPlain;
        f.turn = turn;
        f.mouth_curve = 0;
        const Image sad = image_of(f, 64);
        f.mouth_curve = 4;
        const Image happy = image_of(f, 64);
        double sum = 0, pixels = 0;
        for (int at = 0; at < 64 * 64; ++at)
            if (sad[std::size_t(at)] != happy[std::size_t(at)]) sum += at % 64, ++pixels;
        REQUIRE(pixels > 0);
        CAPTURE(turn);
        CHECK(sum / pixels > last + 1);
        last = sum / pixels;
        if (turn == 3) CHECK(last == doctest::Approx(31.5));  // straight ahead: in the middle
    }
}

TEST_CASE("edges are soft: halfway between two colours there are pixels of both") {
    Factors f = kPlain;
    std::set<int> reds;
    const Image image = image_of(f, 64);
    for (std::size_t at = 0; at < 64 * 64; ++at) reds.insert(image[at]);
    CHECK(reds.size() > 60);  // a dozen colours were painted
}

TEST_CASE("no two of the faces look the same, so that none held out is trained on") {
    for (int side : kSides) {
        const auto dataset = load_dataset("faces" + std::to_string(side));
        CHECK(dataset->info().shape == ImageShape{3, side, side});
        CHECK(dataset->count(Split::train) == kTrain);
        CHECK(dataset->count(Split::held_out) == kHeldOut);
        const std::int64_t step =
            side == 32 ? 1 : 8;  // all of the small ones, an eighth of the large
        std::unordered_set<std::uint64_t> seen;
        std::int64_t drawn = 0;
        Image image(std::size_t(dataset->info().shape.size()));
        for (Split split : {Split::train, Split::held_out})
            for (std::int64_t i = 0; i < dataset->count(split); i += step, ++drawn) {
                dataset->read_bytes(split, &i, 1, image.data());
                seen.insert(content_hash(image.data(), std::int64_t(image.size())));
            }
        CHECK(std::int64_t(seen.size()) == drawn);
    }
}

TEST_CASE("a face is on the side of the split that its index says, the same at both sizes") {
    const auto small = load_dataset("faces32"), large = load_dataset("faces64");
    for (Split split : {Split::train, Split::held_out}) {
        bool right = true;
        std::unordered_set<std::int64_t> distinct;
        for (std::int64_t i = 0; i < small->count(split); ++i) {
            int a[kFactors], b[kFactors];
            small->factors(split, i, a);
            large->factors(split, i, b);
            const std::int64_t index =
                index_of({a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]});
            distinct.insert(index);
            right = right && std::equal(a, a + kFactors, b) &&
                    is_held_out(index) == (split == Split::held_out) &&
                    small->label(split, i) == a[2];
        }
        CHECK(right);
        CHECK(std::int64_t(distinct.size()) == small->count(split));
    }
    std::int64_t held_out = 0;
    for (std::int64_t index = 0; index < kCount; index += 10) held_out += is_held_out(index);
    CHECK(double(held_out) == doctest::Approx(double(kCount) / 100).epsilon(0.02));
}

TEST_CASE("every value of every factor is as frequent among the faces as it should be") {
    const auto dataset = load_dataset("faces32");
    std::vector<std::vector<int>> counts;
    for (int count : kCounts) counts.emplace_back(std::size_t(count));
    for (std::int64_t i = 0; i < kTrain; ++i) {
        int values[kFactors];
        dataset->factors(Split::train, i, values);
        for (std::size_t k = 0; k < kFactors; ++k) ++counts[k][std::size_t(values[k])];
    }
    for (const std::vector<int>& of : counts)
        for (int count : of)
            CHECK(count == doctest::Approx(double(kTrain) / double(of.size())).epsilon(0.05));
}

TEST_CASE("faces are drawn faster than a network can learn from them") {
    for (int side : kSides) {
        Image image(std::size_t(3 * side * side));
        std::int64_t drawn = 0;
        const std::clock_t start = std::clock();  // of this program alone, however busy the machine
        for (std::int64_t index = 0; index < kCount; index += 1009, ++drawn)
            render(factors_of(index), side, image.data());
        const double rate = double(drawn) * CLOCKS_PER_SEC / double(std::clock() - start);
        MESSAGE(rate << " faces of " << side << " pixels a second and core");
        CHECK(rate > 500);  // optimised it is some twenty-eight or nine thousand
    }
}
