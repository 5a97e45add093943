// Looks at a net from outside: the codes of a fixed sample, reconstructions, statistics of each
// dimension and of the principal directions, held-out losses.
//
// It only reads the net, draws no number from the trainer's generators, and therefore never changes
// a run. Each look costs one encoding of the probe and one decoding of its held-out half; Run
// decides how often that is affordable.
//
// Thread: the trainer's; what it returns is shared.
#pragma once

#include <cstdint>
#include <memory>

#include "latent/snapshot.h"
#include "models/pictures.h"
#include "training/trainer.h"

namespace latent::training {

struct Observation {
    bool finite = true;  // false: the codes are not finite numbers, and the rest is empty
    std::shared_ptr<const CodeCloud> cloud;
    std::shared_ptr<const Reconstructions> reconstructions;
    std::shared_ptr<const LatentStats> latents;
    TermValues held_out;
};

class Observer {
 public:
    // Chooses the probe: half from either split, in equal parts from each class, never the first N.
    Observer(const data::Dataset& dataset, const RunConfig& config,
             models::VersionCounter& versions);

    Observation look(Trainer& trainer);

    std::shared_ptr<const Probe> probe() const { return probe_; }

 private:
    struct Gathered;
    Gathered gather(Trainer& trainer);

    std::shared_ptr<const Probe> probe_;
    DataKind kind_ = DataKind::images;
    std::int64_t train_count_ = 0, held_out_count_ = 0;
    torch::Tensor inputs_;    // [n, C, H, W] float, the probe
    std::vector<int> shown_;  // held-out samples whose reconstructions are shown
    std::vector<PrincipalDirection> last_principal_;  // of the last look
    models::VersionCounter& versions_;
};

}  // namespace latent::training
