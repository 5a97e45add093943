#include "explore/reading.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "data/generators/faces.h"
#include "data/generators/sprites.h"
#include "data/generators/waves.h"

using namespace latent;

namespace {

// A bar as a pen would draw it: `length` high, `thickness` wide, leaning by `slant` degrees to the
// right, its centre off the picture's by (x, y).
struct Bar {
    double x = 0, y = 0, slant = 0, thickness = 3, length = 18, ink = 1;
};

// Grey where the outline crosses a pixel: the share of 4 x 4 points inside.
void draw(const Bar& bar, int side, std::vector<std::uint8_t>& pixels, bool inverted = false) {
    const double lean = std::tan(bar.slant * M_PI / 180);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            int inside = 0;
            for (int i = 0; i < 16; ++i) {
                const double px = column - (side - 1) / 2.0 + (i % 4) / 4.0 - 0.375 - bar.x,
                             py = row - (side - 1) / 2.0 + (i / 4) / 4.0 - 0.375 - bar.y;
                inside +=
                    std::abs(py) <= bar.length / 2 && std::abs(px + lean * py) <= bar.thickness / 2;
            }
            const auto byte = std::uint8_t(std::lround(255 * bar.ink * inside / 16));
            pixels.push_back(inverted ? std::uint8_t(255 - byte) : byte);
        }
}

constexpr int kSteps = 9;

Reading read_bars(const std::function<Bar(double)>& bar_at, bool inverted = false, int side = 28) {
    Samples samples;
    samples.shape = {1, side, side};
    samples.count = kSteps;
    for (int i = 0; i < kSteps; ++i)
        draw(bar_at(double(i) / (kSteps - 1)), side, samples.pixels, inverted);
    return explore::RowReader(samples).read(samples, 0, kSteps);
}

double amount(const Reading& reading, const std::string& measure) {
    for (const Reading::Change& change : reading.changes)
        if (change.measure == measure) return double(change.amount);
    FAIL("no such measure: ", measure);
    return 0;
}

// The measures that change clearly, the largest change first.
std::vector<std::string> clear(const Reading& reading) {
    std::vector<std::string> names;
    for (const Reading::Change& change : reading.changes)
        if (std::abs(change.amount) >= 1) names.push_back(change.measure);
    return names;
}

using Names = std::vector<std::string>;

bool says(const std::string& sentence, const std::string& words) {
    return sentence.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the measures of a bar are those that it was drawn with") {
    Samples samples;
    samples.shape = {1, 28, 28};
    samples.count = 1;
    draw({3, -2, 15, 3, 16, 1}, 28, samples.pixels);
    const auto measures = explore::measures_of(DataKind::images, samples.shape, 1);
    const auto seen = explore::appearance_of(samples, 0);
    std::map<std::string, double> value;
    for (std::size_t i = 0; i < measures.size(); ++i) value[measures[i].name] = seen.values[i];
    CHECK(value["ink"] == doctest::Approx(100.0 * 3 * 16 / 784).epsilon(0.05));
    CHECK(value["centre x"] == doctest::Approx(3).epsilon(0.03));
    CHECK(value["centre y"] == doctest::Approx(-2).epsilon(0.03));
    CHECK(value["slant"] == doctest::Approx(15).epsilon(0.05));
    CHECK(value["height"] == doctest::Approx(16).epsilon(0.05));
    CHECK(value["width"] == doctest::Approx(3).epsilon(0.1));
    // Twice the area over the outline: of a bar a w / (a + w), here of one that leans a little.
    CHECK(value["stroke width"] == doctest::Approx(16.0 * 3 / (16 + 3)).epsilon(0.15));
}

TEST_CASE("a bar that moves reads as its centre, and nothing else") {
    for (bool inverted : {false, true}) {
        CAPTURE(inverted);
        const Reading right = read_bars([](double t) { return Bar{-5 + 10 * t}; }, inverted);
        CHECK(clear(right) == Names{"centre x"});
        CHECK(amount(right, "centre x") == doctest::Approx(5).epsilon(0.05));
        CHECK(right.brief == "moves right");
        CHECK(says(right.sentence, "moves right by 10 pixels"));
        CHECK(says(right.sentence, "stay"));
        const Reading up = read_bars([](double t) { return Bar{0, 3 - 6 * t}; }, inverted);
        CHECK(clear(up) == Names{"centre y"});
        CHECK(up.brief == "moves up");
    }
}

TEST_CASE("a bar that leans over reads as slant") {
    const Reading reading = read_bars([](double t) { return Bar{0, 0, -12 + 27 * t}; });
    CHECK(clear(reading) == Names{"slant"});
    CHECK(says(reading.sentence, "slant grows from -1"));
    CHECK(says(reading.sentence, "to 15 degrees"));
    CHECK(says(reading.sentence, "stay"));
    const Reading back = read_bars([](double t) { return Bar{0, 0, 15 - 27 * t}; });
    CHECK(amount(back, "slant") == doctest::Approx(-amount(reading, "slant")).epsilon(0.02));
    CHECK(says(back.sentence, "slant falls"));
}

