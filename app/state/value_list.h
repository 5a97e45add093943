// Values of one setting as somebody types them: "0.1, 0.3, 1"; "1..64", doubling; "dense, conv".
//
// Thread: any (values).
#pragma once

#include <string>
#include <vector>

#include "latent/param_spec.h"

namespace latent::app {

struct ValueList {
    std::vector<ParamValue> values;  // without repetition, in the order typed
    std::string problem;             // the first thing wrong with the text, in a sentence; or ""
};

// Commas or spaces between values; for lists of widths, which have commas of their own, semicolons:
// "512,256; 256". "a..b" doubles from a to b, b included.
ValueList values_from_text(const ParamSpec& spec, const std::string& text);

std::string text_of(const std::vector<ParamValue>& values);

// `count` values from low to high, both included: equal steps, or equal factors; whole numbers for
// integers, of which fewer may come out. Throws std::invalid_argument with a sentence for a range
// that the spec does not have, fewer than two values or factors from zero.
std::vector<ParamValue> spread(const ParamSpec& spec, double low, double high, int count,
                               bool factors);

}  // namespace latent::app
