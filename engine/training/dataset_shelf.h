// Datasets that are in use, each loaded once however many runs learn from it, and let go with the
// last of them. Thread: any; a second asker waits while the first loads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "data/dataset.h"

namespace latent::training {

class DatasetShelf {
 public:
    // Throws data::DataError.
    std::shared_ptr<const data::Dataset> take(const std::string& id_or_path) {
        std::lock_guard lock(mutex_);
        auto& slot = shelf_[id_or_path];
        if (auto loaded = slot.lock()) return loaded;
        auto loaded = data::load_dataset(id_or_path);
        slot = loaded;
        return loaded;
    }

 private:
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<const data::Dataset>> shelf_;
};

}  // namespace latent::training
