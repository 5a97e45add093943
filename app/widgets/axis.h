// From values to pixels and back: scales, nice ticks, and curves thinned to what a screen can show.
//
// Pure arithmetic, no drawing. Thread: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "latent/param_spec.h"
#include "widgets/in_place.h"

namespace latent::app {

// A range of values laid over [0, 1]. On a logarithmic scale whose range begins at 0 the left end
// is exactly 0 and the rest spans four decades below `high`.
struct Scale {
    double low = 0, high = 1;
    bool logarithmic = false;

    double to_unit(double value) const;    // in [0, 1], clamped
    double from_unit(double share) const;  // in [low, high]; share is clamped to [0, 1]
};

// The scale of a parameter's slider.
Scale scale_of(const ParamSpec& spec);

// Round values (1, 2 or 5 times a power of ten) within [low, high], about `wanted` of them; on a
// logarithmic axis powers of ten, with 2 and 5 between when there are few. `step` is their distance
// (linear).
struct Ticks {
    Few<double, 24> values;
    double step = 1;
};
Ticks linear_ticks(double low, double high, int wanted);
Ticks log_ticks(double low, double high, int wanted);

// A point of a curve, in values.
struct CurvePoint {
    double x = 0, y = 0;
};

// At most four points for each of `columns` equal parts of [first, last]: where the curve enters
// the column, its minimum and maximum in the order in which they come, and where it leaves. What is
// drawn is then the same as if every point had been, at a cost that does not grow with the curve.
// Values that are not finite are left out. Ascending places along x are steps (int64) or any
// quantity (float). The points are added to those in `onto`, a list to be used again and again.
template <class Place>
void decimate(const std::vector<Place>& places, const std::vector<float>& values, double first,
              double last, int columns, std::vector<CurvePoint>& onto);
template <class Place>
std::vector<CurvePoint> decimated(const std::vector<Place>& places,
                                  const std::vector<float>& values, double first, double last,
                                  int columns) {
    std::vector<CurvePoint> points;
    decimate(places, values, first, last, columns, points);
    return points;
}

// Index of the entry of ascending `places` nearest to `place`. Not for none.
template <class Place>
std::size_t nearest_index(const std::vector<Place>& places, double place);

}  // namespace latent::app
