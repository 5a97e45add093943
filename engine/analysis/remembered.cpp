#include "analysis/remembered.h"

#include <algorithm>
#include <vector>

#include "data/content_split.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kLookedAt = 64;

// Of samples spread evenly over the split, with their classes and factors.
std::uint64_t hash_of(const data::Dataset& dataset, data::Split split) {
    const std::int64_t all = dataset.count(split), count = std::min(all, kLookedAt);
    if (count == 0) return 0;
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < count; ++i) indices.push_back(i * all / count);
    const auto values = std::size_t(count * dataset.info().shape.size());
    const std::size_t each = dataset.info().factors.size() + 1;
    std::vector<float> numbers(values);
    dataset.read(split, indices.data(), count, numbers.data());
    std::vector<int> known(each, 0);
    for (std::int64_t index : indices) {
        known[0] = dataset.label(split, index);
        if (each > 1) dataset.factors(split, index, known.data() + 1);
        for (int value : known) numbers.push_back(float(value));
    }
    return data::content_hash(reinterpret_cast<const std::uint8_t*>(numbers.data()),
                              std::int64_t(numbers.size() * sizeof(float)));
}

}  // namespace

std::string key_of(const data::Dataset& dataset) {
    const DatasetInfo& info = dataset.info();
    std::string key = info.id + '|' + name_of(info.kind);
    for (std::int64_t number :
         {std::int64_t(info.shape.channels), std::int64_t(info.shape.height),
          std::int64_t(info.shape.width), info.train_count, info.held_out_count})
        key += '|' + std::to_string(number);
    for (const FactorInfo& factor : info.factors)
        key += '|' + factor.name + (factor.cyclic ? '~' : '=') + std::to_string(factor.count);
    for (data::Split split : {data::Split::train, data::Split::held_out})
        key += '|' + std::to_string(hash_of(dataset, split));
    return key;
}

}  // namespace latent::analysis
