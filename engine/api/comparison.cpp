#include "latent/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "latent/analysis.h"

namespace latent {
namespace {

// A width is too narrow while some wider one explains at least so much more of the variance of
// held-out samples for each doubling on the way there. In shares of the variance and not of the
// error that is left: an error goes on falling by some tenth with every doubling until the net
// copies, for PCA too, while what is won grows small. With the reference nets (dense 784-512-256-k,
// MNIST, squared errors 29, 12.2, 7.2, 4.9 of a variance of 52.9 at k = 2, 8, 16, 32) a doubling wins
// 16 % up to 8, 9 % from 8 to 16 and 4 % from 16 to 32, and the 5-NN accuracy stops there as well
// (.77, .95, .97, .976): from 16 on it is wide enough.
constexpr double kMuchForADoubling = 0.05;

// A width is too wide when a net leaves less than so much of foreign images unexplained: it copies
// what it is given. The bound is that of the identity meter (engine/analysis/identity.cpp), so that
// chart and meter never contradict each other.
constexpr double kCopies = 0.3;

double median_of(std::vector<double> values) {
    if (values.empty()) return kUnknown;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Medians at each width. What is unexplained may also be read as the least up to there: a wider
// code can do all that a narrower one does, and where it does not, that is the seeds' doing.
struct Curves {
    std::vector<double> widths, own, foreign, accuracy;  // as measured
    std::vector<double> least_own, least_foreign;

    std::size_t size() const { return widths.size(); }
    double doublings(std::size_t from, std::size_t to) const {
        return std::log2(widths[to] / widths[from]);
    }
    // Of the variance, for each doubling of the width.
    double gain(std::size_t from, std::size_t to) const {
        return (least_own[from] - least_own[to]) / doublings(from, to);
    }
};

std::vector<double> least_so_far(const std::vector<double>& values) {
    std::vector<double> least = values;
    double lowest = kUnknown;
    for (double& value : least) {
        if (std::isfinite(value)) lowest = std::isfinite(lowest) ? std::min(lowest, value) : value;
        if (std::isfinite(value)) value = lowest;
    }
    return least;
}

Curves curves_of(const std::vector<WidthFigures>& figures) {
    struct Values {
        std::vector<double> own, foreign, accuracy;
    };
    std::map<double, Values> by_width;
    const auto take = [](std::vector<double>& values, double value) {
        if (std::isfinite(value)) values.push_back(value);
    };
    for (const WidthFigures& run : figures) {
        if (!(run.width > 0) || !std::isfinite(run.width)) continue;
        Values& values = by_width[run.width];
        take(values.own, run.fvu_held_out);
        take(values.foreign, run.fvu_foreign);
        take(values.accuracy, run.accuracy);
    }
    Curves curves;
    for (const auto& [width, values] : by_width) {
        curves.widths.push_back(width);
        curves.own.push_back(median_of(values.own));
        curves.foreign.push_back(median_of(values.foreign));
        curves.accuracy.push_back(median_of(values.accuracy));
    }
    curves.least_own = least_so_far(curves.own);
    curves.least_foreign = least_so_far(curves.foreign);
    return curves;
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, std::abs(share) < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    return text;
}

std::string number(double width) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", width);
    return text;
}

// What is known of each width, and the widths at which verdicts change.
struct Judgement {
    std::vector<WidthVerdict> verdicts;
    int last_narrow = -1, first_wide = -1;  // -1: none
    bool ends_early = false;                // the widest still won much over the one before
};

Judgement judge(const Curves& curves) {
    Judgement found;
    const std::size_t count = curves.size();
    found.verdicts.assign(count, WidthVerdict::unknown);
    std::size_t known = 0;
    int before_last = -1, last = -1;
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(curves.own[i])) continue;
        ++known;
        before_last = last;
        last = int(i);
        for (std::size_t j = i + 1; j < count; ++j)
            if (std::isfinite(curves.own[j]) && curves.gain(i, j) >= kMuchForADoubling)
                found.last_narrow = int(i);
    }
    found.ends_early = before_last >= 0 && curves.gain(std::size_t(before_last),
                                                       std::size_t(last)) >= kMuchForADoubling;
    for (std::size_t i = 0; i < count && found.first_wide < 0; ++i)
        if (curves.least_foreign[i] < kCopies) found.first_wide = int(i);
    for (std::size_t i = 0; i < count; ++i) {
        WidthVerdict& verdict = found.verdicts[i];
        if (known > 1 && std::isfinite(curves.own[i])) verdict = WidthVerdict::sweet;
        if (int(i) == last && found.ends_early) verdict = WidthVerdict::unknown;
        if (int(i) <= found.last_narrow) verdict = WidthVerdict::too_narrow;
        if (found.first_wide >= 0 && int(i) >= found.first_wide) verdict = WidthVerdict::too_wide;
    }
    return found;
}

