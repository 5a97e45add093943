#include "analysis/foreign.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <set>

#include "analysis/samples.h"
#include "data/content_split.h"

namespace latent::analysis {
namespace {

torch::Tensor in_shape(torch::Tensor x, const ImageShape& shape) {
    if (x.size(1) != shape.channels) {
        x = x.mean(1, true);
        if (shape.channels > 1) x = x.expand({-1, shape.channels, -1, -1});
    }
    if (x.size(2) != shape.height || x.size(3) != shape.width)
        x = torch::upsample_bilinear2d(x.contiguous(), {shape.height, shape.width}, false);
    return x.contiguous();
}

// Whether some of `own` held-out images are among those of `other`, in whichever split: a copy of
// the same data, under another name.
bool share_images(const data::Dataset& own, const data::Dataset& other) {
    constexpr std::int64_t kTried = 64, kAtOnce = 512;
    if (own.info().shape != other.info().shape) return false;
    const std::int64_t size = own.info().shape.size();
    const std::vector<std::int64_t> tried = chosen(own, data::Split::held_out, kTried);
    std::vector<std::uint8_t> pixels(std::size_t(std::max(kTried, kAtOnce) * size));
    own.read_bytes(data::Split::held_out, tried.data(), std::int64_t(tried.size()), pixels.data());
    std::set<std::uint64_t> known;
    for (std::size_t i = 0; i < tried.size(); ++i)
        known.insert(data::content_hash(pixels.data() + std::int64_t(i) * size, size));
    std::vector<std::int64_t> indices;
    for (data::Split split : {data::Split::held_out, data::Split::train})
        for (std::int64_t from = 0; from < other.count(split); from += kAtOnce) {
            indices.clear();
            for (std::int64_t i = from; i < std::min(other.count(split), from + kAtOnce); ++i)
                indices.push_back(i);
            other.read_bytes(split, indices.data(), std::int64_t(indices.size()), pixels.data());
            for (std::size_t i = 0; i < indices.size(); ++i)
                if (known.count(data::content_hash(pixels.data() + std::int64_t(i) * size, size)))
                    return true;
        }
    return false;
}

}  // namespace

ForeignImages foreign_images(const data::Dataset& dataset, std::int64_t most) {
    const DatasetInfo& own = dataset.info();
    if (own.kind != DataKind::images)
        throw NotDefined("Only images have foreign images to be tried on.");
    std::vector<DatasetInfo> others = data::list_datasets();
    std::stable_partition(others.begin(), others.end(),
                          [&](const DatasetInfo& other) { return other.shape == own.shape; });
    for (const DatasetInfo& listed : others) {
        if (listed.kind != DataKind::images || listed.train_count == 0 || listed.id == own.id)
            continue;
        const auto other = data::load_dataset(listed.id);
        if (share_images(dataset, *other)) continue;
        const auto indices = chosen(*other, data::Split::held_out, most);
        return {listed.id, listed.label,
                in_shape(load(*other, data::Split::held_out, indices), own.shape)};
    }
    throw NotDefined("No other images are installed to compare with.");
}

std::vector<ForeignImages> unnatural_images(const torch::Tensor& x) {
    auto noise = at::make_generator<at::CPUGeneratorImpl>(11);
    const std::int64_t pixels = x.numel() / x.size(0);
    const torch::Tensor order = torch::randperm(pixels, noise, torch::kInt64);
    return {{"noise", "uniform noise", torch::rand(x.sizes(), noise, x.options())},
            {"inverted", "inverted", 1 - x},
            {"shuffled", "pixels shuffled",
             x.reshape({x.size(0), pixels}).index_select(1, order).view(x.sizes())}};
}

double unexplained(const torch::Tensor& x, const torch::Tensor& output) {
    const double variance = (x - x.mean(0)).square().sum().item<double>();
    return variance > 0 ? (x - output).square().sum().item<double>() / variance : 0;
}

std::int64_t most_measured(const ImageShape& shape) {
    constexpr std::int64_t kMost = 10000, kFloats = 16 << 20;
    return std::min(kMost, kFloats / shape.size());
}

}  // namespace latent::analysis
