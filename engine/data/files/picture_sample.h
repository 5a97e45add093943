// One picture of the user's as a sample in the shape of a dataset, to be encoded like one of its
// own.
//
// The largest square in the middle, resized to the larger side of the samples, and from that, where
// they are not square, the middle. Grey where the samples have one channel. Bright stays bright: a
// digit drawn dark on white paper is the negative of MNIST's, and whoever shows it can turn it round.
//
// Thread: any. Errors: DataError with a sentence, also when the samples are no pictures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "latent/snapshot.h"

namespace latent::data {

// Samples::version is left at 0.
Samples picture_sample(const std::filesystem::path& path, const DatasetInfo& like);

// The same of such a file's bytes.
Samples picture_sample(const std::vector<std::uint8_t>& bytes, const DatasetInfo& like);

}  // namespace latent::data
