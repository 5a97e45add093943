#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "data/dataset.h"
#include "data/generators/waves.h"

using namespace latent;
using namespace latent::data;
using namespace latent::data::waves;

namespace {

using Sequence = std::array<float, kSteps>;

Sequence sequence_of(const Factors& factors) {
    Sequence sequence;
    compute(factors, sequence.data());
    return sequence;
}

// The formula of waves.h with u as a real number.
double formula(const Factors& f, int t) {
    const double periods = 1 + 0.5 * f.frequency;
    double u = periods * t / 32 + f.phase / 32.0;
    u -= std::floor(u);
    const double amplitude = 0.3 + 0.1 * f.amplitude;
    switch (f.shape) {
        case 0:
            return amplitude * std::sin(2 * std::acos(-1.0) * u);
        case 1:
            return u < 0.5 ? amplitude : -amplitude;
        case 2:
            return amplitude * (u <= 0.25 ? 4 * u : u <= 0.75 ? 2 - 4 * u : 4 * u - 4);
        default:
            return amplitude * (u < 0.5 ? 2 * u : 2 * u - 2);
    }
}

}  // namespace

TEST_CASE("a wave's index and its factors are two names of one thing") {
    CHECK(kCount == 12288);
    CHECK(index_of({3, 11, 31, 7}) == kCount - 1);
    CHECK(index_of({1, 0, 0, 0}) == 3072);
    CHECK(index_of({0, 1, 0, 0}) == 256);
    CHECK(index_of({0, 0, 1, 0}) == 8);
    bool same = true;
    for (std::int64_t index = 0; index < kCount; ++index)
        same = same && index_of(factors_of(index)) == index;
    CHECK(same);
}

TEST_CASE("every wave is the one that its formula describes") {
    double worst = 0;
    for (std::int64_t index = 0; index < kCount; ++index) {
        const Factors f = factors_of(index);
        const Sequence sequence = sequence_of(f);
        for (int t = 0; t < kSteps; ++t)
            worst = std::max(worst, std::abs(double(sequence[std::size_t(t)]) - formula(f, t)));
    }
    CHECK(worst < 1e-6);

    // Known by hand: one period of a sawtooth of amplitude 1, a quarter of a period late.
    const Sequence saw = sequence_of({3, 0, 8, 7});
    CHECK(saw[0] == 0.5f);
    CHECK(saw[7] == 0.9375f);
    CHECK(saw[8] == -1.0f);
    CHECK(saw[24] == 0.0f);
}

TEST_CASE("waves of which the canonical index is the same are equal, and no others are") {
    std::map<Sequence, std::int64_t> seen;
    bool lowest = true, known = true;
    for (std::int64_t index = 0; index < kCount; ++index) {
        const std::int64_t canonical = canonical_index(index);
        lowest = lowest && canonical <= index && canonical_index(canonical) == canonical;
        const auto entry = seen.emplace(sequence_of(factors_of(index)), index).first;
        known = known && entry->second == canonical;  // the first index that looked like this
    }
    CHECK(lowest);
    CHECK(known);
    MESSAGE(seen.size() << " of " << kCount << " waves can be told apart");
    CHECK(seen.size() == 11840);
}

TEST_CASE("no held-out wave has an equal among all that are trained on") {
    const auto dataset = load_dataset("waves");
    std::set<Sequence> train;
    Sequence sequence;
    for (std::int64_t i = 0; i < dataset->count(Split::train); ++i) {
        dataset->read(Split::train, &i, 1, sequence.data());
        train.insert(sequence);
    }
    std::int64_t leaked = 0;
    for (std::int64_t i = 0; i < dataset->count(Split::held_out); ++i) {
        dataset->read(Split::held_out, &i, 1, sequence.data());
        leaked += std::int64_t(train.count(sequence));
    }
    CHECK(leaked == 0);
    MESSAGE(dataset->count(Split::held_out) << " of " << kCount << " waves are held out");
    CHECK(dataset->count(Split::train) + dataset->count(Split::held_out) == kCount);
    CHECK(double(dataset->count(Split::held_out)) == doctest::Approx(kCount / 10.0).epsilon(0.1));
}

TEST_CASE("a wave of the dataset is the one that its factors say") {
    const auto dataset = load_dataset("waves");
    CHECK(dataset->info().kind == DataKind::sequences);
    CHECK(dataset->info().shape == ImageShape{1, kSteps, 1});
    CHECK(dataset->info().low == -1);
    CHECK(dataset->info().high == 1);
    for (Split split : {Split::train, Split::held_out}) {
        bool same = true;
        for (std::int64_t i = 0; i < dataset->count(split); ++i) {
            int values[4];
            dataset->factors(split, i, values);
            Sequence sequence;
            dataset->read(split, &i, 1, sequence.data());
            same = same && dataset->label(split, i) == values[0] &&
                   sequence == sequence_of({values[0], values[1], values[2], values[3]});
        }
        CHECK(same);
    }
}
