#include "data/generators/waves.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "data/float_dataset.h"
#include "data/generators/mixed_radix.h"
#include "data/shuffle.h"
#include "data/source.h"

namespace latent::data {
namespace waves {
namespace {

constexpr std::array<int, 4> kCounts{kShapes, kFrequencies, kPhases, kAmplitudes};
constexpr double kTurn = 6.283185307179586476925;
constexpr int kParts = 64;  // u is counted in these parts of a period

// u at step t. c t / 32 = (frequency + 2) t / 64, because c = (frequency + 2) / 2.
int part_at(const Factors& f, int t) {
    return ((f.frequency + 2) * t + f.phase * (kParts / kPhases)) % kParts;
}

double form(int shape, int part) {
    constexpr int kHalf = kParts / 2, kQuarter = kParts / 4;
    switch (shape) {
        case 0:
            return std::sin(kTurn * part / kParts);
        case 1:
            return part < kHalf ? 1 : -1;
        case 2:
            if (part < kQuarter) return double(part) / kQuarter;
            if (part < 3 * kQuarter) return 2 - double(part) / kQuarter;
            return double(part) / kQuarter - 4;
        default:
            return double(part) / kHalf - (part < kHalf ? 0 : 2);
    }
}

bool look_equal(const Factors& a, const Factors& b) {
    for (int t = 0; t < kSteps; ++t)
        if (form(a.shape, part_at(a, t)) != form(b.shape, part_at(b, t))) return false;
    return true;
}

}  // namespace

std::int64_t index_of(const Factors& f) {
    return index_of_digits(kCounts, {f.shape, f.frequency, f.phase, f.amplitude});
}

Factors factors_of(std::int64_t index) {
    const auto digits = digits_of(kCounts, index);
    return {digits[0], digits[1], digits[2], digits[3]};
}

std::int64_t canonical_index(std::int64_t index) {
    Factors f = factors_of(index);
    for (Factors earlier = f; earlier.phase > 0;) {
        --earlier.phase;
        if (look_equal(earlier, f)) f.phase = earlier.phase;
    }
    return index_of(f);
}

bool is_held_out(std::int64_t index) {
    return mix(std::uint64_t(canonical_index(index))) <
           std::numeric_limits<std::uint64_t>::max() / 10;
}

void compute(const Factors& f, float* out) {
    const double amplitude = (3 + f.amplitude) / 10.0;
    for (int t = 0; t < kSteps; ++t) out[t] = float(amplitude * form(f.shape, part_at(f, t)));
}

}  // namespace waves

namespace {

DatasetInfo waves_info() {
    DatasetInfo info;
    info.id = "waves";
    info.label = "Waves";
    info.summary =
        "Short sequences, each a sine, square, triangle or sawtooth whose frequency, phase and "
        "amplitude are known exactly.";
    info.source = "Made by this program";
    info.licence = "none needed: computed, not copied";
    info.kind = DataKind::sequences;
    info.shape = {1, waves::kSteps, 1};
    info.low = -1;
    info.high = 1;
    info.class_names = {"sine", "square", "triangle", "sawtooth"};
    info.factors = {{"shape", waves::kShapes, false},
                    {"frequency", waves::kFrequencies, false},
                    {"phase", waves::kPhases, true},
                    {"amplitude", waves::kAmplitudes, false}};
    return info;
}

std::shared_ptr<const Dataset> load_waves() {
    FloatSet train, held_out;
    train.shape = held_out.shape = {1, waves::kSteps, 1};
    for (std::int64_t index = 0; index < waves::kCount; ++index) {
        FloatSet& set = waves::is_held_out(index) ? held_out : train;
        const waves::Factors f = waves::factors_of(index);
        set.values.resize(set.values.size() + waves::kSteps);
        waves::compute(f, set.values.data() + set.values.size() - waves::kSteps);
        set.labels.push_back(f.shape);
        set.factors.insert(set.factors.end(), {f.shape, f.frequency, f.phase, f.amplitude});
    }
    return make_float_dataset(waves_info(), std::move(train), std::move(held_out));
}

}  // namespace

SourceEntry source_waves() {
    SourceEntry entry;
    entry.info = waves_info();
    entry.describe = [] { return load_waves()->info(); };
    entry.load = load_waves;
    return entry;
}

}  // namespace latent::data
