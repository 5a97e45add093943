// A part of a dataset: some of its classes, fewer training samples.
//
//   samples.classes   "7", "3,8" or class names; "" for all: both splits keep these classes alone
//   samples.limit     at most so many training samples, in equal parts from each class; 0: all
//
// A class is called by its name, upper or lower case, or by its number; a name goes before a
// number. A view never moves a sample from one split to the other. Labels and class names keep
// their numbers, so that a 7 has the same colour everywhere; classes without samples are named
// still. The same view of the same data is the same samples on every machine, and a smaller limit
// keeps some of the samples that a larger one keeps.
//
// Thread: any. Errors: DataError with a sentence, when a class does not exist, when the data have
// none, or when nothing is left to train on or to hold out.
// Cost: one pass over the labels and 8 bytes a sample that stays; no sample is copied.
#pragma once

#include <memory>

#include "data/dataset.h"
#include "latent/run_config.h"

namespace latent::data {

// `dataset` itself when the config leaves nothing out.
std::shared_ptr<const Dataset> view(std::shared_ptr<const Dataset> dataset,
                                    const RunConfig& config);

}  // namespace latent::data