TEST_CASE(
    "a bar that thickens reads as width, stroke width and ink; one that lengthens as height") {
    const Reading thick = read_bars([](double t) { return Bar{0, 0, 0, 2 + 3 * t}; });
    Names found = clear(thick);
    std::sort(found.begin(), found.end());
    CHECK(found == Names{"ink", "stroke width", "width"});
    CHECK(std::abs(amount(thick, "height")) < 0.3);
    const Reading longer = read_bars([](double t) { return Bar{0, 0, 0, 3, 10 + 10 * t}; });
    CHECK(amount(longer, "height") > 5);
    CHECK(std::abs(amount(longer, "width")) < 0.3);
    CHECK(std::abs(amount(longer, "slant")) < 0.3);
}

TEST_CASE("a row that stays as it is changes nothing, nor does a little noise") {
    CHECK(read_bars([](double) { return Bar{}; }).sentence == "nothing changes");
    const Reading noisy = read_bars([](double t) {
        return Bar{0.1 * std::sin(20 * t), 0, std::sin(31 * t)};
    });
    CHECK(clear(noisy).empty());
    CHECK_FALSE(says(noisy.sentence, "grows"));
}

TEST_CASE("what goes to and fro is not said to grow") {
    const Reading reading = read_bars([](double t) { return Bar{5 * std::sin(2 * M_PI * t)}; });
    CHECK(std::abs(amount(reading, "centre x")) < 4);
    const Reading arc = read_bars([](double t) { return Bar{4 * std::cos(2 * M_PI * t)}; });
    CHECK(std::abs(amount(arc, "centre x")) < 1);
    CHECK(says(arc.sentence, "to and fro"));
}

TEST_CASE("one stray picture hardly changes what a row reads as") {
    const Reading reading = read_bars([](double t) {
        return t > 0.45 && t < 0.55 ? Bar{0, 0, 15} : Bar{0, 0, -15 + 30 * t};
    });
    CHECK(clear(reading).front() == "slant");
    CHECK(amount(reading, "slant") > 2);
}

TEST_CASE("a figure that fades is measured as ink, and an empty picture as nothing") {
    const Reading fading = read_bars([](double t) {
        Bar bar;
        bar.ink = 1 - t;
        return bar;
    });
    CHECK(clear(fading) == Names{"ink"});
    CHECK(amount(fading, "ink") < -5);
    Bar none;
    none.ink = 0;
    const Reading empty = read_bars([&](double) { return none; });
    CHECK(empty.sentence == "nothing changes");
}

TEST_CASE("what pictures without a figure have not, neither changes nor stays") {
    Samples grey;
    grey.shape = {1, 28, 28};
    grey.count = kSteps;
    for (int i = 0; i < kSteps; ++i)
        grey.pixels.insert(grey.pixels.end(), 784, std::uint8_t(20 + 25 * i));
    const Reading reading = explore::RowReader(grey).read(grey, 0, kSteps);
    CAPTURE(reading.sentence);
    CHECK_FALSE(reading.changes.empty());
    for (const Reading::Change& change : reading.changes)
        for (const char* absent : {"centre x", "centre y", "slant", "height", "width"})
            CHECK(change.measure != absent);
    CHECK_FALSE(says(reading.sentence, "centre"));

    Samples broken;  // no number of it can be told
    broken.kind = DataKind::points;
    broken.shape = {1, 1, 2};
    broken.count = 4;
    broken.values.assign(8, std::numeric_limits<float>::quiet_NaN());
    const Reading none = explore::RowReader(broken).read(broken, 0, 4);
    CHECK(none.changes.empty());
    CHECK_FALSE(says(none.sentence, "stay"));
}

TEST_CASE("a figure that becomes another one altogether is said to") {
    Samples samples;
    samples.shape = {1, 28, 28};
    samples.count = kSteps;
    for (int i = 0; i < kSteps; ++i) {  // a bar turns into a ring of four bars
        std::vector<std::uint8_t> bar, other;
        draw({0, 0, 0, 3, 18, 1 - i / 8.0}, 28, bar);
        std::vector<std::uint8_t> sum(784, 0);
        for (const Bar& side : {Bar{-7, 0, 0, 2, 18}, Bar{7, 0, 0, 2, 18}, Bar{0, -8, 0, 16, 2},
                                Bar{0, 8, 0, 16, 2}}) {
            other.clear();
            draw(side, 28, other);
            for (std::size_t p = 0; p < 784; ++p) sum[p] = std::max(sum[p], other[p]);
        }
        for (std::size_t p = 0; p < 784; ++p)
            samples.pixels.push_back(std::uint8_t(std::min(255.0, bar[p] + sum[p] * i / 8.0)));
    }
    const Reading reading = explore::RowReader(samples).read(samples, 0, kSteps);
    CAPTURE(amount(reading, "shape"));
    CHECK(reading.brief == "another picture");
    CHECK(says(reading.sentence, "another picture altogether"));
}

