// MatchDimensions: which dimension of one code is which of another.
//
//   r(a, b) = cov(z_a, z'_b) / (sd z_a  sd z'_b)        Pearson, over samples finite in both codes
//   partners = argmax over one-to-one maps of sum_a |r(a, partner(a))|      (statistics/assignment.h)
//
// The sign of r does not count: a net may turn an axis round. A dimension that never changes has no
// correlation, and no partner.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>

#include "explore/questions.h"
#include "statistics/assignment.h"

namespace latent::explore {
namespace {

constexpr int kWidestMatched = 512;
constexpr std::int64_t kFewestSamples = 3;
// Dimensions of the first code whose correlations are one slice: some 5 million multiplications for
// each thousand samples at most.
constexpr std::int64_t kCorrelatedAtOnce = 16;
constexpr std::chrono::milliseconds kMatchingSlice{15};
// Below this share of the size of its values a dimension's deviation is rounding.
constexpr double kConstant = 1e-6;

bool same_samples(const CodeCloud& a, const CodeCloud& b) {
    if (a.probe == b.probe) return true;
    if (!a.probe || !b.probe) return false;
    const Samples &x = a.probe->images, &y = b.probe->images;
    return a.probe->indices == b.probe->indices && a.probe->held_out == b.probe->held_out &&
           x.kind == y.kind && x.shape == y.shape && x.pixels == y.pixels && x.values == y.values;
}

void check(const CodeCloud& a, const CodeCloud& b) {
    if (a.count < 1 || b.count < 1) throw std::invalid_argument("There are no codes to match yet.");
    if (a.count != b.count || !same_samples(a, b))
        throw std::invalid_argument(
            "These two runs look at different samples, so their dimensions cannot be matched.");
    if (std::max(a.width, b.width) > kWidestMatched)
        throw std::invalid_argument("Codes of more than 512 dimensions are not matched.");
}

// Codes [n, k] of the finite rows, each dimension with mean 0 and length 1; NaN where it never
// changes.
torch::Tensor unit_columns(const CodeCloud& cloud, const torch::Tensor& rows) {
    const torch::Tensor z = torch::from_blob(const_cast<float*>(cloud.codes.data()),
                                             {cloud.count, cloud.width}, torch::kFloat32)
                                .index_select(0, rows)
                                .to(torch::kFloat64);
    const torch::Tensor centred = z - z.mean(0);
    const torch::Tensor length = centred.norm(2, 0), size = z.norm(2, 0);
    return centred /
           torch::where(length > kConstant * size, length, torch::full_like(length, std::nan("")));
}

class Matching final : public Work {
 public:
    explicit Matching(const MatchDimensions& question) : question_(question) {
        if (!question.first || !question.second)
            throw std::invalid_argument("There are no codes to match yet.");
        check(*question.first, *question.second);
    }

    std::int64_t advance(const Bench&, Answer& answer) override {
        if (!first_.defined())
            begin(answer);
        else if (correlated_ < first_.size(1))
            correlate(answer);
        else
            match(answer);
        return 0;
    }
    bool done() const override { return done_; }

 private:
    void begin(Answer& answer) {
        const CodeCloud &a = *question_.first, &b = *question_.second;
        std::vector<std::int64_t> finite;
        const auto all_finite = [](const CodeCloud& cloud, int i) {
            return std::all_of(cloud.code(i), cloud.code(i) + cloud.width,
                               [](float value) { return std::isfinite(value); });
        };
        for (int i = 0; i < a.count; ++i)
            if (all_finite(a, i) && all_finite(b, i)) finite.push_back(i);
        if (std::int64_t(finite.size()) < kFewestSamples)
            throw std::invalid_argument("There are too few codes of finite numbers to match.");
        const torch::Tensor rows = torch::tensor(finite);
        first_ = unit_columns(a, rows).t().contiguous();  // [k, n]
        second_ = unit_columns(b, rows);                  // [n, k']
        first_ = first_.t();
        answer.correlations.reserve(std::size_t(a.width) * std::size_t(b.width));
    }

    void correlate(Answer& answer) {
        const std::int64_t count = std::min(kCorrelatedAtOnce, first_.size(1) - correlated_);
        const torch::Tensor r = torch::mm(first_.narrow(1, correlated_, count).t(), second_)
                                    .clamp(-1, 1)
                                    .to(torch::kFloat32)
                                    .contiguous();
        answer.correlations.insert(answer.correlations.end(), r.data_ptr<float>(),
                                   r.data_ptr<float>() + r.numel());
        correlated_ += count;
    }

    void match(Answer& answer) {
        const auto began = std::chrono::steady_clock::now();
        if (!assignment_) prepare(answer);
        while (!assignment_->done() && std::chrono::steady_clock::now() - began < kMatchingSlice)
            assignment_->advance();
        if (!assignment_->done()) return;
        answer.partners.assign(std::size_t(question_.first->width), -1);
        const std::vector<int> found = assignment_->partners();
        for (std::size_t i = 0; i < found.size(); ++i) {
            const int one = rows_[i], other = columns_[std::size_t(found[i])];
            answer.partners[std::size_t(turned_ ? other : one)] = turned_ ? one : other;
        }
        done_ = true;
    }

    // The dimensions that change, the fewer of them as rows, at the cost 1 - |r|.
    void prepare(const Answer& answer) {
        const auto k = std::size_t(question_.first->width),
                   m = std::size_t(question_.second->width);
        std::vector<int> changing_first, changing_second;
        for (std::size_t a = 0; a < k; ++a)
            if (!std::isnan(first_.select(1, std::int64_t(a))[0].item<double>()))
                changing_first.push_back(int(a));
        for (std::size_t b = 0; b < m; ++b)
            if (!std::isnan(second_[0][std::int64_t(b)].item<double>()))
                changing_second.push_back(int(b));
        turned_ = changing_first.size() > changing_second.size();
        rows_ = turned_ ? changing_second : changing_first;
        columns_ = turned_ ? changing_first : changing_second;
        std::vector<double> cost;
        for (int row : rows_)
            for (int column : columns_) {
                const auto a = std::size_t(turned_ ? column : row),
                           b = std::size_t(turned_ ? row : column);
                cost.push_back(1 - std::abs(double(answer.correlations[a * m + b])));
            }
        assignment_.emplace(std::move(cost), int(rows_.size()), int(columns_.size()));
    }

    MatchDimensions question_;
    torch::Tensor first_, second_;  // [n, k], [n, k'], columns of length 1
    std::int64_t correlated_ = 0;   // dimensions of the first code
    std::optional<statistics::Assignment> assignment_;
    bool turned_ = false;              // rows are the second code's
    std::vector<int> rows_, columns_;  // dimensions that change
    bool done_ = false;
};

}  // namespace

std::unique_ptr<Work> work_on(const MatchDimensions& question) {
    return std::make_unique<Matching>(question);
}

}  // namespace latent::explore
