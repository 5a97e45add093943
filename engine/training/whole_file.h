// A file that appears whole or not at all: written beside, synced, renamed.
//
// Thread: one at a time. Errors: std::runtime_error with a sentence that names the file; what was
// there before is then untouched.
#pragma once

#include <cstdio>
#include <filesystem>

namespace latent::training {

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

}  // namespace latent::training
