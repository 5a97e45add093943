#include "data/batcher.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

#include "data/shuffle.h"

namespace latent::data {

Batcher::Batcher(std::int64_t sample_count, std::int64_t batch_size, std::uint64_t seed)
    : sample_count_(sample_count), batch_size_(batch_size) {
    if (sample_count < 1) throw std::invalid_argument("There are no samples to draw batches from.");
    if (batch_size < 1)
        throw std::invalid_argument("A batch needs at least 1 sample, not " +
                                    std::to_string(batch_size) + ".");
    state_.seed = seed;
    draw_order();
}

void Batcher::draw_order() {
    // Shuffled afresh from 0, 1, 2, ... and not from the last order: then epoch and seed are enough
    // to know it, and no generator has to be saved.
    order_.resize(std::size_t(sample_count_));
    std::iota(order_.begin(), order_.end(), std::int64_t(0));
    Rng rng(mix(mix(state_.seed) + std::uint64_t(state_.epoch)));
    shuffle(order_, rng);
}

Batch Batcher::next() {
    if (state_.position == sample_count_) {
        ++state_.epoch;
        state_.position = 0;
        draw_order();
    }
    Batch batch;
    batch.indices = order_.data() + state_.position;
    batch.count = std::min(batch_size_, sample_count_ - state_.position);
    batch.epoch = state_.epoch;
    state_.position += batch.count;
    batch.ends_epoch = state_.position == sample_count_;
    return batch;
}

void Batcher::resume(const State& state) {
    if (state.epoch < 0 || state.position < 0 || state.position > sample_count_)
        throw std::invalid_argument("Position " + std::to_string(state.position) + " of epoch " +
                                    std::to_string(state.epoch) + " does not lie within " +
                                    std::to_string(sample_count_) + " samples.");
    const bool same_order = state.seed == state_.seed && state.epoch == state_.epoch;
    state_ = state;
    if (!same_order) draw_order();
}

}  // namespace latent::data
