#include "models/python.h"

namespace latent::models {

std::string python_of(Activation activation, const std::string& x) {
    switch (activation) {
        case Activation::linear:
            return x;
        case Activation::leaky_relu:
            return "functional.leaky_relu(" + x + ", 0.01)";
        case Activation::gelu:
            return "functional.gelu(" + x + ")";
        case Activation::relu:
        case Activation::tanh:
        case Activation::sigmoid:
            return std::string("torch.") + name_of(activation) + "(" + x + ")";
    }
    return x;
}

std::string python_linear(std::int64_t in, std::int64_t out, bool bias) {
    return "nn.Linear(" + std::to_string(in) + ", " + std::to_string(out) +
           (bias ? ")" : ", bias=False)");
}

std::string filled(std::string text,
                   const std::vector<std::pair<std::string, std::string>>& values) {
    for (const auto& [name, value] : values) {
        const std::string mark = "{" + name + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

}  // namespace latent::models
