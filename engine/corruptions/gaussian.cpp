// x~ = x + sigma eps, eps ~ N(0, I); not clipped to [0, 1], so that the expected squared error is D
// sigma^2.
#include "corruptions/corruption.h"

namespace latent::corruptions {
namespace {

class Gaussian final : public Corruption {
 public:
    explicit Gaussian(const Params& params) : sigma_(params.number("level")) {}
    torch::Tensor apply(const torch::Tensor& x, torch::Generator& noise) const override {
        return x + sigma_ * torch::randn(x.sizes(), noise, x.options());
    }

 private:
    double sigma_;
};

}  // namespace

CorruptionEntry describe_gaussian() {
    PartInfo info{"gaussian",
                  "Gaussian noise",
                  "x~ = x + sigma eps",
                  "Adds normal noise to every pixel.",
                  "Vincent et al. 2010, JMLR 11",
                  {ParamSpec::number("level", 0.3, 0, 2)
                       .named("sigma")
                       .acts_live()
                       .says("Standard deviation of the noise; pixels lie in [0, 1].")}};
    return {info, [](const Params& params) -> std::unique_ptr<Corruption> {
                return std::make_unique<Gaussian>(params);
            }};
}

}  // namespace latent::corruptions
