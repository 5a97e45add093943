// The figures at the end of a run, over the whole held-out split.
#pragma once

#include <functional>

#include "latent/snapshot.h"
#include "training/trainer.h"

namespace latent::training {

// squared_error: at the mean code. Terms, bce and total: as training sees them, a gaussian code
// sampled once for each image, so that bce + kl_prior is minus the evidence lower bound. All are
// means over images, not over batches. knn5_accuracy: held-out codes among all training codes (of
// at most 60,000 images), 5 neighbours. `cancelled` is asked between batches; when it says true the
// summary is incomplete and false is returned.
bool summarise(Trainer& trainer, const std::function<bool()>& cancelled, Summary& summary);

}  // namespace latent::training
