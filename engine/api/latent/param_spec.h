// One parameter of a part, described once as data.
//
// Everything that shows, reads, checks or documents a parameter derives from its ParamSpec: the
// slider in the window, `--set path=value` on the command line, the entry in config.json,
// validation and the help text. A default is written in exactly one place: here.
//
// Thread: any (values). Errors: `parse` throws std::invalid_argument whose text is a sentence for
// the user.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace latent {

// What a parameter can hold. Widths are a list of layer widths, `512,256` on the command line.
using Widths = std::vector<std::int64_t>;
using ParamValue = std::variant<bool, std::int64_t, double, std::string, Widths>;

enum class ParamKind { flag, integer, number, choice, text, widths };
enum class ParamScale { linear, logarithmic };

struct ParamSpec {
    std::string id;     // last part of the path, e.g. "learning_rate"
    std::string label;  // as printed in the window, e.g. "learning rate"
    ParamKind kind = ParamKind::number;
    ParamValue default_value = 0.0;
    double low = 0, high = 1;  // inclusive; for widths: of each entry
    ParamScale scale = ParamScale::linear;
    std::vector<std::string> choices;  // kind == choice: the valid ids
    std::string unit;                  // "steps", "nats", ... or empty
    std::string help;                  // one plain sentence
    bool live = false;                 // true: acts between two steps; false: needs a new run

    // Builders, to be chained: ParamSpec::number("rate", 1e-3, 1e-6,
    // 1).log().acts_live().says("...").
    static ParamSpec flag(std::string id, bool value);
    static ParamSpec integer(std::string id, std::int64_t value, std::int64_t low,
                             std::int64_t high);
    static ParamSpec number(std::string id, double value, double low, double high);
    static ParamSpec choice(std::string id, std::string value, std::vector<std::string> choices);
    static ParamSpec text(std::string id, std::string value);
    static ParamSpec widths(std::string id, Widths value, std::int64_t low, std::int64_t high);
    ParamSpec named(std::string text) &&;
    ParamSpec in(std::string unit_text) &&;
    ParamSpec says(std::string sentence) &&;
    ParamSpec log() &&;
    ParamSpec acts_live() &&;
};

// The value as the command line would take it: "0.001", "512,256", "true".
std::string to_text(const ParamValue& value);

// Reads `text` as a value of this parameter. Throws std::invalid_argument naming what was expected.
ParamValue parse(const ParamSpec& spec, const std::string& text);

// Empty when `value` is of the right kind and in range, otherwise a sentence that says what is
// wrong.
std::string complaint(const ParamSpec& spec, const ParamValue& value);

// The entry of `names` most like `word`, or "" when nothing comes near. For "did you mean ...?".
std::string nearest_name(const std::string& word, const std::vector<std::string>& names);

}  // namespace latent
