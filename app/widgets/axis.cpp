#include "widgets/axis.h"

#include <algorithm>
#include <cmath>

namespace latent::app {
namespace {

constexpr double kDecadesToZero = 4;

// Where a logarithmic scale really begins.
double log_floor(const Scale& scale) {
    return scale.low > 0 ? scale.low : scale.high * std::pow(10.0, -kDecadesToZero);
}

double clamp_unit(double share) { return std::min(1.0, std::max(0.0, share)); }

}  // namespace

double Scale::to_unit(double value) const {
    if (!(high > low)) return 0;
    if (!logarithmic || high <= 0) return clamp_unit((value - low) / (high - low));
    const double floor = log_floor(*this);
    if (!(value > floor)) return 0;
    return clamp_unit(std::log(value / floor) / std::log(high / floor));
}

double Scale::from_unit(double share) const {
    share = clamp_unit(share);
    if (share == 0 || !(high > low)) return low;
    if (share == 1) return high;
    if (!logarithmic || high <= 0) return low + share * (high - low);
    const double floor = log_floor(*this);
    return floor * std::pow(high / floor, share);
}

Scale scale_of(const ParamSpec& spec) {
    return {spec.low, spec.high, spec.scale == ParamScale::logarithmic};
}

Ticks linear_ticks(double low, double high, int wanted) {
    Ticks ticks;
    if (!(high > low) || wanted < 1) return ticks;
    const double rough = (high - low) / wanted;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double lead = rough / power;
    ticks.step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    const double slack = ticks.step * 1e-6;
    for (double i = std::ceil((low - slack) / ticks.step); i * ticks.step <= high + slack; ++i)
        ticks.values.push_back(i == 0 ? 0 : i * ticks.step);
    return ticks;
}

Ticks log_ticks(double low, double high, int wanted) {
    Ticks ticks;
    if (!(low > 0) || !(high > low)) return ticks;
    const int first = int(std::floor(std::log10(low))), last = int(std::ceil(std::log10(high)));
    const int stride = std::max(1, (last - first + wanted - 1) / std::max(1, wanted));
    const bool few = (std::log10(high) - std::log10(low)) * 2 <= wanted;
    for (int power = first; power <= last; power += stride)
        for (double lead : {1.0, 2.0, 5.0}) {
            const double value = lead * std::pow(10.0, power);
            if ((lead == 1 || few) && value >= low * 0.999999 && value <= high * 1.000001)
                ticks.values.push_back(value);
        }
    // A range within one step of 1-2-5 has no such value in it.
    return ticks.values.size() < 2 ? linear_ticks(low, high, wanted) : ticks;
}

template <class Place>
void decimate(const std::vector<Place>& places, const std::vector<float>& values, double first,
              double last, int columns, std::vector<CurvePoint>& onto) {
    const std::size_t count = std::min(places.size(), values.size());
    if (count == 0 || columns < 1) return;
    const double width = std::max(1e-9, last - first) / columns;

    for (std::size_t i = 0; i < count;) {
        const double end = first + (std::floor((double(places[i]) - first) / width) + 1) * width;
        std::size_t enter = count, leave = count, lowest = count, highest = count;
        do {
            if (!std::isfinite(values[i])) continue;
            if (enter == count) enter = lowest = highest = i;
            leave = i;
            if (values[i] < values[lowest]) lowest = i;
            if (values[i] > values[highest]) highest = i;
        } while (++i < count && double(places[i]) < end);
        std::size_t previous = count;
        for (std::size_t j : {enter, std::min(lowest, highest), std::max(lowest, highest), leave})
            if (j != count && j != previous)
                onto.push_back({double(places[j]), values[previous = j]});
    }
}

template <class Place>
std::size_t nearest_index(const std::vector<Place>& places, double place) {
    const auto after = std::lower_bound(places.begin(), places.end(), place,
                                        [](Place a, double b) { return double(a) < b; });
    if (after == places.begin()) return 0;
    if (after == places.end()) return places.size() - 1;
    const auto before = after - 1;
    return std::size_t((place - double(*before) <= double(*after) - place ? before : after) -
                       places.begin());
}

template void decimate(const std::vector<std::int64_t>&, const std::vector<float>&, double, double,
                       int, std::vector<CurvePoint>&);
template void decimate(const std::vector<float>&, const std::vector<float>&, double, double, int,
                       std::vector<CurvePoint>&);
template std::size_t nearest_index(const std::vector<std::int64_t>&, double);
template std::size_t nearest_index(const std::vector<float>&, double);

}  // namespace latent::app
