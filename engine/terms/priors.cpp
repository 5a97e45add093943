// Distributions over codes.
//
//   gaussian     N(0, I)
//   mixture      ten normals like the petals of a flower: centres on a circle of radius 2, spread
//                0.5 along the radius and 0.1 across it, each as likely as another
//   swiss_roll   a spiral of two turns, radius r = 3 sqrt(u), angle 4 pi sqrt(u), u uniform in
//                (0, 1), with a normal blur of 0.1
//
// Flower and spiral lie in the first two dimensions; any further one is N(0, 1). Of a code with one
// dimension they fill that with their first coordinate alone.
//
// Source: Makhzani et al. 2016, arXiv 1511.05644 shows codes in both shapes; the numbers here are
// ours.
#include "terms/priors.h"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace latent::terms {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kPetals = 10;
constexpr double kPetalRadius = 2, kPetalLength = 0.5, kPetalBreadth = 0.1;
constexpr double kRollRadius = 3, kRollTurns = 2, kRollBlur = 0.1;

torch::Tensor gaussian_prior(std::int64_t count, std::int64_t width, torch::Generator& noise,
                             const torch::TensorOptions& options) {
    return torch::randn({count, width}, noise, options);
}

// x, y: [count]; the first `width` of x, y, normal, normal, ...
torch::Tensor in_a_plane(const torch::Tensor& x, const torch::Tensor& y, std::int64_t width,
                         torch::Generator& noise) {
    const torch::Tensor plane = torch::stack({x, y}, 1);
    if (width <= 2) return plane.slice(1, 0, width);
    return torch::cat({plane, torch::randn({x.size(0), width - 2}, noise, x.options())}, 1);
}

torch::Tensor mixture_prior(std::int64_t count, std::int64_t width, torch::Generator& noise,
                            const torch::TensorOptions& options) {
    const torch::Tensor petal = (torch::rand({count}, noise, options) * kPetals).floor();
    const torch::Tensor cosine = torch::cos(petal * (2 * kPi / kPetals)),
                        sine = torch::sin(petal * (2 * kPi / kPetals));
    const torch::Tensor along = kPetalRadius + kPetalLength * torch::randn({count}, noise, options);
    const torch::Tensor across = kPetalBreadth * torch::randn({count}, noise, options);
    return in_a_plane(along * cosine - across * sine, along * sine + across * cosine, width, noise);
}

torch::Tensor swiss_roll_prior(std::int64_t count, std::int64_t width, torch::Generator& noise,
                               const torch::TensorOptions& options) {
    const torch::Tensor t = torch::rand({count}, noise, options).sqrt();
    const torch::Tensor angle = t * (2 * kPi * kRollTurns);
    const torch::Tensor blur = kRollBlur * torch::randn({2, count}, noise, options);
    return in_a_plane(kRollRadius * t * angle.cos() + blur[0],
                      kRollRadius * t * angle.sin() + blur[1], width, noise);
}

const std::vector<std::pair<std::string, DrawPrior>>& prior_table() {
    static const std::vector<std::pair<std::string, DrawPrior>> entries{
        {"gaussian", gaussian_prior}, {"mixture", mixture_prior}, {"swiss_roll", swiss_roll_prior}};
    return entries;
}

}  // namespace

std::vector<std::string> prior_names() {
    std::vector<std::string> names;
    for (const auto& entry : prior_table()) names.push_back(entry.first);
    return names;
}

DrawPrior prior_called(const std::string& name) {
    for (const auto& [known, draw] : prior_table())
        if (known == name) return draw;
    throw std::invalid_argument("There is no prior called '" + name + "'.");
}

}  // namespace latent::terms
