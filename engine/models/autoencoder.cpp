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
    parameters_ = architecture_->parameters();
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
    const torch::Tensor features = features_of(centre_.defined() ? x - centre_ : x, bypass);
    Encoding encoding = code_->encode(features, noise);
    encoding.bypass = std::move(bypass);
    return encoding;
}

torch::Tensor Autoencoder::features_of(const torch::Tensor& x, Bypass& bypass) {
    if (!team_ || architecture_->features_are_input() || slices_of(x.size(0), *team_) < 2)
        return architecture_->features(x, bypass);
    Tensors found = in_slices(
        *team_,
        [this](const Tensors& slice) {
            Bypass of_slice;
            Tensors all{architecture_->features(slice[0], of_slice)};
            all.insert(all.end(), of_slice.skips.begin(), of_slice.skips.end());
            return all;
        },
        {x}, parameters_);
    bypass.skips.assign(found.begin() + 1, found.end());
    return found[0];
}

torch::Tensor Autoencoder::logits_of(const torch::Tensor& z, const Bypass& bypass) {
    if (!team_ || slices_of(z.size(0), *team_) < 2) return architecture_->decode(z, bypass);
    Tensors inputs{z, bypass.target};
    inputs.insert(inputs.end(), bypass.skips.begin(), bypass.skips.end());
    return in_slices(
        *team_,
        [this](const Tensors& slice) {
            return Tensors{architecture_->decode(
                slice[0], {Tensors(slice.begin() + 2, slice.end()), slice[1]})};
        },
        inputs, parameters_)[0];
}

Decoding Autoencoder::decode(const torch::Tensor& z, const Bypass& bypass, bool values) {
    const bool adds_centre = centre_.defined() && output_->adds_centre;
    Decoding decoding;
    if (adds_centre && bypass.target.defined())
        // What the decoder gives out has no centre yet, so what it is to give out has none either.
        decoding.logits = logits_of(z, {bypass.skips, bypass.target - centre_});
    else
        decoding.logits = logits_of(z, bypass);
    if (!values) return decoding;
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
