// Attention over the steps of a short sequence, encoder and decoder (Vaswani et al. 2017).
//
//   x [B, C, H, W] is read as H steps of I = C W numbers: an image row by row. With d the width, P
//   [H, d] the sinusoidal positions and the parts of attention.h:
//
//   encoder   e = E x + b + P;   L times: e = FF(SelfAttention(e));   features: mean over the steps
//             of LN(e) [B, d]
//   decoder   memory m [B, 4, d] = M z + c;   g = Q [H, d], the same for every sample;
//             L times: g = FF(Attention to m(SelfAttention(g)));   y = V LN(g) + v
//
// All steps are written at once: nothing is fed back, so there is no teacher to force. Whatever
// differs between two samples reaches the decoder through the four tokens made of z. Q is learnt
// and begins as P.
//
// Positions: P[t, 2 i] = sin(t / 10000^(2 i / d)), P[t, 2 i + 1] = cos of the same.
//
// Parameters, without the code's own (d + 1) k, f the width of the feed-forward layers:
//
//   encoder   (I + 1) d + L (4 d (d + 1) + (d + 1) f + (f + 1) d + 4 d) + 2 d
//   decoder   4 d (k + 1) + H d + L (8 d (d + 1) + (d + 1) f + (f + 1) d + 6 d) + 2 d + (d + 1) I
#include <cmath>
#include <stdexcept>

#include "models/affine.h"
#include "models/architecture.h"
#include "models/attention.h"
#include "models/steps.h"

namespace latent::models {
namespace {

constexpr std::int64_t kMemoryTokens = 4;
constexpr int kMostSteps = 256;  // attention compares every step with every other

torch::Tensor sinusoidal_positions(std::int64_t steps, std::int64_t width) {
    torch::Tensor positions = torch::empty({steps, width});
    auto at = positions.accessor<float, 2>();
    for (std::int64_t t = 0; t < steps; ++t)
        for (std::int64_t j = 0; j < width; ++j) {
            const double angle = double(t) / std::pow(10000.0, double(j - j % 2) / double(width));
            at[t][j] = float(j % 2 ? std::cos(angle) : std::sin(angle));
        }
    return positions;
}

class Transformer final : public Architecture {
 public:
    Transformer(const Params& params, const Blueprint& blueprint)
        : sample_(blueprint.sample),
          width_(params.integer("width")),
          heads_(params.integer("heads")),
          inner_(params.integer("feed_forward")) {
        const std::int64_t heads = heads_, layers = params.integer("layers"), inner = inner_,
                           numbers = std::int64_t(sample_.channels) * sample_.width;
        if (width_ % heads != 0)
            throw std::invalid_argument("A width of " + std::to_string(width_) +
                                        " cannot be divided among " + std::to_string(heads) +
                                        " heads. Give a multiple of the heads as width.");
        if (sample_.height > kMostSteps)
            throw std::invalid_argument("A transformer compares every step with every other; " +
                                        std::to_string(sample_.height) +
                                        " steps are more than the " + std::to_string(kMostSteps) +
                                        " that are allowed here.");
        FreshWeights& fresh = blueprint.fresh;
        positions_ = sinusoidal_positions(sample_.height, width_);
        embed_ = register_module("embed", Affine(numbers, width_, Activation::linear, fresh));
        for (std::int64_t i = 0; i < layers; ++i) {
            const std::string name = "encoder" + std::to_string(i);
            encoder_.push_back(
                {register_module(name + "_attention", Attention(width_, heads, fresh)),
                 register_module(name + "_feed_forward", FeedForward(width_, inner, fresh))});
        }
        encoder_norm_ = register_module("encoder_norm", LayerNorm(width_, fresh));
        memory_ = register_module("memory", Affine(blueprint.code_width, kMemoryTokens * width_,
                                                   Activation::linear, fresh));
        queries_ = register_parameter("queries", fresh.constant(positions_.sizes(), 0));
        {
            torch::NoGradGuard no_grad;
            queries_.copy_(positions_);
        }
        for (std::int64_t i = 0; i < layers; ++i) {
            const std::string name = "decoder" + std::to_string(i);
            decoder_.push_back(
                {register_module(name + "_attention", Attention(width_, heads, fresh)),
                 register_module(name + "_memory", Attention(width_, heads, fresh)),
                 register_module(name + "_feed_forward", FeedForward(width_, inner, fresh))});
        }
        decoder_norm_ = register_module("decoder_norm", LayerNorm(width_, fresh));
        to_step_ = register_module("to_step", Affine(width_, numbers, Activation::linear, fresh));
    }

    torch::Tensor features(const torch::Tensor& x, Bypass&) override {
        torch::Tensor h = at_each_token(embed_, steps_of(x)) + positions_;
        for (const EncoderLayer& layer : encoder_)
            h = layer.feed_forward->forward(layer.attention->to_itself(h));
        return encoder_norm_->forward(h).mean(1);
    }
    std::int64_t feature_width() const override { return width_; }

    torch::Tensor decode(const torch::Tensor& z, const Bypass&) override {
        const torch::Tensor memory = memory_->forward(z).view({z.size(0), kMemoryTokens, width_});
        torch::Tensor h = queries_.unsqueeze(0).expand({z.size(0), -1, -1});
        for (const DecoderLayer& layer : decoder_)
            h = layer.feed_forward->forward(
                layer.memory->to_memory(layer.attention->to_itself(h), memory));
        return sample_of(at_each_token(to_step_, decoder_norm_->forward(h)), sample_);
    }

