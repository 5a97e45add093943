// k-means: k centres such that the points lie as near to their own one as possible.
//
//   inertia = sum_i ||x_i - c_label(i)||^2            least over labels and centres
//
// Lloyd's iterations (Lloyd 1982, IEEE Trans. Inf. Theory 28) from greedy k-means++ seeds (Arthur &
// Vassilvitskii 2007): each next centre is a point drawn with a chance in proportion to its squared
// distance from the centres so far, the best of a few draws. The best of several starts counts: a
// local minimum is all that any start finds.
//
// Thread: any. The same points and options give the same clusters.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "statistics/report.h"

namespace latent::statistics {

struct KMeansOptions {
    int starts = 4;
    int iterations = 100;  // of one start, at most; it ends before when no label changes
    std::uint64_t seed = 1;
};

// Clusters are numbered by falling size (ties: by the first point in them).
struct Clusters {
    int count = 0;                    // clusters; fewer than asked for when fewer points differ
    std::int64_t width = 0;           // d
    std::vector<int> labels;          // [n]; -1 for a point with a number that is not finite
    std::vector<float> centres;       // [count, d] row-major
    std::vector<std::int64_t> sizes;  // [count]
    double inertia = 0;
};

// The same a step at a time, for whoever has to do other things between two steps. A step is one
// draw of a seed or one of Lloyd's assignments, of many points a part of it: some 16 million
// multiplications at most, a few milliseconds.
class KMeans {
 public:
    // points [n, width] row-major are copied. Throws std::invalid_argument for clusters < 1 or no
    // finite point.
    KMeans(const float* points, std::int64_t n, std::int64_t width, int clusters,
           const KMeansOptions& options);
    ~KMeans();
    KMeans(KMeans&&) noexcept;

    void advance();
    bool done() const;
    int starts_made() const;
    Clusters clusters() const;  // once it is done

 private:
    struct State;
    std::unique_ptr<State> state_;
};

// points [n, width] row-major. Throws std::invalid_argument for clusters < 1 or no finite point,
// Cancelled. Time O(starts iterations n clusters width), memory O(n (width + clusters)).
Clusters kmeans(const float* points, std::int64_t n, std::int64_t width, int clusters,
                const KMeansOptions& options = {}, const Report& report = {});

}  // namespace latent::statistics
