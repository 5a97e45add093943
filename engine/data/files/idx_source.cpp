#include "data/files/idx_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "data/content_split.h"
#include "data/files/file_formats.h"
#include "data/files/idx.h"
#include "data/image_dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostClasses = 100;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// `text` with the last `from` in it replaced; unchanged when there is none.
std::string with(std::string text, const std::string& from, const std::string& to) {
    if (const auto at = text.rfind(from); at != std::string::npos)
        text.replace(at, from.size(), to);
    return text;
}

bool is_packed_name(const std::string& name) {
    return name.size() > 3 && name.compare(name.size() - 3, 3, ".gz") == 0;
}

// The file of that name in the folder, packed or not; "" when neither is there.
fs::path existing(const fs::path& folder, const std::string& name) {
    const std::string other = is_packed_name(name) ? name.substr(0, name.size() - 3) : name + ".gz";
    std::error_code ignored;
    for (const std::string& candidate : {name, other})
        if (fs::exists(folder / candidate, ignored)) return folder / candidate;
    return {};
}

std::string labels_name(const std::string& images) {
    std::string name = with(images, "images", "labels");
    for (const char* dimensions : {"idx2", "idx3", "idx4"}) name = with(name, dimensions, "idx1");
    return name;
}

fs::path labels_beside(const fs::path& images) {
    const std::string name = images.filename().string(), wanted = labels_name(name);
    return wanted == name ? fs::path() : existing(images.parent_path(), wanted);
}

fs::path held_out_beside(const fs::path& images) {
    const std::string name = images.filename().string();
    if (!contains(name, "train")) return {};
    for (const char* test : {"t10k", "test"})
        if (const fs::path found = existing(images.parent_path(), with(name, "train", test));
            !found.empty())
            return found;
    return {};
}

// The one images file that a folder stands for.
fs::path images_in(const fs::path& folder) {
    std::vector<std::string> all, train;
    std::error_code error, ignored;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        // A file and its packed twin are one.
        if (!contains(name, "images") ||
            (is_packed_name(name) && fs::exists(folder / name.substr(0, name.size() - 3), ignored)))
            continue;
        all.push_back(name);
        if (contains(name, "train")) train.push_back(name);
    }
    if (error)
        throw DataError("The folder " + folder.string() + " cannot be read: " + error.message() +
                        ".");
    std::vector<std::string>& found = train.empty() ? all : train;
    if (found.empty())
        throw DataError("The folder " + folder.string() +
                        " holds no images file: none has \"images\" in its name, as " +
                        "train-images-idx3-ubyte.gz has. Give another folder or the file itself.");
    if (found.size() > 1) {
        std::sort(found.begin(), found.end());
        throw DataError("The folder " + folder.string() + " holds several images files (" +
                        found[0] + ", " + found[1] + (found.size() > 2 ? ", ..." : "") +
                        "). Give the one that you mean.");
    }
    return folder / found.front();
}

void check_labels(const fs::path& labels, const IdxHeader& header, const fs::path& images,
                  std::int64_t image_count) {
    if (header.sizes.size() != 1)
        throw DataError(labels.string() + " says it holds " + header.in_words() +
                        " where one label an image was expected. Are two files swapped?");
    if (header.count() != image_count)
        throw DataError(
            labels.string() + " holds " + grouped(std::uint64_t(header.count())) + " labels, but " +
            images.string() + " holds " + grouped(std::uint64_t(image_count)) +
            " images. They do not belong together, or one is damaged; " + "fetch both again.");
}

std::vector<std::uint8_t> read_labels(const fs::path& labels, const fs::path& images,
                                      std::int64_t image_count, std::size_t classes) {
    check_labels(labels, read_idx_header(labels), images, image_count);
    std::vector<std::uint8_t> values = read_idx(labels).values;
    const std::size_t most = classes > 0 ? classes : kMostClasses;
    const auto beyond = std::find_if(values.begin(), values.end(),
                                     [&](std::uint8_t value) { return value >= most; });
    if (beyond != values.end())
        throw DataError(labels.string() + " gives image " +
                        grouped(std::uint64_t(beyond - values.begin())) + " the label " +
                        std::to_string(*beyond) + ", but " +
                        (classes > 0 ? "the classes here are" : "labels may be") + " 0 to " +
                        std::to_string(most - 1) + ". The file is damaged or belongs elsewhere.");
    return values;
}

ImageSet read_images(const fs::path& images, const fs::path& labels, std::size_t classes) {
    IdxArray array = read_idx(images);
    const ImageLayout layout = image_layout(array.header, images);
    ImageSet set;
    set.shape = layout.shape;
    set.pixels = std::move(array.values);
    if (layout.channels_last && layout.shape.channels > 1) channels_to_front(set.pixels, set.shape);
    if (!labels.empty()) set.labels = read_labels(labels, images, set.count(), classes);
    return set;
}

std::string in_words(const ImageShape& shape) {
    return std::to_string(shape.height) + "x" + std::to_string(shape.width) +
           (shape.channels > 1 ? " in colour" : "");
}

