#include "explore/appearance.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

namespace latent::explore {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kFaintest = 0.1;  // largest difference from the background that is a figure
constexpr int kGrid = 16;          // points a side of a normalised figure
constexpr double kReach = 2.2;     // deviations from its centre to its edge

double degrees(double radians) { return radians * 180 / kPi; }

// An image as numbers in [0, 1], its background and the figure on it.
struct Picture {
    int channels, height, width;
    std::vector<double> values;      // [C, H, W]
    std::vector<double> background;  // [C]
    std::vector<double> figure;      // [H, W] w
    double largest = 0;              // d
    double ink = 0;                  // mean over pixels and channels of |v - b|

    Picture(const Samples& samples, int sample)
        : channels(samples.shape.channels),
          height(samples.shape.height),
          width(samples.shape.width) {
        const std::uint8_t* bytes = samples.image(sample);
        values.reserve(std::size_t(samples.shape.size()));
        for (int i = 0; i < samples.shape.size(); ++i) values.push_back(bytes[i] / 255.0);
        find_background();
        find_figure();
    }

    double at(int c, int y, int x) const {
        return values[(std::size_t(c) * std::size_t(height) + std::size_t(y)) * std::size_t(width) +
                      std::size_t(x)];
    }
    double figure_at(int y, int x) const {
        return figure[std::size_t(y) * std::size_t(width) + std::size_t(x)];
    }

 private:
    void find_background() {
        for (int c = 0; c < channels; ++c) {
            std::vector<double> border;
            for (int x = 0; x < width; ++x) {
                border.push_back(at(c, 0, x));
                border.push_back(at(c, height - 1, x));
            }
            for (int y = 1; y + 1 < height; ++y) {
                border.push_back(at(c, y, 0));
                border.push_back(at(c, y, width - 1));
            }
            const auto middle = border.begin() + std::ptrdiff_t(border.size() / 2);
            std::nth_element(border.begin(), middle, border.end());
            background.push_back(*middle);
        }
    }

    void find_figure() {
        figure.assign(std::size_t(height) * std::size_t(width), 0);
        for (int c = 0; c < channels; ++c)
            for (std::size_t p = 0; p < figure.size(); ++p) {
                const double difference = std::abs(values[std::size_t(c) * figure.size() + p] -
                                                   background[std::size_t(c)]);
                ink += difference / double(values.size());
                figure[p] = std::max(figure[p], difference);
            }
        largest = *std::max_element(figure.begin(), figure.end());
        const bool colour = channels > 1;
        const double low = colour ? 0.06 : 0.2 * largest, high = colour ? 0.16 : 0.6 * largest;
        for (double& w : figure)
            w = high > low ? std::clamp((w - low) / (high - low), 0.0, 1.0) : 0;
    }
};

// Mass, centre and second moments of a figure.
struct Moments {
    double mass = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    double shear = 0;     // s
    double straight = 0;  // variance across, the slant taken out

