// All that one training run is made of: a flat, ordered table from a path to a value.
//
//   data                   a dataset's id, or a path to a file or folder
//   system                 the preset it came from: a name only, the parts below count
//   architecture.kind      dense, conv, ...; architecture.encoder and so on are its parameters
//   code.kind              deterministic, gaussian, ...; code.width, code.activation
//   output.kind            sigmoid, linear, tanh
//   corruption.kind        none, gaussian, ...; corruption.level
//   reconstruction         the term that compares output and input; its weight is 1
//   terms.NAME.weight      every further term by name; terms.NAME.x are its parameters
//   optimizer.kind         adam, sgd, ...; optimizer.learning_rate, optimizer.schedule, ...
//   input.centre           subtract the mean of the training samples
//   samples.classes        only these classes; samples.limit: at most so many training samples
//   batch_size, seed, batch_seed, epochs, steps, threads, probe_points
//
// Because a config is a table, a fork is one entry changed, a sweep is one entry varied, "what
// differs" is a comparison of two tables, and neither the command line nor config.json needs code
// of its own for a new parameter. Which paths exist, with their ranges and defaults, is the
// Catalog's to say (catalog.h).
//
// Thread: any (a value). Errors: reading a path that is missing or of another kind throws
// std::out_of_range or std::invalid_argument naming the path.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "latent/param_spec.h"

namespace latent {

class RunConfig {
 public:
    bool has(const std::string& path) const { return values_.count(path) != 0; }
    const ParamValue& at(const std::string& path) const;

    bool flag(const std::string& path) const;
    std::int64_t integer(const std::string& path) const;
    double number(const std::string& path) const;  // accepts an integer too
    const std::string& text(const std::string& path) const;
    const Widths& widths(const std::string& path) const;

    void set(const std::string& path, ParamValue value);
    void erase(const std::string& path) { values_.erase(path); }

    // Names N for which `terms.N.weight` is set, in alphabetical order.
    std::vector<std::string> terms() const;

    // Parameters below "prefix.", with the prefix taken off: below("optimizer") -> kind,
    // learning_rate, ...
    std::map<std::string, ParamValue> below(const std::string& prefix) const;

    const std::map<std::string, ParamValue>& values() const { return values_; }
    bool operator==(const RunConfig& other) const { return values_ == other.values_; }
    bool operator!=(const RunConfig& other) const { return !(*this == other); }

 private:
    std::map<std::string, ParamValue> values_;
};

// Paths whose values differ, or that only one of the two has.
std::vector<std::string> differences(const RunConfig& a, const RunConfig& b);

// What is wrong with one entry of a config, as a sentence for the user.
struct Problem {
    std::string path;
    std::string sentence;
};

}  // namespace latent
