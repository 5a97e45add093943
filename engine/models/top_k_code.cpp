// The k-sparse code: only the largest activations of each sample survive (Makhzani & Frey 2013).
//
//   a = act(W h + b)      z_j = a_j if a_j is among the `active` largest of its sample, otherwise 0
//
// Largest, not largest in magnitude, as in the paper, and in training and evaluation alike. Exactly
// `active` survive even when some are equal; at least as many as the code is wide means all.
// Gradients flow through the survivors only. With the linear activation of the paper it is sparse
// by selection alone; no term has to ask for it.
#include <algorithm>

#include "models/affine.h"
#include "models/code.h"

namespace latent::models {
namespace {

class TopKCode final : public Code {
 public:
    TopKCode(const Params& params, const CodeBlueprint& blueprint)
        : active_(std::min(params.integer("active"), blueprint.width)),
          layer_(register_module(
              "code", Affine(blueprint.feature_width, blueprint.width, blueprint.activation,
                             blueprint.fresh, blueprint.bias))) {}

    Encoding encode(const torch::Tensor& features, torch::Generator*) override {
        const torch::Tensor a = layer_->forward(features);
        const torch::Tensor survivors = std::get<1>(a.detach().topk(active_, /*dim=*/1));
        Encoding encoding;
        encoding.z = encoding.mean =
            a * torch::zeros(a.sizes(), a.options().requires_grad(false)).scatter_(1, survivors, 1);
        return encoding;
    }

    std::vector<LayerInfo> layers() const override {
        LayerInfo layer = layer_->describe("code");
        layer.name += ", the largest " + std::to_string(active_) + " kept";
        return {layer};
    }
    PythonText python() const override {
        return python_of_layer(*layer_, "Only the largest numbers of each sample survive.",
                               filled(R"(        a = {z}
        return a * torch.zeros_like(a).scatter(1, a.topk({active}, dim=1).indices, 1)
)",
                                      {{"active", std::to_string(active_)}}));
    }

 private:
    std::int64_t active_;
    Affine layer_;
};

}  // namespace

CodeEntry describe_top_k_code() {
    PartInfo info{"top_k",
                  "Top-k",
                  "z = the largest of act(W h + b), 0 elsewhere",
                  "Every sample may use only a few dimensions of the code; which ones is its own "
                  "choice.",
                  "Makhzani & Frey 2013, k-Sparse Autoencoders, arXiv 1312.5663",
                  {ParamSpec::integer("active", 10, 1, 4096)
                       .named("active units")
                       .log()
                       .says("How many of the code's numbers each sample keeps; the rest are "
                             "zero.")}};
    return {info,
            [](const Params& params, const CodeBlueprint& blueprint) -> std::unique_ptr<Code> {
                return std::make_unique<TopKCode>(params, blueprint);
            }};
}

}  // namespace latent::models
