// A chain of fully connected layers on either side of the code (Hinton & Salakhutdinov 2006).
//
//   encoder = e_1, ..., e_n   x [B, D] -> e_1 -> ... -> e_n, an activation behind each
//   decoder = d_1, ..., d_m   z [B, k] -> d_1 -> ... -> d_m -> D, an activation behind each but the
//                             last
//
// An empty decoder mirrors the encoder. Parameters, the code's aside: the sum over all layers of
// (in + 1) out. Widths may exceed D, and so may the code's: an overcomplete net, which needs
// another reason than narrowness to learn anything (a sparse code, a corrupted input).
#include "models/activation_names.h"
#include "models/affine_stack.h"
#include "models/architecture.h"

namespace latent::models {
namespace {

class Dense final : public Architecture {
 public:
    Dense(const Params& params, const Blueprint& blueprint) : sample_(blueprint.sample) {
        const Activation activation = activation_from(params.text("activation"));
        Widths encoder = params.widths("encoder"), decoder = params.widths("decoder");
        if (decoder.empty()) decoder.assign(encoder.rbegin(), encoder.rend());
        encoder.insert(encoder.begin(), sample_.size());
        decoder.insert(decoder.begin(), blueprint.code_width);
        decoder.push_back(sample_.size());
        feature_width_ = encoder.back();
        encoder_ = register_module("encoder",
                                   AffineStack(encoder, activation, activation, blueprint.fresh));
        decoder_ = register_module(
            "decoder", AffineStack(decoder, activation, Activation::linear, blueprint.fresh));
    }

    torch::Tensor features(const torch::Tensor& x, Bypass&) override {
        return encoder_->forward(x.reshape({x.size(0), sample_.size()}));
    }
    std::int64_t feature_width() const override { return feature_width_; }
    bool features_are_input() const override { return encoder_->layer_count() == 0; }

    torch::Tensor decode(const torch::Tensor& z, const Bypass&) override {
        return decoder_->forward(z).view(
            {z.size(0), sample_.channels, sample_.height, sample_.width});
    }

    std::vector<LayerInfo> encoder_layers() const override { return encoder_->describe("encoder"); }
    std::vector<LayerInfo> decoder_layers() const override { return decoder_->describe("decoder"); }

    PythonText python() const override {
        return {{},
                filled(R"(class Architecture(nn.Module):
    """Fully connected layers on either side of the code."""

    def __init__(self):
        super().__init__()
        self.encoder = {encoder}
        self.decoder = {decoder}

    def features(self, x):
        h = x.flatten(1)
{encode}        return h

    def decode(self, z):
        h = z
{decode}        return h.view(-1, {C}, {H}, {W})
)",
                       {{"encoder", encoder_->python_layers()},
                        {"decoder", decoder_->python_layers()},
                        {"encode", encoder_->python_forward("encoder", "h")},
                        {"decode", decoder_->python_forward("decoder", "h")},
                        {"C", std::to_string(sample_.channels)},
                        {"H", std::to_string(sample_.height)},
                        {"W", std::to_string(sample_.width)}})};
    }

 private:
    ImageShape sample_;
    std::int64_t feature_width_ = 0;
    AffineStack encoder_{nullptr}, decoder_{nullptr};
};

}  // namespace

ArchitectureEntry describe_dense() {
    PartInfo info{
        "dense",
        "Dense",
        "h_{l+1} = act(W_l h_l + b_l)",
        "Fully connected layers: sees pixels as a list of numbers, knows nothing of neighbourhood.",
        "Hinton & Salakhutdinov 2006, Science 313",
        {ParamSpec::widths("encoder", {512, 256}, 1, 8192)
             .named("hidden widths")
             .in("units")
             .says("Widths of the hidden layers between the input and the code."),
         ParamSpec::widths("decoder", {}, 1, 8192)
             .named("decoder widths")
             .in("units")
             .says("Widths of the hidden layers behind the code; empty: the encoder's in reverse."),
         ParamSpec::choice("activation", "relu", activation_names())
             .says("Follows every hidden layer. Without one the whole net is linear.")}};
    return {info,
            [](const Params& params, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Dense>(params, blueprint);
            }};
}

}  // namespace latent::models
