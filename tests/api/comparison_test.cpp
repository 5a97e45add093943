// What many runs say together, on figures made up for the purpose.
#include "latent/comparison.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
using V = WidthVerdict;

bool says(const SweetSpot& spot, const std::string& words) {
    return spot.sentence.find(words) != std::string::npos;
}

// The reference nets on MNIST: squared errors of a variance of 52.9.
std::vector<WidthFigures> mnist() {
    return {{2, 28.82 / 52.9, 1.3, .783},
            {8, 12.19 / 52.9, 1.0, .950},
            {16, 7.23 / 52.9, .82, .971},
            {32, 4.86 / 52.9, .61, .976}};
}

}  // namespace

TEST_CASE("a band is the least, the median and the most of runs of equal width") {
    const auto band = band_of({{8, 3},
                               {2, 10},
                               {8, 1},
                               {8, 2},
                               {2, kNone},
                               {kNone, 1},
                               {4, 5},
                               {4, 7},
                               {16, std::numeric_limits<double>::infinity()}});
    REQUIRE(band.size() == 3);
    CHECK(band[0].x == 2);
    CHECK(band[0].count == 1);
    CHECK(band[0].low == 10);
    CHECK(band[0].high == 10);
    CHECK(band[1].median == 6);
    CHECK(band[2].low == 1);
    CHECK(band[2].median == 2);
    CHECK(band[2].high == 3);
    CHECK(band[2].count == 3);
    CHECK(band_of({}).empty());
}

TEST_CASE("the reference nets are wide enough from 16 on") {
    const SweetSpot spot = sweet_spot(mnist());
    CHECK(spot.widths == std::vector<double>{2, 8, 16, 32});
    CHECK(spot.verdicts == std::vector<V>{V::too_narrow, V::too_narrow, V::sweet, V::sweet});
    CHECK(spot.low == 16);
    CHECK(spot.high == 32);
    CHECK(says(spot, "16 to 32"));
    CHECK(says(spot, "From 8 to 16"));
    CHECK(says(spot, "23 %"));  // unexplained at 8
    CHECK(says(spot, "14 %"));  // and at 16
    CHECK(says(spot, "None is too wide"));
    CHECK(says(spot, "97 %"));  // 5-NN at 16
}

TEST_CASE(
    "where foreign images come through the code is too wide, and the sentence says at which") {
    auto figures = mnist();
    figures.push_back({64, .06, .25, .97});
    figures.push_back({128, .05, .12, .96});
    const SweetSpot spot = sweet_spot(figures);
    CHECK(spot.high == 32);
    CHECK(spot.verdicts[4] == V::too_wide);
    CHECK(spot.verdicts[5] == V::too_wide);
    CHECK(says(spot, "At 64 only 25 %"));
}

TEST_CASE("medians over seeds decide, and one bad seed does not") {
    auto figures = mnist();
    for (const WidthFigures& run : mnist()) figures.push_back(run);
    for (WidthFigures run : mnist()) {
        run.fvu_held_out = .9;  // a seed that never learnt
        figures.push_back(run);
    }
    CHECK(sweet_spot(figures).low == 16);
    CHECK(sweet_spot(figures).widths.size() == 4);
}

TEST_CASE("noise makes no width narrow again behind a wider one") {
    const SweetSpot spot = sweet_spot({{1, .8, kNone, kNone},
                                       {2, .5, kNone, kNone},
                                       {4, .2, kNone, kNone},
                                       {8, .22, kNone, kNone},
                                       {16, .18, kNone, kNone},
                                       {32, .19, kNone, kNone}});
    CHECK(spot.verdicts ==
          std::vector<V>{V::too_narrow, V::too_narrow, V::sweet, V::sweet, V::sweet, V::sweet});
    CHECK(says(spot, "not known"));  // nothing was measured of foreign images
}

TEST_CASE("a flat curve is wide enough from the narrowest on") {
    const SweetSpot spot = sweet_spot({{2, .1, .9, kNone}, {4, .1, .9, kNone}, {8, .1, .9, kNone}});
    CHECK(spot.low == 2);
    CHECK(spot.high == 8);
    CHECK(says(spot, "Even the narrowest"));
    CHECK_FALSE(says(spot, "more training"));
    CHECK(says(sweet_spot({{2, .6, .9, kNone}, {4, .59, .9, kNone}}), "more training"));
}

