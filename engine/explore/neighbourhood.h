// How near a place in the latent space is to the codes that there are.
//
// A decoder draws a picture of any code, also of one far from everything it was trained on. The
// number of real codes near by says how far to trust it.
//
//   radius       the median distance of a code to its 5th nearest other one: of 256 of the codes,
//                among all; 0 where there are fewer than six
//   neighbours   how many codes lie within that radius of a place
//
// Both are of the same at most 20,000 codes of the cloud, evenly spaced in its list, so that a place
// amid the codes has some five neighbours however many codes there are. Codes that are not finite
// count for nothing. Thread: any, no two at a time for one object.
#pragma once

#include <torch/types.h>

#include <memory>
#include <optional>
#include <vector>

#include "latent/snapshot.h"

namespace latent::explore {

// The radius of the newest cloud that was measured.
class Neighbourhood {
 public:
    std::optional<float> radius(const std::shared_ptr<const CodeCloud>& cloud) const;
    void keep(const std::shared_ptr<const CodeCloud>& cloud, float radius);

 private:
    std::weak_ptr<const CodeCloud> known_;
    float radius_ = 0;
};

// The neighbours of some places, a step of a few milliseconds at a time: first the radius, where it
// is not known, then the counts.
class NeighbourCount {
 public:
    // places: [count, k]
    NeighbourCount(const CodeCloud& cloud, const std::vector<float>& places,
                   std::optional<float> radius);

    void advance();
    bool done() const { return radius_ && counted_ == places_.size(0); }
    std::optional<float> radius() const { return radius_; }
    const std::vector<int>& counts() const { return counts_; }  // [count] once it is done

 private:
    void measure_radius();
    std::int64_t rows_of_a_step() const;

    torch::Tensor codes_;   // [m, k]
    torch::Tensor places_;  // [count, k]
    std::optional<float> radius_;
    std::vector<float> fifth_;  // distances so far
    std::int64_t counted_ = 0;
    std::vector<int> counts_;
};

}  // namespace latent::explore
