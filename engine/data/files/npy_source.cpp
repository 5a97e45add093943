#include "data/files/npy_source.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <initializer_list>
#include <new>
#include <utility>

#include "data/content_split.h"
#include "data/files/byte_stream.h"
#include "data/files/dsprites_file.h"
#include "data/files/file_formats.h"
#include "data/files/npz.h"
#include "data/float_dataset.h"
#include "data/image_dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr int kMostClasses = 100;

using Labels = std::vector<std::uint8_t>;

// ---- what an archive's arrays are -----------------------------------------------------------

struct Roles {
    std::string samples, labels, held_out, held_out_labels;  // names of arrays; "" for none
};

bool same_in_small_letters(const std::string& a, const std::string& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(std::uint8_t(x)) == std::tolower(std::uint8_t(y));
    });
}

std::string first_named(const std::vector<std::string>& names,
                        std::initializer_list<const char*> wanted) {
    for (const char* word : wanted)
        for (const std::string& name : names)
            if (same_in_small_letters(name, word)) return name;
    return "";
}

Roles roles_in(const NpzFile& file) {
    const std::vector<std::string> names = file.array_names();
    Roles roles;
    roles.samples =
        first_named(names, {"x_train", "images", "imgs", "image", "x", "data", "arr_0"});
    if (roles.samples.empty() && names.size() == 1) roles.samples = names.front();
    if (roles.samples.empty()) {
        std::string listed;
        for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i)
            listed += (i > 0 ? ", " : "") + names[i];
        throw DataError(file.name() + " holds no array of samples: it has " + listed +
                        (names.size() > 8 ? ", ..." : "") +
                        ". Name the samples x or images (and x_test those to hold out), the " +
                        "labels y or labels.");
    }
    roles.labels = first_named(names, {"y_train", "labels", "label", "y", "latents_classes"});
    // "x_test" belongs to "x_train" and to nothing else by name, but "x" may stand for that.
    roles.held_out = first_named(names, {"x_test"});
    if (!roles.held_out.empty()) roles.held_out_labels = first_named(names, {"y_test"});
    return roles;
}

// ---- labels ---------------------------------------------------------------------------------

Labels read_labels(const NpzFile& file, const std::string& array, const std::string& samples,
                   std::int64_t count) {
    if (array.empty()) return {};
    NpyInput input = file.open(array);
    const NpyHeader header = read_npy_header(input);
    const bool one_each =
        header.sizes.size() == 1 || (header.sizes.size() == 2 && header.sizes[1] == 1);
    if (!one_each)
        throw DataError(input.name + " holds " + header.in_words() +
                        " where one label a sample was expected. Save class numbers, one each.");
    if (header.sizes[0] != count)
        throw DataError(input.name + " holds " + grouped(std::uint64_t(header.sizes[0])) +
                        " labels, but " + samples + " holds " + grouped(std::uint64_t(count)) +
                        " samples. They do not belong together.");
    Labels labels;
    for (float value : read_npy_floats(input, header)) {
        if (!(value >= 0 && value < kMostClasses) || value != std::floor(value)) {
            char shown[32];
            std::snprintf(shown, sizeof shown, "%g", double(value));
            throw DataError(input.name + " gives sample " + grouped(labels.size()) + " the label " +
                            shown + ", but labels must be whole numbers from 0 to " +
                            std::to_string(kMostClasses - 1) + ". Number the classes from 0.");
        }
        labels.push_back(std::uint8_t(value));
    }
    return labels;
}

void name_classes(DatasetInfo& info, const Labels& labels, const Labels& held_out) {
    int classes = 0;
    for (const Labels* half : {&labels, &held_out})
        for (std::uint8_t label : *half) classes = std::max(classes, label + 1);
    for (int c = 0; c < classes; ++c) info.class_names.push_back(std::to_string(c));
}

// ---- samples --------------------------------------------------------------------------------

void check_halves(const NpyHeader& train, const NpyHeader& held_out, const std::string& name) {
    const bool alike =
        train.sizes.size() == held_out.sizes.size() &&
        std::equal(train.sizes.begin() + 1, train.sizes.end(), held_out.sizes.begin() + 1) &&
        train.holds_bytes() == held_out.holds_bytes();
    if (!alike)
        throw DataError(name + " holds " + held_out.in_words() +
                        ", but the samples to train on are " + train.in_words() +
                        ". They do not belong together.");
}

void check_label_halves(const std::string& name, const Roles& roles) {
    if (!roles.held_out.empty() && roles.labels.empty() != roles.held_out_labels.empty())
        throw DataError(name + " has labels for only one of " + roles.samples + " and " +
                        roles.held_out + ". Add the others (y_train, y_test), or leave both out.");
}

[[noreturn]] void refuse_single_sample(const std::string& name) {
    throw DataError(name +
                    " shows only one sample, however often; some must be left to hold out. " +
                    "Give an array with at least two different ones.");
}

ImageSet to_images(NpyArray array, const NpyReading& reading, Labels labels) {
    ImageSet set;
    set.shape = reading.layout.shape;
    set.pixels = std::move(array.bytes);
    if (set.pixels.empty()) {
        set.pixels.reserve(array.numbers.size());
        for (float value : array.numbers)
            set.pixels.push_back(std::uint8_t(std::lround(value * reading.scale)));
    } else if (reading.scale != 1) {
        for (std::uint8_t& pixel : set.pixels) pixel = pixel != 0 ? 255 : 0;
    }
    if (reading.layout.channels_last && set.shape.channels > 1)
        channels_to_front(set.pixels, set.shape);
    set.labels = std::move(labels);
    return set;
}

