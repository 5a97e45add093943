#include "analysis/samples.h"

#include <algorithm>

#include "data/stratified_sample.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kChunk = 512;
constexpr std::uint64_t kSampleSeed = 21;

}  // namespace

std::vector<std::int64_t> chosen(const data::Dataset& dataset, data::Split split,
                                 std::int64_t most) {
    return data::stratified_sample(dataset, split, std::min(most, dataset.count(split)),
                                   kSampleSeed);
}

torch::Tensor load(const data::Dataset& dataset, data::Split split,
                   const std::vector<std::int64_t>& indices) {
    const ImageShape& shape = dataset.info().shape;
    const auto count = std::int64_t(indices.size());
    torch::Tensor x = torch::empty({count, shape.channels, shape.height, shape.width});
    dataset.read(split, indices.data(), count, x.data_ptr<float>());
    return x;
}

CodeSet encode(const Subject& subject, data::Split split, std::int64_t most, const Report& report) {
    const std::vector<std::int64_t> indices = chosen(subject.dataset, split, most);
    CodeSet codes;
    codes.count = std::int64_t(indices.size());
    codes.width = subject.net.code_width();
    codes.codes.reserve(std::size_t(codes.count * codes.width));
    for (std::int64_t from = 0; from < codes.count; from += kChunk) {
        if (report) report(double(from) / double(codes.count), "Encoding samples.");
        const std::int64_t n = std::min(kChunk, codes.count - from);
        const torch::Tensor mean =
            subject.net
                .encode(load(subject.dataset, split,
                             {indices.begin() + from, indices.begin() + from + n}))
                .mean.contiguous();
        codes.codes.insert(codes.codes.end(), mean.data_ptr<float>(),
                           mean.data_ptr<float>() + mean.numel());
    }
    if (!subject.dataset.info().class_names.empty())
        for (std::int64_t index : indices)
            codes.labels.push_back(subject.dataset.label(split, index));
    return codes;
}

torch::Tensor reconstruct(const Subject& subject, const torch::Tensor& x, const Report& report) {
    std::vector<torch::Tensor> outputs;
    for (std::int64_t from = 0; from < x.size(0); from += kChunk) {
        if (report) report(double(from) / double(x.size(0)), "Reconstructing samples.");
        outputs.push_back(subject.net
                              .decode_mean(subject.net.encode(
                                  x.narrow(0, from, std::min(kChunk, x.size(0) - from))))
                              .values);
    }
    return torch::cat(outputs);
}

}  // namespace latent::analysis
