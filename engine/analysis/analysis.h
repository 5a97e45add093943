// What can be found out about a trained net: figures, curves and pictures, and a sentence.
//
// An analysis reads the net and the data, and never changes either. It tells how far it is, and
// that is also where it learns that the user no longer wants it.
//
// A new analysis: one file here and one line in analyses.inc. Metrics of codes (metrics/) are analyses
// without a line here: of_metrics.h.
//
// Thread: one at a time for each Subject.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/run_config.h"
#include "models/autoencoder.h"
#include "statistics/report.h"

namespace latent::analysis {

struct CodeCache;

// What is looked at.
struct Subject {
    models::Autoencoder& net;
    const data::Dataset& dataset;
    const RunConfig& config;     // as it is now, live changes included
    CodeCache* cache = nullptr;  // of this very net (code_sample.h), or none
    std::int64_t step = 0;       // optimiser steps that the net has been trained for
};

using latent::Cancelled;
using latent::NotDefined;
using latent::part_of;
using latent::Report;

struct AnalysisEntry {
    PartInfo info;
    // Fills in verdict, figures, charts, matrices, galleries, remedies and samples.
    std::function<AnalysisResult(const Subject& subject, const Report& report)> run;
};
const std::vector<AnalysisEntry>& analyses();  // those listed, then the metrics that are not
std::vector<PartInfo> infos_of(const std::vector<AnalysisEntry>& entries);

// Runs one and times it: catches NotDefined and whatever else goes wrong into AnalysisResult::problem, lets
// Cancelled through. Gradients are off while it runs.
AnalysisResult run(const std::string& id, const Subject& subject, const Report& report);

}  // namespace latent::analysis
