// The training loop's body: one net, one dataset, one step at a time.
//
//   x -> corrupt -> encode -> (sample) -> decode -> reconstruction + sum_i weight_i term_i
//     -> gradients -> optimiser; then every second player takes a step of its own (objective.h)
//
// All randomness comes from the config's seed through generators of the trainer's own: with the
// same number of threads, the same config gives the same weights bit for bit, whatever was observed
// meanwhile.
//
// Thread: one at a time. It knows no clock, no mailbox and no snapshot; Run (run.h) wraps it in a
// thread.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "concurrency/team.h"
#include "corruptions/corruption.h"
#include "data/batcher.h"
#include "data/dataset.h"
#include "latent/run_config.h"
#include "models/autoencoder.h"
#include "models/flat_parameters.h"
#include "models/weights.h"
#include "optim/optimizer.h"
#include "optim/schedule.h"
#include "store/safetensors.h"
#include "training/objective.h"

namespace latent::training {

class Trainer {
 public:
    // `config` is validated; throws std::runtime_error with a sentence when the data does not suit
    // it.
    Trainer(const RunConfig& config, std::shared_ptr<const data::Dataset> dataset);

    // How many threads a step is shared among (models/sliced.h); one until it is said. Looks at the
    // net are shared likewise. With another number the same run ends in other last bits. Called by
    // the thread that steps, which it prepares: one thread an operation (where the net goes in slices;
    // all of them otherwise), no denormal numbers.
    void use_threads(int threads);

    // One optimiser step. When a value is not finite nothing is updated.
    const TermValues& step();

    // Applies live parameters between steps: `changed` differs from config() in nothing else
    // (Lab::post sees to that).
    void configure(const RunConfig& changed);

    // Starts from these weights wherever a parameter of the same name and shape exists; goes on
    // from their step.
    void adopt(const models::Weights& weights);
    // Back to weights that this trainer published, at their step. The optimiser forgets its
    // averages: after a divergence they would carry the explosion on.
    void restore(const models::Weights& weights);
    std::shared_ptr<const models::Weights> publish_weights() const;

    // All that the next step depends on, beside config and data: weights, what optimisers remember,
    // second players, the noise's state, the place in the data and the stretch of the schedule. A
    // trainer of the same config that loads it goes on bit for bit as this one would have
    // (store/README.md has the names). load() throws std::runtime_error with the end of a sentence
    // ("lacks the tensor 'x', ...") and then must not be trained on.
    void save(store::Tensors& tensors) const;
    void load(const store::Tensors& tensors);
    // Another run's state as a start, as adopt() takes its weights.
    void adopt(const store::Tensors& tensors);
    // Another end than the config's was: it may lie before or behind.
    void end_as_configured() {
        first_step_ = 0;
        last_step_ = length();
    }

    // Loss terms of a pass that was computed without corruption: x [B, C, H, W] with labels [B] (or
    // undefined), its encoding and what became of z.
    TermValues evaluate(const torch::Tensor& x, const torch::Tensor& labels,
                        models::Encoding encoding, models::Decoding output);
    // Labels as terms read them; undefined where no term does.
    torch::Tensor labels(data::Split split, const std::int64_t* indices, std::int64_t count) const;
    // Noise for evaluations: begins the same at every call, so that two looks at the same weights
    // agree.
    torch::Generator evaluation_noise() const;

    const std::vector<NamedValue>& terms() const { return objective_->names(); }

    std::int64_t steps() const { return step_; }
    std::int64_t last_batch() const { return last_batch_; }  // samples of the last step
    std::int64_t steps_per_epoch() const { return batcher_.steps_per_epoch(); }
    const RunConfig& config() const { return config_; }
    const data::Dataset& dataset() const { return *dataset_; }
    std::shared_ptr<const data::Dataset> shared_dataset() const { return dataset_; }
    models::Autoencoder& net() { return *net_; }
    // Of the net, then of the heads.
    const models::FlatParameters& weights() const { return *weights_; }
    std::int64_t net_size() const { return net_size_; }
    const models::NetPlan& plan() const { return *plan_; }
    // The step at which this run ends: as the config says, until it was extended; 0: never.
    std::int64_t last_step() const { return last_step_; }
    // On from here for as many steps as the config says: a falling learning rate falls anew.
    void extend();

    // Reads samples as a float tensor [count, C, H, W].
    torch::Tensor load(data::Split split, const std::int64_t* indices, std::int64_t count) const;

 private:
    void build_parts();
    void read_batch(const data::Batch& batch, const torch::Tensor& x);
    void go_on_from(std::int64_t step);
    void load_players(const models::Weights& weights);
    std::int64_t length() const;  // steps the config asks for; 0: no end
    terms::Pass forward(const torch::Tensor& x, torch::Generator& noise);

    RunConfig config_;
    std::shared_ptr<const data::Dataset> dataset_;
    std::shared_ptr<const models::NetPlan> plan_;
    std::unique_ptr<concurrency::Team> team_;  // null: one thread
    std::shared_ptr<models::Autoencoder> net_;
    std::unique_ptr<models::FlatParameters> weights_;  // of the net, then of the heads
    std::int64_t net_size_ = 0;                        // parameters of the net alone
    std::unique_ptr<corruptions::Corruption> corruption_;
    std::unique_ptr<Objective> objective_;
    std::unique_ptr<optim::Optimizer> optimizer_;
    std::optional<optim::Schedule> schedule_;
    data::Batcher batcher_;
    torch::Generator noise_;
    torch::Tensor batch_;  // [batch_size, C, H, W], filled anew for every step
    TermValues values_;
    std::int64_t step_ = 0, last_batch_ = 0;
    std::int64_t first_step_ = 0, last_step_ = 0;  // of this stretch of training
};

}  // namespace latent::training
