// Batches of a like size, for terms that compare every sample with every other.
//
// Such a term costs B^2, and its value may depend on B. Training gives it batches; an evaluation
// gives it whatever is measured at once, often a thousand samples. So an evaluation is cut into
// pieces as large as a batch of training (128 before the first), and their values are averaged: it
// stays cheap, and training and held-out curves can be compared.
//
// Thread: the trainer's.
#pragma once

#include <torch/types.h>

#include <algorithm>

#include "models/code.h"
#include "terms/term.h"

namespace latent::terms {

class Pieces {
 public:
    // value(encoding) -> scalar. A batch of fewer than two samples has no pairs: 0.
    template <class Value>
    torch::Tensor mean(const Pass& pass, const Value& value) {
        const models::Encoding& all = pass.encoding;
        const std::int64_t count = all.z.size(0);
        if (count < 2) return all.z.sum() * 0;
        if (pass.training) size_ = std::max(size_, count);
        const std::int64_t size = size_ > 1 ? size_ : kSizeBefore;
        if (pass.training || count <= size) return value(all);

        const std::int64_t pieces = std::min((count + size - 1) / size, count / 2);
        torch::Tensor sum;
        for (std::int64_t i = 0; i < pieces; ++i) {
            const std::int64_t from = count * i / pieces, to = count * (i + 1) / pieces;
            models::Encoding piece;
            piece.z = all.z.slice(0, from, to);
            piece.mean = all.mean.slice(0, from, to);
            if (all.gaussian()) piece.logvar = all.logvar.slice(0, from, to);
            const torch::Tensor weighted = value(piece) * (double(to - from) / double(count));
            sum = sum.defined() ? sum + weighted : weighted;
        }
        return sum;
    }

 private:
    static constexpr std::int64_t kSizeBefore = 128;
    std::int64_t size_ = 0;  // of a batch of training
};

}  // namespace latent::terms
