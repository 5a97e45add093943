// What the disk answered, as a sentence with a remedy.
//
// Thread: any. All of them throw std::runtime_error.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace latent::store {

// `error`: an errno. "runs/a/config.json cannot be written: the disk is full. Make room; ..."
[[noreturn]] void refuse_writing(const std::filesystem::path& file, int error);
// "runs/a/config.json WHAT"
[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what);

// The whole file; throws where it cannot be read.
std::string text_of(const std::filesystem::path& file);

}  // namespace latent::store
