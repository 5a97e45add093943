// Where exported files go, and how a file gets there: written beside its place and moved there when
// it is whole, so that a file with its name is never half a file and never replaces another.
// Thread: any.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace latent::app {

// The user's folder of exports: $LATENT_EXPORT_DIR if that is set; otherwise latent-explorer in the
// user's documents ($XDG_DOCUMENTS_DIR, or ~/Documents where there is one, or else ~).
std::filesystem::path export_folder();

// Writes a new file called NAME into the folder, which is made when it is missing: `write` is
// called with the path of a temporary file, that then takes the name; NAME-2, NAME-3, ... when
// there is one already. Returns its path.
//
// Throws std::runtime_error with a sentence when the folder cannot be made or written to, and what
// `write` throws; then nothing is left behind.
std::filesystem::path save_new(const std::filesystem::path& folder, const std::string& name,
                               const std::function<void(const std::string& path)>& write);

// The sentence of a writer that could not write all of it.
std::string not_written(const std::string& path);

}  // namespace latent::app
