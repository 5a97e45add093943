// What was found out about data alone, kept while other nets of the same data are looked at: seven
// widths on one dataset fit PCA once.
//
//   static Remembered<Pca> memory;
//   auto pca = memory.of(dataset, report, [](const data::Dataset& d, const Report& r) { ... });
//
// Data are known by their description, their counts and by 64 samples of each split, so that two
// views of the same part of the same data are the same. The last few are kept.
//
// Thread: any; two that ask for the same at once both compute it. Errors: whatever is thrown while
// computing; nothing is kept then.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "data/dataset.h"
#include "statistics/report.h"

namespace latent::analysis {

// The same for equal data, different for any others (by all likelihood).
std::string key_of(const data::Dataset& dataset);

template <class Found>
class Remembered {
 public:
    static constexpr std::size_t kKept = 4;

    // compute(dataset, report) -> Found.
    template <class Compute>
    std::shared_ptr<const Found> of(const data::Dataset& dataset, const Report& report,
                                    const Compute& compute) {
        const std::string key = key_of(dataset);
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            for (auto entry = entries_.begin(); entry != entries_.end(); ++entry)
                if (entry->first == key) {
                    entries_.splice(entries_.begin(), entries_, entry);
                    return entry->second;
                }
        }
        auto found = std::make_shared<const Found>(compute(dataset, report));
        const std::lock_guard<std::mutex> lock(mutex_);
        entries_.emplace_front(key, found);
        if (entries_.size() > kKept) entries_.pop_back();
        return found;
    }

 private:
    std::mutex mutex_;
    std::list<std::pair<std::string, std::shared_ptr<const Found>>> entries_;  // last used first
};

}  // namespace latent::analysis
