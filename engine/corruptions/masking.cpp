// Each pixel is set to 0 with probability p. Expected squared error: p E||x||^2.
#include "corruptions/corruption.h"

namespace latent::corruptions {
namespace {

class Masking final : public Corruption {
 public:
    explicit Masking(const Params& params) : p_(params.number("level")) {}
    torch::Tensor apply(const torch::Tensor& x, torch::Generator& noise) const override {
        return x * torch::rand(x.sizes(), noise, x.options()).ge(p_);
    }

 private:
    double p_;
};

}  // namespace

CorruptionEntry describe_masking() {
    PartInfo info{"masking",
                  "Masking",
                  "x~_p = x_p m_p, m_p ~ Bernoulli(1 - p)",
                  "Blanks pixels at random: the net must fill them in.",
                  "Vincent et al. 2008, ICML",
                  {ParamSpec::number("level", 0.25, 0, 1)
                       .named("share masked")
                       .acts_live()
                       .says("Probability that a pixel is blanked.")}};
    return {info, [](const Params& params) -> std::unique_ptr<Corruption> {
                return std::make_unique<Masking>(params);
            }};
}

}  // namespace latent::corruptions
