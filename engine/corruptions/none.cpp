// x~ = x.
#include "corruptions/corruption.h"

namespace latent::corruptions {
namespace {

class None final : public Corruption {
 public:
    torch::Tensor apply(const torch::Tensor& x, torch::Generator&) const override { return x; }
};

}  // namespace

CorruptionEntry describe_none() {
    PartInfo info{"none", "None", "x~ = x", "The net sees its input as it is.", "", {}};
    return {info,
            [](const Params&) -> std::unique_ptr<Corruption> { return std::make_unique<None>(); }};
}

}  // namespace latent::corruptions
