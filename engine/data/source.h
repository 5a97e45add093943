// What one registered source of samples tells the registry about itself.
//
// `info` is all that can be said without touching the disk: id, names, shape, classes, factors;
// its counts are 0. `describe` fills in the counts from headers; `load` makes the dataset. Both
// throw DataError, also when the source is not installed, and then say how to install it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "data/dataset.h"

namespace latent::data {

struct SourceEntry {
    DatasetInfo info;
    DatasetInfo (*describe)() = nullptr;
    std::shared_ptr<const Dataset> (*load)() = nullptr;
};

// The folder that holds a source's files: $LATENT_DATA_DIR/ID where that exists, so that a student
// can put files there without being root, otherwise the folder of the system's package.
std::filesystem::path source_folder(const std::string& id, const std::filesystem::path& packaged);

}  // namespace latent::data
