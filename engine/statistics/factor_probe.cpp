#include "statistics/factor_probe.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "statistics/logistic_regression.h"

namespace latent::statistics {
namespace {

constexpr int kMostCategories = 7;
constexpr std::int64_t kCosines = 512, kFewestRows = 20, kMedianOf = 500, kProbeRowsAtOnce = 1024;
constexpr double kWidths[] = {1, 0.25, 0.0625};
constexpr double kPenalties[] = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1};
constexpr std::uint64_t kSeed = 2007;
constexpr double kDeciderC = 100, kNarrowlyWrong = 1e-6;
constexpr float kRightWithin = 0.5f;

std::int64_t targets_of(const FactorInfo& factor) {
    switch (kind_of(factor)) {
        case FactorKind::categories:
            return factor.count;
        case FactorKind::values:
            return 1;
        case FactorKind::circle:
            return 2;
    }
    return 0;
}

// What is to be read of each row: [n, T] double.
torch::Tensor targets(const std::vector<FactorInfo>& factors, const std::vector<int>& values) {
    const std::size_t n = values.size() / factors.size();
    std::int64_t width = 0;
    for (const FactorInfo& factor : factors) width += targets_of(factor);
    torch::Tensor y = torch::zeros({std::int64_t(n), width}, torch::kFloat64);
    auto at = y.accessor<double, 2>();
    for (std::size_t i = 0; i < n; ++i) {
        std::int64_t column = 0;
        for (std::size_t k = 0; k < factors.size(); ++k) {
            const int value = values[i * factors.size() + k];
            const auto row = std::int64_t(i);
            const double angle = 2 * M_PI * value / factors[k].count;
            switch (kind_of(factors[k])) {
                case FactorKind::categories:
                    at[row][column + value] = 1;
                    break;
                case FactorKind::values:
                    at[row][column] = value;
                    break;
                case FactorKind::circle:
                    at[row][column] = std::cos(angle);
                    at[row][column + 1] = std::sin(angle);
                    break;
            }
            column += targets_of(factors[k]);
        }
    }
    return y;
}

// R^2 of the answers y^ [m, t] to y [m, t], both of one factor.
double explained(const torch::Tensor& answers, const torch::Tensor& y) {
    const double around = (y - y.mean(0)).square().sum().item<double>();
    return around > 0 ? 1 - (y - answers).square().sum().item<double>() / around : 0;
}

double median_distance(const torch::Tensor& rows) {
    const std::int64_t n = rows.size(0), count = std::min(n, kMedianOf);
    std::vector<std::int64_t> picked;
    for (std::int64_t i = 0; i < count; ++i) picked.push_back(i * n / count);
    const torch::Tensor some = rows.index_select(0, torch::tensor(picked));
    const double median = torch::pdist(some).median().item<double>();
    return median > 0 ? median : 1;
}

// (G + n penalty I)^-1 B.
torch::Tensor solved(const torch::Tensor& gram, const torch::Tensor& products, double penalty) {
    const torch::Tensor ridged = gram + penalty * torch::eye(gram.size(0), torch::kFloat64);
    return torch::cholesky_solve(products, torch::linalg_cholesky(ridged));
}

// Sums over rows of features and targets: what ridge regression needs.
struct Sums {
    torch::Tensor gram, products;  // phi^T phi [F, F], phi^T y [F, T], double
};

Sums sums_of(const torch::Tensor& features, const torch::Tensor& y) {
    Sums sums{torch::zeros({features.size(1), features.size(1)}, torch::kFloat64), {}};
    for (std::int64_t from = 0; from < features.size(0); from += kProbeRowsAtOnce) {
        const torch::Tensor part =
            features.narrow(0, from, std::min(kProbeRowsAtOnce, features.size(0) - from));
        sums.gram += torch::mm(part.t(), part).to(torch::kFloat64);
    }
    sums.products = torch::mm(features.t(), y.to(torch::kFloat32)).to(torch::kFloat64);
    return sums;
}

}  // namespace

