#include "models/activation.h"

#include <stdexcept>
#include <utility>

#include "models/activation_names.h"

namespace latent::models {
namespace {

const std::vector<std::pair<std::string, Activation>>& table() {
    static const std::vector<std::pair<std::string, Activation>> entries{
        {"linear", Activation::linear},
        {"relu", Activation::relu},
        {"leaky_relu", Activation::leaky_relu},
        {"gelu", Activation::gelu},
        {"tanh", Activation::tanh},
        {"sigmoid", Activation::sigmoid}};
    return entries;
}

}  // namespace

const std::vector<std::string>& activation_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& entry : table()) all.push_back(entry.first);
        return all;
    }();
    return names;
}

Activation activation_from(const std::string& name) {
    for (const auto& [known, activation] : table())
        if (known == name) return activation;
    throw std::invalid_argument("There is no activation called '" + name + "'.");
}

const char* name_of(Activation activation) {
    for (const auto& [name, known] : table())
        if (known == activation) return name.c_str();
    return "";
}

torch::Tensor activate(Activation activation, const torch::Tensor& a) {
    switch (activation) {
        case Activation::linear:
            return a;
        case Activation::relu:
            return torch::relu(a);
        case Activation::leaky_relu:
            return torch::leaky_relu(a, 0.01);
        case Activation::gelu:
            return torch::gelu(a);
        case Activation::tanh:
            return torch::tanh(a);
        case Activation::sigmoid:
            return torch::sigmoid(a);
    }
    return a;
}

}  // namespace latent::models