// Both halves must be alike: of one shape, and with labels or without.
void check_halves(const IdxFiles& files, const ImageShape& train, const ImageShape& held_out) {
    if (train != held_out)
        throw DataError(files.held_out_images.string() + " holds images of " + in_words(held_out) +
                        ", but " + files.images.string() + " of " + in_words(train) +
                        ". They do not belong together.");
    if (files.labels.empty() != files.held_out_labels.empty()) {
        const fs::path& lacking = files.labels.empty() ? files.images : files.held_out_images;
        throw DataError(lacking.string() +
                        " has no labels beside it, but its other half has. Put " +
                        labels_name(lacking.filename().string()) + " there, or take both away.");
    }
}

[[noreturn]] void refuse_single_image(const fs::path& images) {
    throw DataError(images.string() +
                    " shows only one image, however often; some must be left to hold out. " +
                    "Give a file with at least two different images.");
}

void name_classes(DatasetInfo& info,
                  std::initializer_list<const std::vector<std::uint8_t>*> halves) {
    if (!info.class_names.empty()) return;
    std::size_t classes = 0;
    for (const std::vector<std::uint8_t>* labels : halves)
        for (std::uint8_t label : *labels) classes = std::max<std::size_t>(classes, label + 1u);
    for (std::size_t c = 0; c < classes; ++c) info.class_names.push_back(std::to_string(c));
}

constexpr char kSummary[] =
    "Images of your own from an IDX file; bytes 0 to 255 are read as 0 to 1, not centred.";

bool begins_with_zeros(const fs::path& path) {
    try {
        return glance_at(path).begins_with(std::string(2, '\0'));
    } catch (const DataError&) {
        return false;
    }
}

// By the first two bytes, or by a name that nothing else has. A folder is one of IDX files when
// one of its entries is.
bool claims(const FileGlance& glance) {
    const auto named_idx = [](const std::string& name) {
        return contains(name, "idx") || contains(name, "ubyte");
    };
    if (!glance.is_folder)
        return glance.begins_with(std::string(2, '\0')) || named_idx(glance.name);
    std::error_code error;
    for (fs::directory_iterator entry(glance.path, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (contains(name, "images") && (named_idx(name) || begins_with_zeros(entry->path())))
            return true;
    }
    return false;
}

}  // namespace

FileFormat format_idx() {
    return {"an IDX file or a folder of them (plain or .gz)", claims,
            [](const fs::path& path) {
                return describe_idx(find_idx_files(path), info_of_path(path, kSummary));
            },
            [](const fs::path& path) {
                return load_idx(find_idx_files(path), info_of_path(path, kSummary));
            }};
}

IdxFiles find_idx_files(const fs::path& file_or_folder) {
    std::error_code ignored;
    IdxFiles files;
    files.images =
        fs::is_directory(file_or_folder, ignored) ? images_in(file_or_folder) : file_or_folder;
    files.labels = labels_beside(files.images);
    files.held_out_images = held_out_beside(files.images);
    if (!files.held_out_images.empty())
        files.held_out_labels = labels_beside(files.held_out_images);
    return files;
}

DatasetInfo describe_idx(const IdxFiles& files, DatasetInfo info) {
    const std::size_t classes = info.class_names.size();
    // Headers are enough where the classes are known; otherwise the labels have to tell.
    const auto labels_of = [&](const fs::path& labels, const fs::path& images, std::int64_t count) {
        std::vector<std::uint8_t> values;
        if (labels.empty()) return values;
        if (classes > 0)
            check_labels(labels, read_idx_header(labels), images, count);
        else
            values = read_labels(labels, images, count, classes);
        return values;
    };

    const IdxHeader header = read_idx_header(files.images);
    info.shape = image_layout(header, files.images).shape;
    info.train_count = header.count();
    const auto labels = labels_of(files.labels, files.images, info.train_count);
    if (files.held_out_images.empty()) {
        info.held_out_count = held_out_share(info.train_count);
        if (info.held_out_count == 0) refuse_single_image(files.images);
        info.train_count -= info.held_out_count;
        name_classes(info, {&labels});
        return info;
    }
    const IdxHeader held_out = read_idx_header(files.held_out_images);
    check_halves(files, info.shape, image_layout(held_out, files.held_out_images).shape);
    info.held_out_count = held_out.count();
    const auto more = labels_of(files.held_out_labels, files.held_out_images, info.held_out_count);
    name_classes(info, {&labels, &more});
    return info;
}

std::shared_ptr<const Dataset> load_idx(const IdxFiles& files, DatasetInfo info) {
    const std::size_t classes = info.class_names.size();
    ImageSet train = read_images(files.images, files.labels, classes), held_out;
    if (files.held_out_images.empty()) {
        held_out = take_held_out(train);
        if (held_out.count() == 0) refuse_single_image(files.images);
    } else {
        held_out = read_images(files.held_out_images, files.held_out_labels, classes);
        check_halves(files, train.shape, held_out.shape);
    }
    name_classes(info, {&train.labels, &held_out.labels});
    return make_image_dataset(std::move(info), std::move(train), std::move(held_out));
}

}  // namespace latent::data
