#include "models/flat_parameters.h"

#include <algorithm>
#include <stdexcept>

#include "kernels/finite.h"

namespace latent::models {

FlatParameters::FlatParameters(
    const std::vector<std::pair<std::string, torch::nn::Module*>>& modules) {
    torch::NoGradGuard no_grad;
    std::int64_t total = 0;
    for (const auto& [name, module] : modules)
        for (const auto& item : module->named_parameters()) {
            stretches_.push_back({name.empty() ? item.key() : name + "." + item.key(), item.value(),
                                  total, item.value().numel()});
            total += item.value().numel();
        }
    buffer_ = torch::empty({total}, torch::kFloat32);
    for (Stretch& stretch : stretches_) {
        torch::Tensor view =
            buffer_.narrow(0, stretch.offset, stretch.count).view(stretch.parameter.sizes());
        view.copy_(stretch.parameter);
        stretch.parameter.set_data(view);
        parameters_.push_back(stretch.parameter);
    }
}

void FlatParameters::load(const std::vector<float>& values) {
    if (std::int64_t(values.size()) != size())
        throw std::invalid_argument("These weights are for a net of " +
                                    std::to_string(values.size()) + " parameters; this one has " +
                                    std::to_string(size()) + ".");
    load(values, 0);
}

void FlatParameters::load(const std::vector<float>& values, std::int64_t offset) {
    if (offset < 0 || offset + std::int64_t(values.size()) > size())
        throw std::invalid_argument("These weights do not fit the net they are loaded into.");
    std::copy(values.begin(), values.end(), data() + offset);
}

bool FlatParameters::finite() const { return kernels::all_finite(data(), size()); }

}  // namespace latent::models
