#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "data/batcher.h"
#include "data/shuffle.h"
#include "data/stratified_sample.h"

using namespace latent;
using namespace latent::data;

namespace {

using Indices = std::vector<std::int64_t>;

Indices epoch_of(Batcher& batcher) {
    Indices all;
    for (;;) {
        const Batch batch = batcher.next();
        all.insert(all.end(), batch.indices, batch.indices + batch.count);
        if (batch.ends_epoch) return all;
    }
}

Indices one_to(std::int64_t count) {
    Indices all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), std::int64_t(0));
    return all;
}

// Labels as given, no pixels.
class Labelled final : public Dataset {
 public:
    explicit Labelled(std::vector<int> labels) : labels_(std::move(labels)) {
        info_.train_count = std::int64_t(labels_.size());
    }
    const DatasetInfo& info() const override { return info_; }
    void read(Split, const std::int64_t*, std::int64_t, float*) const override {}
    void read_bytes(Split, const std::int64_t*, std::int64_t, std::uint8_t*) const override {}
    int label(Split, std::int64_t index) const override { return labels_[std::size_t(index)]; }
    void factors(Split, std::int64_t, int*) const override {}

 private:
    std::vector<int> labels_;
    DatasetInfo info_;
};

}  // namespace

TEST_CASE("every epoch visits every sample exactly once, in an order of its own") {
    for (std::int64_t count : {1, 2, 7, 100, 1000})
        for (std::int64_t size : {1, 3, 100, 4096}) {
            CAPTURE(count);
            CAPTURE(size);
            Batcher batcher(count, size, 3);
            Indices first = epoch_of(batcher), second = epoch_of(batcher);
            if (count >= 100) CHECK(first != second);
            if (count >= 100) CHECK(first != one_to(count));
            std::sort(first.begin(), first.end());
            std::sort(second.begin(), second.end());
            CHECK(first == one_to(count));
            CHECK(second == one_to(count));
        }
}

TEST_CASE("the last batch of an epoch is short and kept") {
    Batcher batcher(60000, 128, 1);
    CHECK(batcher.steps_per_epoch() == 469);
    for (int epoch = 0; epoch < 2; ++epoch)
        for (int step = 0; step < 469; ++step) {
            const Batch batch = batcher.next();
            CHECK(batch.count == (step == 468 ? 96 : 128));
            CHECK(batch.ends_epoch == (step == 468));
            CHECK(batch.epoch == epoch);
        }
    CHECK(Batcher(128, 128, 1).steps_per_epoch() == 1);
    CHECK(Batcher(5, 128, 1).steps_per_epoch() == 1);
}

TEST_CASE("the order follows from the seed alone and is the same on every machine") {
    Batcher a(1000, 32, 7), b(1000, 50, 7), c(1000, 32, 8);
    const Indices order = epoch_of(a);
    CHECK(order == epoch_of(b));  // however it is cut into batches
    CHECK(order != epoch_of(c));
    Batcher known(10, 10, 42);
    CHECK(epoch_of(known) == Indices{2, 0, 4, 7, 8, 3, 5, 1, 9, 6});
}

TEST_CASE("a batcher resumes where another stood") {
    Batcher original(1000, 64, 9);
    for (int step = 0; step < 39; ++step) original.next();
    const Batcher::State saved = original.state();
    CHECK(saved.epoch == 2);
    Batcher resumed(1000, 64, 12345), copy = original;
    resumed.resume(saved);
    for (int step = 0; step < 40; ++step) {
        const Batch expected = original.next(), other = resumed.next(), third = copy.next();
        const Indices indices(expected.indices, expected.indices + expected.count);
        CHECK(indices == Indices(other.indices, other.indices + other.count));
        CHECK(indices == Indices(third.indices, third.indices + third.count));
        CHECK(expected.ends_epoch == other.ends_epoch);
    }
    CHECK(resumed.state() == original.state());

    Batcher early(1000, 64, 9);
    CHECK_THROWS_AS(early.resume({9, 0, 1001}), std::invalid_argument);
    CHECK_THROWS_AS(early.resume({9, -1, 0}), std::invalid_argument);
}

TEST_CASE("a batcher of nothing is refused") {
    CHECK_THROWS_AS(Batcher(0, 128, 1), std::invalid_argument);
    CHECK_THROWS_AS(Batcher(10, 0, 1), std::invalid_argument);
}

TEST_CASE("a shuffle brings every value everywhere equally often") {
    Rng rng(1);
    const int trials = 24000;
    int at[4][4] = {};
    for (int trial = 0; trial < trials; ++trial) {
        Indices values = one_to(4);
        shuffle(values, rng);
        for (int place = 0; place < 4; ++place) ++at[place][values[std::size_t(place)]];
    }
    // Binomial(24000, 1/4): five standard deviations are 335.
    for (const auto& row : at)
        for (int count : row) CHECK(std::abs(count - trials / 4) < 335);
}

TEST_CASE("small classes give all they have and the others fill up") {
    std::vector<int> labels(1000, 0);
    for (int i = 0; i < 5; ++i) labels[std::size_t(i * 100)] = 1;
    const Labelled dataset(labels);
    const auto sample = stratified_sample(dataset, Split::train, 100, 1);
    CHECK(sample.size() == 100);
    CHECK(std::count_if(sample.begin(), sample.end(), [&](std::int64_t index) {
              return dataset.label(Split::train, index) == 1;
          }) == 5);

    auto all = stratified_sample(dataset, Split::train, 5000, 1);
    CHECK(all.size() == 1000);
    std::sort(all.begin(), all.end());
    CHECK(all == one_to(1000));
    CHECK(stratified_sample(dataset, Split::held_out, 10, 1).empty());
    CHECK(stratified_sample(dataset, Split::train, -1, 1).empty());
}

TEST_CASE("without labels a sample comes from everywhere") {
    const Labelled dataset(std::vector<int>(10000, -1));
    const auto sample = stratified_sample(dataset, Split::train, 1000, 1);
    const double mean = std::accumulate(sample.begin(), sample.end(), 0.0) / 1000;
    CHECK(mean == doctest::Approx(5000).epsilon(0.06));  // its standard deviation is 1.7 %
}
