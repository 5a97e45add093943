#include "statistics/logistic_regression.h"

#include <torch/optim.h>
#include <torch/types.h>

#include <algorithm>
#include <stdexcept>

namespace latent::statistics {
namespace {

constexpr int kMostSteps = 100;
constexpr double kFlat = 1e-8;  // largest entry of the gradient, a row, where it is the optimum

// [n, d + 1] doubles: the rows, and a 1 for the bias.
torch::Tensor with_ones(const std::vector<float>& rows, std::int64_t width) {
    const auto n = std::int64_t(rows.size()) / std::max<std::int64_t>(width, 1);
    const torch::Tensor x =
        torch::from_blob(const_cast<float*>(rows.data()), {n, width}).to(torch::kFloat64);
    return torch::cat({x, torch::ones({n, 1}, torch::kFloat64)}, 1);
}

torch::Tensor matrix(const std::vector<double>& values, std::int64_t columns) {
    return torch::from_blob(const_cast<double*>(values.data()),
                            {std::int64_t(values.size()) / columns, columns}, torch::kFloat64);
}

}  // namespace

LogisticRegression::LogisticRegression(const std::vector<float>& rows, std::int64_t width,
                                       const std::vector<int>& labels, int classes, double C,
                                       const Report& report)
    : width_(width), classes_(classes) {
    const auto n = std::int64_t(labels.size());
    if (n == 0 || std::int64_t(rows.size()) != n * width)
        throw std::invalid_argument("A classifier needs rows, and a label for each.");
    std::vector<int> place(std::size_t(classes), -1);
    for (int label : labels) {
        if (label < 0 || label >= classes)
            throw std::invalid_argument("A label is not among the classes.");
        place[std::size_t(label)] = 0;
    }
    for (int label = 0; label < classes; ++label)
        if (place[std::size_t(label)] == 0) {
            place[std::size_t(label)] = int(present_.size());
            present_.push_back(label);
        }
    const auto kinds = std::int64_t(present_.size());

    const torch::NoGradGuard no_grad;  // the gradient is written out below
    const torch::Tensor x = with_ones(rows, width), transposed = x.t();
    torch::Tensor target = torch::empty({n, 1}, torch::kInt64);
    for (std::int64_t i = 0; i < n; ++i)
        target.data_ptr<std::int64_t>()[i] = place[std::size_t(labels[std::size_t(i)])];
    const torch::Tensor one_hot =
        torch::zeros({n, kinds}, torch::kFloat64).scatter_(1, target, 1.0);
    // Of the mean over rows, so that the solver's tolerances do not depend on how many there are.
    torch::Tensor decay = torch::full({width + 1, 1}, 1 / (C * double(n)), torch::kFloat64);
    decay[width] = 0;

    torch::Tensor weights = torch::zeros({width + 1, kinds}, torch::kFloat64);
    weights.mutable_grad() = torch::zeros_like(weights);
    int evaluations = 0;
    const auto loss_and_gradient = [&]() {
        if (report)
            report(std::min(1.0, double(++evaluations) / kMostSteps), "Fitting a classifier.");
        const torch::Tensor log_p = torch::log_softmax(x.mm(weights), 1);
        const torch::Tensor pull = decay * weights;
        weights.mutable_grad().copy_(transposed.mm(log_p.exp() - one_hot) / double(n) + pull);
        return -log_p.gather(1, target).mean() + 0.5 * (pull * weights).sum();
    };
    torch::optim::LBFGS solver({weights}, torch::optim::LBFGSOptions(1)
                                              .max_iter(kMostSteps)
                                              .max_eval(kMostSteps * 5 / 4)
                                              .tolerance_grad(kFlat)
                                              .tolerance_change(1e-12)
                                              .history_size(10)
                                              .line_search_fn("strong_wolfe"));
    solver.step(loss_and_gradient);
    const torch::Tensor found = weights.contiguous();
    weights_.assign(found.data_ptr<double>(), found.data_ptr<double>() + found.numel());
}

std::vector<float> LogisticRegression::probabilities(const std::vector<float>& rows) const {
    const torch::NoGradGuard no_grad;
    const auto kinds = std::int64_t(present_.size());
    const torch::Tensor p =
        torch::softmax(with_ones(rows, width_).mm(matrix(weights_, kinds)), 1).contiguous();
    std::vector<float> all(std::size_t(p.size(0)) * std::size_t(classes_), 0.0f);
    const double* from = p.data_ptr<double>();
    for (std::int64_t i = 0; i < p.size(0); ++i)
        for (std::int64_t c = 0; c < kinds; ++c)
            all[std::size_t(i) * std::size_t(classes_) + std::size_t(present_[std::size_t(c)])] =
                float(from[i * kinds + c]);
    return all;
}

std::vector<int> LogisticRegression::predict(const std::vector<float>& rows) const {
    const torch::NoGradGuard no_grad;
    const torch::Tensor best =
        with_ones(rows, width_).mm(matrix(weights_, std::int64_t(present_.size()))).argmax(1);
    std::vector<int> labels(std::size_t(best.size(0)));
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = present_[std::size_t(best.data_ptr<std::int64_t>()[i])];
    return labels;
}

double LogisticRegression::weight(std::int64_t feature, int label) const {
    const auto found = std::find(present_.begin(), present_.end(), label);
    if (found == present_.end()) return 0;
    return weights_[std::size_t(feature) * present_.size() + std::size_t(found - present_.begin())];
}

double LogisticRegression::bias(int label) const { return weight(width_, label); }

double accuracy(const std::vector<int>& predicted, const std::vector<int>& labels) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) right += predicted[i] == labels[i];
    return double(right) / double(labels.size());
}

}  // namespace latent::statistics
