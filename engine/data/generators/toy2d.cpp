#include "data/generators/toy2d.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "data/float_dataset.h"
#include "data/shuffle.h"
#include "data/source.h"

namespace latent::data {
namespace toy2d {
namespace {

constexpr double kPi = 3.141592653589793238463;

// Where a point lies on its curve: which piece (moon, ring), p in [0, 1), w in [0, 1).
struct Place {
    int piece = 0;
    double p = 0, w = 0;
    double offset(double half) const { return (2 * w - 1) * half; }
};

double along_spiral(double p, double from, double to) {
    return std::sqrt(from * from + p * (to * to - from * from));
}

using Point = std::vector<double>;

Point swiss_roll(const Place& at) {
    const double end = 4.5 * kPi, t = along_spiral(at.p, 1.5 * kPi, end);
    return {t * std::cos(t) / end, (21 * at.w - 10.5) / end, t * std::sin(t) / end};
}

Point spiral(const Place& at) {
    const double end = 4.5 * kPi, t = along_spiral(at.p, 0.5 * kPi, end);
    const double r = 0.97 * (t / end + at.offset(0.025));
    return {r * std::cos(t), r * std::sin(t)};
}

Point two_moons(const Place& at) {
    const double v = kPi * at.p, r = 1 + at.offset(0.1);
    const double x = at.piece == 0 ? r * std::cos(v) : 1 - r * std::cos(v);
    const double y = at.piece == 0 ? r * std::sin(v) : 0.5 - r * std::sin(v);
    return {(x - 0.5) / 1.65, (y - 0.25) / 1.65};
}

Point rings(const Place& at) {
    const double v = 2 * kPi * at.p, r = 0.3 * (at.piece + 1) + at.offset(0.04);
    return {r * std::cos(v), r * std::sin(v)};
}

Point line(const Place& at) {
    const double along = 0.96 * (2 * at.p - 1), across = at.offset(0.06);
    const double c = std::cos(kPi / 6), s = std::sin(kPi / 6);
    return {c * along - s * across, s * along + c * across};
}

struct Toy {
    const char *id, *label, *summary, *source;
    Point (*point)(const Place&);
    std::vector<std::string> pieces;  // empty: one curve, whose classes are bands along it
    const char* piece;                // what a piece is called, as a factor
    const char *position, *across;    // likewise
    bool closed;                      // the end of the curve is its beginning
};

const char* const kOurs = "Made by this program";

Toy toy_named(const std::string& id) {
    const Toy toys[] = {
        {"swiss_roll",
         "Swiss roll",
         "A sheet rolled up in space: two numbers say where a point lies, though it has three.",
         "Made by this program, after Tenenbaum, de Silva & Langford 2000",
         swiss_roll,
         {},
         "",
         "position",
         "width",
         false},
        {"spiral",
         "Spiral",
         "A ribbon wound up in the plane: one number could say where a point lies, but only a "
         "curved code finds it.",
         kOurs,
         spiral,
         {},
         "",
         "position",
         "across",
         false},
        {"two_moons",
         "Two moons",
         "Two crescents that reach into each other: no straight line parts them.",
         kOurs,
         two_moons,
         {"upper moon", "lower moon"},
         "moon",
         "position",
         "across",
         false},
        {"rings",
         "Rings",
         "Three rings, one in the other: a code of one number must cut each of them open.",
         kOurs,
         rings,
         {"inner ring", "middle ring", "outer ring"},
         "ring",
         "angle",
         "across",
         true},
        {"line",
         "Line",
         "A straight ribbon in the plane: here a linear autoencoder is as good as any, and finds "
         "what PCA finds.",
         kOurs,
         line,
         {},
         "",
         "position",
         "across",
         false},
    };
    for (const Toy& toy : toys)
        if (toy.id == id) return toy;
    throw std::logic_error("There are no toy points \"" + id + "\".");
}

DatasetInfo info_of(const Toy& toy) {
    DatasetInfo info;
    info.id = toy.id;
    info.label = toy.label;
    info.summary = toy.summary;
    info.source = toy.source;
    info.licence = "none needed: computed, not copied";
    info.kind = DataKind::points;
    info.shape = {1, 1, int(toy.point({}).size())};
    info.low = -1;
    info.high = 1;
    info.class_names = toy.pieces;
    if (toy.pieces.empty())
        info.class_names = {"first fifth", "second fifth", "middle", "fourth fifth", "last fifth"};
    else
        info.factors.push_back({toy.piece, int(toy.pieces.size()), false});
    info.factors.push_back({toy.position, kPositions, toy.closed});
    info.factors.push_back({toy.across, kAcross, false});
    return info;
}

// Uniform in [0, 1), the same on every machine.
double uniform(Rng& rng) { return double(rng() >> 11) / 9007199254740992.0; }

FloatSet draw(const Toy& toy, int count, Rng& rng) {
    FloatSet set;
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = std::int64_t(i);
    shuffle(numbers, rng);  // so that whoever takes every fourth point meets every class
    const int pieces = int(toy.pieces.size()), classes = pieces ? pieces : kBands;
    for (std::int64_t number : numbers) {
        const int label = int(number % classes);
        Place at;
        at.piece = pieces ? label : 0;
        at.p = uniform(rng);
        if (!pieces) at.p = (label + at.p) / kBands;
        at.w = uniform(rng);
        const Point point = toy.point(at);
        set.shape = {1, 1, int(point.size())};
        for (double coordinate : point) set.values.push_back(float(coordinate));
        set.labels.push_back(label);
        if (pieces) set.factors.push_back(at.piece);
        set.factors.push_back(int(at.p * kPositions));
        set.factors.push_back(int(at.w * kAcross));
    }
    return set;
}

std::shared_ptr<const Dataset> make(const char* id) {
    const Toy toy = toy_named(id);
    Rng rng(mix(1));
    FloatSet train = draw(toy, kTrain, rng);
    FloatSet held_out = draw(toy, kHeldOut, rng);
    return make_float_dataset(info_of(toy), std::move(train), std::move(held_out));
}

}  // namespace
}  // namespace toy2d

// One function a line of datasets.inc; they differ in nothing but the name.
#define TOY(name)                                                   \
    SourceEntry source_##name() {                                   \
        SourceEntry entry;                                          \
        entry.info = toy2d::info_of(toy2d::toy_named(#name));       \
        entry.describe = [] { return toy2d::make(#name)->info(); }; \
        entry.load = [] { return toy2d::make(#name); };             \
        return entry;                                               \
    }
TOY(swiss_roll)
TOY(spiral)
TOY(two_moons)
TOY(rings)
TOY(line)
#undef TOY

}  // namespace latent::data
