#include "models/autoencoder.h"

namespace latent::models {

Autoencoder::Autoencoder(const NetPlan& plan, std::uint64_t seed)
    : sample_(plan.sample),
      code_width_(plan.config.integer("code.width")),
      output_(&entry_of(outputs(), plan.config.text("output.kind"))) {
    const RunConfig& config = plan.config;
    FreshWeights fresh(seed);
    const auto& architecture = entry_of(architectures(), config.text("architecture.kind"));
    architecture_ = register_module(
        "architecture", std::shared_ptr<Architecture>(architecture.make(
                            Params(config, "architecture"),
                            Blueprint{sample_, code_width_, fresh, output_->activation})));
    const auto& code = entry_of(codes(), config.text("code.kind"));
    const Activation activation = activation_from(config.text("code.activation"));
    code_ = register_module(
        "code",
        std::shared_ptr<Code>(code.make(
            Params(config, "code"), CodeBlueprint{architecture_->feature_width(), code_width_,
                                                  activation, fresh, architecture_->biases()})));
    if (!plan.centre.empty())
        centre_ = torch::tensor(torch::ArrayRef<float>(plan.centre))
                      .view({sample_.channels, sample_.height, sample_.width});
}

Encoding Autoencoder::encode(const torch::Tensor& x, torch::Generator* noise) {
    Bypass bypass;
    const torch::Tensor features =
        architecture_->features(centre_.defined() ? x - centre_ : x, bypass);
    Encoding encoding = code_->encode(features, noise);
    encoding.bypass = std::move(bypass);
    return encoding;
}

Decoding Autoencoder::decode(const torch::Tensor& z, const Bypass& bypass) {
    const bool adds_centre = centre_.defined() && output_->adds_centre;
    Decoding decoding;
    if (adds_centre && bypass.target.defined())
        // What the decoder gives out has no centre yet, so what it is to give out has none either.
        decoding.logits = architecture_->decode(z, {bypass.skips, bypass.target - centre_});
    else
        decoding.logits = architecture_->decode(z, bypass);
    decoding.values = activate(output_->activation, decoding.logits);
    if (adds_centre) decoding.values = decoding.values + centre_;
    return decoding;
}

const AffineImpl* Autoencoder::single_layer_encoder() const {
    return architecture_->features_are_input() ? code_->single_layer() : nullptr;
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
