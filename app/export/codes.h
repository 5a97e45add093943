// The codes of a run as files: what the latent map shows, for a notebook. Thread: any.
#pragma once

#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

// A line a sample: sample (its place in its split), split, class and factors where they are known,
// z1 ... zk, squared_error where it is known. `data` may be null: then classes and factors go by
// their numbers. Throws std::runtime_error with a sentence.
void write_codes_csv(const std::string& path, const CodeCloud& cloud, const DatasetInfo* data);

// The codes alone: '<f4' [n, k], in the same order.
void write_codes_npy(const std::string& path, const CodeCloud& cloud);

// These samples of the cloud alone, with what is known of each but without the samples themselves.
// Indices that the cloud does not have are left out.
CodeCloud codes_of(const CodeCloud& cloud, const std::vector<int>& samples);

}  // namespace latent::app
