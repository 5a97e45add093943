// The order in which samples are learned from: shuffled mini-batches, epoch after epoch.
//
// An epoch visits every sample exactly once, in an order drawn from (seed, epoch) alone. The last
// batch of an epoch may be short and is kept: 60,000 samples in batches of 128 are 468 full batches
// and one of 96. Averages over an epoch must therefore weigh batches by their size.
//
// Nothing but seed and sample count enters the order: two models trained with the same seed see the
// same batches. Where a run stands is three numbers, so that a checkpoint resumes bit-equal.
//
// Thread: one at a time; a copy is independent.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::data {

struct Batch {
    const std::int64_t* indices =
        nullptr;  // [count]; valid until the next call of a non-const member
    std::int64_t count = 0;
    std::int64_t epoch = 0;   // the epoch it belongs to, from 0
    bool ends_epoch = false;  // true for the last batch of its epoch
};

class Batcher {
 public:
    // `position` counts the samples of `epoch` that were already handed out.
    struct State {
        std::uint64_t seed = 0;
        std::int64_t epoch = 0, position = 0;
        bool operator==(const State& o) const {
            return seed == o.seed && epoch == o.epoch && position == o.position;
        }
        bool operator!=(const State& o) const { return !(*this == o); }
    };

    // Throws std::invalid_argument unless both counts are at least 1.
    Batcher(std::int64_t sample_count, std::int64_t batch_size, std::uint64_t seed);

    Batch next();

    const State& state() const { return state_; }

    // Goes on from there as if every batch before had been drawn. Throws std::invalid_argument when
    // the position does not lie within an epoch of this sample count.
    void resume(const State& state);

    std::int64_t steps_per_epoch() const { return (sample_count_ + batch_size_ - 1) / batch_size_; }

 private:
    void draw_order();

    std::int64_t sample_count_, batch_size_;
    State state_;
    std::vector<std::int64_t> order_;  // of state_.epoch
};

}  // namespace latent::data
