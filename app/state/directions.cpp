#include "state/directions.h"

#include <algorithm>
#include <numeric>

#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr float kActiveVariance = 0.01f;  // Burda et al. 2016, as of the code's own axes

const LatentStats* fitting(const LatentStats* stats, int width) {
    return stats && int(stats->dimensions.size()) == width ? stats : nullptr;
}

}  // namespace

bool has_principal(const LatentStats* stats, int width) {
    return width > 2 && fitting(stats, width) && !stats->principal.empty() &&
           std::all_of(stats->principal.begin(), stats->principal.end(),
                       [&](const auto& each) { return int(each.direction.size()) == width; });
}

Directions::Directions(const LatentStats* known, int k, bool wanted)
    : stats(fitting(known, k)), width(k), principal(wanted && has_principal(known, k)) {}

int Directions::count() const { return principal ? int(stats->principal.size()) : width; }

std::string Directions::name(int i) const {
    return (principal ? "PC" : "z") + std::to_string(i + 1);
}

Direction Directions::at(int i) const {
    Direction direction;
    direction.name = name(i);
    if (!stats) return direction;
    direction.dead = dead(i);
    if (principal) {
        const PrincipalDirection& known = stats->principal[std::size_t(i)];
        direction.deviation = known.deviation;
        direction.share = known.share;
        direction.histogram = &known.histogram;
        if (known.high > known.low) direction.low = known.low, direction.high = known.high;
    } else {
        const LatentDimension& known = stats->dimensions[std::size_t(i)];
        direction.mean = known.mean;
        direction.deviation = known.deviation;
        direction.kl = known.kl;
        direction.histogram = &known.histogram;
        if (known.high > known.low) direction.low = known.low, direction.high = known.high;
    }
    if (!direction.dead) return direction;
    direction.reason =
        stats->gaussian && !principal
            ? Words("dead: carries ") + significant(direction.kl, 2) + " nats"
            : Words("dead: its codes hardly differ (") + significant(direction.deviation, 2) + ")";
    // No range of its own to walk; the prior's shows that nothing happens.
    direction.low = std::min(direction.low, direction.mean - 3);
    direction.high = std::max(direction.high, direction.mean + 3);
    return direction;
}

float Directions::weight(int i) const {
    if (!stats) return 0;
    if (principal) return stats->principal[std::size_t(i)].deviation;
    const LatentDimension& dimension = stats->dimensions[std::size_t(i)];
    return stats->gaussian ? dimension.kl : dimension.deviation;
}

bool Directions::dead(int i) const {
    if (!stats) return false;
    if (!principal) return !stats->dimensions[std::size_t(i)].active;
    const float deviation = stats->principal[std::size_t(i)].deviation;
    return deviation * deviation < kActiveVariance;
}

std::vector<float> Directions::vector(int i) const {
    if (principal) return stats->principal[std::size_t(i)].direction;
    std::vector<float> axis(std::size_t(width), 0.0f);
    axis[std::size_t(i)] = 1;
    return axis;
}

float Directions::coordinate(int i, const float* code) const {
    if (!principal) return code[i];
    const std::vector<float>& v = stats->principal[std::size_t(i)].direction;
    double sum = 0;
    for (int j = 0; j < width; ++j)
        sum += (double(code[j]) - double(stats->dimensions[std::size_t(j)].mean)) *
               double(v[std::size_t(j)]);
    return float(sum);
}

void Directions::move(int i, std::vector<float>& code, float to) const {
    if (int(code.size()) != width) return;
    if (!principal) {
        code[std::size_t(i)] = to;
        return;
    }
    const std::vector<float>& v = stats->principal[std::size_t(i)].direction;
    const float by = to - coordinate(i, code.data());
    for (int j = 0; j < width; ++j) code[std::size_t(j)] += by * v[std::size_t(j)];
}

const char* weight_name(const Directions& directions) {
    return directions.stats && directions.stats->gaussian && !directions.principal ? "KL"
                                                                                   : "spread";
}

std::vector<int> ordered(const Directions& directions, DirectionOrder order,
                         const std::vector<float>& effects, bool active_only) {
    std::vector<int> numbers(std::size_t(std::max(0, directions.count())));
    std::iota(numbers.begin(), numbers.end(), 0);
    if (active_only)
        numbers.erase(std::remove_if(numbers.begin(), numbers.end(),
                                     [&](int i) { return directions.dead(i); }),
                      numbers.end());
    if (order == DirectionOrder::number) return numbers;
    const bool by_effect =
        order == DirectionOrder::effect && int(effects.size()) == directions.count();
    const auto key = [&](int i) {
        return by_effect ? effects[std::size_t(i)] : directions.weight(i);
    };
    std::stable_sort(numbers.begin(), numbers.end(), [&](int a, int b) { return key(a) > key(b); });
    return numbers;
}

}  // namespace latent::app
