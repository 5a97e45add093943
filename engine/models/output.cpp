#include "models/output.h"

namespace latent::models {
namespace {

OutputEntry entry(Activation activation, const std::string& label, const std::string& formula,
                  const std::string& summary) {
    OutputEntry entry;
    entry.activation = activation;
    entry.info = {name_of(activation), label, formula, summary, "", {}};
    return entry;
}

}  // namespace

const std::vector<OutputEntry>& outputs() {
    static const std::vector<OutputEntry> entries = [] {
        std::vector<OutputEntry> all{
            entry(Activation::sigmoid, "Sigmoid", "x^ = 1 / (1 + e^-y)",
                  "Every output lies between 0 and 1, as pixels do."),
            entry(Activation::linear, "Linear", "x^ = y",
                  "Outputs may be any number: for points and waves, and to compare with PCA."),
            entry(Activation::tanh, "Tanh", "x^ = tanh y", "Every output lies between -1 and 1.")};
        all[0].info.gives_probabilities = true;
        all[1].adds_centre = true;
        return all;
    }();
    return entries;
}

}  // namespace latent::models
