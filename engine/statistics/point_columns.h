// Points laid out as columns, so that the distances from one of them to all are sums over rows that
// the processor's vectors take many at a time.
//
// Shifted and scaled into [-1, 1]: what is nearest stays so, and no square overflows. Distances are
// therefore in units of the largest coordinate's span; ranks and affinities do not depend on it.
//
// Thread: any; const functions at once from many.
#pragma once

#include <vector>

namespace latent::statistics {

class PointColumns {
 public:
    // points: [count, width] row-major.
    PointColumns(const float* points, int width, int count);

    bool finite() const { return finite_; }  // every coordinate; else the rest means nothing
    bool in_one_place() const { return in_one_place_; }  // all points are equal

    // out: [count] squared Euclidean distances from point `from`; infinite for itself.
    void squared_distances(int from, float* out) const;

 private:
    int width_, count_;
    bool finite_ = true, in_one_place_ = true;
    std::vector<float> columns_;  // [width, count]
};

// A point seen from another. Of two equally far ones the smaller index comes first.
struct Neighbour {
    float squared_distance;
    int index;
    bool operator<(const Neighbour& other) const {
        return squared_distance != other.squared_distance
                   ? squared_distance < other.squared_distance
                   : index < other.index;
    }
};

// The k nearest by squared_distances [count], nearest first, into `found`.
void find_nearest(const float* squared_distances, int count, int k, std::vector<Neighbour>& found);

}  // namespace latent::statistics