    std::vector<LayerInfo> encoder_layers() const override {
        LayerInfo embedded = embed_->describe("encoder");
        embedded.name += ", each step";
        embedded.output = positions_.sizes().vec();
        std::vector<LayerInfo> layers{embedded};
        for (const EncoderLayer& layer : encoder_) {
            layers.push_back(layer.attention->describe("encoder", "itself", sample_.height));
            layers.push_back(layer.feed_forward->describe("encoder", sample_.height));
        }
        layers.push_back(encoder_norm_->describe("encoder", sample_.height));
        layers.push_back({"encoder", "mean over the steps", {width_}, 0, 0});
        return layers;
    }

    std::vector<LayerInfo> decoder_layers() const override {
        LayerInfo memory = memory_->describe("decoder"), rows = to_step_->describe("decoder");
        memory.output = {kMemoryTokens, width_};
        rows.name += ", each step";
        rows.output = {sample_.channels, sample_.height, sample_.width};
        std::vector<LayerInfo> layers{
            memory,
            {"decoder", "a query for each step", positions_.sizes().vec(), queries_.numel(), 0}};
        for (const DecoderLayer& layer : decoder_) {
            layers.push_back(layer.attention->describe("decoder", "itself", sample_.height));
            layers.push_back(layer.memory->describe("decoder", "the code", sample_.height));
            layers.push_back(layer.feed_forward->describe("decoder", sample_.height));
        }
        layers.push_back(decoder_norm_->describe("decoder", sample_.height));
        layers.push_back(rows);
        return layers;
    }

    PythonText python() const override {
        const std::string d = std::to_string(width_), heads = std::to_string(heads_),
                          inner = std::to_string(inner_);
        const std::string attention = "Attention(" + d + ", " + heads + ")",
                          feed_forward = "FeedForward(" + d + ", " + inner + ")";
        std::string layers, encode, decode;
        for (std::size_t i = 0; i < encoder_.size(); ++i) {
            const std::string name = "self.encoder" + std::to_string(i);
            layers += "        " + name + "_attention = " + attention + "\n        " + name +
                      "_feed_forward = " + feed_forward + "\n";
            encode += "        h = " + name + "_feed_forward(" + name + "_attention(h))\n";
        }
        for (std::size_t i = 0; i < decoder_.size(); ++i) {
            const std::string name = "self.decoder" + std::to_string(i);
            layers += "        " + name + "_attention = " + attention + "\n        " + name +
                      "_memory = " + attention + "\n        " + name +
                      "_feed_forward = " + feed_forward + "\n";
            decode += "        h = " + name + "_memory(" + name + "_attention(h), memory)\n" +
                      "        h = " + name + "_feed_forward(h)\n";
        }
        std::vector<std::string> shared = python_of_attention();
        shared.emplace_back(kPythonSteps);
        return {shared, filled(R"(class Architecture(nn.Module):
    """Attention over the steps of a sample, on either side of the code."""

    def __init__(self):
        super().__init__()
        self.embed = {embed}
{layers}        self.encoder_norm = LayerNorm({d})
        self.memory = {memory}
        self.queries = nn.Parameter(torch.empty({H}, {d}))
        self.decoder_norm = LayerNorm({d})
        self.to_step = {to_step}
        time, place = torch.arange({H}.0).unsqueeze(1), torch.arange({d})
        angles = time / 10000 ** ((place - place % 2) / {d})
        self.positions = torch.where(place % 2 == 0, angles.sin(), angles.cos())

    def features(self, x):
        h = self.embed(steps_of(x)) + self.positions
{encode}        return self.encoder_norm(h).mean(1)

    def decode(self, z):
        memory = self.memory(z).view(-1, {tokens}, {d})
        h = self.queries.expand(z.shape[0], -1, -1)
{decode}        return sample_of(self.to_step(self.decoder_norm(h)), {C}, {H}, {W})
)",
                               {{"embed", embed_->python()},
                                {"layers", layers},
                                {"encode", encode},
                                {"decode", decode},
                                {"memory", memory_->python()},
                                {"to_step", to_step_->python()},
                                {"tokens", std::to_string(kMemoryTokens)},
                                {"d", d},
                                {"C", std::to_string(sample_.channels)},
                                {"H", std::to_string(sample_.height)},
                                {"W", std::to_string(sample_.width)}})};
    }

 private:
    struct EncoderLayer {
        Attention attention;
        FeedForward feed_forward;
    };
    struct DecoderLayer {
        Attention attention, memory;
        FeedForward feed_forward;
    };

    ImageShape sample_;
    std::int64_t width_, heads_, inner_;  // d, n, f
    torch::Tensor positions_;             // P [H, d]: no parameter
    torch::Tensor queries_;               // Q [H, d]
    Affine embed_{nullptr}, memory_{nullptr}, to_step_{nullptr};
    std::vector<EncoderLayer> encoder_;
    std::vector<DecoderLayer> decoder_;
    LayerNorm encoder_norm_{nullptr}, decoder_norm_{nullptr};
};

}  // namespace

ArchitectureEntry describe_transformer() {
    PartInfo info{
        "transformer",
        "Transformer",
        "softmax(Q K^T / sqrt(d)) V",
        "Every step looks at every other and takes what it needs; images are read row by row.",
        "Vaswani et al. 2017, arXiv 1706.03762",
        {ParamSpec::integer("width", 32, 4, 1024)
             .log()
             .says("Numbers that stand for one step; a multiple of the heads."),
         ParamSpec::integer("heads", 4, 1, 32)
             .says("How many different things a step can look for at once."),
         ParamSpec::integer("layers", 2, 1, 12).says("On either side of the code."),
         ParamSpec::integer("feed_forward", 64, 1, 4096)
             .named("feed-forward width")
             .in("units")
             .log()
             .says("Width of the layer inside each block that works on every step by itself.")}};
    info.accepts = {DataKind::images, DataKind::sequences};
    return {info,
            [](const Params& params, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Transformer>(params, blueprint);
            }};
}

}  // namespace latent::models
