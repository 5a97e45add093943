// t-SNE: places points in the plane so that their affinities there are those of the originals.
//
//   w_ij = 1 / (1 + |y_i - y_j|^2),  q_ij = w_ij / Z,  Z = sum_{i != j} w_ij
//   KL(P || Q) = sum p_ij ln(p_ij / q_ij)                                             in nats
//   dKL / dy_i = 4 sum_j (p_ij - q_ij) w_ij (y_i - y_j)
//
// (van der Maaten & Hinton 2008.) Descent with momentum 0.5, later 0.8, and a gain for each
// coordinate (Jacobs 1988): + 0.2 where the gradient keeps its sign, x 0.8 where not. For the first
// 250 iterations P counts 12 times, which lets clusters find each other. The step is max(n / 48, 50)
// (Belkina et al. 2019), for a gradient with its factor of 4.
//
// Equal starts, affinities and calls give equal positions on one machine. Thread: one at a time.
#pragma once

#include <memory>
#include <vector>

#include "embedding/affinities.h"
#include "embedding/repulsion.h"

namespace latent::embedding {

inline constexpr double kTheta = 0.5;  // of the Barnes-Hut sums

// out: [count, 2]. `exaggeration` multiplies P. Returns Z.
double gradient(const Affinities& affinities, Repulsion& repulsion, const float* positions,
                double theta, double exaggeration, float* out);

// In nats, P as it is.
double divergence(const Affinities& affinities, Repulsion& repulsion, const float* positions,
                  double theta);

class Tsne {
 public:
    static constexpr int kExaggerated = 250;  // iterations
    static constexpr double kExaggeration = 12;

    // start: [count, 2].
    Tsne(std::vector<float> start, std::shared_ptr<const Affinities> affinities);

    // Goes on from where the points are. The same count.
    void set_affinities(std::shared_ptr<const Affinities> affinities);

    void iterate();

    int iteration() const { return iteration_; }  // since the start
    const std::vector<float>& positions() const { return positions_; }
    const Affinities& affinities() const { return *affinities_; }
    double divergence();

 private:
    std::shared_ptr<const Affinities> affinities_;
    Repulsion repulsion_;
    std::vector<float> positions_, gradient_, velocity_, gains_;  // [count, 2]
    int iteration_ = 0;
};

}  // namespace latent::embedding
