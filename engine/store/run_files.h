// The small files of a run folder, one by one (README.md lists them all).
//
//   config.json    every setting, defaults included: it alone repeats the run
//   about.json     what a person says of it, and the format's version
//   summary.json   figures over the whole held-out split, once it has finished
//
// Thread: any. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "latent/about.h"
#include "latent/catalog.h"
#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent::store {

inline constexpr int kFormat = 1;  // of the folder and of each checkpoint

inline constexpr const char* kConfigFile = "config.json";
inline constexpr const char* kAboutFile = "about.json";
inline constexpr const char* kSummaryFile = "summary.json";
inline constexpr const char* kMetricsFile = "metrics.jsonl";
inline constexpr const char* kWeightsFile = "weights.safetensors";

// Throws when `folder` holds no run, one of a newer format, or one whose config nobody can train.
RunConfig read_config(const Catalog& catalog, const std::filesystem::path& folder);

// Where the file is not there: what a new run has. Throws for a newer format.
RunAbout read_about(const std::filesystem::path& folder);
std::string to_json(const RunAbout& about);  // the text of about.json

// Nothing where there is none.
std::optional<Summary> read_summary(const std::filesystem::path& folder);

// "config.json", say, when the folder holds a run; "" when it holds none.
std::string run_in(const std::filesystem::path& folder);

}  // namespace latent::store
