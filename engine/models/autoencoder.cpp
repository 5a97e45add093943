#include "models/autoencoder.h"

namespace latent::models {

Autoencoder::Autoencoder(const RunConfig& config, const ImageShape& sample, std::uint64_t seed)
    : sample_(sample), code_width_(config.integer("code.width")) {
    FreshWeights fresh(seed);
    const auto& architecture = entry_of(architectures(), config.text("architecture.kind"));
    architecture_ = register_module("architecture", std::shared_ptr<Architecture>(architecture.make(
                                                        Params(config, "architecture"),
                                                        Blueprint{sample, code_width_, fresh})));
    const auto& code = entry_of(codes(), config.text("code.kind"));
    const Activation activation = activation_from(config.text("code.activation"));
    code_ = register_module(
        "code", std::shared_ptr<Code>(code.make(Params(config, "code"),
                                                CodeBlueprint{architecture_->feature_width(),
                                                              code_width_, activation, fresh})));
}

Encoding Autoencoder::encode(const torch::Tensor& x, torch::Generator* noise) {
    return code_->encode(architecture_->features(x), noise);
}

Decoding Autoencoder::decode(const torch::Tensor& z) {
    Decoding decoding;
    decoding.logits = architecture_->decode(z);
    decoding.values = torch::sigmoid(decoding.logits);
    return decoding;
}

ModelInfo Autoencoder::describe() const {
    ModelInfo info;
    info.layers.push_back(
        {"input", "input", {sample_.channels, sample_.height, sample_.width}, 0, 0});
    for (const auto& layers :
         {architecture_->encoder_layers(), code_->layers(), architecture_->decoder_layers()})
        info.layers.insert(info.layers.end(), layers.begin(), layers.end());
    for (const torch::Tensor& parameter : parameters()) info.parameters += parameter.numel();
    return info;
}

}  // namespace latent::models
