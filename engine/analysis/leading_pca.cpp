#include "analysis/leading_pca.h"

#include <algorithm>

#include "analysis/remembered.h"
#include "analysis/samples.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kExactUpTo = 1024, kStreamed = 512, kStreamedNumbers = 200'000'000;
constexpr int kMostPasses = 12;
constexpr double kTolerance = 1e-4;
constexpr std::int64_t kMoreInBlock = 16;  // directions beyond those wanted: faster convergence

// Products with the covariance of the training samples, a pass over them each.
class StreamedCovariance {
 public:
    explicit StreamedCovariance(const data::Dataset& dataset)
        : dataset_(dataset), values_(dataset.info().shape.size()) {
        const std::int64_t all = dataset.count(data::Split::train),
                           used = std::min(all, std::max(kStreamed, kStreamedNumbers / values_));
        for (std::int64_t i = 0; i < used; ++i) samples_.push_back(i * all / used);
    }

    std::int64_t count() const { return std::int64_t(samples_.size()); }
    const torch::Tensor& mean() const { return mean_; }
    double total_variance() const { return total_variance_; }

    // C V for V [D, b] double. The first pass finds the mean, too. Chunks are multiplied in single
    // precision and added up in double.
    torch::Tensor times(const torch::Tensor& v, const Report& report) {
        const torch::Tensor v32 = v.to(torch::kFloat32);
        torch::Tensor products = torch::zeros_like(v);
        torch::Tensor sum = torch::zeros({values_}, torch::kFloat64);
        double squares = 0;
        for (std::int64_t from = 0; from < count(); from += kStreamed) {
            report(double(from) / double(count()), "Finding the principal directions.");
            const std::int64_t to = std::min(count(), from + kStreamed);
            const torch::Tensor x =
                load(dataset_, data::Split::train, {samples_.begin() + from, samples_.begin() + to})
                    .reshape({to - from, values_});
            if (!mean_.defined()) {
                sum += x.sum(0, false, torch::kFloat64);
                squares += x.square().sum(torch::kFloat64).item<double>();
            }
            products += torch::mm(x.t(), torch::mm(x, v32)).to(torch::kFloat64);
        }
        if (!mean_.defined()) {
            mean_ = sum / double(count());
            total_variance_ = squares / double(count()) - mean_.square().sum().item<double>();
        }
        return products / double(count()) - torch::outer(mean_, torch::mv(v.t(), mean_));
    }

 private:
    const data::Dataset& dataset_;
    std::int64_t values_;
    std::vector<std::int64_t> samples_;
    torch::Tensor mean_;
    double total_variance_ = 0;
};

// Orthonormal columns that span what `block` adds to `basis`. Twice, because once leaves rounding.
torch::Tensor beyond(const torch::Tensor& basis, torch::Tensor block) {
    for (int pass = 0; pass < 2; ++pass) {
        if (basis.defined()) block = block - torch::mm(basis, torch::mm(basis.t(), block));
        block = std::get<0>(torch::linalg_qr(block, "reduced"));
    }
    return block;
}

// What is left of the variance at each width 1 .. count.
torch::Tensor left_over(double total, const torch::Tensor& variances) {
    return (total - variances.cumsum(0)).clamp_min(0);
}

void check_there_are_samples(const data::Dataset& dataset) {
    if (dataset.count(data::Split::train) < 2)
        throw NotDefined("There are too few training samples to find principal directions in.");
}

Pca computed(const data::Dataset& dataset, const Report& report) {
    check_there_are_samples(dataset);
    const std::int64_t values = dataset.info().shape.size();
    const std::int64_t count = std::min({kLeading, values, dataset.count(data::Split::train)});
    if (values > kExactUpTo) return block_krylov_pca(dataset, count, report).pca;
    Pca pca = fit_pca(dataset, report);
    pca.variances = pca.variances.narrow(0, 0, count).clone();
    pca.directions = pca.directions.narrow(1, 0, count).clone();
    return pca;
}

}  // namespace

LeadingDirections block_krylov_pca(const data::Dataset& dataset, std::int64_t count,
                                   const Report& report) {
    StreamedCovariance covariance(dataset);
    const std::int64_t values = dataset.info().shape.size(),
                       width = std::min(values, count + kMoreInBlock);
    auto noise = at::make_generator<at::CPUGeneratorImpl>(1936);
    torch::Tensor block = beyond({}, torch::randn({values, width}, noise, torch::kFloat64));
    torch::Tensor basis, images, left;  // K, C K, what was left after the last pass
    LeadingDirections found;
    for (found.passes = 1;; ++found.passes) {
        const torch::Tensor image =
            covariance.times(block, part_of(report, double(found.passes - 1) / kMostPasses,
                                            double(found.passes) / kMostPasses));
        basis = basis.defined() ? torch::cat({basis, block}, 1) : block;
        images = images.defined() ? torch::cat({images, image}, 1) : image;
        const torch::Tensor small = torch::mm(basis.t(), images);
        const auto [rising, vectors] = torch::linalg_eigh(0.5 * (small + small.t()), "L");
        const std::int64_t kept = std::min(count, rising.size(0));
        found.pca.variances = rising.flip(0).narrow(0, 0, kept).clamp_min(0).contiguous();
        const torch::Tensor now = left_over(covariance.total_variance(), found.pca.variances);
        const bool settled =
            left.defined() &&
            ((now - left).abs() <= kTolerance * now + 1e-12 * covariance.total_variance())
                .all()
                .item<bool>();
        left = now;
        const std::int64_t room = values - basis.size(1);
        if (settled || room == 0 || found.passes == kMostPasses) {
            found.pca.directions =
                torch::mm(basis, vectors.flip(1).narrow(1, 0, kept)).contiguous();
            break;
        }
        block = beyond(basis, image.narrow(1, 0, std::min(width, room)));
    }
    found.pca.count = covariance.count();
    found.pca.mean = covariance.mean();
    found.total_variance = covariance.total_variance();
    return found;
}

std::shared_ptr<const Pca> leading_pca(const data::Dataset& dataset, const Report& report) {
    static Remembered<Pca> memory;
    return memory.of(dataset, report, computed);
}

}  // namespace latent::analysis
