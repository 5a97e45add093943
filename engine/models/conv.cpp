// Convolutions that halve the image, stage by stage, and back (Masci et al. 2011).
//
//   encoder   x [C, H, W] -> [c_1, H/2, W/2] -> ... -> [c_n, H/2^n, W/2^n] -> flat, S = c_n h_n w_n
//               -> f_1 -> ... -> f_m = h             fully connected; h is the flat map if m = 0
//   decoder   z [k] -> f_m -> ... -> f_1 -> S -> [c_n, h_n, w_n] -> ... -> [c_1, H/2, W/2] -> y
//
// A stage from c_{i-1} to c_i channels (c_0 = C), and its mirror image in the decoder:
//
//   strided   convolution k4 s2 p1                transposed convolution k4 s2 p1
//   pooled    convolution k3 s1 p1, 2x2 maxima    nearest-neighbour doubling, convolution k3 s1 p1
//
// An activation follows every layer but the last. Sides that are odd are halved rounding down; the
// decoder knows the sides it has to come back to, so every size that is large enough works.
//
// Parameters, with K = 16 (strided) or 9 (pooled) and without the code's own (F + 1) k, where F is
// f_m or S:
//
//   sum_i (K c_{i-1} + 1) c_i + (K c_i + 1) c_{i-1}                      stages, i = 1 .. n
//   + sum over S -> f_1 -> ... -> f_m and k -> f_m -> ... -> f_1 -> S of (in + 1) out
#include <stdexcept>

#include "models/activation_names.h"
#include "models/affine_stack.h"
#include "models/architecture.h"
#include "models/conv_layer.h"

namespace latent::models {
namespace {

class Conv final : public Architecture {
 public:
    Conv(const Params& params, const Blueprint& blueprint)
        : channels_(params.widths("channels")), strided_(params.text("resample") == kStrided) {
        if (channels_.empty())
            throw std::invalid_argument(
                "A convolutional net needs at least one channel width, such as 32,64.");
        const Activation activation = activation_from(params.text("activation"));
        sides_ = halvings(blueprint.sample, channels_.size());
        channels_.insert(channels_.begin(), blueprint.sample.channels);
        const Sides smallest = sides_.back();
        const std::int64_t flat = channels_.back() * smallest.height * smallest.width;

        for (std::size_t i = 1; i < channels_.size(); ++i)
            down_.push_back(
                register_module("down" + std::to_string(i),
                                Convolution(strided_ ? 4 : 3, channels_[i - 1], channels_[i],
                                            activation, blueprint.fresh)));
        Widths hidden = params.widths("hidden"), mirrored(hidden.rbegin(), hidden.rend());
        hidden.insert(hidden.begin(), flat);
        mirrored.insert(mirrored.begin(), blueprint.code_width);
        mirrored.push_back(flat);
        feature_width_ = hidden.back();
        to_features_ = register_module(
            "to_features", AffineStack(hidden, activation, activation, blueprint.fresh));
        from_code_ = register_module(
            "from_code", AffineStack(mirrored, activation, activation, blueprint.fresh));
        for (std::size_t i = channels_.size() - 1; i >= 1; --i) {
            const Activation follows = i == 1 ? Activation::linear : activation;
            const std::string name = "up" + std::to_string(i);
            if (strided_)
                up_.push_back(register_module(
                    name, UpConvolution(channels_[i], channels_[i - 1], follows, blueprint.fresh)));
            else
                smooth_.push_back(register_module(
                    name,
                    Convolution(3, channels_[i], channels_[i - 1], follows, blueprint.fresh)));
        }
    }

    torch::Tensor features(const torch::Tensor& x, Bypass&) override {
        torch::Tensor h = x;
        for (const Convolution& layer : down_) {
            h = layer->forward(h);
            if (!strided_) h = torch::max_pool2d(h, 2);
        }
        return to_features_->forward(h.flatten(1));
    }
    std::int64_t feature_width() const override { return feature_width_; }

    torch::Tensor decode(const torch::Tensor& z, const Bypass&) override {
        torch::Tensor h = from_code_->forward(z).view(
            {z.size(0), channels_.back(), sides_.back().height, sides_.back().width});
        for (std::size_t i = channels_.size() - 1; i >= 1; --i) {
            const Sides to = sides_[i - 1];
            const std::size_t layer = channels_.size() - 1 - i;
            h = strided_
                    ? up_[layer]->forward(h, to.height, to.width)
                    : smooth_[layer]->forward(torch::upsample_nearest2d(h, {to.height, to.width}));
        }
        return h;
    }

    std::vector<LayerInfo> encoder_layers() const override {
        std::vector<LayerInfo> layers;
        for (std::size_t i = 1; i < channels_.size(); ++i) {
            const Sides before = sides_[i - 1], after = sides_[i];
            if (strided_) {
                layers.push_back(down_[i - 1]->describe("encoder", after.height, after.width));
                continue;
            }
            layers.push_back(down_[i - 1]->describe("encoder", before.height, before.width));
            layers.push_back(
                {"encoder", "maxima of 2x2", {channels_[i], after.height, after.width}, 0, 0});
        }
        const auto hidden = to_features_->describe("encoder");
        layers.insert(layers.end(), hidden.begin(), hidden.end());
        return layers;
    }