TEST_CASE("nets that have learnt nothing yet make no width right, however flat the curve") {
    const SweetSpot spot = sweet_spot({{1, 1.8, 3, .1}, {4, 1.79, 3, .1}});
    CHECK(spot.low == 0);
    CHECK(spot.verdicts == std::vector<V>{V::unknown, V::unknown});
    CHECK(says(spot, "train longer"));
}

TEST_CASE("a sweep that ends while the error still falls asks for wider codes") {
    const SweetSpot spot = sweet_spot({{1, .9, 1, kNone}, {2, .7, 1, kNone}, {4, .4, 1, kNone}});
    CHECK(spot.verdicts == std::vector<V>{V::too_narrow, V::too_narrow, V::unknown});
    CHECK(spot.low == 0);
    CHECK(spot.high == 0);
    CHECK(says(spot, "add wider codes"));
}

TEST_CASE("a plateau before a fall is too narrow all along") {
    const SweetSpot spot = sweet_spot({{2, .5, 1, kNone},
                                       {4, .49, 1, kNone},
                                       {8, .49, 1, kNone},
                                       {16, .1, 1, kNone},
                                       {32, .09, 1, kNone}});
    CHECK(spot.low == 16);
    CHECK(spot.verdicts[0] == V::too_narrow);
    CHECK(spot.verdicts[2] == V::too_narrow);
}

TEST_CASE("a net that copies before it is wide enough has no sweet spot") {
    const SweetSpot spot =
        sweet_spot({{2, .6, .8, kNone}, {8, .2, .2, kNone}, {32, .05, .1, kNone}});
    CHECK(spot.low == 0);
    CHECK(says(spot, "No width is right"));
    CHECK(says(spot, "At 8 only 20 %"));
}

TEST_CASE("what is missing is said, and decides nothing") {
    CHECK(says(sweet_spot({}), "No run has"));
    CHECK(says(sweet_spot({{8, kNone, kNone, .9}}), "No run has"));
    const SweetSpot one = sweet_spot({{8, .2, .9, .9}});
    CHECK(says(one, "One width alone"));
    CHECK(one.verdicts == std::vector<V>{V::unknown});
    // A width whose run has not been measured yet.
    const SweetSpot gap = sweet_spot(
        {{2, .6, .9, kNone}, {4, kNone, kNone, kNone}, {8, .12, .9, kNone}, {16, .1, .9, kNone}});
    CHECK(gap.verdicts == std::vector<V>{V::too_narrow, V::unknown, V::sweet, V::sweet});
    CHECK(sweet_spot({{0, .2, .9, .9}, {-1, .2, .9, .9}, {kNone, .2, .9, .9}}).widths.empty());
}

TEST_CASE("sentences are whole ones, without double marks") {
    for (const SweetSpot& spot :
         {sweet_spot(mnist()), sweet_spot({}), sweet_spot({{8, .2, .9, .9}}),
          sweet_spot({{2, .1, .9, kNone}, {4, .1, .2, kNone}}),
          sweet_spot({{1, .9, 1, kNone}, {2, .7, 1, kNone}})}) {
        CAPTURE(spot.sentence);
        CHECK(spot.sentence.back() == '.');
        for (const char* slip : {"..", ";.", "  ", "nan", ". ,", ";;"})
            CHECK(spot.sentence.find(slip) == std::string::npos);
    }
}

TEST_CASE("a curve saturates where it is within a share of its best") {
    const auto curve = [](const std::vector<RunFigure>& figures) { return band_of(figures); };
    CHECK(saturates_at(curve({{2, .783}, {8, .95}, {16, .971}, {32, .976}})) == 16);
    CHECK(saturates_at(curve({{2, 29}, {8, 12}, {16, 7.2}, {32, 4.9}})) == 32);
    CHECK(saturates_at(curve({{2, 29}, {8, 12}, {16, 7.2}, {32, 4.9}}), 0.3) == 8);
    // Accuracy that peaks and falls back lower than it began.
    CHECK(saturates_at(curve({{2, .7}, {8, .97}, {16, .8}, {32, .6}})) == 8);
    CHECK(saturates_at(curve({{2, 5}, {8, 5}})) == 2);
    CHECK(std::isnan(saturates_at(curve({{2, 5}}))));
    CHECK(std::isnan(saturates_at({})));
}
