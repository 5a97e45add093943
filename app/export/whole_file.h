// A file that is replaced as a whole or not at all: written beside its place, flushed to the disk
// and renamed. Whoever reads it, after whatever happened, reads the old text or the new one.
// Thread: any.
#pragma once

#include <filesystem>
#include <string>

namespace latent::app {

// Throws std::runtime_error with a sentence; then the old file is still there.
void replace_file(const std::filesystem::path& file, const std::string& text);

// The text of a file; no more than `most` bytes of it. "" when there is none or it cannot be read.
std::string text_of_file(const std::filesystem::path& file, std::size_t most);

}  // namespace latent::app
