#include "metrics/by_value.h"

namespace latent::metrics {

RowsByValue::RowsByValue(const FactorColumn& column, std::size_t fewest)
    : buckets_(std::size_t(column.count)) {
    for (std::size_t i = 0; i < column.values.size(); ++i)
        buckets_[std::size_t(column.values[i])].push_back(int(i));
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket)
        if (buckets_[bucket].size() >= fewest)
            rows_.insert(rows_.end(), buckets_[bucket].size(), bucket);
}

std::vector<int>& RowsByValue::draw(statistics::Draws& draws) {
    return buckets_[rows_[draws.below(rows_.size())]];
}

}  // namespace latent::metrics
