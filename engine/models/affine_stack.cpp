#include "models/affine_stack.h"

#include "models/python.h"

namespace latent::models {

AffineStackImpl::AffineStackImpl(const Widths& widths, Activation activation, Activation last,
                                 FreshWeights& fresh) {
    for (std::size_t i = 1; i < widths.size(); ++i) {
        const Activation follows = i + 1 == widths.size() ? last : activation;
        layers_.push_back(register_module(std::to_string(i - 1),
                                          Affine(widths[i - 1], widths[i], follows, fresh)));
    }
}

torch::Tensor AffineStackImpl::forward(torch::Tensor x) const {
    for (const Affine& layer : layers_) x = layer->forward(x);
    return x;
}

std::vector<LayerInfo> AffineStackImpl::describe(const std::string& part) const {
    std::vector<LayerInfo> layers;
    for (const Affine& layer : layers_) layers.push_back(layer->describe(part));
    return layers;
}

std::string AffineStackImpl::python_layers() const {
    std::string text;
    for (const Affine& layer : layers_) text += (text.empty() ? "" : ", ") + layer->python();
    return "nn.ModuleList([" + text + "])";
}

std::string AffineStackImpl::python_forward(const std::string& name,
                                            const std::string& variable) const {
    std::string text;
    for (std::size_t i = 0; i < layers_.size(); ++i)
        text += "        " + variable + " = " +
                python_of(layers_[i]->activation(),
                          "self." + name + "[" + std::to_string(i) + "](" + variable + ")") +
                "\n";
    return text;
}

}  // namespace latent::models
