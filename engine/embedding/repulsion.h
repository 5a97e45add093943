// The part of t-SNE's gradient that pushes all points apart, by a quadtree (Barnes & Hut 1986; van
// der Maaten 2014).
//
//   w_ij = 1 / (1 + |y_i - y_j|^2),   Z = sum_{i != j} w_ij,   push_i = sum_j w_ij^2 (y_i - y_j)
//
// A cell of width s acts as one point at its centre of mass on whatever is farther from there than
// s / theta. Points near each other share the list of what acts on them, chosen for the nearest of
// them all; so the error is smaller than the usual one at the same theta, and the sums run over
// whole vectors. theta = 0 gives the exact sums.
//
// Thread: one at a time.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::embedding {

class Repulsion {
 public:
    // positions, push: [count, 2]. Returns Z.
    double compute(const float* positions, int count, double theta, float* push);

 private:
    struct Cell {
        float x, y;      // centre of mass
        float mass;      // points
        float width2;    // squared width
        int begin, end;  // its points in sorted order
        int next;        // the cell behind all that are inside this one
        bool leaf;
    };

    void sort_along_curve(const float* positions, int count);
    void build(int begin, int end, int depth, bool in_group);
    void gather(int begin, int end, float theta2);

    std::vector<std::uint64_t> keys_, spare_;  // place on a Z-shaped curve, then the point's index
    std::vector<float> x_, y_;                 // sorted along it, padded
    std::vector<Cell> cells_;                  // depth first
    std::vector<int> groups_;                  // cells whose points share a list
    std::vector<float> list_x_, list_y_, list_mass_;
    float width_ = 0;  // of the whole
};

}  // namespace latent::embedding
