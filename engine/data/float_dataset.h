// Points and sequences that lie in memory as floats: what toy2d, waves and tables of numbers end
// as. (Images are bytes and end in image_dataset.h.)
//
//   FloatSet set;                          the whole file, or everything that was generated
//   set.shape = {1, 1, 3};                 points: [1, 1, coordinates]
//   set.values = ...                       finite; [N, C, H, W], row-major
//   FloatSet held_out = take_held_out(set);
//   return make_float_dataset(info, std::move(set), std::move(held_out));
//
// Thread: see dataset.h. Errors: std::invalid_argument when lengths do not fit each other, which is
// a mistake of the caller's; whoever reads a file has told the student before.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/dataset.h"

namespace latent::data {

struct FloatSet {
    ImageShape shape;
    std::vector<float> values;  // [N, C, H, W]
    std::vector<int> labels;    // [N], or empty
    std::vector<int> factors;   // [N, K], or empty
    std::int64_t count() const {
        return shape.size() > 0 ? std::int64_t(values.size()) / shape.size() : 0;
    }
};

// Moves the held-out tenth (content_split.h) out of `all`, in the order of the file; labels and
// factors go with their sample. What counts is the bytes of a sample's floats, so equal samples
// stay on one side; -0 is made 0 first, because the two are equal. Empty when all samples are equal
// (or there is one): then refuse the file.
FloatSet take_held_out(FloatSet& all);

// The dataset of two sets of one shape. Of `info`, kind must be points or sequences; shape, counts
// and low and high (the least and greatest value of both sets) are filled in. Labels must lie
// within `info.class_names`, factors within `info.factors`, or be empty where those are.
std::shared_ptr<const Dataset> make_float_dataset(DatasetInfo info, FloatSet train,
                                                  FloatSet held_out);

}  // namespace latent::data
