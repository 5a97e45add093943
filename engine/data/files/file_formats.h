// What a student's own files may look like: one entry a format, asked in the order of
// file_formats.inc which of them a path is. A new one is a line there and a file beside that
// defines `FileFormat format_ID()`.
//
// Thread: any. Errors: DataError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace latent::data {

// A path at first sight: what its name and first bytes say.
struct FileGlance {
    std::filesystem::path path;
    bool is_folder = false;
    bool packed = false;               // with gzip; `begins` and `name` are then what is inside
    std::string name;                  // in small letters, without a ".gz" at its end
    std::vector<std::uint8_t> begins;  // up to 8 bytes; empty for a folder

    bool has_ending(const std::string& ending) const;  // ".npy"
    bool begins_with(const std::string& magic) const;
};

// Throws when the path is missing, neither file nor folder, not readable or empty.
FileGlance glance_at(const std::filesystem::path& path);

struct FileFormat {
    std::string in_words;  // for the sentence that lists what can be read: "a table (.csv)"
    bool (*claims)(const FileGlance& glance) = nullptr;
    DatasetInfo (*describe)(const std::filesystem::path& path) = nullptr;
    std::shared_ptr<const Dataset> (*load)(const std::filesystem::path& path) = nullptr;
};

// The first format that claims the path. When none does, the error lists what can be read.
FileFormat format_of(const std::filesystem::path& path);

// All of them, in words, for error messages and help: "a NumPy array (.npy), ...".
std::string formats_in_words();

// What can be said of a path without reading it: its id is the path as given, its label the file's
// name, its source the path.
DatasetInfo info_of_path(const std::filesystem::path& path, const std::string& summary);

// Pictures that a folder of images may hold: ".png", ".jpg", ".jpeg", in capitals or not.
bool is_picture_name(const std::string& name);

}  // namespace latent::data
