// All runs of a sweep see the same batches in the same order.
#include <doctest/doctest.h>

#include "data/batcher.h"
#include "latent/sweep.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

// The tiny dataset, writing down what is read of the training split.
class Recording final : public data::Dataset {
 public:
    const DatasetInfo& info() const override { return tiny_.info(); }
    void read_bytes(data::Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        tiny_.read_bytes(split, indices, count, out);
    }
    void read(data::Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        if (split == data::Split::train) read_.insert(read_.end(), indices, indices + count);
        tiny_.read(split, indices, count, out);
    }
    int label(data::Split split, std::int64_t index) const override {
        return tiny_.label(split, index);
    }
    void factors(data::Split split, std::int64_t index, int* out) const override {
        tiny_.factors(split, index, out);
    }
    const std::vector<std::int64_t>& trained_on() const { return read_; }

 private:
    test::TinyDataset tiny_;
    mutable std::vector<std::int64_t> read_;
};

std::vector<std::int64_t> order_of(const RunConfig& config, int steps) {
    const auto data = std::make_shared<const Recording>();
    training::Trainer trainer(config, data);
    const std::size_t before = data->trained_on().size();
    for (int i = 0; i < steps; ++i) trainer.step();
    return {data->trained_on().begin() + std::ptrdiff_t(before), data->trained_on().end()};
}

RunConfig small_run(std::int64_t seed) {
    RunConfig config = test::small_config("undercomplete");
    config.set("seed", seed);
    return config;
}

}  // namespace

TEST_CASE("runs of a sweep over widths and seeds are shown the same batches in the same order") {
    const auto runs = expand(test::catalog(), small_run(3),
                             {{"code.width", {std::int64_t(1), std::int64_t(8)}},
                              {"seed", {std::int64_t(0), std::int64_t(1), std::int64_t(9)}}});
    REQUIRE(runs.size() == 6);
    const auto first = order_of(runs[0].config, 20);  // 2.5 epochs
    CHECK(first.size() == 20 * 32);
    for (const SweepRun& run : runs) {
        CAPTURE(run.name);
        CHECK((order_of(run.config, 20) == first));
    }
    CHECK((order_of(small_run(3), 20) == first));  // and so does a run outside of it
}

TEST_CASE("systems of a sweep are shown the same batches in the same order") {
    const auto runs = expand(
        test::catalog(), small_run(3),
        {{"system",
          {std::string("undercomplete"), std::string("vae"), std::string("denoising_gaussian")}}});
    for (const SweepRun& run : runs) {
        RunConfig config = run.config;
        config.set("architecture.encoder", Widths{24});
        CHECK((order_of(config, 10) == order_of(small_run(3), 10)));
    }
}

TEST_CASE("without a seed of its own the order of batches is that of the run's seed, as ever") {
    for (const std::int64_t seed : {0, 3}) {
        data::Batcher batcher(256, 32, std::uint64_t(seed) * 5 + 1);
        std::vector<std::int64_t> expected;
        for (int i = 0; i < 10; ++i) {
            const data::Batch batch = batcher.next();
            expected.insert(expected.end(), batch.indices, batch.indices + batch.count);
        }
        CHECK((order_of(small_run(seed), 10) == expected));
    }
    CHECK((order_of(small_run(0), 10) != order_of(small_run(1), 10)));
}

TEST_CASE("the seed of the batches changes their order and nothing else") {
    RunConfig other = small_run(0);
    other.set("batch_seed", std::int64_t(1));
    CHECK((order_of(other, 10) == order_of(small_run(1), 10)));
    training::Trainer one(small_run(0), test::tiny_dataset()), two(other, test::tiny_dataset());
    CHECK((one.publish_weights()->values == two.publish_weights()->values));
}
