// What every reader owes whoever gives it a bad file: one sentence that names the file and says what
// is wrong, at once, and no memory for what the file only claims to hold.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "data/files/idx_files.h"

namespace latent::test {

struct Hostile {
    std::string what;
    Bytes content;
    std::vector<std::string> parts;  // of the sentence that it is refused with
};

// With that byte turned into another.
Bytes spoilt(Bytes bytes, std::size_t at);

// Checks that loading what lies at `path` is refused in such a sentence, in which `named` and all
// parts stand, and that describing it does not complain of something else.
void check_refused(const std::filesystem::path& path, const std::string& named,
                   const std::vector<std::string>& parts);
// Of a file or folder that is named itself.
inline void check_refused(const std::filesystem::path& path,
                          const std::vector<std::string>& parts) {
    check_refused(path, path.filename().string(), parts);
}

}  // namespace latent::test