FloatSet to_floats(NpyArray array, const NpyReading& reading, const Labels& labels) {
    FloatSet set;
    set.shape = reading.layout.shape;
    set.values = std::move(array.numbers);
    set.labels.assign(labels.begin(), labels.end());
    return set;
}

// `held_out` is null where nobody published a split.
std::shared_ptr<const Dataset> make_dataset(DatasetInfo info, NpyArray array, Labels labels,
                                            NpyArray* published, Labels published_labels) {
    std::vector<const NpyArray*> all = {&array};
    if (published) all.push_back(published);
    const NpyReading reading = reading_of(all);
    const std::string name = array.name;
    info.kind = reading.kind;
    info.summary += ": " + reading.in_words + ".";
    name_classes(info, labels, published_labels);

    const auto make = [&](auto to_set, auto make_set) {
        auto train = to_set(std::move(array), reading, std::move(labels));
        auto held_out = published ? to_set(std::move(*published), reading, published_labels)
                                  : take_held_out(train);
        if (held_out.count() == 0) refuse_single_sample(name);
        return make_set(std::move(info), std::move(train), std::move(held_out));
    };
    return reading.kind == DataKind::images ? make(to_images, make_image_dataset)
                                            : make(to_floats, make_float_dataset);
}

// ---- the two formats ------------------------------------------------------------------------

constexpr char kSummary[] = "Your own NumPy array";

std::shared_ptr<const Dataset> load_npy(const fs::path& path) {
    return make_dataset(info_of_path(path, kSummary), read_npy(open_npy(path)), {}, nullptr, {});
}

std::shared_ptr<const Dataset> load_npz(const fs::path& path) {
    const NpzFile file(path);
    DatasetInfo info = info_of_path(path, kSummary);
    if (has_dsprites_layout(file)) return load_dsprites(file, std::move(info));
    const Roles roles = roles_in(file);
    check_label_halves(file.name(), roles);
    NpyArray train = read_npy(file.open(roles.samples)), held_out;
    Labels labels = read_labels(file, roles.labels, train.name, train.header.sizes[0]), more;
    if (!roles.held_out.empty()) {
        held_out = read_npy(file.open(roles.held_out));
        check_halves(train.header, held_out.header, held_out.name);
        more = read_labels(file, roles.held_out_labels, held_out.name, held_out.header.sizes[0]);
    }
    return make_dataset(std::move(info), std::move(train), std::move(labels),
                        roles.held_out.empty() ? nullptr : &held_out, std::move(more));
}

// Images of bytes, described from headers and labels alone.
void fill_in(DatasetInfo& info, const NpyHeader& header, const std::string& name) {
    info.summary += ": bytes, not centred.";
    info.shape = layout_of_bytes(header, name).shape;
    info.train_count = header.sizes[0];
}

void leave_some_out(DatasetInfo& info, const std::string& name) {
    info.held_out_count = held_out_share(info.train_count);
    if (info.held_out_count == 0) refuse_single_sample(name);
    info.train_count -= info.held_out_count;
}

DatasetInfo describe_npy(const fs::path& path) {
    NpyInput input = open_npy(path);
    const NpyHeader header = read_npy_header(input);
    if (!header.holds_bytes()) return load_npy(path)->info();
    DatasetInfo info = info_of_path(path, kSummary);
    fill_in(info, header, input.name);
    leave_some_out(info, input.name);
    return info;
}

DatasetInfo describe_npz(const fs::path& path) {
    const NpzFile file(path);
    DatasetInfo info = info_of_path(path, kSummary);
    if (has_dsprites_layout(file)) return describe_dsprites(file, std::move(info));
    const Roles roles = roles_in(file);
    check_label_halves(file.name(), roles);
    NpyInput input = file.open(roles.samples);
    const NpyHeader header = read_npy_header(input);
    if (!header.holds_bytes()) return load_npz(path)->info();
    fill_in(info, header, input.name);
    const Labels labels = read_labels(file, roles.labels, input.name, header.sizes[0]);
    if (roles.held_out.empty()) {
        name_classes(info, labels, {});
        leave_some_out(info, input.name);
        return info;
    }
    NpyInput other = file.open(roles.held_out);
    const NpyHeader held_out = read_npy_header(other);
    check_halves(header, held_out, other.name);
    info.held_out_count = held_out.sizes[0];
    name_classes(info, labels,
                 read_labels(file, roles.held_out_labels, other.name, info.held_out_count));
    return info;
}

bool claims_npy(const FileGlance& glance) {
    return !glance.is_folder && (glance.has_ending(".npy") || glance.begins_with("\x93NUMPY"));
}

bool claims_npz(const FileGlance& glance) {
    return !glance.is_folder && (glance.has_ending(".npz") || glance.begins_with("PK"));
}

}  // namespace

FileFormat format_npy() { return {"a NumPy array (.npy)", claims_npy, describe_npy, load_npy}; }

FileFormat format_npz() {
    return {"several NumPy arrays in one file (.npz)", claims_npz, describe_npz, load_npz};
}

}  // namespace latent::data
