// What many runs say together: figures against width, their spread over seeds, and where the
// bottleneck is right. Pure functions of figures, for both front ends.
//
// With u(k) the share of the variance of held-out samples that a code of k numbers leaves
// unexplained and f(k) that of foreign images, medians over seeds and never more than at a narrower
// width (what a narrow code can do, a wide one can):
//
//   too narrow   some wider k' wins much by each doubling on the way there:
//                (u(k) - u(k')) / log2(k' / k) >= 0.05
//   too wide     f(k) < 0.3: the net passes on whatever it is given (the identity trap)
//   sweet        neither. The widest is unknown while it still wins so much over the one before
//
// Too wide goes before too narrow. Why these thresholds: comparison.cpp.
//
// Thread: any. Errors: none; what is not known is NaN.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace latent {

// One figure of one run.
struct RunFigure {
    double x = 0;  // "code.width"
    double y = 0;  // NaN: not known
};

// Runs of equal x taken together: the least, the median (of two: their mean) and the largest y.
struct BandPoint {
    double x = 0, low = 0, median = 0, high = 0;
    int count = 0;  // runs
};
// By rising x; figures that are not finite are left out.
std::vector<BandPoint> band_of(const std::vector<RunFigure>& figures);

// The figures of one run that decide whether its bottleneck is right. FVU, the fraction of variance
// unexplained: sum |x - x^|^2 / sum |x - mean|^2.
struct WidthFigures {
    double width = 0;                                                // numbers in a code
    double fvu_held_out = std::numeric_limits<double>::quiet_NaN();  // FVU of held-out samples
    double fvu_foreign = std::numeric_limits<double>::quiet_NaN();  // FVU of images of another kind
    double accuracy = std::numeric_limits<double>::quiet_NaN();     // 5-NN of codes, 0 to 1
};

enum class WidthVerdict { unknown, too_narrow, sweet, too_wide };

struct SweetSpot {
    std::vector<double> widths;          // rising
    std::vector<WidthVerdict> verdicts;  // [widths]
    double low = 0, high = 0;            // widths of the sweet spot; 0, 0: none was found
    std::string sentence;                // which and why, with the numbers; or what is missing
};
// In any order, several runs of a width too. The sentence begins with the widths where some were
// found, and with a capital letter otherwise.
SweetSpot sweet_spot(const std::vector<WidthFigures>& figures);

// The smallest width at which a curve has come within `share` of its best value's distance from its
// worst; NaN where there are fewer than two widths.
double saturates_at(const std::vector<BandPoint>& band, double share = 0.05);

}  // namespace latent