    explicit Moments(const Picture& picture) {
        for (int row = 0; row < picture.height; ++row)
            for (int column = 0; column < picture.width; ++column) {
                const double w = picture.figure_at(row, column);
                mass += w;
                x += w * column;
                y += w * row;
            }
        if (mass <= 0) return;
        x /= mass;
        y /= mass;
        for (int row = 0; row < picture.height; ++row)
            for (int column = 0; column < picture.width; ++column) {
                const double w = picture.figure_at(row, column) / mass;
                xx += w * (column - x) * (column - x);
                xy += w * (column - x) * (row - y);
                yy += w * (row - y) * (row - y);
            }
        // A pixel has a size of its own: that of a dot is not 0.
        xx += 1.0 / 12;
        yy += 1.0 / 12;
        shear = -xy / std::max(yy, xx / 4);
        straight = std::max(1.0 / 12, xx + 2 * shear * xy + shear * shear * yy);
    }
};

double extent(double variance) { return 2 * std::sqrt(3.0) * std::sqrt(variance); }

double outline(const Picture& picture) {
    const auto w = [&](int y, int x) {
        return y < 0 || x < 0 || y >= picture.height || x >= picture.width
                   ? 0.0
                   : picture.figure_at(y, x);
    };
    double length = 0;
    for (int y = -1; y < picture.height; ++y)
        for (int x = -1; x < picture.width; ++x)
            length += std::hypot(w(y, x + 1) - w(y, x), w(y + 1, x) - w(y, x));
    return length;
}

// The figure seen through the frame of its own moments, of length 1.
std::vector<float> normalised(const Picture& picture, const Moments& moments) {
    const double least = double(std::max(picture.height, picture.width)) / 28;
    const double across = std::max(least, std::sqrt(moments.straight)),
                 down = std::max(least, std::sqrt(moments.yy));
    const auto w = [&](int y, int x) {
        return y < 0 || x < 0 || y >= picture.height || x >= picture.width
                   ? 0.0
                   : picture.figure_at(y, x);
    };
    std::vector<float> seen;
    double squares = 0;
    for (int i = 0; i < kGrid; ++i)
        for (int j = 0; j < kGrid; ++j) {
            const double v = ((i + 0.5) / kGrid * 2 - 1) * kReach * down,
                         u = ((j + 0.5) / kGrid * 2 - 1) * kReach * across;
            const double y = moments.y + v, x = moments.x + u - moments.shear * v;
            const int row = int(std::floor(y)), column = int(std::floor(x));
            const double fy = y - row, fx = x - column;
            const double value = (1 - fy) * ((1 - fx) * w(row, column) + fx * w(row, column + 1)) +
                                 fy * ((1 - fx) * w(row + 1, column) + fx * w(row + 1, column + 1));
            squares += value * value;
            seen.push_back(float(value));
        }
    if (squares <= 0) return {};
    for (float& value : seen) value = float(value / std::sqrt(squares));
    return seen;
}

Appearance of_picture(const Picture& picture) {
    Appearance found;
    found.background = picture.background;
    const Moments moments(picture);
    const bool has_figure = picture.largest >= kFaintest && moments.mass > 0;
    // Of the figure, so that another background is not another colour.
    std::vector<double> means(std::size_t(picture.channels), 0);
    const std::size_t pixels = picture.figure.size();
    double brightness = 0;
    for (std::size_t c = 0; c < means.size(); ++c) {
        for (std::size_t p = 0; p < pixels; ++p)
            means[c] += picture.values[c * pixels + p] *
                        (has_figure ? picture.figure[p] / moments.mass : 1 / double(pixels));
        brightness += means[c] / double(means.size());
    }
    const bool colour = picture.channels == 3;
    std::vector<double>& values = found.values;
    values.push_back(100 * (colour ? brightness : picture.ink));
    if (!has_figure) {
        values.insert(values.end(), 6, kNone);
    } else {
        values.push_back(moments.x - (picture.width - 1) / 2.0);
        values.push_back(moments.y - (picture.height - 1) / 2.0);
        values.push_back(degrees(std::atan(moments.shear)));
        values.push_back(2 * moments.mass / outline(picture));
        values.push_back(extent(moments.yy));
        values.push_back(extent(moments.straight));
        found.figure = normalised(picture, moments);
    }
    if (colour)
        for (double mean : means) values.push_back(100 * (mean - brightness));
    values.push_back(0);
    values.push_back(0);
    return found;
}

// sum_t x_t e^(-2 pi i f t / T)
std::complex<double> fourier_sum(const std::vector<double>& x, double frequency) {
    const std::complex<double> turn = std::polar(1.0, -2 * kPi * frequency / double(x.size()));
    std::complex<double> sum = 0, factor = 1;
    for (double value : x) {
        sum += value * factor;
        factor *= turn;
    }
    return sum;
}

Appearance of_sequence(const Samples& samples, int sample) {
    const int steps = samples.shape.height, features = samples.shape.width;
    std::vector<double> x;
    double mean = 0, squares = 0;
    for (int t = 0; t < steps; ++t) {
        x.push_back(double(samples.numbers(sample)[t * features]));
        mean += x.back() / steps;
    }
    for (double& value : x) {
        value -= mean;
        squares += value * value / steps;
    }
    Appearance found;
    found.values = {mean, std::sqrt(2 * squares), kNone, kNone};
    if (squares < 1e-8 || steps < 4) return found;
    double best = 0, highest = -1;
    for (double frequency = 0.5; frequency <= steps / 2.0; frequency += 0.05) {
        const double power = std::norm(fourier_sum(x, frequency));
        if (power <= highest) continue;
        highest = power;
        best = frequency;
    }
    found.values[2] = best;
    found.values[3] = degrees(std::arg(fourier_sum(x, best))) + 90;  // a sine has -90
    return found;
}

Measure measure(const char* name, const char* unit, double clear, bool relative,
                bool stays_told = false, const char* up = "grows", const char* down = "falls") {
    Measure made;
    made.name = name;
    made.unit = unit;
    made.relative = relative;
    made.clear = relative ? std::log1p(clear) : clear;
    made.stays_told = stays_told;
    made.up = up;
    made.down = down;
    return made;
}

}  // namespace

