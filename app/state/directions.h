// The ways a code can be taken apart into numbers that are moved one by one: along its own axes
// z_1 .. z_k, or along the principal directions of the codes of the data.
//
//   coordinate   z_j                            of an axis
//                (z - mean) . v_i               of principal direction v_i
//   moving it    z + (wanted - coordinate) v    nothing else of the code changes
//
// Thread: any.
#pragma once

#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/in_place.h"

namespace latent::app {

enum class DirectionOrder {
    weight,  // KL to the prior where codes are gaussian, otherwise their spread; the most first
    effect,  // how much the output changes (Effects), the most first
    number   // as they stand in the code
};

// What is known about one of them.
struct Direction {
    std::string name;               // "z3", "PC1"
    float mean = 0, deviation = 0;  // of the coordinate over the data
    float low = -3, high = 3;       // 0.5 % and 99.5 % quantiles; round the mean where it is dead
    float kl = 0;                   // nats, own axes of gaussian codes only
    float share = -1;               // of the codes' variance, principal directions only
    bool dead = false;              // the codes hardly differ along it (variance below 0.01)
    Words reason;                   // in words, where it is dead
    const std::vector<float>* histogram = nullptr;  // over [low, high]; may be null
};

// Whether there are principal directions of codes of this width, and more than the two dimensions
// that the map shows anyway.
bool has_principal(const LatentStats* stats, int width);

struct Directions {
    // Principal directions where they were asked for and are known, otherwise the code's own axes.
    Directions(const LatentStats* stats, int width, bool principal);

    const LatentStats* stats = nullptr;  // valid for the frame; null: not known yet
    int width = 0;                       // k
    bool principal = false;

    int count() const;
    std::string name(int i) const;
    Direction at(int i) const;
    float weight(int i) const;  // what DirectionOrder::weight sorts by; 0 where unknown
    bool dead(int i) const;
    std::vector<float> vector(int i) const;  // [k], unit length
    float coordinate(int i, const float* code) const;
    void move(int i, std::vector<float>& code, float to) const;
};

// What DirectionOrder::weight goes by, in a word: "KL", "spread".
const char* weight_name(const Directions& directions);

// Their numbers in that order; `effects` may be empty, then the order by effect is that by weight.
// `active_only` leaves out the dead.
std::vector<int> ordered(const Directions& directions, DirectionOrder order,
                         const std::vector<float>& effects, bool active_only = false);

}  // namespace latent::app
