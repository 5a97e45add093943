#include "data/files/image_folder.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

#include "data/content_split.h"
#include "data/files/file_formats.h"
#include "data/image_dataset.h"
#include "data/files/plain_text.h"
#include "data/files/stb_images.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostClasses = 100;
constexpr std::size_t kMostPictures = 1'000'000;
constexpr std::uint64_t kMostBytes = std::uint64_t(8) << 30;
constexpr std::size_t kOneIn = 100;  // pictures, of which one may be unreadable

struct Entries {
    std::vector<std::string> pictures, folders;  // names, sorted
};

Entries entries_of(const fs::path& folder) {
    Entries entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (name.empty() || name[0] == '.') continue;
        if (entry->is_directory(ignored))
            entries.folders.push_back(std::move(name));
        else if (is_picture_name(name) && entry->is_regular_file(ignored))
            entries.pictures.push_back(std::move(name));
        if (entries.pictures.size() > kMostPictures)
            throw DataError("The folder " + folder.string() + " holds more than " +
                            grouped(kMostPictures) + " pictures. Take a part of them.");
    }
    if (error)
        throw DataError("The folder " + folder.string() + " cannot be read: " + error.message() +
                        ". Check that you may read it.");
    std::sort(entries.pictures.begin(), entries.pictures.end());
    std::sort(entries.folders.begin(), entries.folders.end());
    return entries;
}

// What the headers tell of a folder's pictures.
struct Survey {
    PictureFiles files;  // without those whose headers cannot be read
    std::size_t found = 0, unreadable = 0;
    int side = 0;
    bool colour = false;

    void leave_out(const DataError& why) {
        if (++unreadable > found / kOneIn) throw why;
    }
    ImageShape shape() const { return {colour ? 3 : 1, side, side}; }
};

Survey survey_of(const fs::path& folder) {
    PictureFiles files = find_pictures(folder);
    Survey survey;
    survey.found = files.paths.size();
    if (survey.found == 0)
        throw DataError("The folder " + folder.string() +
                        " holds no PNG or JPEG pictures. Give another folder.");
    survey.files.class_names = std::move(files.class_names);
    std::vector<int> sides;
    for (std::size_t i = 0; i < files.paths.size(); ++i) {
        try {
            const PictureSize size = picture_size(files.paths[i]);
            sides.push_back(std::min(size.width, size.height));
            survey.colour = survey.colour || size.colour;
        } catch (const DataError& why) {
            survey.leave_out(why);
            continue;
        }
        survey.files.paths.push_back(std::move(files.paths[i]));
        if (!files.classes.empty()) survey.files.classes.push_back(files.classes[i]);
    }
    survey.side = common_side(std::move(sides));
    const std::uint64_t bytes = survey.files.paths.size() * std::uint64_t(survey.shape().size());
    if (bytes > kMostBytes)
        throw DataError("The folder " + folder.string() + " holds " + grouped(survey.found) +
                        " pictures, which would take " + bytes_in_words(bytes) +
                        " of memory; at most " + bytes_in_words(kMostBytes) +
                        " are read. Take a part of them.");
    return survey;
}

void fill_in(DatasetInfo& info, const Survey& survey) {
    const std::string side = std::to_string(survey.side);
    info.summary = "Your own pictures, cut to the middle square and resized to " + side + "x" +
                   side + "; bytes 0 to 255 are read as 0 to 1, not centred";
    if (survey.unreadable > 0)
        info.summary += "; " + grouped(survey.unreadable) + " of " + grouped(survey.found) +
                        " could not be read and " + (survey.unreadable == 1 ? "is" : "are") +
                        " left out";
    info.summary += ".";
    info.shape = survey.shape();
    info.class_names = survey.files.class_names;
}

[[noreturn]] void refuse_single_picture(const fs::path& folder) {
    throw DataError("The folder " + folder.string() +
                    " shows only one picture, however often; some must be left to hold out. Add "
                    "at least one that is different.");
}

DatasetInfo describe(const fs::path& folder) {
    const Survey survey = survey_of(folder);
    DatasetInfo info = info_of_path(folder, "");
    fill_in(info, survey);
    const std::int64_t count = std::int64_t(survey.files.paths.size());
    info.held_out_count = held_out_share(count);
    if (info.held_out_count == 0) refuse_single_picture(folder);
    info.train_count = count - info.held_out_count;
    return info;
}

std::shared_ptr<const Dataset> load(const fs::path& folder) try {
    Survey survey = survey_of(folder);
    ImageSet train;
    train.shape = survey.shape();
    for (std::size_t i = 0; i < survey.files.paths.size(); ++i) {
        Picture picture;
        try {
            picture = read_picture(survey.files.paths[i]);
        } catch (const DataError& why) {
            survey.leave_out(why);
            continue;
        }
        const auto square = small_square(picture, survey.side, survey.colour);
        train.pixels.insert(train.pixels.end(), square.begin(), square.end());
        if (!survey.files.classes.empty())
            train.labels.push_back(std::uint8_t(survey.files.classes[i]));
    }
    ImageSet held_out = take_held_out(train);
    if (held_out.count() == 0) refuse_single_picture(folder);
    DatasetInfo info = info_of_path(folder, "");
    fill_in(info, survey);
    return make_image_dataset(std::move(info), std::move(train), std::move(held_out));
} catch (const std::bad_alloc&) {
    throw DataError("The pictures in " + folder.string() +
                    " do not fit into memory. Close other programs, or take a part of them.");
}

// A folder of pictures, or one of folders of pictures.
bool claims(const FileGlance& glance) {
    return glance.is_folder && !find_pictures(glance.path).paths.empty();
}

}  // namespace

PictureFiles find_pictures(const fs::path& folder) {
    const Entries top = entries_of(folder);
    PictureFiles files;
    for (const std::string& name : top.folders) {
        const Entries inside = entries_of(folder / name);
        if (inside.pictures.empty()) continue;
        if (!top.pictures.empty())
            throw DataError("The folder " + folder.string() + " holds pictures (" +
                            plain_text(top.pictures.front()) +
                            ") beside sub-folders of pictures (" + plain_text(name) +
                            "), so that it is not clear whether those are classes. Move the one " +
                            "or the other away.");
        if (files.class_names.size() == kMostClasses)
            throw DataError("The folder " + folder.string() + " holds more than " +
                            std::to_string(kMostClasses) +
                            " sub-folders of pictures, and that many classes are the most. Put " +
                            "the pictures into the folder itself to read them without classes.");
        for (const std::string& picture : inside.pictures) {
            files.paths.push_back(folder / name / picture);
            files.classes.push_back(int(files.class_names.size()));
        }
        files.class_names.push_back(plain_text(name));
    }
    for (const std::string& picture : top.pictures) files.paths.push_back(folder / picture);
    return files;
}

int common_side(std::vector<int> shorter_sides) {
    if (shorter_sides.empty()) return 28;
    const auto middle = shorter_sides.begin() + std::ptrdiff_t(shorter_sides.size() / 2);
    std::nth_element(shorter_sides.begin(), middle, shorter_sides.end());
    int best = 28;
    for (int side : {32, 64})
        if (std::abs(side - *middle) < std::abs(best - *middle)) best = side;
    return best;
}

FileFormat format_image_folder() {
    return {"a folder of PNG or JPEG pictures (sub-folders are classes)", claims, describe, load};
}

}  // namespace latent::data