// Known at two widths or more, and everywhere at least as bad as the data's mean: nothing is learnt
// yet, and a curve that is flat for that reason says nothing about widths.
bool nothing_learnt(const Curves& curves) {
    int known = 0;
    for (const double own : curves.own) {
        if (!std::isfinite(own)) continue;
        ++known;
        if (own < 1) return false;
    }
    return known > 1;
}

// "From 8 to 16 the code explains 9.4 % more of the variance of held-out samples."
std::string why_too_narrow(const Curves& curves, const Judgement& found) {
    const auto narrow = std::size_t(found.last_narrow);
    std::size_t best = narrow;
    double most = 0;
    for (std::size_t j = narrow + 1; j < curves.size(); ++j)
        if (std::isfinite(curves.own[j]) && curves.gain(narrow, j) > most)
            most = curves.gain(narrow, j), best = j;
    return "From " + number(curves.widths[narrow]) + " to " + number(curves.widths[best]) +
           " what is left unexplained of held-out samples still falls from " +
           percent(curves.least_own[narrow]) + " to " + percent(curves.least_own[best]) +
           " of their variance";
}

std::string about_wide(const Curves& curves, const Judgement& found) {
    if (found.first_wide >= 0) {
        const auto wide = std::size_t(found.first_wide);
        return " At " + number(curves.widths[wide]) + " only " +
               percent(curves.least_foreign[wide]) +
               " of foreign images stays unexplained: the net begins to copy whatever it is given.";
    }
    for (std::size_t i = curves.size(); i-- > 0;)
        if (std::isfinite(curves.least_foreign[i]))
            return " None is too wide: even at " + number(curves.widths[i]) +
                   (curves.least_foreign[i] >= 1
                        ? " the net makes nothing of foreign images."
                        : " the net leaves " + percent(curves.least_foreign[i]) +
                              " of foreign images unexplained.");
    return " Whether a width is so large that the net only copies is not known: that takes the "
           "identity meter, which needs images.";
}

std::string about_accuracy(const Curves& curves, std::size_t from) {
    double best = kUnknown;
    std::size_t at = 0;
    for (std::size_t i = 0; i < curves.size(); ++i)
        if (std::isfinite(curves.accuracy[i]) && !(curves.accuracy[i] <= best))
            best = curves.accuracy[i], at = i;
    if (!std::isfinite(best) || !std::isfinite(curves.accuracy[from])) return "";
    const std::string here = percent(curves.accuracy[from]);
    std::string text = " Nearest neighbours among the codes tell the class of " + here + " at " +
                       number(curves.widths[from]);
    if (at != from) text += "; the best is " + percent(best) + " at " + number(curves.widths[at]);
    return text + ".";
}

