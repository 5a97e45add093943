// The training loop's body: one net, one dataset, one step at a time.
//
//   x -> corrupt -> encode -> (sample) -> decode -> reconstruction + sum_i weight_i term_i ->
//   gradients -> optimiser
//
// All randomness comes from the config's seed through generators of the trainer's own: with the
// same number of threads, the same config gives the same weights bit for bit, whatever was observed
// meanwhile.
//
// Thread: one at a time. It knows no clock, no mailbox and no snapshot; Run (run.h) wraps it in a
// thread.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "corruptions/corruption.h"
#include "data/batcher.h"
#include "data/dataset.h"
#include "latent/run_config.h"
#include "models/autoencoder.h"
#include "models/flat_parameters.h"
#include "models/weights.h"
#include "optim/optimizer.h"
#include "terms/term.h"

namespace latent::training {

// Values of one pass: term i unweighted, and the weighted sum.
struct TermValues {
    std::vector<float> terms;
    float total = 0;
    bool finite() const;
};

class Trainer {
 public:
    // `config` is validated; throws std::runtime_error with a sentence when the data does not suit
    // it.
    Trainer(const RunConfig& config, std::shared_ptr<const data::Dataset> dataset);

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

    // Loss terms of a pass that was computed without corruption: x [B, C, H, W], its encoding and
    // what became of z.
    TermValues evaluate(const torch::Tensor& x, models::Encoding encoding,
                        models::Decoding output) const;
    // Noise for evaluations: begins the same at every call, so that two looks at the same weights
    // agree.
    torch::Generator evaluation_noise() const;

    struct NamedTerm {
        std::string id, label;
        double weight = 1;
        std::unique_ptr<terms::Term> term;
    };
    const std::vector<NamedTerm>& terms() const { return terms_; }

    std::int64_t steps() const { return step_; }
    std::int64_t last_batch() const { return last_batch_; }  // samples of the last step
    std::int64_t steps_per_epoch() const { return batcher_.steps_per_epoch(); }
    const RunConfig& config() const { return config_; }
    const data::Dataset& dataset() const { return *dataset_; }
    models::Autoencoder& net() { return *net_; }
    const models::FlatParameters& weights() const { return *weights_; }

    // Reads samples as a float tensor [count, C, H, W].
    torch::Tensor load(data::Split split, const std::int64_t* indices, std::int64_t count) const;

 private:
    void build_parts();
    void go_on_from(std::int64_t step);
    terms::Pass forward(const torch::Tensor& x, torch::Generator& noise);
    torch::Tensor total_loss(const terms::Pass& pass, TermValues& values) const;

    RunConfig config_;
    std::shared_ptr<const data::Dataset> dataset_;
    std::shared_ptr<const models::NetPlan> plan_;
    std::shared_ptr<models::Autoencoder> net_;
    std::unique_ptr<models::FlatParameters> weights_;
    std::unique_ptr<corruptions::Corruption> corruption_;
    std::vector<NamedTerm> terms_;
    std::unique_ptr<optim::Optimizer> optimizer_;
    data::Batcher batcher_;
    torch::Generator noise_;
    torch::Tensor batch_;  // [batch_size, C, H, W], filled anew for every step
    TermValues values_;
    std::int64_t step_ = 0, last_batch_ = 0;
};

}  // namespace latent::training
