// The deliberate cheat: skip connections carry the image round the code (Ronneberger et al. 2015).
//
//   s_0 = act(conv k3 (x)) [c_0, H, W]
//   s_i = act(conv k4 s2 (s_{i-1})) [c_i, H / 2^i, W / 2^i]     s_n, flat: the features
//   d_n = act(W tanh(z) / 10 + b) [c_n, h_n, w_n]
//   d_{i-1} = [act(conv^T k4 s2 (d_i)), s_{i-1}]                2 c_{i-1} channels
//   y = conv k3 (d_0) [C, H, W]
//
// With s_0 at full resolution the output can be a copy of the input, whatever z says. The error
// falls to nothing and the code has learnt nothing: put zeros in its place and the picture stays. A
// low reconstruction error alone proves nothing.
//
// Why tanh(z) / 10. Every decoder needs some constants, and as z has a mean of its own (rectified
// features are all positive) a net soon keeps part of them in W z and not in b alone: zeros for z
// would then change the picture although z tells no two pictures apart. Bounded and faint, z is a
// poor place for constants. A net that wanted to hear it could: W ten times as large would do.
//
// Without skips (an empty bypass, as on walks through the latent space) they count as zeros.
//
// Parameters, with S = c_n h_n w_n, a_n = c_n, otherwise a_i = 2 c_i, and without the code's own
// (S + 1) k:
//
//   (9 C + 1) c_0 + sum_i (16 c_{i-1} + 1) c_i + (k + 1) S + sum_i (16 a_i + 1) c_{i-1}
//   + (18 c_0 + 1) C                                                            i = 1 .. n
#include <stdexcept>

#include "models/activation_names.h"
#include "models/affine.h"
#include "models/architecture.h"
#include "models/conv_layer.h"

namespace latent::models {
namespace {

constexpr double kFaint = 0.1;

class Unet final : public Architecture {
 public:
    Unet(const Params& params, const Blueprint& blueprint) : channels_(params.widths("channels")) {
        if (channels_.size() < 2)
            throw std::invalid_argument(
                "A U-net needs at least two channel widths, such as 16,32: the first for the image "
                "in full, the others each for half of the one before.");
        const Activation activation = activation_from(params.text("activation"));
        const std::size_t stages = channels_.size() - 1;
        const std::int64_t colours = blueprint.sample.channels;
        sides_ = halvings(blueprint.sample, stages);
        flat_ = channels_.back() * sides_.back().height * sides_.back().width;

        down_.push_back(register_module(
            "down0", Convolution(3, colours, channels_[0], activation, blueprint.fresh)));
        for (std::size_t i = 1; i <= stages; ++i)
            down_.push_back(register_module(
                "down" + std::to_string(i),
                Convolution(4, channels_[i - 1], channels_[i], activation, blueprint.fresh)));
        from_code_ = register_module(
            "from_code", Affine(blueprint.code_width, flat_, activation, blueprint.fresh));
        for (std::size_t i = stages; i >= 1; --i)
            up_.push_back(
                register_module("up" + std::to_string(i),
                                UpConvolution(i == stages ? channels_[i] : 2 * channels_[i],
                                              channels_[i - 1], activation, blueprint.fresh)));
        last_ = register_module(
            "last", Convolution(3, 2 * channels_[0], colours, Activation::linear, blueprint.fresh));
    }

    torch::Tensor features(const torch::Tensor& x, Bypass& bypass) override {
        bypass.skips.clear();
        torch::Tensor h = down_[0]->forward(x);
        for (std::size_t i = 1; i < down_.size(); ++i) {
            bypass.skips.push_back(h);
            h = down_[i]->forward(h);
        }
        return h.flatten(1);
    }
    std::int64_t feature_width() const override { return flat_; }
    bool has_skips() const override { return true; }

    torch::Tensor decode(const torch::Tensor& z, const Bypass& bypass) override {
        torch::Tensor h =
            from_code_->forward(kFaint * torch::tanh(z))
                .view({z.size(0), channels_.back(), sides_.back().height, sides_.back().width});
        for (std::size_t i = up_.size(); i >= 1; --i) {
            const Sides to = sides_[i - 1];
            h = up_[up_.size() - i]->forward(h, to.height, to.width);
            h = torch::cat({h, bypass.skips.empty() ? torch::zeros_like(h) : bypass.skips[i - 1]},
                           /*dim=*/1);
        }
        return last_->forward(h);
    }

