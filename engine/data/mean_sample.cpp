#include "data/mean_sample.h"

#include <algorithm>

namespace latent::data {

std::vector<float> mean_sample(const Dataset& dataset) {
    constexpr std::int64_t kMost = 100000, kChunk = 256;
    const std::int64_t all = dataset.count(Split::train), used = std::min(all, kMost);
    const std::size_t size = std::size_t(dataset.info().shape.size());
    std::vector<double> sums(size, 0.0);
    std::vector<float> chunk(size * std::size_t(kChunk));
    std::vector<std::int64_t> indices;
    for (std::int64_t from = 0; from < used; from += kChunk) {
        indices.clear();
        for (std::int64_t i = from; i < std::min(used, from + kChunk); ++i)
            indices.push_back(i * all / used);
        dataset.read(Split::train, indices.data(), std::int64_t(indices.size()), chunk.data());
        for (std::size_t i = 0; i < indices.size(); ++i)
            for (std::size_t p = 0; p < size; ++p) sums[p] += double(chunk[i * size + p]);
    }
    std::vector<float> mean(size);
    for (std::size_t p = 0; p < size; ++p)
        mean[p] = float(sums[p] / double(std::max<std::int64_t>(1, used)));
    return mean;
}

}  // namespace latent::data
