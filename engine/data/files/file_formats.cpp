#include "data/files/file_formats.h"

#include <algorithm>
#include <cctype>

#include "data/files/byte_stream.h"

namespace latent::data {
namespace fs = std::filesystem;

#define FILE_FORMAT(id) FileFormat format_##id();
#include "data/files/file_formats.inc"
#undef FILE_FORMAT

namespace {

std::vector<FileFormat> formats() {
    return {
#define FILE_FORMAT(id) format_##id(),
#include "data/files/file_formats.inc"
#undef FILE_FORMAT
    };
}

bool ends_with(const std::string& text, const std::string& ending) {
    return text.size() >= ending.size() &&
           text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

std::string in_small_letters(std::string text) {
    for (char& c : text) c = char(std::tolower(std::uint8_t(c)));
    return text;
}

[[noreturn]] void refuse(const FileGlance& glance) {
    const std::string name = glance.path.string();
    std::error_code ignored;
    if (glance.is_folder && fs::exists(glance.path / "config.json", ignored))
        throw DataError("The folder " + name +
                        " holds a run and no data. Give the folder of the images instead.");
    if (glance.is_folder)
        throw DataError("The folder " + name +
                        " holds no images file (such as train-images-idx3-ubyte.gz), no PNG or "
                        "JPEG pictures and no sub-folders of pictures. Give another folder, or "
                        "the file itself.");
    if (is_picture_name(glance.name))
        throw DataError(name + " is a single picture. Give the folder that holds all of them.");
    const bool web_page = !glance.begins.empty() && glance.begins[0] == '<';
    throw DataError(name + " is nothing that can be read here" +
                    (web_page ? "; it looks like a web page. " : ". ") +
                    "There can be: " + formats_in_words() + ".");
}

}  // namespace

bool FileGlance::has_ending(const std::string& ending) const { return ends_with(name, ending); }

bool FileGlance::begins_with(const std::string& magic) const {
    return begins.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), begins.begin(),
                      [](char a, std::uint8_t b) { return std::uint8_t(a) == b; });
}

FileGlance glance_at(const fs::path& path) {
    FileGlance glance;
    glance.path = path;
    std::error_code ignored;
    glance.is_folder = fs::is_directory(path, ignored);
    glance.name = in_small_letters(path.filename().string());
    if (glance.is_folder) return glance;
    ByteStream stream(path);
    glance.packed = stream.packed();
    if (ends_with(glance.name, ".gz")) glance.name.resize(glance.name.size() - 3);
    glance.begins.resize(8);
    glance.begins.resize(stream.read(glance.begins.data(), glance.begins.size()));
    return glance;
}

FileFormat format_of(const fs::path& path) {
    const FileGlance glance = glance_at(path);
    for (const FileFormat& format : formats())
        if (format.claims(glance)) return format;
    refuse(glance);
}

std::string formats_in_words() {
    std::string words;
    for (const FileFormat& format : formats())
        words += (words.empty() ? "" : ", ") + format.in_words;
    return words;
}

DatasetInfo info_of_path(const fs::path& path, const std::string& summary) {
    fs::path name = path.lexically_normal();
    if (!name.has_filename()) name = name.parent_path();  // "digits/" is "digits"
    DatasetInfo info;
    info.id = path.string();
    info.label = name.filename().string();
    info.summary = summary;
    info.source = path.string();
    info.licence = "your own file: as you obtained it";
    return info;
}

bool is_picture_name(const std::string& name) {
    const std::string small = in_small_letters(name);
    for (const char* ending : {".png", ".jpg", ".jpeg"})
        if (ends_with(small, ending)) return true;
    return false;
}

}  // namespace latent::data
