#include "models/pictures.h"

namespace latent::models {

Samples to_samples(const torch::Tensor& values, DataKind kind, std::uint64_t version) {
    Samples samples;
    samples.kind = kind;
    samples.count = int(values.size(0));
    samples.shape = {int(values.size(1)), int(values.size(2)), int(values.size(3))};
    samples.version = version;
    if (kind == DataKind::images) {
        const torch::Tensor bytes = (values.clamp(0, 1) * 255 + 0.5).to(torch::kUInt8).contiguous();
        samples.pixels.assign(bytes.data_ptr<std::uint8_t>(),
                              bytes.data_ptr<std::uint8_t>() + bytes.numel());
    } else {
        const torch::Tensor numbers = values.to(torch::kFloat32).contiguous();
        samples.values.assign(numbers.data_ptr<float>(),
                              numbers.data_ptr<float>() + numbers.numel());
    }
    return samples;
}

torch::Tensor to_tensor(const Samples& samples) {
    const std::vector<std::int64_t> sizes{samples.count, samples.shape.channels,
                                          samples.shape.height, samples.shape.width};
    if (samples.kind != DataKind::images)
        return torch::tensor(torch::ArrayRef<float>(samples.values)).view(sizes);
    return torch::from_blob(const_cast<std::uint8_t*>(samples.pixels.data()), sizes, torch::kUInt8)
               .to(torch::kFloat32) /
           255;
}

}  // namespace latent::models
