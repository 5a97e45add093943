#include "data/files/picture_sample.h"

#include <algorithm>

#include "data/dataset.h"
#include "data/files/stb_images.h"

namespace latent::data {
namespace {

void check(const DatasetInfo& like) {
    if (like.kind != DataKind::images)
        throw DataError("A picture cannot be shown to a net that learns from " +
                        std::string(like.kind == DataKind::points ? "points" : "sequences") +
                        ". Train one on images for that.");
    if ((like.shape.channels != 1 && like.shape.channels != 3) || like.shape.size() < 1)
        throw DataError("A picture is grey or in colour, but the samples of " + like.label +
                        " have " + std::to_string(like.shape.channels) +
                        " channels. Train on grey or colour images for that.");
}

Samples as_sample(const Picture& picture, const DatasetInfo& like) {
    const int side = std::max(like.shape.height, like.shape.width);
    const std::vector<std::uint8_t> square =
        small_square(picture, side, /*colour=*/like.shape.channels == 3);
    Samples sample;
    sample.kind = DataKind::images;
    sample.count = 1;
    sample.shape = like.shape;
    const int top = (side - like.shape.height) / 2, left = (side - like.shape.width) / 2;
    for (int c = 0; c < like.shape.channels; ++c)
        for (int y = 0; y < like.shape.height; ++y) {
            const auto row = square.begin() + (c * side + top + y) * side + left;
            sample.pixels.insert(sample.pixels.end(), row, row + like.shape.width);
        }
    return sample;
}

}  // namespace

Samples picture_sample(const std::filesystem::path& path, const DatasetInfo& like) {
    check(like);
    return as_sample(read_picture(path), like);
}

Samples picture_sample(const std::vector<std::uint8_t>& bytes, const DatasetInfo& like) {
    check(like);
    return as_sample(decode_picture(bytes, "This picture"), like);
}

}  // namespace latent::data
