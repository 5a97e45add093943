#include "data/float_dataset.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "data/content_split.h"

namespace latent::data {
namespace {

bool within(const std::vector<int>& values, const std::vector<FactorInfo>& factors) {
    const std::size_t k = factors.size();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] < 0 || values[i] >= factors[i % k].count) return false;
    return true;
}

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
}

void check(const DatasetInfo& info, const FloatSet& set) {
    const std::size_t n = std::size_t(set.count()), k = info.factors.size();
    const int classes = int(info.class_names.size());
    require(set.values.size() == n * std::size_t(set.shape.size()),
            "The values are no whole number of samples.");
    require(set.labels.size() == (classes > 0 ? n : 0), "There must be one label a sample.");
    require(set.factors.size() == n * k, "There must be one value of every factor a sample.");
    require(std::all_of(set.labels.begin(), set.labels.end(),
                        [=](int label) { return label >= 0 && label < classes; }),
            "A label lies outside the classes.");
    require(within(set.factors, info.factors), "A factor's value lies outside its count.");
}

class FloatDataset final : public Dataset {
 public:
    FloatDataset(DatasetInfo info, FloatSet train, FloatSet held_out)
        : info_(std::move(info)), train_(std::move(train)), held_out_(std::move(held_out)) {
        require(info_.kind != DataKind::images, "Images belong into make_image_dataset().");
        require(train_.count() > 0, "There is no sample to train on.");
        require(held_out_.count() == 0 || held_out_.shape == train_.shape,
                "The two halves must have one shape.");
        check(info_, train_);
        check(info_, held_out_);
        info_.shape = train_.shape;
        info_.train_count = train_.count();
        info_.held_out_count = held_out_.count();
        info_.low = info_.high = train_.values.front();
        for (const FloatSet* set : {&train_, &held_out_})
            for (float value : set->values) {
                info_.low = std::min(info_.low, value);
                info_.high = std::max(info_.high, value);
            }
    }

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        const std::int64_t size = info_.shape.size();
        for (std::int64_t i = 0; i < count; ++i)
            std::copy_n(checked(split, indices[i]).values.data() + indices[i] * size, size,
                        out + i * size);
    }

    void read_bytes(Split, const std::int64_t*, std::int64_t, std::uint8_t*) const override {
        throw std::logic_error(info_.label +
                               " cannot be read as pixels: points and sequences have no bytes.");
    }

    int label(Split split, std::int64_t index) const override {
        const FloatSet& set = checked(split, index);
        return set.labels.empty() ? -1 : set.labels[std::size_t(index)];
    }

    void factors(Split split, std::int64_t index, int* out) const override {
        const std::int64_t k = std::int64_t(info_.factors.size());
        std::copy_n(checked(split, index).factors.data() + index * k, k, out);
    }

 private:
    const FloatSet& checked(Split split, std::int64_t index) const {
        if (index < 0 || index >= count(split))
            throw std::out_of_range(info_.label + " has no sample " + std::to_string(index) + ".");
        return split == Split::train ? train_ : held_out_;
    }

    DatasetInfo info_;
    FloatSet train_, held_out_;
};

// What of `values` [N, width] goes, in order; what stays closes up in place.
template <class Value>
std::vector<Value> take(std::vector<Value>& values, const std::vector<bool>& goes) {
    std::vector<Value> taken;
    if (values.empty() || goes.empty()) return taken;
    const std::size_t width = values.size() / goes.size();
    std::size_t stays = 0;
    for (std::size_t i = 0; i < goes.size(); ++i) {
        const auto row = values.begin() + std::ptrdiff_t(i * width);
        if (goes[i])
            taken.insert(taken.end(), row, row + std::ptrdiff_t(width));
        else if (stays++ != i)
            std::copy_n(row, width, values.begin() + std::ptrdiff_t((stays - 1) * width));
    }
    values.resize(stays * width);
    return taken;
}

}  // namespace

FloatSet take_held_out(FloatSet& all) {
    for (float& value : all.values) value += 0.0f;  // -0 + 0 is 0
    const std::size_t bytes = std::size_t(all.shape.size()) * sizeof(float);
    std::vector<std::uint8_t> sample(bytes);
    std::vector<std::uint64_t> hashes;
    for (std::int64_t i = 0; i < all.count(); ++i) {
        std::memcpy(sample.data(), all.values.data() + i * all.shape.size(), bytes);
        hashes.push_back(content_hash(sample.data(), std::int64_t(bytes)));
    }
    const std::vector<bool> goes = held_out_by_content(hashes);
    FloatSet held_out;
    held_out.shape = all.shape;
    held_out.values = take(all.values, goes);
    held_out.labels = take(all.labels, goes);
    held_out.factors = take(all.factors, goes);
    return held_out;
}

std::shared_ptr<const Dataset> make_float_dataset(DatasetInfo info, FloatSet train,
                                                  FloatSet held_out) {
    return std::make_shared<FloatDataset>(std::move(info), std::move(train), std::move(held_out));
}

}  // namespace latent::data
