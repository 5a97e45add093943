// The written form of configs and summaries (config.json, summary.json), in one place for both
// front ends. Errors: config_from_json throws std::invalid_argument with a sentence when the text
// is no config at all. Values that do not fit and paths that nobody knows are kept, so that
// validate() lists every one of them.
#pragma once

#include <string>

#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent {

std::string to_json(const RunConfig& config);
std::string to_json(const Summary& summary);
std::string to_json(const ModelInfo& model);
std::string to_json(const AnalysisResult& result);  // without its pictures
RunConfig config_from_json(const Catalog& catalog, const std::string& text);

}  // namespace latent
