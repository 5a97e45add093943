#include "data/generators/faces.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "data/pixels.h"
#include "data/shuffle.h"
#include "data/source.h"

namespace latent::data {
namespace faces {
namespace {

// One table for index_of, factors_of and what the dataset says of itself: the last varies fastest.
struct Factor {
    const char* name;
    int count;
    int Factors::*value;
};
constexpr Factor kTable[kFactors] = {
    {"skin tone", kSkinTones, &Factors::skin_tone},
    {"head width", kHeadWidths, &Factors::head_width},
    {"hair type", kHairTypes, &Factors::hair_type},
    {"hair colour", kHairColours, &Factors::hair_colour},
    {"eye spacing", kEyeSpacings, &Factors::eye_spacing},
    {"eye height", kEyeHeights, &Factors::eye_height},
    {"mouth curve", kMouthCurves, &Factors::mouth_curve},
    {"glasses", kGlasses, &Factors::glasses},
    {"background", kBackgrounds, &Factors::background},
    {"turn", kTurns, &Factors::turn},
};

// Two unrelated hashes: which faces there are, and which of them are held out.
constexpr std::uint64_t kDrawSeed = 0x6661636573, kSplitSeed = 0x686f6c64;

struct Splits {
    std::vector<std::int32_t> train, held_out;
};

Splits draw_splits() {
    Splits splits;
    std::vector<bool> taken(std::size_t(kCount), false);
    const auto full = [](const std::vector<std::int32_t>& side, std::int64_t count) {
        return std::int64_t(side.size()) == count;
    };
    for (std::uint64_t number = 0; !full(splits.train, kTrain) || !full(splits.held_out, kHeldOut);
         ++number) {
        const auto index = std::int64_t(mix(mix(kDrawSeed) + number) % std::uint64_t(kCount));
        if (taken[std::size_t(index)]) continue;
        taken[std::size_t(index)] = true;
        const bool out = is_held_out(index);
        std::vector<std::int32_t>& side = out ? splits.held_out : splits.train;
        if (!full(side, out ? kHeldOut : kTrain)) side.push_back(std::int32_t(index));
    }
    return splits;
}

}  // namespace

std::int64_t index_of(const Factors& factors) {
    std::int64_t index = 0;
    for (const Factor& factor : kTable) index = index * factor.count + factors.*factor.value;
    return index;
}

Factors factors_of(std::int64_t index) {
    Factors factors;
    for (int i = kFactors - 1; i >= 0; --i) {
        factors.*kTable[i].value = int(index % kTable[i].count);
        index /= kTable[i].count;
    }
    return factors;
}

bool is_held_out(std::int64_t index) {
    return mix(mix(kSplitSeed) + std::uint64_t(index)) <
           std::numeric_limits<std::uint64_t>::max() / 10;
}

namespace {

DatasetInfo info_at(int side) {
    const std::string text = std::to_string(side);
    DatasetInfo info;
    info.id = "faces" + text;
    info.label = "Faces, " + text + " pixels";
    info.summary =
        "Cartoon faces in colour whose hair, eyes, mouth, glasses and turn are known exactly: what "
        "a latent has learned can be seen at a glance.";
    info.source = "Made by this program";
    info.licence = "none needed: computed, not copied";
    info.shape = {3, side, side};
    info.train_count = kTrain;
    info.held_out_count = kHeldOut;
    info.class_names = {"short hair", "long hair", "curly hair", "bun"};
    for (const Factor& factor : kTable) info.factors.push_back({factor.name, factor.count, false});
    return info;
}

class Faces final : public Dataset {
 public:
    explicit Faces(int side) : side_(side), info_(info_at(side)), splits_(draw_splits()) {}

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        std::uint8_t bytes[3 * 64 * 64];
        const int size = info_.shape.size();
        for (std::int64_t i = 0; i < count; ++i) {
            render(at(split, indices[i]), side_, bytes);
            bytes_to_floats(bytes, size, out + i * size);
        }
    }

    void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        for (std::int64_t i = 0; i < count; ++i)
            render(at(split, indices[i]), side_, out + i * info_.shape.size());
    }

    int label(Split split, std::int64_t index) const override { return at(split, index).hair_type; }

    void factors(Split split, std::int64_t index, int* out) const override {
        const Factors factors = at(split, index);
        for (const Factor& factor : kTable) *out++ = factors.*factor.value;
    }

 private:
    Factors at(Split split, std::int64_t index) const {
        const auto& indices = split == Split::train ? splits_.train : splits_.held_out;
        if (index < 0 || index >= std::int64_t(indices.size()))
            throw std::out_of_range(info_.label + " have no sample " + std::to_string(index) + ".");
        return factors_of(indices[std::size_t(index)]);
    }

    int side_;
    DatasetInfo info_;
    Splits splits_;
};

}  // namespace
}  // namespace faces

// The pictures' side is all that the two differ in.
SourceEntry source_faces32() {
    SourceEntry entry;
    entry.info = faces::info_at(32);
    entry.info.train_count = entry.info.held_out_count = 0;
    entry.describe = [] { return faces::info_at(32); };
    entry.load = []() -> std::shared_ptr<const Dataset> {
        return std::make_shared<faces::Faces>(32);
    };
    return entry;
}

SourceEntry source_faces64() {
    SourceEntry entry;
    entry.info = faces::info_at(64);
    entry.info.train_count = entry.info.held_out_count = 0;
    entry.describe = [] { return faces::info_at(64); };
    entry.load = []() -> std::shared_ptr<const Dataset> {
        return std::make_shared<faces::Faces>(64);
    };
    return entry;
}

}  // namespace latent::data