// Softmax regression on the answers of one factor.
class FactorProbe::Decider {
 public:
    Decider(const torch::Tensor& answers, const torch::Tensor& y)
        : mean_(answers.mean(0)),
          deviation_(answers.std(0, false).clamp_min(1e-9)),
          regression_(floats((answers - mean_) / deviation_), answers.size(1), labels(y),
                      int(answers.size(1)), kDeciderC) {}

    // [m, values] double of answers [m, values].
    torch::Tensor probabilities(const torch::Tensor& answers) const {
        const std::vector<float> p =
            regression_.probabilities(floats((answers - mean_) / deviation_));
        return torch::tensor(torch::ArrayRef<float>(p))
            .view({answers.size(0), answers.size(1)})
            .to(torch::kFloat64);
    }

 private:
    static std::vector<float> floats(const torch::Tensor& values) {
        const torch::Tensor flat = values.to(torch::kFloat32).contiguous();
        return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
    }
    static std::vector<int> labels(const torch::Tensor& y) {
        const torch::Tensor largest = y.argmax(1).to(torch::kInt32).contiguous();
        return {largest.data_ptr<int>(), largest.data_ptr<int>() + largest.numel()};
    }

    torch::Tensor mean_, deviation_;
    LogisticRegression regression_;
};

FactorKind kind_of(const FactorInfo& factor) {
    if (factor.count <= kMostCategories) return FactorKind::categories;
    return factor.cyclic ? FactorKind::circle : FactorKind::values;
}

bool FactorReading::right(std::size_t row) const {
    return kind == FactorKind::categories ? off[row] == 0 : off[row] < kRightWithin;
}

FactorProbe::FactorProbe(const torch::Tensor& rows, const std::vector<FactorInfo>& factors,
                         const std::vector<int>& values, const Report& report)
    : factors_(factors) {
    torch::NoGradGuard no_grad;
    const std::int64_t n = rows.size(0), d = rows.size(1);
    if (n < kFewestRows)
        throw std::invalid_argument("A probe needs at least 20 samples to learn from.");
    if (factors.empty() || std::int64_t(values.size()) != n * std::int64_t(factors.size()))
        throw std::invalid_argument("Each sample needs one value of each factor.");
    const auto say = [&report](double progress) {
        if (report) report(progress, "Fitting the probe.");
    };
    say(0);
    mean_ = rows.mean(0);
    const torch::Tensor deviation = (rows - mean_).square().mean(0).sqrt();
    const double widest = deviation.max().item<double>();
    scale_ = torch::where(deviation > std::max(1e-12, 1e-6 * widest), deviation.reciprocal(),
                          torch::zeros_like(deviation));
    const double median = median_distance((rows - mean_) * scale_);
    auto noise = at::make_generator<at::CPUGeneratorImpl>(kSeed);
    std::vector<torch::Tensor> directions;
    for (double width : kWidths)
        directions.push_back(torch::randn({d, kCosines}, noise, torch::kFloat32) /
                             (width * median));
    directions_ = torch::cat(directions, 1);
    phases_ = torch::rand({directions_.size(1)}, noise, torch::kFloat32) * (2 * M_PI);

    torch::Tensor phi = features(rows);
    feature_mean_ = phi.mean(0);
    phi -= feature_mean_;
    torch::Tensor y = targets(factors, values);
    target_mean_ = y.mean(0);
    y -= target_mean_;
    say(0.1);

    const std::int64_t fitted = n - n / 4;  // the rows come in the order of a random draw
    const Sums first = sums_of(phi.narrow(0, 0, fitted), y.narrow(0, 0, fitted)),
               rest = sums_of(phi.narrow(0, fitted, n - fitted), y.narrow(0, fitted, n - fitted));
    say(0.4);
    const torch::Tensor unseen = phi.narrow(0, fitted, n - fitted).to(torch::kFloat64),
                        truth = y.narrow(0, fitted, n - fitted) + target_mean_;
    const auto steps = double(std::size(kPenalties) * (std::size(kWidths) + 1));
    std::vector<double> best(factors.size(), -1e300);
    std::vector<std::pair<std::int64_t, double>> choice(factors.size());
    std::vector<torch::Tensor> best_answers(factors.size());
    double made = 0;
    for (std::size_t scales = 0; scales <= std::size(kWidths); ++scales) {
        const std::int64_t used = d + std::int64_t(scales) * kCosines;
        const torch::Tensor gram = first.gram.narrow(0, 0, used).narrow(1, 0, used),
                            products = first.products.narrow(0, 0, used),
                            seen = unseen.narrow(1, 0, used);
        for (double penalty : kPenalties) {
            say(0.4 + 0.4 * made++ / steps);
            const torch::Tensor answers =
                torch::mm(seen, solved(gram, products, penalty * double(fitted))) + target_mean_;
            std::int64_t column = 0;
            for (std::size_t k = 0; k < factors.size(); ++k) {
                const std::int64_t width = targets_of(factors[k]);
                const torch::Tensor own = answers.narrow(1, column, width);
                const double score = explained(own, truth.narrow(1, column, width));
                if (score > best[k]) {
                    best[k] = score;
                    choice[k] = {used, penalty};
                    best_answers[k] = own;
                }
                column += width;
            }
        }
    }
    const torch::Tensor gram = first.gram + rest.gram, products = first.products + rest.products;
    weights_ = torch::zeros({phi.size(1), y.size(1)}, torch::kFloat64);
    std::int64_t column = 0;
    for (std::size_t k = 0; k < factors.size(); ++k) {
        say(0.8 + 0.2 * double(k) / double(factors.size()));
        const std::int64_t width = targets_of(factors[k]), used = choice[k].first;
        weights_.narrow(1, column, width)
            .narrow(0, 0, used)
            .copy_(solved(gram.narrow(0, 0, used).narrow(1, 0, used),
                          products.narrow(0, 0, used).narrow(1, column, width),
                          choice[k].second * double(n)));
        deciders_.push_back(
            kind_of(factors[k]) == FactorKind::categories
                ? std::make_shared<const Decider>(best_answers[k], truth.narrow(1, column, width))
                : nullptr);
        column += width;
    }
}

