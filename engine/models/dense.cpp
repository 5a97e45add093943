// A chain of fully connected layers on either side of the code (Hinton & Salakhutdinov 2006).
//
//   encoder = e_1, ..., e_n:   x [B, D] -> e_1 -> ... -> e_n,   each layer followed by the
//   activation decoder = d_1, ..., d_m:   z [B, k] -> d_1 -> ... -> d_m -> D, the last layer
//   without one
//
// An empty decoder mirrors the encoder. Parameters: the sum over all layers of (in + 1) out.
#include <algorithm>

#include "models/activation_names.h"
#include "models/affine.h"
#include "models/architecture.h"

namespace latent::models {
namespace {

class Dense final : public Architecture {
 public:
    Dense(const Params& params, const Blueprint& blueprint) : sample_(blueprint.sample) {
        const Activation activation = activation_from(params.text("activation"));
        const Widths& encoder = params.widths("encoder");
        Widths decoder = params.widths("decoder");
        if (decoder.empty()) decoder.assign(encoder.rbegin(), encoder.rend());

        std::int64_t width = sample_.size();
        for (std::int64_t next : encoder) {
            add(encoder_, "encoder", Affine(width, next, activation, blueprint.fresh));
            width = next;
        }
        feature_width_ = width;
        width = blueprint.code_width;
        for (std::int64_t next : decoder) {
            add(decoder_, "decoder", Affine(width, next, activation, blueprint.fresh));
            width = next;
        }
        add(decoder_, "decoder",
            Affine(width, sample_.size(), Activation::linear, blueprint.fresh));
    }

    torch::Tensor features(const torch::Tensor& x) override {
        torch::Tensor h = x.reshape({x.size(0), sample_.size()});
        for (Affine& layer : encoder_) h = layer->forward(h);
        return h;
    }

    std::int64_t feature_width() const override { return feature_width_; }

    torch::Tensor decode(const torch::Tensor& z) override {
        torch::Tensor h = z;
        for (Affine& layer : decoder_) h = layer->forward(h);
        return h.view({z.size(0), sample_.channels, sample_.height, sample_.width});
    }

    std::vector<LayerInfo> encoder_layers() const override { return describe(encoder_, "encoder"); }
    std::vector<LayerInfo> decoder_layers() const override { return describe(decoder_, "decoder"); }

 private:
    void add(std::vector<Affine>& side, const std::string& name, Affine layer) {
        side.push_back(register_module(name + std::to_string(side.size()), layer));
    }

    static std::vector<LayerInfo> describe(const std::vector<Affine>& side,
                                           const std::string& part) {
        std::vector<LayerInfo> layers;
        for (const Affine& layer : side) layers.push_back(layer->describe(part));
        return layers;
    }

    ImageShape sample_;
    std::int64_t feature_width_ = 0;
    std::vector<Affine> encoder_, decoder_;
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
