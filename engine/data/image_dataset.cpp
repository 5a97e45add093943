#include "data/image_dataset.h"

#include <algorithm>
#include <string>
#include <utility>

#include "data/content_split.h"
#include "data/pixels.h"

namespace latent::data {
namespace {

class ImageDataset final : public Dataset {
 public:
    ImageDataset(DatasetInfo info, ImageSet train, ImageSet held_out)
        : info_(std::move(info)), train_(std::move(train)), held_out_(std::move(held_out)) {
        info_.shape = train_.shape;
        info_.train_count = train_.count();
        info_.held_out_count = held_out_.count();
    }

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        const int size = info_.shape.size();
        for (std::int64_t i = 0; i < count; ++i)
            bytes_to_floats(pixels(split, indices[i]), size, out + i * size);
    }

    void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        const int size = info_.shape.size();
        for (std::int64_t i = 0; i < count; ++i)
            std::copy_n(pixels(split, indices[i]), size, out + i * size);
    }

    int label(Split split, std::int64_t index) const override {
        const ImageSet& set = checked(split, index);
        return set.labels.empty() ? -1 : set.labels[std::size_t(index)];
    }

    void factors(Split split, std::int64_t index, int*) const override { checked(split, index); }

 private:
    const ImageSet& checked(Split split, std::int64_t index) const {
        if (index < 0 || index >= count(split))
            throw std::out_of_range(info_.label + " has no sample " + std::to_string(index) + ".");
        return split == Split::train ? train_ : held_out_;
    }

    const std::uint8_t* pixels(Split split, std::int64_t index) const {
        return checked(split, index).pixels.data() + index * info_.shape.size();
    }

    DatasetInfo info_;
    ImageSet train_, held_out_;
};

}  // namespace

ImageSet take_held_out(ImageSet& all) {
    const std::int64_t size = all.shape.size();
    std::vector<std::uint64_t> hashes;
    for (std::int64_t i = 0; i < all.count(); ++i)
        hashes.push_back(content_hash(all.pixels.data() + i * size, size));
    const std::vector<bool> goes = held_out_by_content(hashes);

    ImageSet held_out;
    held_out.shape = all.shape;
    std::int64_t stays = 0;  // the training images close up in place: no second copy of them
    for (std::int64_t i = 0; i < std::int64_t(goes.size()); ++i) {
        const auto image = all.pixels.begin() + i * size;
        if (goes[std::size_t(i)]) {
            held_out.pixels.insert(held_out.pixels.end(), image, image + size);
            if (!all.labels.empty()) held_out.labels.push_back(all.labels[std::size_t(i)]);
            continue;
        }
        if (stays != i) std::copy_n(image, size, all.pixels.begin() + stays * size);
        if (!all.labels.empty()) all.labels[std::size_t(stays)] = all.labels[std::size_t(i)];
        ++stays;
    }
    all.pixels.resize(std::size_t(stays * size));
    if (!all.labels.empty()) all.labels.resize(std::size_t(stays));
    return held_out;
}

std::shared_ptr<const Dataset> make_image_dataset(DatasetInfo info, ImageSet train,
                                                  ImageSet held_out) {
    return std::make_shared<ImageDataset>(std::move(info), std::move(train), std::move(held_out));
}

}  // namespace latent::data
