#include "models/pictures.h"

namespace latent::models {

Images to_images(const torch::Tensor& values, std::uint64_t version) {
    Images images;
    images.count = int(values.size(0));
    images.shape = {int(values.size(1)), int(values.size(2)), int(values.size(3))};
    const torch::Tensor bytes = (values.clamp(0, 1) * 255 + 0.5).to(torch::kUInt8).contiguous();
    images.pixels.assign(bytes.data_ptr<std::uint8_t>(),
                         bytes.data_ptr<std::uint8_t>() + bytes.numel());
    images.version = version;
    return images;
}

}  // namespace latent::models
