#include "data/bit_images.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "data/content_split.h"

namespace latent::data {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "pixels are gathered in this order");

// Multiplying eight bytes of 0 or 1 by this puts byte i at bit 56 + i: 8 i + (56 - 7 i).
constexpr std::uint64_t kGather = 0x0102040810204080, kOnes = 0x0101010101010101;

class BitImages final : public Dataset {
 public:
    BitImages(DatasetInfo info, BitImageSet images)
        : info_(std::move(info)), images_(std::move(images)) {
        const std::int64_t row = images_.row_bytes();
        std::vector<std::uint64_t> hashes;
        hashes.reserve(std::size_t(images_.count()));
        for (std::int64_t i = 0; i < images_.count(); ++i)
            hashes.push_back(content_hash(images_.bits.data() + i * row, row));
        const std::vector<bool> goes = held_out_by_content(hashes);
        for (std::size_t i = 0; i < goes.size(); ++i)
            (goes[i] ? held_out_ : train_).push_back(std::int32_t(i));
        info_.shape = images_.shape;
        info_.train_count = std::int64_t(train_.size());
        info_.held_out_count = std::int64_t(held_out_.size());
    }

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        unpack(split, indices, count, 1.0f, out);
    }

    void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        unpack(split, indices, count, std::uint8_t(255), out);
    }

    int label(Split split, std::int64_t index) const override {
        const std::size_t at = place(split, index);
        return images_.labels.empty() ? -1 : images_.labels[at];
    }

    void factors(Split split, std::int64_t index, int* out) const override {
        const std::size_t k = info_.factors.size();
        std::copy_n(images_.factors.data() + place(split, index) * k, k, out);
    }

 private:
    std::size_t place(Split split, std::int64_t index) const {
        if (index < 0 || index >= count(split))
            throw std::out_of_range(info_.label + " has no sample " + std::to_string(index) + ".");
        return std::size_t((split == Split::train ? train_ : held_out_)[std::size_t(index)]);
    }

    template <class Value>
    void unpack(Split split, const std::int64_t* indices, std::int64_t count, Value white,
                Value* out) const {
        const std::int64_t size = info_.shape.size(), row = images_.row_bytes();
        for (std::int64_t i = 0; i < count; ++i) {
            const std::uint8_t* bits =
                images_.bits.data() + std::int64_t(place(split, indices[i])) * row;
            std::int64_t p = 0;
            for (; p + 8 <= size; p += 8)
                for (int bit = 0; bit < 8; ++bit)
                    out[p + bit] = Value((bits[p / 8] >> bit & 1) * white);
            for (; p < size; ++p) out[p] = Value((bits[p / 8] >> (p % 8) & 1) * white);
            out += size;
        }
    }

    DatasetInfo info_;
    BitImageSet images_;
    std::vector<std::int32_t> train_, held_out_;  // places in images_
};

}  // namespace

bool BitImageSet::append(const std::uint8_t* pixels) {
    const std::size_t size = std::size_t(shape.size()), old = bits.size();
    bits.resize(old + std::size_t(row_bytes()));
    std::uint64_t other = 0;
    for (std::size_t p = 0; p < size; p += 8) {
        std::uint64_t eight = 0;  // pixel i in byte i
        std::memcpy(&eight, pixels + p, std::min<std::size_t>(8, size - p));
        other |= eight & ~kOnes;
        bits[old + p / 8] = std::uint8_t((eight & kOnes) * kGather >> 56);
    }
    if (other != 0) bits.resize(old);
    return other == 0;
}

std::shared_ptr<const Dataset> make_bit_dataset(DatasetInfo info, BitImageSet images) {
    return std::make_shared<BitImages>(std::move(info), std::move(images));
}

}  // namespace latent::data