std::vector<Measure> measures_of(DataKind kind, const ImageShape& shape, double spread) {
    if (kind == DataKind::images) {
        const double side = std::max(shape.height, shape.width);
        const bool colour = shape.channels == 3;
        std::vector<Measure> all{
            colour ? measure("brightness", "%", 0.1, true, true)
                   : measure("ink", "%", 0.2, true, true),
            measure("centre x", "pixels", side / 14, false, true, "moves right", "moves left"),
            measure("centre y", "pixels", side / 14, false, true, "moves down", "moves up"),
            measure("slant", "degrees", 10, false, true),
            measure("stroke width", "pixels", 0.2, true, true, "grows", "shrinks"),
            measure("height", "pixels", 0.1, true, true, "grows", "shrinks"),
            measure("width", "pixels", 0.1, true, true, "grows", "shrinks")};
        if (colour)
            for (const char* name : {"redness", "greenness", "blueness"})
                all.push_back(measure(name, "points", 5, false));
        all.push_back(measure("background", "", 10, false, false, "changes", "changes"));
        all.push_back(measure("shape", "", 0.25, false, false, "changes", "changes"));
        return all;
    }
    const double quarter = std::max(1e-9, spread / 4);
    if (kind == DataKind::sequences) {
        std::vector<Measure> all{measure("mean", "", quarter, false, true),
                                 measure("amplitude", "", 0.2, true, true),
                                 measure("frequency", "periods", 0.1, true, true),
                                 measure("phase", "degrees", 30, false, true)};
        all.back().cyclic = true;
        return all;
    }
    std::vector<Measure> all;
    const int coordinates = shape.size();
    for (int i = 0; i < coordinates; ++i) {
        const std::string name =
            coordinates <= 3 ? std::string(1, "xyz"[i]) : "coordinate " + std::to_string(i + 1);
        all.push_back(measure(name.c_str(), "", quarter, false, coordinates <= 3));
    }
    return all;
}

Appearance appearance_of(const Samples& samples, int sample) {
    if (samples.kind == DataKind::images) return of_picture(Picture(samples, sample));
    if (samples.kind == DataKind::sequences) return of_sequence(samples, sample);
    Appearance found;
    const float* numbers = samples.numbers(sample);
    found.values.assign(numbers, numbers + samples.shape.size());
    return found;
}

double background_change(const Appearance& first, const Appearance& other) {
    double largest = 0;
    for (std::size_t c = 0; c < first.background.size(); ++c)
        largest = std::max(largest, std::abs(first.background[c] - other.background[c]));
    return 100 * largest;
}

double shape_change(const Appearance& first, const Appearance& other) {
    if (first.figure.empty() || other.figure.empty()) return kNone;
    double cosine = 0;
    for (std::size_t i = 0; i < first.figure.size(); ++i)
        cosine += double(first.figure[i]) * double(other.figure[i]);
    return std::clamp(1 - cosine, 0.0, 1.0);
}

}  // namespace latent::explore
