// Samples to learn from: where they come from, how they are split, how a batch of them is read.
//
// A dataset answers for two splits. The held-out split is never trained on. Where the project makes
// the split itself, no held-out image has an equal copy among the training images, by construction
// (content_split.h, sprites.h); a split that was published is kept as published, because that is
// what the literature's figures are measured on. Images lie in memory as bytes, or are computed
// from their index; a batch is made float on the fly.
//
// An index counts within its split: 0 .. count(split) - 1.
//
// Thread: const members may be called from any number of threads at once.
// Errors: loading throws DataError, a sentence with the file's name, what is wrong with it and what
// to do. Reading throws std::out_of_range for an index that the split does not have.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "latent/catalog.h"

namespace latent::data {

class DataError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

enum class Split { train, held_out };

class Dataset {
 public:
    virtual ~Dataset() = default;

    virtual const DatasetInfo& info() const = 0;

    std::int64_t count(Split split) const {
        return split == Split::train ? info().train_count : info().held_out_count;
    }

    // Writes samples `indices[0..count)` of the split to `out` [count, C, H, W] as float: byte /
    // 255.
    virtual void read(Split split, const std::int64_t* indices, std::int64_t count,
                      float* out) const = 0;

    // The same as bytes, for pictures on screen: [count, C, H, W]. Images only: points and sequences
    // have no bytes, and asking for them throws std::logic_error.
    virtual void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                            std::uint8_t* out) const = 0;

    // Class of a sample, 0 .. class_names.size()-1; -1 when there are no labels.
    virtual int label(Split split, std::int64_t index) const = 0;

    // Writes the K = info().factors.size() factor values of a sample; nothing when K is 0.
    virtual void factors(Split split, std::int64_t index, int* out) const = 0;
};

// Every registered source (datasets.inc), described without reading its samples. One that is not
// installed, or whose files are damaged, has train_count 0; describing it by id says why.
std::vector<DatasetInfo> list_datasets();

// Describes by id or path, reading headers only (and labels, a byte each, where they alone tell how
// many classes there are). A lone images file is described with the tenth that is to be held out;
// equal images in it may move the two counts by a few when it is loaded.
DatasetInfo describe_dataset(const std::string& id_or_path);

// Loads by id or path: a registered id first, then whatever has a '/' in it or exists.
std::shared_ptr<const Dataset> load_dataset(const std::string& id_or_path);

}  // namespace latent::data