TEST_CASE("a row that changes everything at once is another picture, whatever its first measure") {
    const Reading reading = read_bars([](double t) {
        return Bar{-4 + 8 * t, 0, -15 + 30 * t, 2 + 4 * t, 10 + 8 * t};
    });
    CHECK(clear(reading).size() >= 5);
    CHECK(reading.brief == "another picture");
}

TEST_CASE("rows of sprites read as the factor that was varied") {
    namespace sprites = data::sprites;
    const auto row = [](const std::function<sprites::Factors(int)>& at, int count) {
        Samples samples;
        samples.shape = {1, sprites::kSide, sprites::kSide};
        samples.count = count;
        samples.pixels.resize(std::size_t(count) * sprites::kPixels);
        for (int i = 0; i < count; ++i)
            sprites::render(at(i), samples.pixels.data() + i * sprites::kPixels);
        return explore::RowReader(samples).read(samples, 0, count);
    };
    for (int shape = 0; shape < sprites::kShapes; ++shape) {
        CAPTURE(shape);
        CHECK(clear(row(
                  [&](int i) {
                      return sprites::Factors{shape, 3, 4, 4 * i, 16};
                  },
                  8)) == Names{"centre x"});
        CHECK(clear(row(
                  [&](int i) {
                      return sprites::Factors{shape, 3, 4, 16, 4 * i};
                  },
                  8)) == Names{"centre y"});
        Names scale = clear(row([&](int i) { return sprites::Factors{shape, i, 4, 16, 16}; }, 6));
        for (const char* name : {"height", "width", "ink"})
            CHECK(std::find(scale.begin(), scale.end(), name) != scale.end());
        for (const std::string& name : scale)
            CHECK((name == "height" || name == "width" || name == "ink" || name == "stroke width"));
    }
}

TEST_CASE("a face's background is not mistaken for a movement, and its turn is one") {
    namespace faces = data::faces;
    for (int side : {32, 64}) {
        CAPTURE(side);
        const auto row = [&](const std::function<faces::Factors(int)>& at, int count) {
            Samples samples;
            samples.shape = {3, side, side};
            samples.count = count;
            samples.pixels.resize(std::size_t(count) * std::size_t(samples.shape.size()));
            for (int i = 0; i < count; ++i)
                faces::render(at(i), side, samples.pixels.data() + i * samples.shape.size());
            return explore::RowReader(samples).read(samples, 0, count);
        };
        faces::Factors face;
        face.skin_tone = 2;
        face.head_width = 3;
        face.turn = 3;
        const Reading background = row(
            [&](int i) {
                face.background = i;
                return face;
            },
            5);
        CAPTURE(background.sentence);
        for (const char* name : {"centre x", "centre y", "slant", "height", "width"})
            CHECK(std::abs(amount(background, name)) < 0.5);
        REQUIRE_FALSE(clear(background).empty());
        CHECK(clear(background).front() == "background");
        const Reading wider = row(
            [&](int i) {
                face.head_width = i;
                return face;
            },
            6);
        CHECK(amount(wider, "width") > 0.7);
        const Reading turn = row(
            [&](int i) {
                face.turn = i;
                return face;
            },
            7);
        CAPTURE(turn.sentence);
        CHECK_FALSE(says(turn.sentence, "nothing"));
        CHECK_FALSE(says(turn.sentence, "little"));
        CHECK(std::abs(amount(turn, "background")) < 0.2);
    }
}

TEST_CASE("waves read as their frequency, amplitude or phase") {
    namespace waves = data::waves;
    const auto row = [](const std::function<waves::Factors(int)>& at, int count) {
        Samples samples;
        samples.kind = DataKind::sequences;
        samples.shape = {1, waves::kSteps, 1};
        samples.count = count;
        samples.values.resize(std::size_t(count) * waves::kSteps);
        for (int i = 0; i < count; ++i)
            waves::compute(at(i), samples.values.data() + i * waves::kSteps);
        return explore::RowReader(samples).read(samples, 0, count);
    };
    CHECK(clear(row([](int i) { return waves::Factors{0, 4, 0, i}; }, 8)) == Names{"amplitude"});
    CHECK(clear(row([](int i) { return waves::Factors{0, 4, 4 * i, 7}; }, 8)) == Names{"phase"});
    CHECK(clear(row(
                    [](int i) {
                        return waves::Factors{0, 2 + i, 8, 7};
                    },
                    8))
              .front() == "frequency");
}

TEST_CASE("points read as their coordinates, measured against all rows") {
    Samples samples;
    samples.kind = DataKind::points;
    samples.shape = {1, 1, 2};
    samples.count = 10;
    for (int i = 0; i < 5; ++i) samples.values.insert(samples.values.end(), {float(i), 1.0f});
    for (int i = 0; i < 5; ++i)
        samples.values.insert(samples.values.end(), {2.0f, 1 + 0.01f * float(i)});
    const explore::RowReader reader(samples);
    CHECK(clear(reader.read(samples, 0, 5)) == Names{"x"});
    CHECK(says(reader.read(samples, 0, 5).sentence, "x grows from 0 to 4; y stays"));
    CHECK(clear(reader.read(samples, 5, 5)).empty());
}
