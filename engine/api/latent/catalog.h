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

// One registered part: an architecture, a code, a corruption, a term, an optimiser, an analysis.
struct PartInfo {
    std::string id;
    std::string label;
    std::string formula;  // "" where there is none
    std::string summary;  // one plain sentence for a student
    std::string source;   // paper
    std::vector<ParamSpec> params;
    bool is_reconstruction = false;    // terms: may stand in `reconstruction`
    bool needs_gaussian_code = false;  // terms: is undefined for a deterministic code
};

enum class DataKind { images, points, sequences };
const char* name_of(DataKind kind);

// Channels, rows, columns of one sample. Pixels are in [0, 1].
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
    std::int64_t train_count = 0, held_out_count = 0;
    std::vector<std::string> class_names;  // empty: no labels
    std::vector<FactorInfo> factors;       // empty: no known factors
};

// An autoencoder of the literature: a preset that names its parts and its paper
// (assets/systems/ID.json).
struct SystemInfo {
    std::string id;
    std::string label;
    std::string teaches;  // one sentence: what a student sees with it
    std::string paper;
    std::vector<DataKind> accepts;
    RunConfig config;  // its parts; everything it leaves open takes the default
};

struct Catalog {
    std::vector<ParamSpec> general;  // ids are whole paths: "batch_size", "code.width", ...
    std::vector<PartInfo> architectures, codes, corruptions, terms, optimizers, analyses;
    std::vector<SystemInfo> systems;
    std::vector<DatasetInfo> datasets;

    // The part that holds a group's parameters: group is "architecture", "code", "corruption" or
    // "optimizer".
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

// The system's parts on that dataset with every default filled in. Throws std::invalid_argument for
// an unknown system, naming the nearest.
RunConfig preset(const Catalog& catalog, const std::string& system, const std::string& data);

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

}  // namespace latent
