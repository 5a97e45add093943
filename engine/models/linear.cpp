// The linear autoencoder, whose best solution is PCA (Bourlard & Kamp 1988; Baldi & Hornik 1989).
//
//   z = U x      x^ = V z      x [B, D], U [k, D] (the code's layer), V [D, k], no biases
//
// Trained to the least squared error on centred data (input.centre) with a linear code and a linear
// output, the columns of V span the first k principal directions: the same subspace as PCA, though
// neither orthogonal nor in order. Compare V, not U: directions in which the data has no variance
// leave U where it began.
//
// Parameters with a deterministic code: 2 D k.
#include "models/affine.h"
#include "models/architecture.h"

namespace latent::models {
namespace {

class Linear final : public Architecture {
 public:
    explicit Linear(const Blueprint& blueprint)
        : sample_(blueprint.sample),
          decoder_(register_module("decoder",
                                   Affine(blueprint.code_width, sample_.size(), Activation::linear,
                                          blueprint.fresh, /*with_bias=*/false))) {}

    torch::Tensor features(const torch::Tensor& x, Bypass&) override {
        return x.reshape({x.size(0), sample_.size()});
    }
    std::int64_t feature_width() const override { return sample_.size(); }
    bool features_are_input() const override { return true; }
    bool biases() const override { return false; }

    torch::Tensor decode(const torch::Tensor& z, const Bypass&) override {
        return decoder_->forward(z).view(
            {z.size(0), sample_.channels, sample_.height, sample_.width});
    }

    std::vector<LayerInfo> encoder_layers() const override { return {}; }
    std::vector<LayerInfo> decoder_layers() const override {
        return {decoder_->describe("decoder")};
    }
    PythonText python() const override {
        return {{},
                filled(R"(class Architecture(nn.Module):
    """One matrix: the encoder's is the code's layer, this is the decoder's."""

    def __init__(self):
        super().__init__()
        self.decoder = {decoder}

    def features(self, x):
        return x.flatten(1)

    def decode(self, z):
        return self.decoder(z).view(-1, {C}, {H}, {W})
)",
                       {{"decoder", decoder_->python()},
                        {"C", std::to_string(sample_.channels)},
                        {"H", std::to_string(sample_.height)},
                        {"W", std::to_string(sample_.width)}})};
    }

 private:
    ImageShape sample_;
    Affine decoder_;
};

}  // namespace

ArchitectureEntry describe_linear() {
    PartInfo info{
        "linear",
        "Linear",
        "z = U x,  x^ = V z",
        "One matrix in and one matrix out, no biases: on centred data it learns what PCA computes.",
        "Baldi & Hornik 1989, Neural Networks 2",
        {}};
    return {info, [](const Params&, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Linear>(blueprint);
            }};
}

}  // namespace latent::models
