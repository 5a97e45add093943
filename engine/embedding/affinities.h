// How much each point belongs with each other one: the P of t-SNE.
//
//   p_j|i = exp(-b_i |x_i - x_j|^2) / sum over i's neighbours,   entropy of p_.|i = ln(perplexity)
//   p_ij  = (p_j|i + p_i|j) / (2 n)
//
// b_i is found by bisection. Only the 3 perplexity + 1 nearest neighbours count (van der Maaten
// 2014), the others' share would be below a thousandth. They are exact where that is the cheaper
// way, and else approximate, by a navigable small-world graph (Malkov & Yashunin 2018, hnswlib).
//
// Thread: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace latent::embedding {

// Symmetric, by rows. Each row is padded to a multiple of kLanes with entries of p = 0 that point to
// the row itself, so that a loop over it needs no remainder.
struct Affinities {
    static constexpr int kLanes = 8;

    int count = 0;
    double perplexity = 0;
    std::vector<int> begin;  // [count + 1] where each row begins
    std::vector<int> to;     // the other point
    std::vector<float> p;    // sums to 1 over all rows
    double p_ln_p = 0;       // sum p ln p
};

// What `count` points allow: at most (count - 1) / 3.
double allowed_perplexity(double wanted, int count);

// p_j|i for the k neighbours at those squared distances.
void conditional_affinities(const float* squared_distances, int k, double perplexity, float* p);

// Finds the affinities of a set of points bit by bit, so that whoever looks on need not wait.
class AffinitySearch {
 public:
    enum class Neighbours { cheapest, exact, approximate };

    // points: [count, width] row-major, finite, not all equal; kept until it is done.
    AffinitySearch(std::vector<float> points, int width, double perplexity, std::uint64_t seed,
                   Neighbours how = Neighbours::cheapest);
    ~AffinitySearch();

    // Works on about `points` more of them; false once there is nothing left to do.
    bool advance(int points);
    bool done() const;

    // Null until it is done.
    std::shared_ptr<const Affinities> result() const;
    const std::vector<float>& points() const;

 private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace latent::embedding
