// Each pixel becomes 0 with probability p/2 and 1 with probability p/2.
// Expected squared error: p/2 (E||x||^2 + E||1 - x||^2).
#include "corruptions/corruption.h"

namespace latent::corruptions {
namespace {

class SaltPepper final : public Corruption {
 public:
    explicit SaltPepper(const Params& params) : p_(params.number("level")) {}
    torch::Tensor apply(const torch::Tensor& x, torch::Generator& noise) const override {
        const torch::Tensor u = torch::rand(x.sizes(), noise, x.options());
        return x.masked_fill(u < p_ / 2, 0).masked_fill_(u >= 1 - p_ / 2, 1);
    }

 private:
    double p_;
};

}  // namespace

CorruptionEntry describe_salt_pepper() {
    PartInfo info{"salt_pepper",
                  "Salt and pepper",
                  "x~_p in {0, 1} with probability p, else x_p",
                  "Turns pixels fully black or white at random.",
                  "Vincent et al. 2010, JMLR 11",
                  {ParamSpec::number("level", 0.1, 0, 1)
                       .named("share hit")
                       .acts_live()
                       .says("Probability that a pixel is replaced.")}};
    return {info, [](const Params& params) -> std::unique_ptr<Corruption> {
                return std::make_unique<SaltPepper>(params);
            }};
}

}  // namespace latent::corruptions
