// A named part of the loss. What is trained is reconstruction + sum_i weight_i term_i.
//
// Convention: reconstruction terms are summed over the pixels of a sample, code terms over the
// latents, and all are averaged over the batch; natural logarithms. Every term's unweighted value
// is recorded under its own name: curves, logs and the formula on screen come from that list, with
// no code of a term's own.
//
// A new term: one file here and one line in terms.inc.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "models/autoencoder.h"

namespace latent::terms {

// One batch on its way through the net.
struct Pass {
    torch::Tensor input;      // [B, C, H, W] clean: what the output is compared with
    torch::Tensor corrupted;  // [B, C, H, W] what was encoded
    models::Encoding encoding;
    models::Decoding output;
    std::int64_t step = 0;
};

class Term {
 public:
    virtual ~Term() = default;
    // A scalar, differentiable with respect to what the pass was computed from.
    virtual torch::Tensor loss(const Pass& pass) const = 0;
};

using TermEntry = Entry<Term, const Params&>;
const std::vector<TermEntry>& terms();

// The weight every term has, as its first parameter.
ParamSpec weight_spec(double default_value, double low, double high,
                      const std::string& label = "weight");

}  // namespace latent::terms
