// The work behind each kind of question (latent/explorer.h).
//
// Thread: the explorer's. Errors: std::invalid_argument with a sentence, here or in the work's
// slices.
#pragma once

#include <memory>

#include "explore/neighbourhood.h"
#include "explore/work.h"

namespace latent::explore {

std::unique_ptr<Work> work_on(const DecodeCodes& question, const Bench& bench);
std::unique_ptr<Work> work_on(const EncodeSamples& question, const Bench& bench);
std::unique_ptr<Work> work_on(const Traverse& question, const Bench& bench);
std::unique_ptr<Work> work_on(const Interpolate& question, const Bench& bench,
                              const std::shared_ptr<Neighbourhood>& neighbourhood);
std::unique_ptr<Work> work_on(const Stretch& question, const Bench& bench);
std::unique_ptr<Work> work_on(const Effects& question, const Bench& bench);

// These need no net.
std::unique_ptr<Work> work_on(const Cluster& question);
std::unique_ptr<Work> work_on(const MatchDimensions& question);

}  // namespace latent::explore
