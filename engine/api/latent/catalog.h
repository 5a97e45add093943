// What there is to choose from: every registered part, dataset and system, as plain data.
//
// Front ends build their pickers, sliders, formula texts and listings from this and from nothing
// else, so that a new loss term or architecture appears in the window and on the command line the
// day it is registered.
//
// Thread: any. A Catalog is filled once by the engine and never changes.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "latent/param_spec.h"
#include "latent/run_config.h"

namespace latent {

enum class DataKind { images, points, sequences };
const char* name_of(DataKind kind);

// One registered part: an architecture, a code, a corruption, a term, an optimiser, an analysis.
struct PartInfo {
    std::string id;
    std::string label;
    std::string formula;  // "" where there is none
    std::string summary;  // one plain sentence for a student
    std::string source;   // paper
    std::vector<ParamSpec> params;
    // Analyses: those of one family stand together: "net", "disentanglement", "representation".
    std::string family = {};

    // What a part is, and what it asks of the others; validate() and validate_for() compare these,
    // so that nobody compares names.
    bool is_reconstruction = false;    // terms: may stand in `reconstruction`
    bool needs_gaussian_code = false;  // terms: is undefined for a code without a posterior
    bool needs_probabilities = false;  // terms: reads outputs and targets as probabilities
    bool needs_labels = false;         // terms, analyses: the data must have classes
    bool needs_factors = false;        // analyses: the factors of every sample must be known
    bool of_arrays = false;            // analyses: can be made of codes from elsewhere
    bool dear = false;                 // analyses: takes more than some seconds; on demand or rarely
    bool is_gaussian = false;          // codes: has a posterior N(mean, diag exp(logvar))
    bool gives_probabilities = false;  // outputs: lies in (0, 1)
    std::vector<DataKind> accepts = {DataKind::images, DataKind::points,
                                     DataKind::sequences};  // architectures
    bool accepts_kind(DataKind kind) const;
};

// The shape of one sample, [C, H, W].
//
//   images      channels, rows, columns; pixels in [0, 1]
//   points      1, 1, coordinates
//   sequences   1, time steps, features a step
struct ImageShape {
    int channels = 1, height = 0, width = 0;
    int size() const { return channels * height * width; }
    bool operator==(const ImageShape& o) const {
        return channels == o.channels && height == o.height && width == o.width;
    }
    bool operator!=(const ImageShape& o) const { return !(*this == o); }
};

// A generative factor whose value is known for every sample, e.g. {"orientation", 40, cyclic}.
struct FactorInfo {
    std::string name;
    int count = 0;        // values 0 .. count-1
    bool cyclic = false;  // the last value is next to the first
};

struct DatasetInfo {
    std::string id;  // as in `--data`; for a file its path
    std::string label;
    std::string summary;
    std::string source;
    std::string licence;
    DataKind kind = DataKind::images;
    ImageShape shape;
    float low = 0, high = 1;  // range of the values of a sample; images always have 0 and 1
    std::int64_t train_count = 0, held_out_count = 0;
    std::vector<std::string> class_names;  // empty: no labels
    std::vector<FactorInfo> factors;       // empty: no known factors
};

// An autoencoder of the literature: a preset that names its parts and its paper
// (assets/systems/ID.json).
struct SystemInfo {
    std::string id;
    std::string label;
    std::string family;   // "sparse", "variational", ...: systems of one stand together in pickers
    std::string teaches;  // one sentence: what a student sees with it
    std::string paper;
    std::vector<DataKind> accepts;
    bool accepts_kind(DataKind kind) const;
    RunConfig config;  // its parts; everything it leaves open takes the default
    // Where other data want other parts (a linear output for points, say): whole configs too.
    std::vector<std::pair<DataKind, RunConfig>> config_on;
    const RunConfig& config_for(DataKind kind) const;
};

struct Catalog {
    std::vector<ParamSpec> general;  // ids are whole paths: "batch_size", "code.width", ...
    std::vector<PartInfo> architectures, codes, outputs, corruptions, terms, optimizers, analyses;
    std::vector<SystemInfo> systems;
    std::vector<DatasetInfo> datasets;

    // The part that holds a group's parameters: group is "architecture", "code", "output",
    // "corruption" or "optimizer".
    const std::vector<PartInfo>& parts_of(const std::string& group) const;
    static const std::vector<std::string>& groups();
};

// The entry with this id, or nullptr.
template <class Entry>
const Entry* find(const std::vector<Entry>& entries, const std::string& id) {
    for (const Entry& entry : entries)
        if (entry.id == id) return &entry;
    return nullptr;
}

template <class Entry>
std::vector<std::string> ids_of(const std::vector<Entry>& entries) {
    std::vector<std::string> ids;
    for (const Entry& entry : entries) ids.push_back(entry.id);
    return ids;
}

// Every parameter that `config` has or may have, as (whole path, spec): general ones, those of the
// chosen kinds and those of its active terms. The order is that of the window.
std::vector<std::pair<std::string, ParamSpec>> specs_of(const Catalog& catalog,
                                                        const RunConfig& config);

// The system's parts on that dataset with every default filled in. The kind of a registered dataset
// is known; that of a path must be told (Engine::describe_data knows it). Throws
// std::invalid_argument for an unknown system, naming the nearest.
RunConfig preset(const Catalog& catalog, const std::string& system, const std::string& data);
RunConfig preset(const Catalog& catalog, const std::string& system, const std::string& data,
                 DataKind kind);

// Adds the default of every parameter that the chosen parts have and `config` does not mention.
RunConfig with_defaults(const Catalog& catalog, RunConfig config);

// Sets `path` from text, as `--set` does. Setting a kind drops the parameters of the old one and
// fills in the new one's defaults; setting any parameter of a term that is not there adds the term.
// Throws std::invalid_argument with a sentence (and the nearest valid name) when the path or the
// value is not valid.
void set_from_text(const Catalog& catalog, RunConfig& config, const std::string& path,
                   const std::string& text);

// Every problem of the config that can be told without reading data; empty when it can be trained.
std::vector<Problem> validate(const Catalog& catalog, const RunConfig& config);

// Every problem between a valid config and the data it is to be trained on, told from the data's
// description alone: the wrong kind for the system or the architecture, no labels for a term that
// needs them, values outside [0, 1] for a term that reads probabilities.
std::vector<Problem> validate_for(const Catalog& catalog, const RunConfig& config,
                                  const DatasetInfo& data);

}  // namespace latent