    std::vector<LayerInfo> encoder_layers() const override {
        std::vector<LayerInfo> layers;
        for (std::size_t i = 0; i < down_.size(); ++i)
            layers.push_back(down_[i]->describe("encoder", sides_[i].height, sides_[i].width));
        return layers;
    }

    std::vector<LayerInfo> decoder_layers() const override {
        std::vector<LayerInfo> layers{from_code_->describe("decoder")};
        for (std::size_t i = up_.size(); i >= 1; --i) {
            const Sides to = sides_[i - 1];
            layers.push_back(up_[up_.size() - i]->describe("decoder", to.height, to.width));
            layers.push_back({"decoder",
                              "beside the encoder's " + std::to_string(channels_[i - 1]),
                              {2 * channels_[i - 1], to.height, to.width},
                              0,
                              0});
        }
        layers.push_back(last_->describe("decoder", sides_[0].height, sides_[0].width));
        return layers;
    }

    PythonText python() const override {
        std::string layers, encode, decode;
        for (std::size_t i = 0; i < down_.size(); ++i) {
            const std::string name = "self.down" + std::to_string(i);
            layers += "        " + name + " = " + down_[i]->python() + "\n";
            encode += "        h = " + python_of(down_[i]->activation(), name + "(h)") + "\n";
            if (i + 1 < down_.size()) encode += "        skips.append(h)\n";
        }
        for (std::size_t i = up_.size(); i >= 1; --i) {
            const Sides to = sides_[i - 1];
            const auto& up = up_[up_.size() - i];
            const std::string name = "self.up" + std::to_string(i), at = std::to_string(i - 1);
            layers += "        " + name + " = " + up->python(to.height, to.width) + "\n";
            decode += "        h = " + python_of(up->activation(), name + "(h)") + "\n" +
                      "        h = torch.cat([h, skips[" + at +
                      "] if skips else torch.zeros_like(h)], dim=1)\n";
        }
        return {{},
                filled(R"(class Architecture(nn.Module):
    """The deliberate cheat: skip connections carry the image round the code."""

    def __init__(self):
        super().__init__()
{layers}        self.from_code = {from_code}
        self.last = {last}

    def features(self, x):
        h, skips = x, []
{encode}        return h.flatten(1), skips

    def decode(self, z, skips=None):
        h = {start}
        h = h.view(-1, {c}, {h}, {w})
{decode}        return self.last(h)
)",
                       {{"layers", layers},
                        {"from_code", from_code_->python()},
                        {"last", last_->python()},
                        {"encode", encode},
                        {"start", python_of(from_code_->activation(),
                                            "self.from_code(0.1 * torch.tanh(z))")},
                        {"c", std::to_string(channels_.back())},
                        {"h", std::to_string(sides_.back().height)},
                        {"w", std::to_string(sides_.back().width)},
                        {"decode", decode}})};
    }

 private:
    Widths channels_;           // c_0, ..., c_n
    std::vector<Sides> sides_;  // of s_0, ..., s_n
    std::int64_t flat_ = 0;     // S
    std::vector<Convolution> down_;
    Affine from_code_{nullptr};
    std::vector<UpConvolution> up_;  // stage n first
    Convolution last_{nullptr};
};

}  // namespace

ArchitectureEntry describe_unet() {
    PartInfo info{"unet",
                  "U-net",
                  "y = decode(z, what the encoder saw)",
                  "Cheats: skip connections carry the image round the code, so the error is tiny "
                  "and the code learns nothing.",
                  "Ronneberger, Fischer & Brox 2015, arXiv 1505.04597",
                  {ParamSpec::widths("channels", {16, 32, 64}, 1, 1024)
                       .in("channels")
                       .says("Channels at full size, at half, at a quarter ...: at least two "
                             "widths."),
                   ParamSpec::choice("activation", "relu", activation_names())
                       .says("Follows every layer but the last.")}};
    info.accepts = {DataKind::images};
    return {info,
            [](const Params& params, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Unet>(params, blueprint);
            }};
}

}  // namespace latent::models