torch::Tensor FactorProbe::features(const torch::Tensor& rows) const {
    const torch::Tensor x = (rows - mean_) * scale_;
    const torch::Tensor cosines =
        torch::addmm(phases_, x, directions_).cos_().mul_(std::sqrt(2.0 / double(kCosines)));
    return torch::cat({x / std::sqrt(double(x.size(1))), cosines}, 1);
}

std::vector<FactorReading> FactorProbe::read(const torch::Tensor& rows,
                                             const std::vector<int>& values) const {
    torch::NoGradGuard no_grad;
    if (std::int64_t(values.size()) != rows.size(0) * std::int64_t(factors_.size()))
        throw std::invalid_argument("Each sample needs one value of each factor.");
    const torch::Tensor answers =
        torch::mm((features(rows) - feature_mean_).to(torch::kFloat64), weights_) + target_mean_;
    const torch::Tensor truth = targets(factors_, values);
    std::vector<FactorReading> readings;
    std::int64_t column = 0;
    for (const FactorInfo& factor : factors_) {
        const std::int64_t width = targets_of(factor);
        const torch::Tensor a = answers.narrow(1, column, width),
                            y = truth.narrow(1, column, width);
        FactorReading reading;
        reading.kind = kind_of(factor);
        torch::Tensor off;
        if (reading.kind == FactorKind::categories) {
            const torch::Tensor p = deciders_[readings.size()]->probabilities(a),
                                right = p.argmax(1) == y.argmax(1);
            reading.score = right.to(torch::kFloat64).mean().item<double>();
            reading.chance = y.mean(0).max().item<double>();
            off = torch::where(right, torch::zeros({1}, torch::kFloat64),
                               (std::get<0>(p.max(1)) - (p * y).sum(1)).clamp_min(kNarrowlyWrong));
        } else {
            reading.score = explained(a, y);
            const double deviation =
                std::sqrt((y - y.mean(0)).square().sum(1).mean().item<double>());
            off = (y - a).square().sum(1).sqrt() / (deviation > 0 ? deviation : 1);
        }
        off = off.to(torch::kFloat32).contiguous();
        reading.off.assign(off.data_ptr<float>(), off.data_ptr<float>() + off.numel());
        readings.push_back(std::move(reading));
        column += width;
    }
    return readings;
}

}  // namespace latent::statistics
