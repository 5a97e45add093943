#include "explore/neighbourhood.h"

#include <algorithm>

namespace latent::explore {
namespace {

constexpr std::int64_t kMostNeighbours = 20000;
constexpr std::int64_t kQueries = 256;
constexpr std::int64_t kNeighbour = 5;
constexpr std::int64_t kMostRows = 64;                 // of distances at once
constexpr std::int64_t kExactWidth = 32;               // wider: distances by the expanded square
constexpr std::int64_t kExactDifferences = 8'000'000;  // a step, some 10 ms
constexpr std::int64_t kMultiplications = 40'000'000;  // the same by matrix product

// 0, ... below n: `count` numbers, or n where there are fewer.
torch::Tensor evenly(std::int64_t n, std::int64_t count) {
    std::vector<std::int64_t> rows;
    const std::int64_t taken = std::min(n, count);
    for (std::int64_t i = 0; i < taken; ++i) rows.push_back(i * n / taken);
    return torch::tensor(rows, torch::kInt64);
}

// The finite codes, of at most kMostNeighbours, [m, k].
torch::Tensor codes_of(const CodeCloud& cloud) {
    const torch::Tensor all = torch::from_blob(const_cast<float*>(cloud.codes.data()),
                                               {cloud.count, cloud.width}, torch::kFloat32);
    const torch::Tensor some = all.index_select(0, evenly(cloud.count, kMostNeighbours));
    const torch::Tensor finite = some.isfinite().all(1);
    return finite.all().item<bool>() ? some : some.index_select(0, finite.nonzero().squeeze(1));
}

// Of differences where that is affordable. The expanded square, some ten times faster in wide
// spaces, loses the digits of codes that lie near each other; in wide spaces none do.
torch::Tensor distances(const torch::Tensor& from, const torch::Tensor& to) {
    constexpr std::int64_t kExact = 2, kExpanded = 1;
    return torch::cdist(from, to, 2.0, to.size(1) <= kExactWidth ? kExact : kExpanded);
}

}  // namespace

std::optional<float> Neighbourhood::radius(const std::shared_ptr<const CodeCloud>& cloud) const {
    if (!cloud || known_.lock() != cloud) return std::nullopt;
    return radius_;
}

void Neighbourhood::keep(const std::shared_ptr<const CodeCloud>& cloud, float radius) {
    known_ = cloud;
    radius_ = radius;
}

NeighbourCount::NeighbourCount(const CodeCloud& cloud, const std::vector<float>& places,
                               std::optional<float> radius)
    : codes_(codes_of(cloud)),
      places_(torch::tensor(torch::ArrayRef<float>(places)).view({-1, cloud.width})),
      radius_(radius) {}

std::int64_t NeighbourCount::rows_of_a_step() const {
    const std::int64_t cost = std::max<std::int64_t>(1, codes_.numel());
    const std::int64_t most = codes_.size(1) <= kExactWidth ? kExactDifferences : kMultiplications;
    return std::clamp<std::int64_t>(most / cost, 1, kMostRows);
}

void NeighbourCount::advance() {
    torch::NoGradGuard no_grad;
    if (!radius_) return measure_radius();
    const std::int64_t rows = std::min(rows_of_a_step(), places_.size(0) - counted_);
    if (rows <= 0) return;
    const torch::Tensor near =
        (distances(places_.narrow(0, counted_, rows), codes_) <= *radius_).sum(1);
    for (std::int64_t i = 0; i < rows; ++i) counts_.push_back(near[i].item<int>());
    counted_ += rows;
}

void NeighbourCount::measure_radius() {
    if (codes_.size(0) <= kNeighbour) {
        radius_ = 0.0f;
        return;
    }
    const torch::Tensor queries = evenly(codes_.size(0), kQueries);
    const auto made = std::int64_t(fifth_.size());
    const torch::Tensor some =
        queries.narrow(0, made, std::min(rows_of_a_step(), queries.size(0) - made));
    // The nearest of all is the code itself.
    const torch::Tensor nearest =
        std::get<0>(distances(codes_.index_select(0, some), codes_).kthvalue(kNeighbour + 1, 1))
            .contiguous();
    fifth_.insert(fifth_.end(), nearest.data_ptr<float>(),
                  nearest.data_ptr<float>() + nearest.numel());
    if (std::int64_t(fifth_.size()) < queries.size(0)) return;
    const auto middle = fifth_.begin() + std::ptrdiff_t(fifth_.size() / 2);
    std::nth_element(fifth_.begin(), middle, fifth_.end());
    radius_ = *middle;
}

}  // namespace latent::explore
