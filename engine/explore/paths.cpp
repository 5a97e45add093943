#include "explore/paths.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace latent::explore {
namespace {

constexpr std::size_t kMostCodes = 4096;
constexpr double kParallel = 1e-6;  // sine of the angle below which two directions are one

void require(bool met, const std::string& sentence) {
    if (!met) throw std::invalid_argument(sentence);
}

bool all_finite(const std::vector<float>& values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

std::string does_not_fit(int width) {
    return "The codes asked for do not fit this net's " + std::to_string(width) + " dimensions.";
}

double step(double from, double to, int i, int count) {
    return count > 1 ? from + (to - from) * double(i) / double(count - 1) : from;
}

}  // namespace

std::vector<float> codes_of(const Traverse& question, int width) {
    const auto k = std::size_t(width);
    const std::size_t rows = question.from.size();
    require(question.origin.size() == k && question.directions.size() == rows * k,
            does_not_fit(width));
    require(rows > 0 && question.to.size() == rows && question.count > 0,
            "A traversal needs at least one direction, its two ends, and at least one step.");
    require(rows * std::size_t(question.count) <= kMostCodes,
            "A traversal may have at most 4,096 pictures: take fewer rows or fewer steps.");
    require(all_finite(question.origin) && all_finite(question.directions) &&
                all_finite(question.from) && all_finite(question.to),
            "The traversal's origin, directions and ends must be finite numbers.");
    std::vector<float> codes;
    codes.reserve(rows * std::size_t(question.count) * k);
    for (std::size_t r = 0; r < rows; ++r)
        for (int i = 0; i < question.count; ++i) {
            const double t =
                step(double(question.from[r]), double(question.to[r]), i, question.count);
            for (std::size_t j = 0; j < k; ++j)
                codes.push_back(
                    float(double(question.origin[j]) + t * double(question.directions[r * k + j])));
        }
    return codes;
}

std::vector<float> codes_of(const Interpolate& question, int width) {
    const auto k = std::size_t(width);
    require(question.from.size() == k && question.to.size() == k, does_not_fit(width));
    require(question.count > 0 && std::size_t(question.count) <= kMostCodes,
            "An interpolation has from 1 to 4,096 steps.");
    require(all_finite(question.from) && all_finite(question.to) && std::isfinite(question.first) &&
                std::isfinite(question.last),
            "The ends of an interpolation must be finite numbers.");
    double from_square = 0, to_square = 0, product = 0;
    for (std::size_t j = 0; j < k; ++j) {
        from_square += double(question.from[j]) * double(question.from[j]);
        to_square += double(question.to[j]) * double(question.to[j]);
        product += double(question.from[j]) * double(question.to[j]);
    }
    const double from_length = std::sqrt(from_square), to_length = std::sqrt(to_square);
    const double lengths = from_length * to_length;
    const double angle = lengths > 0 ? std::acos(std::clamp(product / lengths, -1.0, 1.0)) : 0;
    const bool spherical = question.spherical && std::sin(angle) > kParallel;

    std::vector<float> codes;
    codes.reserve(std::size_t(question.count) * k);
    for (int i = 0; i < question.count; ++i) {
        const double t = step(double(question.first), double(question.last), i, question.count);
        double of_from = 1 - t, of_to = t;
        if (spherical) {
            const double length = std::max(0.0, (1 - t) * from_length + t * to_length);
            of_from = length * std::sin((1 - t) * angle) / (std::sin(angle) * from_length);
            of_to = length * std::sin(t * angle) / (std::sin(angle) * to_length);
        }
        for (std::size_t j = 0; j < k; ++j)
            codes.push_back(
                float(of_from * double(question.from[j]) + of_to * double(question.to[j])));
    }
    return codes;
}

}  // namespace latent::explore
