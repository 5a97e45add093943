// A dataset of a few images drawn from a formula, for tests of the engine: deterministic, labelled,
// instant.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>

#include "data/dataset.h"

namespace latent::test {

// `count` samples of `shape`: a soft blob whose place depends on the index, four classes by
// quadrant. As points or sequences the same numbers, from -1 to 1.
class TinyDataset final : public data::Dataset {
 public:
    explicit TinyDataset(std::int64_t count = 256, ImageShape shape = {1, 8, 8},
                         DataKind kind = DataKind::images) {
        info_.kind = kind;
        if (kind != DataKind::images) info_.low = -1;
        info_.id = "tiny";
        info_.label = "Tiny blobs";
        info_.shape = shape;
        info_.train_count = count;
        info_.held_out_count = count / 4;
        info_.class_names = {"top left", "top right", "bottom left", "bottom right"};
        info_.factors = {{"quadrant", 4, false}};
    }

    const DatasetInfo& info() const override { return info_; }

    void read_bytes(data::Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t index =
                indices[i] + (split == data::Split::held_out ? info_.train_count : 0);
            const double u = std::fmod(double(index) * 0.6180339887, 1.0),
                         v = std::fmod(double(index) * 0.7548776662, 1.0);
            for (int c = 0; c < info_.shape.channels; ++c)
                for (int y = 0; y < info_.shape.height; ++y)
                    for (int x = 0; x < info_.shape.width; ++x) {
                        const double dx = (x + 0.5) / info_.shape.width - u,
                                     dy = (y + 0.5) / info_.shape.height - v;
                        *out++ =
                            std::uint8_t(std::lround(255 * std::exp(-20 * (dx * dx + dy * dy))));
                    }
        }
    }

    void read(data::Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        std::vector<std::uint8_t> bytes(std::size_t(count) * std::size_t(info_.shape.size()));
        read_bytes(split, indices, count, bytes.data());
        for (std::size_t i = 0; i < bytes.size(); ++i)
            out[i] = info_.low + (info_.high - info_.low) * float(bytes[i]) / 255.0f;
    }

    int label(data::Split split, std::int64_t index) const override {
        if (split == data::Split::held_out) index += info_.train_count;
        const double u = std::fmod(double(index) * 0.6180339887, 1.0),
                     v = std::fmod(double(index) * 0.7548776662, 1.0);
        return (u >= 0.5) + 2 * (v >= 0.5);
    }

    void factors(data::Split split, std::int64_t index, int* out) const override {
        *out = label(split, index);
    }

 private:
    DatasetInfo info_;
};

inline std::shared_ptr<const data::Dataset> tiny_dataset(std::int64_t count = 256,
                                                         ImageShape shape = {1, 8, 8}) {
    return std::make_shared<TinyDataset>(count, shape);
}

// Of each kind: images [1, 8, 8], points [1, 1, 3], sequences [1, 12, 1].
inline std::shared_ptr<const data::Dataset> tiny_dataset_of(DataKind kind,
                                                            std::int64_t count = 256) {
    const ImageShape shape = kind == DataKind::images   ? ImageShape{1, 8, 8}
                             : kind == DataKind::points ? ImageShape{1, 1, 3}
                                                        : ImageShape{1, 12, 1};
    return std::make_shared<TinyDataset>(count, shape, kind);
}

}  // namespace latent::test
