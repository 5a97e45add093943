// Answers questions from published weights, a slice at a time.
#pragma once

#include <memory>

#include "explore/neighbourhood.h"
#include "latent/explorer.h"
#include "models/pictures.h"
#include "models/weights.h"

namespace latent::models {
class Autoencoder;
class FlatParameters;
}  // namespace latent::models

namespace latent::explore {

class Work;

// A question under way, with the weights that it began with.
struct Task {
    std::shared_ptr<const models::Weights> weights;  // null where none are needed
    std::unique_ptr<Work> work;                      // null once it is answered
    Answer answer;

    Task();
    ~Task();
    Task(Task&&) noexcept;
    Task& operator=(Task&&) noexcept;
    bool done() const { return !work; }
};

// A copy of a run's net for one thread. Whichever task goes on finds its own weights in it.
//
// Nothing here throws: what goes wrong is said in Answer::problem, and the task is done.
class Replica {
 public:
    Replica();
    ~Replica();
    Replica(Replica&&) noexcept;
    Replica& operator=(Replica&&) noexcept;

    Task begin(const std::shared_ptr<const models::Weights>& newest, const Question& question,
               models::VersionCounter& versions);
    // One slice: some 20 ms of work.
    void advance(Task& task, models::VersionCounter& versions);

    // All of it at once.
    Answer answer(const std::shared_ptr<const models::Weights>& newest, const Question& question,
                  models::VersionCounter& versions);

 private:
    void load(const std::shared_ptr<const models::Weights>& wanted);

    std::shared_ptr<const models::Weights> loaded_;
    std::shared_ptr<models::Autoencoder> net_;
    std::unique_ptr<models::FlatParameters> flat_;
    std::shared_ptr<Neighbourhood> neighbourhood_;
    std::int64_t passes_;  // through this net that fit into a slice, as the last slices showed
};

}  // namespace latent::explore
