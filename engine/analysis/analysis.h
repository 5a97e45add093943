// What can be found out about a trained net: figures, curves and pictures, and a sentence.
//
// An analysis reads the net and the data, and never changes either. It tells how far it is, and
// that is also where it learns that the user no longer wants it.
//
// A new analysis: one file here and one line in analyses.inc.
//
// Thread: one at a time for each Subject.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/run_config.h"
#include "models/autoencoder.h"

namespace latent::analysis {

// What is looked at.
struct Subject {
    models::Autoencoder& net;
    const data::Dataset& dataset;
    const RunConfig& config;
};

// Thrown out of a Report when the analysis was cancelled.
struct Cancelled : std::exception {
    const char* what() const noexcept override { return "The analysis was cancelled."; }
};

// Thrown by an analysis that has nothing to say of this net or these data: a sentence that says
// why.
struct NotDefined : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Told progress in [0, 1] and what is being done. May throw Cancelled.
using Report = std::function<void(double progress, const std::string& doing)>;

struct AnalysisEntry {
    PartInfo info;
    // Fills in verdict, figures, charts and galleries.
    AnalysisResult (*run)(const Subject& subject, const Report& report) = nullptr;
};
const std::vector<AnalysisEntry>& analyses();
std::vector<PartInfo> infos_of(const std::vector<AnalysisEntry>& entries);

// Runs one: catches NotDefined and whatever else goes wrong into AnalysisResult::problem, lets
// Cancelled through. Gradients are off while it runs.
AnalysisResult run(const std::string& id, const Subject& subject, const Report& report);

}  // namespace latent::analysis