std::string sentence_of(const Curves& curves, const Judgement& found, double low, double high) {
    const auto known = std::count_if(curves.own.begin(), curves.own.end(),
                                     [](double value) { return std::isfinite(value); });
    if (known == 0) return "No run has its held-out figures yet.";
    if (known == 1)
        return "One width alone says nothing of narrower and wider ones: sweep over two or more." +
               (found.first_wide >= 0 ? about_wide(curves, found) : "");
    if (low <= 0) {
        std::string text = "No width is right.";
        if (found.last_narrow >= 0) text += " " + why_too_narrow(curves, found) + ".";
        if (found.first_wide >= 0) return text + about_wide(curves, found);
        return text + " The sweep ends before that stops: add wider codes.";
    }
    std::size_t first = 0, last = 0;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        if (curves.widths[i] == low) first = i;
        if (curves.widths[i] == high) last = i;
    }
    std::string text = (low == high ? number(low) : number(low) + " to " + number(high)) +
                       ": wide enough, and not "
                       "so wide that the net "
                       "copies.";
    if (found.first_wide < 0 && std::none_of(curves.foreign.begin(), curves.foreign.end(),
                                             [](double value) { return std::isfinite(value); }))
        text = (low == high ? number(low) : number(low) + " to " + number(high)) + ": wide enough.";
    if (found.last_narrow >= 0)
        text += " " + why_too_narrow(curves, found) + ", so narrower is too narrow;";
    else
        text += " Even the narrowest leaves no more than " + percent(curves.least_own[first]) +
                " of the variance of held-out samples unexplained;";
    if (last > first)
        text += " from " + number(low) + " to " + number(high) + " it only falls to " +
                percent(curves.least_own[last]) + ".";
    else
        text.back() = '.';
    if (curves.least_own[last] > 0.5)
        text += " But all of them leave most of it unexplained: they may want more training.";
    return text + about_wide(curves, found) + about_accuracy(curves, first);
}

}  // namespace

std::vector<BandPoint> band_of(const std::vector<RunFigure>& figures) {
    std::map<double, std::vector<double>> by_x;
    for (const RunFigure& figure : figures)
        if (std::isfinite(figure.x) && std::isfinite(figure.y)) by_x[figure.x].push_back(figure.y);
    std::vector<BandPoint> band;
    for (const auto& [x, values] : by_x) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        band.push_back({x, *low, median_of(values), *high, int(values.size())});
    }
    return band;
}

SweetSpot sweet_spot(const std::vector<WidthFigures>& figures) {
    const Curves curves = curves_of(figures);
    Judgement found = judge(curves);
    SweetSpot spot;
    spot.widths = curves.widths;
    if (nothing_learnt(curves)) {
        spot.verdicts.assign(curves.size(), WidthVerdict::unknown);
        spot.sentence =
            "None of these nets reproduces held-out samples any better than always "
            "drawing their mean: let them train longer.";
        return spot;
    }
    for (std::size_t i = 0; i < curves.size(); ++i) {
        if (found.verdicts[i] != WidthVerdict::sweet) continue;
        if (spot.low <= 0) spot.low = curves.widths[i];
        spot.high = curves.widths[i];
    }
    spot.sentence = sentence_of(curves, found, spot.low, spot.high);
    spot.verdicts = std::move(found.verdicts);
    return spot;
}

double saturates_at(const std::vector<BandPoint>& band, double share) {
    if (band.size() < 2) return kUnknown;
    // Whether the curve falls or rises to its best is not said: the best is what lies farthest from
    // the narrowest, also where the curve turns back behind a peak.
    const double start = band.front().median;
    double best = start;
    for (const BandPoint& point : band)
        if (std::abs(point.median - start) > std::abs(best - start)) best = point.median;
    double worst = best;
    for (const BandPoint& point : band)
        if (std::abs(point.median - best) > std::abs(worst - best)) worst = point.median;
    for (const BandPoint& point : band)
        if (std::abs(point.median - best) <= share * std::abs(worst - best)) return point.x;
    return kUnknown;
}

}  // namespace latent
