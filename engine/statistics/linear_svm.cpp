#include "statistics/linear_svm.h"

#include <linear.h>

#include <array>
#include <map>
#include <stdexcept>

namespace latent::statistics {
namespace {

// One row as LIBLINEAR wants it: the value, the constant of the bias, the end.
using Row = std::array<feature_node, 3>;
Row row_of(float value) { return {{{1, double(value)}, {2, 1.0}, {-1, 0.0}}}; }

void print_nothing(const char*) {}

// Where `label` stands among the model's classes, and the sign its decision values have there: of
// two classes LIBLINEAR keeps one hyperplane, whose positive side is the first.
std::pair<int, double> place_of(const model& fitted, int label) {
    for (int i = 0; i < fitted.nr_class; ++i)
        if (fitted.label[i] == label)
            return fitted.nr_class == 2 ? std::pair{0, i == 0 ? 1.0 : -1.0} : std::pair{i, 1.0};
    throw std::invalid_argument("The classifier has never seen this label.");
}

int planes_of(const model& fitted) { return fitted.nr_class == 2 ? 1 : fitted.nr_class; }

}  // namespace

LinearSvm::LinearSvm(const std::vector<float>& column, const std::vector<int>& labels, double C) {
    if (column.size() != labels.size() || labels.empty())
        throw std::invalid_argument("A classifier needs rows, and a label for each.");
    std::map<int, int> counts;
    for (int label : labels) ++counts[label];
    if (counts.size() < 2)
        throw std::invalid_argument("A classifier needs at least two classes to tell apart.");

    std::vector<int> classes;
    std::vector<double> weights;
    for (const auto& [label, count] : counts) {
        classes.push_back(label);
        weights.push_back(double(labels.size()) / (double(counts.size()) * count));
    }
    std::vector<Row> rows;
    rows.reserve(column.size());
    for (float value : column) rows.push_back(row_of(value));
    std::vector<feature_node*> starts;
    starts.reserve(rows.size());
    for (Row& row : rows) starts.push_back(row.data());
    std::vector<double> targets(labels.begin(), labels.end());

    problem given{};
    given.l = int(rows.size());
    given.n = 2;  // the bias is a column like any other
    given.y = targets.data();
    given.x = starts.data();
    given.bias = 1;
    parameter how{};
    how.solver_type = L2R_L2LOSS_SVC;
    how.eps = 1e-4;
    how.C = C;
    how.nr_weight = int(classes.size());
    how.weight_label = classes.data();
    how.weight = weights.data();
    how.p = 0.1;
    if (const char* objection = check_parameter(&given, &how))
        throw std::invalid_argument(objection);
    static const bool quiet = [] {
        set_print_string_function(print_nothing);
        return true;
    }();
    (void)quiet;
    model_.reset(train(&given, &how));
    // The model keeps pointers into `how`, which are read only while it is trained or saved.
    model_->param.weight_label = nullptr;
    model_->param.weight = nullptr;
    model_->param.nr_weight = 0;
}

LinearSvm::~LinearSvm() = default;
LinearSvm::LinearSvm(LinearSvm&&) noexcept = default;

void LinearSvm::Free::operator()(model* fitted) const { free_and_destroy_model(&fitted); }

std::vector<int> LinearSvm::predict(const std::vector<float>& column) const {
    std::vector<int> labels;
    labels.reserve(column.size());
    for (float value : column) {
        const Row row = row_of(value);
        labels.push_back(int(::predict(model_.get(), row.data())));
    }
    return labels;
}

double LinearSvm::weight(int label) const {
    const auto [plane, sign] = place_of(*model_, label);
    return sign * model_->w[plane];
}

double LinearSvm::bias(int label) const {
    const auto [plane, sign] = place_of(*model_, label);
    return sign * model_->w[planes_of(*model_) + plane];
}

}  // namespace latent::statistics
