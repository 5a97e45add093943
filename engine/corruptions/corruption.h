// What is done to an input before it is encoded. The target of the reconstruction stays clean
// (Vincent et al. 2008).
//
// A new corruption: one file here and one line in corruptions.inc.
#pragma once

#include <torch/types.h>

#include <memory>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"

namespace latent::corruptions {

class Corruption {
 public:
    virtual ~Corruption() = default;
    // x [B, C, H, W] in [0, 1] -> the same shape; x itself is left as it is. May return x when
    // nothing is done.
    virtual torch::Tensor apply(const torch::Tensor& x, torch::Generator& noise) const = 0;
};

using CorruptionEntry = Entry<Corruption, const Params&>;
const std::vector<CorruptionEntry>& corruptions();

}  // namespace latent::corruptions
