#include "statistics/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/distances.h"

namespace latent::statistics {
namespace {

constexpr std::int64_t kRowsAtOnce = 128;

double pairs(double n) { return n * (n - 1) / 2; }
double entropy_part(double share) { return share > 0 ? -share * std::log(share) : 0; }
int count_of(const std::vector<int>& labels) {
    return *std::max_element(labels.begin(), labels.end()) + 1;
}

}  // namespace

Agreement agreement(const std::vector<int>& classes, const std::vector<int>& clusters) {
    const auto rows = std::size_t(count_of(classes)), columns = std::size_t(count_of(clusters));
    const double n = double(classes.size());
    std::vector<double> table(rows * columns, 0), row(rows, 0), column(columns, 0);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto u = std::size_t(classes[i]), v = std::size_t(clusters[i]);
        ++table[u * columns + v];
        ++row[u];
        ++column[v];
    }
    Agreement result;
    double information = 0, h_u = 0, h_v = 0, together = 0, pairs_u = 0, pairs_v = 0;
    for (std::size_t v = 0; v < columns; ++v) {
        double most = 0;
        for (std::size_t u = 0; u < rows; ++u) {
            const double both = table[u * columns + v];
            most = std::max(most, both);
            together += pairs(both);
            if (both > 0) information += both / n * std::log(both * n / (row[u] * column[v]));
        }
        result.purity += most / n;
        h_v += entropy_part(column[v] / n);
        pairs_v += pairs(column[v]);
    }
    for (double count : row) {
        h_u += entropy_part(count / n);
        pairs_u += pairs(count);
    }
    result.nmi = h_u + h_v > 0 ? std::max(0.0, 2 * information / (h_u + h_v)) : 1;
    const double expected = n > 1 ? pairs_u * pairs_v / pairs(n) : 0,
                 most = (pairs_u + pairs_v) / 2;
    result.ari = most > expected ? (together - expected) / (most - expected) : 1;
    return result;
}

std::vector<double> silhouettes(const float* points, std::int64_t n, std::int64_t width,
                                const std::vector<int>& labels, const Report& report) {
    torch::NoGradGuard no_grad;
    const Distances distances(points, n, width);
    const int classes = count_of(labels);
    torch::Tensor member = torch::zeros({n, classes}, torch::kFloat64);  // [n, C], 1 for its own
    for (std::int64_t i = 0; i < n; ++i)
        member.data_ptr<double>()[i * classes + labels[std::size_t(i)]] = 1;
    const torch::Tensor sizes = member.sum(0);
    const double* size = sizes.data_ptr<double>();
    std::vector<double> result(static_cast<std::size_t>(n), 0);
    for (std::int64_t from = 0; from < n; from += kRowsAtOnce) {
        if (report) report(double(from) / double(n), "Comparing distances within and between.");
        const std::int64_t rows = std::min(kRowsAtOnce, n - from);
        const torch::Tensor totals = torch::mm(distances.squared(from, rows).sqrt_(), member);
        for (std::int64_t row = 0; row < rows; ++row) {
            const double* total = totals.data_ptr<double>() + row * classes;
            const int own = labels[std::size_t(from + row)];
            if (size[own] < 2) continue;
            const double within = total[own] / (size[own] - 1);
            double between = std::numeric_limits<double>::infinity();
            for (int c = 0; c < classes; ++c)
                if (c != own && size[c] > 0) between = std::min(between, total[c] / size[c]);
            const double larger = std::max(within, between);
            if (larger > 0) result[std::size_t(from + row)] = (between - within) / larger;
        }
    }
    return result;
}

}  // namespace latent::statistics
