// z = act(W h + b): one point a sample.
#include "models/affine.h"
#include "models/code.h"

namespace latent::models {
namespace {

class DeterministicCode final : public Code {
 public:
    explicit DeterministicCode(const CodeBlueprint& blueprint)
        : layer_(register_module(
              "code", Affine(blueprint.feature_width, blueprint.width, blueprint.activation,
                             blueprint.fresh, blueprint.bias))) {}

    Encoding encode(const torch::Tensor& features, torch::Generator*) override {
        Encoding encoding;
        encoding.z = encoding.mean = layer_->forward(features);
        return encoding;
    }

    std::vector<LayerInfo> layers() const override { return {layer_->describe("code")}; }
    PythonText python() const override {
        return python_of_layer(*layer_, "One point a sample.", "        return {z}\n");
    }
    const AffineImpl* single_layer() const override { return layer_.get(); }

 private:
    Affine layer_;
};

}  // namespace

CodeEntry describe_deterministic_code() {
    PartInfo info{"deterministic",
                  "Deterministic",
                  "z = act(W h + b)",
                  "Every sample has one code.",
                  "Rumelhart, Hinton & Williams 1986",
                  {}};
    return {info, [](const Params&, const CodeBlueprint& blueprint) -> std::unique_ptr<Code> {
                return std::make_unique<DeterministicCode>(blueprint);
            }};
}

}  // namespace latent::models
