// Datasets out of IDX files: which files belong together, and what they make.
//
// One path is enough. Beside an images file its labels are looked for by the usual names
// ("images" -> "labels", "idx3" -> "idx1", packed or not); beside a training file ("train" in its
// name) the held-out pair ("t10k" or "test" in that place). A folder stands for the one training
// file in it.
//
//   train-images-idx3-ubyte.gz   train-labels-idx1-ubyte.gz     MNIST and its descendants
//   t10k-images-idx3-ubyte.gz    t10k-labels-idx1-ubyte.gz
//
// With a held-out pair the published split is kept, otherwise a tenth is held out by content
// (content_split.h). Labels are optional, but if one half has them the other must too.
//
// Thread: any. Errors: DataError.
#pragma once

#include <filesystem>
#include <memory>

#include "data/dataset.h"

namespace latent::data {

struct IdxFiles {
    std::filesystem::path images, labels;                    // labels: "" when there are none
    std::filesystem::path held_out_images, held_out_labels;  // "" when there are none
};

// The files that belong to an images file or lie in a folder.
IdxFiles find_idx_files(const std::filesystem::path& file_or_folder);

// Fill in shape, counts and, when `info` names no classes, the classes "0", "1", ... that the
// labels show. When it does name them, a label beyond them is an error.
DatasetInfo describe_idx(const IdxFiles& files, DatasetInfo info);
std::shared_ptr<const Dataset> load_idx(const IdxFiles& files, DatasetInfo info);

}  // namespace latent::data