    std::vector<LayerInfo> decoder_layers() const override {
        std::vector<LayerInfo> layers = from_code_->describe("decoder");
        for (std::size_t i = channels_.size() - 1; i >= 1; --i) {
            const Sides to = sides_[i - 1];
            const std::size_t layer = channels_.size() - 1 - i;
            if (!strided_)
                layers.push_back(
                    {"decoder", "doubling", {channels_[i], to.height, to.width}, 0, 0});
            layers.push_back(strided_ ? up_[layer]->describe("decoder", to.height, to.width)
                                      : smooth_[layer]->describe("decoder", to.height, to.width));
        }
        return layers;
    }

    PythonText python() const override {
        std::string layers, encode, decode;
        for (std::size_t i = 1; i < channels_.size(); ++i) {
            const std::string name = "self.down" + std::to_string(i);
            layers += "        " + name + " = " + down_[i - 1]->python() + "\n";
            encode += "        h = " + python_of(down_[i - 1]->activation(), name + "(h)") + "\n";
            if (!strided_) encode += "        h = functional.max_pool2d(h, 2)\n";
        }
        for (std::size_t i = channels_.size() - 1; i >= 1; --i) {
            const Sides to = sides_[i - 1];
            const std::size_t at = channels_.size() - 1 - i;
            const std::string name = "self.up" + std::to_string(i);
            layers += "        " + name + " = " +
                      (strided_ ? up_[at]->python(to.height, to.width) : smooth_[at]->python()) +
                      "\n";
            if (!strided_)
                decode += "        h = functional.interpolate(h, size=(" +
                          std::to_string(to.height) + ", " + std::to_string(to.width) + "))\n";
            decode += "        h = " +
                      python_of(strided_ ? up_[at]->activation() : smooth_[at]->activation(),
                                name + "(h)") +
                      "\n";
        }
        return {{},
                filled(R"(class Architecture(nn.Module):
    """Convolutions that halve the image, stage by stage, and back."""

    def __init__(self):
        super().__init__()
{layers}        self.to_features = {to_features}
        self.from_code = {from_code}

    def features(self, x):
        h = x
{encode}        h = h.flatten(1)
{hidden}        return h

    def decode(self, z):
        h = z
{mirrored}        h = h.view(-1, {c}, {h}, {w})
{decode}        return h
)",
                       {{"layers", layers},
                        {"to_features", to_features_->python_layers()},
                        {"from_code", from_code_->python_layers()},
                        {"encode", encode},
                        {"hidden", to_features_->python_forward("to_features", "h")},
                        {"mirrored", from_code_->python_forward("from_code", "h")},
                        {"c", std::to_string(channels_.back())},
                        {"h", std::to_string(sides_.back().height)},
                        {"w", std::to_string(sides_.back().width)},
                        {"decode", decode}})};
    }

    static constexpr const char *kStrided = "strided", *kPooled = "pooled";

 private:
    Widths channels_;  // c_0 = C, c_1, ..., c_n
    bool strided_;
    std::vector<Sides> sides_;  // before the first stage, behind the first, ...
    std::int64_t feature_width_ = 0;
    std::vector<Convolution> down_;  // stage 1 first
    AffineStack to_features_{nullptr}, from_code_{nullptr};
    std::vector<UpConvolution> up_;    // stage n first; empty when pooled
    std::vector<Convolution> smooth_;  // the same for pooled; empty when strided
};

}  // namespace

ArchitectureEntry describe_conv() {
    PartInfo info{
        "conv",
        "Convolutional",
        "h_i = act(W_i * h_{i-1} + b_i), half as wide each time",
        "Looks at small neighbourhoods, the same everywhere, and halves the image stage by stage.",
        "Masci, Meier, Ciresan & Schmidhuber 2011, ICANN",
        {ParamSpec::widths("channels", {32, 64}, 1, 1024)
             .in("channels")
             .says("Channels behind each stage; every stage halves height and width."),
         ParamSpec::choice("resample", Conv::kStrided, {Conv::kStrided, Conv::kPooled})
             .named("halving by")
             .says("Strided convolutions there and transposed ones back, or maxima of 2x2 pixels "
                   "there and doubled pixels back."),
         ParamSpec::widths("hidden", {128}, 1, 8192)
             .named("hidden widths")
             .in("units")
             .says("Fully connected layers between the last stage and the code; mirrored behind "
                   "it."),
         ParamSpec::choice("activation", "relu", activation_names())
             .says("Follows every layer but the last.")}};
    info.accepts = {DataKind::images};
    return {info,
            [](const Params& params, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Conv>(params, blueprint);
            }};
}

}  // namespace latent::models
