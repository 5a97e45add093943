#include "analysis/foreign.h"

#include <ATen/CPUGeneratorImpl.h>

#include "analysis/samples.h"

namespace latent::analysis {
namespace {

// In the order of preference; the run's own is skipped.
const char* const kCandidates[] = {"fashion_mnist", "mnist", "faces64", "sprites"};

torch::Tensor in_shape(torch::Tensor x, const ImageShape& shape) {
    if (x.size(1) != shape.channels) {
        x = x.mean(1, true);
        if (shape.channels > 1) x = x.expand({-1, shape.channels, -1, -1});
    }
    if (x.size(2) != shape.height || x.size(3) != shape.width)
        x = torch::upsample_bilinear2d(x.contiguous(), {shape.height, shape.width}, false);
    return x.contiguous();
}

}  // namespace

ForeignImages foreign_images(const data::Dataset& dataset, std::int64_t most) {
    const DatasetInfo& own = dataset.info();
    if (own.kind != DataKind::images)
        throw NotDefined("Only images have foreign images to be tried on.");
    for (const char* id : kCandidates) {
        if (own.id == id) continue;
        std::shared_ptr<const data::Dataset> other;
        try {
            other = data::load_dataset(id);
        } catch (const data::DataError&) {
            continue;  // not installed
        }
        // A copy of the user's own, under a path for an id, is no foreign data.
        if (other->info().train_count == own.train_count && other->info().shape == own.shape &&
            other->info().label == own.label)
            continue;
        const auto indices = chosen(*other, data::Split::held_out, most);
        return {id, other->info().label,
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

}  // namespace latent::analysis
