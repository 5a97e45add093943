// A file that appears whole or not at all: written beside as NAME.part, synced, renamed, and the
// folder synced. Whoever dies in between leaves the old file and perhaps a NAME.part, which the next
// writer of the folder removes (run_folder.h).
//
// Thread: one at a time. Errors: std::runtime_error with a sentence that names the file; what was
// there before is then untouched.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

namespace latent::store {

inline constexpr const char* kHalfWritten = ".part";

class WholeFile {
 public:
    explicit WholeFile(std::filesystem::path target);
    ~WholeFile();  // not kept: the half-written file is removed
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    void write(const void* bytes, std::size_t count);
    void keep();

 private:
    std::filesystem::path target_, temporary_;
    std::FILE* file_ = nullptr;
};

void write_whole(const std::filesystem::path& target, const std::string& text);

}  // namespace latent::store
