// The loss of a run: reconstruction + sum_i weight_i term_i, and whoever else plays.
//
// Beside the terms themselves it keeps their heads, which are trained with the net, and their
// opponents, each with its own parameters, loss and optimiser.
//
// Thread: the trainer's.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "latent/run_config.h"
#include "models/flat_parameters.h"
#include "optim/optimizer.h"
#include "store/safetensors.h"
#include "terms/term.h"

namespace latent::training {

// Values of one pass, in the order of Objective::names(), and the weighted sum.
struct TermValues {
    std::vector<float> terms;
    float total = 0;
    bool finite() const;
};

// What is recorded under its own name. An opponent's own loss is "ID.opponent" with weight 0: it is
// no part of the sum.
struct NamedValue {
    std::string id, label;
    double weight = 1;
};

class Objective {
 public:
    Objective(const RunConfig& config, const terms::TermBlueprint& blueprint);
    ~Objective();

    const std::vector<NamedValue>& names() const { return names_; }

    // The differentiable sum; writes every value but the opponents'.
    torch::Tensor total(const terms::Pass& pass, TermValues& values);

    // Each opponent's gradients for the codes of this pass, computed before anybody steps; writes
    // their values. move_opponents() then takes their steps.
    void face_opponents(const terms::Pass& pass, TermValues& values);
    void move_opponents();

    // All values of a pass, without gradients.
    TermValues measure(const terms::Pass& pass);

    void configure(const RunConfig& config);

    bool needs_input_gradient() const;
    bool reads_values() const;
    bool needs_labels() const { return needs_labels_; }

    // Heads by the id of their term, to be trained with the net.
    std::vector<std::pair<std::string, torch::nn::Module*>> heads() const;

    // The opponents' parameters by the name of their loss, to be published with the net's and put
    // back; a name or a size that no opponent has is passed over.
    std::vector<std::pair<std::string, std::vector<float>>> opponents() const;
    void restore_opponent(const std::string& name, const std::vector<float>& values);

    // The opponents whole, their optimisers included, below "opponents/" (store/README.md). load()
    // throws std::runtime_error with the end of a sentence when something is missing or of another
    // shape.
    void save(store::Tensors& tensors) const;
    void load(const store::Tensors& tensors);
    void adopt(const store::Tensors& tensors);  // the weights that fit

 private:
    class SecondPlayer;
    struct Part {
        std::string id;
        std::unique_ptr<terms::Term> term;
        std::unique_ptr<SecondPlayer> opponent;  // or null
    };

    std::vector<Part> parts_;
    std::vector<std::shared_ptr<torch::nn::Module>> heads_;  // of each part, or null
    std::vector<NamedValue> names_;                          // the parts', then the opponents'
    bool needs_labels_ = false;
};

}  // namespace latent::training
