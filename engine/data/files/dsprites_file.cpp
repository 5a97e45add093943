#include "data/files/dsprites_file.h"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include "data/bit_images.h"
#include "data/content_split.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr char kImages[] = "imgs", kClasses[] = "latents_classes";
constexpr std::size_t kLatents = 6;  // colour first, which is dropped
constexpr int kMostValues = 256;
constexpr std::int64_t kLongestSide = 4096;
const char* const kNames[kLatents] = {"colour", "shape", "scale", "orientation", "x", "y"};

struct Latents {
    std::vector<std::uint8_t> labels;   // [N]: the shape
    std::vector<std::uint8_t> factors;  // [N, 5]
    std::vector<FactorInfo> infos;
};

Latents read_latents(const NpzFile& file) {
    NpyInput input = file.open(kClasses);
    const NpyHeader header = read_npy_header(input);
    if (header.sizes.size() != 2 || header.sizes[1] != std::int64_t(kLatents))
        throw DataError(input.name + " holds " + header.in_words() +
                        " where dSprites has six an image: colour, shape, scale, orientation, x, "
                        "y. Without that array the images are read as they are.");
    const std::vector<float> values = read_npy_floats(input, header);
    const std::size_t n = std::size_t(header.sizes[0]);
    Latents latents;
    std::vector<int> most(kLatents, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < kLatents; ++k) {
            const float value = values[i * kLatents + k];
            if (!(value >= 0 && value < kMostValues) || value != float(int(value)))
                throw DataError(input.name + " gives image " + grouped(i) + " a " + kNames[k] +
                                " that is no whole number from 0 to " +
                                std::to_string(kMostValues - 1) +
                                ". It is damaged or holds something else.");
            most[k] = std::max(most[k], int(value));
            if (k == 1) latents.labels.push_back(std::uint8_t(value));
            if (k >= 1) latents.factors.push_back(std::uint8_t(value));
        }
    for (std::size_t k = 1; k < kLatents; ++k)
        latents.infos.push_back({kNames[k], most[k] + 1, k == 3});
    return latents;
}

NpyHeader read_images_header(NpyInput& input, const Latents& latents) {
    const NpyHeader header = read_npy_header(input);
    if (header.sizes.size() != 3 || !header.holds_bytes() || header.column_major ||
        std::max(header.sizes[1], header.sizes[2]) > kLongestSide ||
        header.sizes[0] > std::numeric_limits<std::int32_t>::max())
        throw DataError(input.name + " holds " + header.in_words() +
                        " where dSprites has bytes [images, rows, columns] in row-major order. " +
                        "Save them so, or leave " + kClasses + " out.");
    if (header.sizes[0] != std::int64_t(latents.labels.size()))
        throw DataError(input.name + " holds " + grouped(std::uint64_t(header.sizes[0])) +
                        " images, but " + kClasses + " speaks of " +
                        grouped(latents.labels.size()) + ". They do not belong together.");
    return header;
}

void fill_in(DatasetInfo& info, const NpyHeader& header, const Latents& latents) {
    info.summary =
        "White shapes on black whose shape, scale, orientation and place are known, from an "
        "archive of dSprites' layout; pixels are 0 or 1, not centred.";
    info.source = "dSprites (Matthey et al. 2017), from " + info.id;
    info.licence = "as published: Apache 2.0 for the original archive";
    info.shape = {1, int(header.sizes[1]), int(header.sizes[2])};
    info.factors = latents.infos;
    const std::vector<std::string> names = {"square", "ellipse", "heart"};
    for (int shape = 0; shape < latents.infos[0].count; ++shape)
        info.class_names.push_back(latents.infos[0].count <= 3 ? names[std::size_t(shape)]
                                                               : std::to_string(shape));
}

[[noreturn]] void refuse_single_image(const NpzFile& file) {
    throw DataError(file.name() + " shows only one image, however often; some must be left to " +
                    "hold out. Give a file with at least two different images.");
}

}  // namespace

bool has_dsprites_layout(const NpzFile& file) {
    if (!file.has(kImages) || !file.has(kClasses)) return false;
    NpyInput input = file.open(kClasses);
    return read_npy_header(input).sizes.size() == 2;
}

DatasetInfo describe_dsprites(const NpzFile& file, DatasetInfo info) {
    const Latents latents = read_latents(file);
    NpyInput input = file.open(kImages);
    const NpyHeader header = read_images_header(input, latents);
    fill_in(info, header, latents);
    info.held_out_count = held_out_share(header.sizes[0]);
    info.train_count = header.sizes[0] - info.held_out_count;
    if (info.held_out_count == 0) refuse_single_image(file);
    return info;
}

std::shared_ptr<const Dataset> load_dsprites(const NpzFile& file, DatasetInfo info) try {
    Latents latents = read_latents(file);
    NpyInput input = file.open(kImages);
    const NpyHeader header = read_images_header(input, latents);
    fill_in(info, header, latents);
    BitImageSet images;
    images.shape = info.shape;
    images.labels = std::move(latents.labels);
    images.factors = std::move(latents.factors);
    const std::size_t size = std::size_t(images.shape.size());
    read_npy_pieces(input, header, size, [&](const std::uint8_t* pixels, std::size_t) {
        if (!images.append(pixels))
            throw DataError(input.name + " holds a value above 1 in image " +
                            grouped(std::uint64_t(images.count())) +
                            ", where dSprites has only 0 and 1. It is damaged; fetch it again, or "
                            "leave latents_classes out.");
    });
    auto dataset = make_bit_dataset(std::move(info), std::move(images));
    if (dataset->info().held_out_count == 0) refuse_single_image(file);
    return dataset;
} catch (const std::bad_alloc&) {
    throw DataError(file.name() + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

}  // namespace latent::data
