#include <algorithm>
#include <cstdlib>

#include "data/dataset.h"
#include "data/files/file_formats.h"
#include "data/source.h"
#include "latent/param_spec.h"

namespace latent::data {

#define DATASET(id) SourceEntry source_##id();
#include "data/datasets.inc"
#undef DATASET

namespace fs = std::filesystem;

namespace {

std::vector<SourceEntry> sources() {
    return {
#define DATASET(id) source_##id(),
#include "data/datasets.inc"
#undef DATASET
    };
}

bool is_path(const std::string& text) {
    std::error_code ignored;
    return text.find('/') != std::string::npos || fs::exists(text, ignored);
}

[[noreturn]] void refuse_unknown(const std::string& word, const std::vector<SourceEntry>& known) {
    std::vector<std::string> ids;
    std::string listed;
    for (const SourceEntry& source : known) {
        ids.push_back(source.info.id);
        listed += (listed.empty() ? "" : ", ") + source.info.id;
    }
    const std::string nearest = nearest_name(word, ids);
    if (!nearest.empty())
        throw DataError("There is no dataset \"" + word + "\". Did you mean \"" + nearest + "\"?");
    throw DataError("There is no dataset or file \"" + word + "\". There are: " + listed +
                    "; a path serves as well, to " + formats_in_words() + ".");
}

// Calls `with_source` or `with_path`, whichever the word names.
template <class WithSource, class WithPath>
auto resolve(const std::string& word, WithSource with_source, WithPath with_path) {
    const std::vector<SourceEntry> known = sources();
    for (const SourceEntry& source : known)
        if (source.info.id == word) return with_source(source);
    if (!is_path(word)) refuse_unknown(word, known);
    return with_path(format_of(word));
}

}  // namespace

fs::path source_folder(const std::string& id, const fs::path& packaged) {
    if (const char* root = std::getenv("LATENT_DATA_DIR"); root && *root) {
        std::error_code ignored;
        fs::path own = fs::path(root) / id;
        if (fs::exists(own, ignored)) return own;
    }
    return packaged;
}

std::vector<DatasetInfo> list_datasets() {
    std::vector<DatasetInfo> list;
    for (const SourceEntry& source : sources()) {
        try {
            list.push_back(source.describe());
        } catch (const DataError&) {
            list.push_back(source.info);  // one that is missing must not hide the others
        }
    }
    return list;
}

DatasetInfo describe_dataset(const std::string& id_or_path) {
    return resolve(
        id_or_path, [](const SourceEntry& source) { return source.describe(); },
        [&](const FileFormat& format) { return format.describe(id_or_path); });
}

std::shared_ptr<const Dataset> load_dataset(const std::string& id_or_path) {
    return resolve(
        id_or_path, [](const SourceEntry& source) { return source.load(); },
        [&](const FileFormat& format) { return format.load(id_or_path); });
}

}  // namespace latent::data
