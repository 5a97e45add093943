// A diagonal normal posterior with the reparameterisation trick (Kingma & Welling 2014).
//
//   mean = act(W_m h + b_m)        logvar = clamp(W_v h + b_v, -10, 10)
//   z = mean + exp(logvar / 2) eps,   eps ~ N(0, I)
//
// A net without biases has none in W_m, but keeps b_v: a spread is no mean, and without b_v it
// would be 1 for the mean sample whatever was learnt (the linear VAE of Lucas et al. 2019).
//
// The clamp keeps exp() finite: one far-off sample would otherwise end a run.
#include "models/affine.h"
#include "models/code.h"

namespace latent::models {
namespace {

constexpr double kLogvarLimit = 10;

class GaussianCode final : public Code {
 public:
    explicit GaussianCode(const CodeBlueprint& blueprint)
        : mean_(register_module(
              "mean", Affine(blueprint.feature_width, blueprint.width, blueprint.activation,
                             blueprint.fresh, blueprint.bias))),
          logvar_(register_module("logvar", Affine(blueprint.feature_width, blueprint.width,
                                                   Activation::linear, blueprint.fresh))) {}

    Encoding encode(const torch::Tensor& features, torch::Generator* noise) override {
        Encoding encoding;
        encoding.mean = mean_->forward(features);
        encoding.logvar = logvar_->forward(features).clamp(-kLogvarLimit, kLogvarLimit);
        encoding.z = noise ? sample(encoding, *noise) : encoding.mean;
        return encoding;
    }

    std::vector<LayerInfo> layers() const override {
        LayerInfo mean = mean_->describe("code"), logvar = logvar_->describe("code");
        mean.name += " (mean)";
        logvar.name += " (log variance)";
        return {mean, logvar};
    }
    PythonText python() const override {
        return {{},
                filled(R"(class Code(nn.Module):
    """A normal posterior q(z|x): forward() is its mean, posterior() has the log variance too."""

    def __init__(self):
        super().__init__()
        self.mean = {mean}
        self.logvar = {logvar}

    def forward(self, h):
        return {z}

    def posterior(self, h):
        return self(h), self.logvar(h).clamp(-{limit}, {limit})
)",
                       {{"mean", mean_->python()},
                        {"logvar", logvar_->python()},
                        {"z", python_of(mean_->activation(), "self.mean(h)")},
                        {"limit", std::to_string(int(kLogvarLimit))}})};
    }

 private:
    Affine mean_, logvar_;
};

}  // namespace

CodeEntry describe_gaussian_code() {
    PartInfo info{"gaussian",
                  "Gaussian",
                  "z = mu + sigma eps, eps ~ N(0, I)",
                  "Every sample has a cloud of codes: a mean and a spread for each dimension.",
                  "Kingma & Welling 2014, arXiv 1312.6114",
                  {}};
    info.is_gaussian = true;
    return {info, [](const Params&, const CodeBlueprint& blueprint) -> std::unique_ptr<Code> {
                return std::make_unique<GaussianCode>(blueprint);
            }};
}

}  // namespace latent::models
