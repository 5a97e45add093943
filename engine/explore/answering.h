// Answers one question from one set of weights: decode, encode, walk.
#pragma once

#include <memory>

#include "latent/explorer.h"
#include "models/pictures.h"
#include "models/weights.h"

namespace latent::models {
class Autoencoder;
class FlatParameters;
}  // namespace latent::models

namespace latent::explore {

// A copy of a run's net for one thread, kept at the newest weights.
class Replica {
 public:
    Replica();
    ~Replica();
    Replica(Replica&&) noexcept;
    Replica& operator=(Replica&&) noexcept;

    // Never throws: what goes wrong is said in Answer::problem.
    Answer answer(const std::shared_ptr<const models::Weights>& newest, const Question& question,
                  models::VersionCounter& versions);

 private:
    void load(const std::shared_ptr<const models::Weights>& newest);

    std::shared_ptr<const models::Weights> loaded_;
    std::shared_ptr<models::Autoencoder> net_;
    std::unique_ptr<models::FlatParameters> flat_;
};

// The codes of a walk: [count, k] row-major, `origin` with one dimension set to count equal steps
// from `from` to `to`. Throws std::invalid_argument when the dimension does not exist or count < 1.
std::vector<float> walk_codes(const WalkDimension& walk);

}  // namespace latent::explore
