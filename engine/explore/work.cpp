#include "explore/work.h"

#include <stdexcept>
#include <string>

namespace latent::explore {

torch::Tensor codes_tensor(const std::vector<float>& codes, std::int64_t width) {
    if (codes.empty() || std::int64_t(codes.size()) % width != 0)
        throw std::invalid_argument("The codes asked for do not fit this net's " +
                                    std::to_string(width) + " dimensions.");
    if (std::int64_t(codes.size()) / width > kMostAtOnce)
        throw std::invalid_argument("At most 4,096 codes can be asked for at once.");
    return torch::tensor(torch::ArrayRef<float>(codes)).view({-1, width});
}

torch::Tensor samples_tensor(const Samples& samples, const models::NetPlan& plan) {
    const std::size_t numbers = std::size_t(samples.count) * std::size_t(plan.sample.size());
    if (samples.kind != plan.kind || samples.shape != plan.sample || samples.count < 1 ||
        samples.count > kMostAtOnce ||
        (plan.kind == DataKind::images ? samples.pixels.size() : samples.values.size()) != numbers)
        throw std::invalid_argument(
            "These samples are not of the size that this net was made for.");
    return models::to_tensor(samples);
}

Skips::Skips(const Bench& bench, const Beside& beside) {
    if (!beside || !bench.net->has_skips()) return;
    skips_ = bench.net->encode(samples_tensor(*beside, *bench.plan).narrow(0, 0, 1)).bypass.skips;
}

models::Bypass Skips::of(std::int64_t count) const {
    models::Bypass bypass;
    for (const torch::Tensor& skip : skips_) {
        std::vector<std::int64_t> sizes = skip.sizes().vec();
        sizes[0] = count;
        bypass.skips.push_back(skip.expand(sizes));
    }
    return bypass;
}

}  // namespace latent::explore
