// Figures about a trained net, computed from codes.
//
// A new analysis: one file here and one line in analyses.inc.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "latent/catalog.h"

namespace latent::analysis {

// Codes of two splits with their labels, row-major [n, k].
struct CodeSet {
    std::int64_t count = 0, width = 0;
    std::vector<float> codes;
    std::vector<int> labels;  // empty: none
};

struct Input {
    const CodeSet& train;
    const CodeSet& held_out;
    std::function<bool()> cancelled;  // asked now and then; may be empty
};

// Thrown by an analysis that was cancelled.
struct Cancelled : std::exception {
    const char* what() const noexcept override { return "The analysis was cancelled."; }
};

using Figures = std::vector<std::pair<std::string, double>>;

struct AnalysisEntry {
    PartInfo info;
    // Named figures; none where they are not defined (no labels, say).
    std::function<Figures(const Input&)> run;
};
const std::vector<AnalysisEntry>& analyses();
std::vector<PartInfo> infos_of(const std::vector<AnalysisEntry>& entries);

}  // namespace latent::analysis
