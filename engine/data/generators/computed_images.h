// Images that are computed from an index and never stored: one class for every generator whose
// images are numbered 0 .. kCount - 1 and which says of each on which side of the split it is.
//
// A Generator has
//   static DatasetInfo info()                        without counts
//   static constexpr std::int64_t kCount; static constexpr int kPixels
//   static bool is_held_out(std::int64_t index)
//   static void render(std::int64_t index, std::uint8_t* out)       [C, H, W]
//   static void factors(std::int64_t index, int* out)               [K]
//   static int label(std::int64_t index)
//
// Thread: any.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "data/pixels.h"
#include "data/source.h"

namespace latent::data {

template <class Generator>
class ComputedImages final : public Dataset {
 public:
    ComputedImages() : info_(Generator::info()) {
        for (std::int64_t index = 0; index < Generator::kCount; ++index)
            (Generator::is_held_out(index) ? held_out_ : train_).push_back(std::int32_t(index));
        info_.train_count = std::int64_t(train_.size());
        info_.held_out_count = std::int64_t(held_out_.size());
    }

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        std::vector<std::uint8_t> bytes(Generator::kPixels);
        for (std::int64_t i = 0; i < count; ++i) {
            Generator::render(at(split, indices[i]), bytes.data());
            bytes_to_floats(bytes.data(), Generator::kPixels, out + i * Generator::kPixels);
        }
    }

    void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        for (std::int64_t i = 0; i < count; ++i)
            Generator::render(at(split, indices[i]), out + i * Generator::kPixels);
    }

    int label(Split split, std::int64_t index) const override {
        return Generator::label(at(split, index));
    }

    void factors(Split split, std::int64_t index, int* out) const override {
        Generator::factors(at(split, index), out);
    }

 private:
    std::int64_t at(Split split, std::int64_t index) const {
        const auto& indices = split == Split::train ? train_ : held_out_;
        if (index < 0 || index >= std::int64_t(indices.size()))
            throw std::out_of_range(info_.label + " has no sample " + std::to_string(index) + ".");
        return indices[std::size_t(index)];
    }

    DatasetInfo info_;
    std::vector<std::int32_t> train_, held_out_;  // the indices of a split, in order
};

template <class Generator>
SourceEntry source_of_computed() {
    SourceEntry entry;
    entry.info = Generator::info();
    entry.describe = [] { return ComputedImages<Generator>().info(); };
    entry.load = []() -> std::shared_ptr<const Dataset> {
        return std::make_shared<ComputedImages<Generator>>();
    };
    return entry;
}

}  // namespace latent::data
