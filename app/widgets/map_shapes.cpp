#include "widgets/map_shapes.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

Axes2 eigen_axes(float xx, float xy, float yy) {
    const double half = (double(xx) - yy) / 2, middle = (double(xx) + yy) / 2;
    const double reach = std::hypot(half, double(xy));
    const double angle = 0.5 * std::atan2(double(xy), half);
    return {float(middle + reach), float(middle - reach),
            ImVec2(float(std::cos(angle)), float(std::sin(angle)))};
}

std::vector<ImVec2> ellipse(ImVec2 centre, ImVec2 direction, float along, float across,
                            int corners) {
    std::vector<ImVec2> line;
    line.reserve(std::size_t(corners));
    for (int i = 0; i < corners; ++i) {
        const float angle = 2 * 3.14159265f * float(i) / float(corners);
        const float a = along * std::cos(angle), b = across * std::sin(angle);
        line.emplace_back(centre.x + a * direction.x - b * direction.y,
                          centre.y + a * direction.y + b * direction.x);
    }
    return line;
}

std::vector<float> smoothed_counts(const std::vector<float>& points,
                                   const std::vector<std::uint8_t>& visible, const Bounds& box,
                                   int columns, int rows, float blur) {
    std::vector<float> counts(std::size_t(columns) * std::size_t(rows), 0.0f);
    if (box.empty()) return counts;
    const float across = float(columns) / (box.right - box.left),
                down = float(rows) / (box.top - box.bottom);
    for (std::size_t i = 0; i * 2 + 1 < points.size(); ++i) {
        if (i < visible.size() && !visible[i]) continue;
        const float column = (points[i * 2] - box.left) * across,
                    row = (box.top - points[i * 2 + 1]) * down;
        if (!(column >= 0 && column < float(columns) && row >= 0 && row < float(rows))) continue;
        counts[std::size_t(row) * std::size_t(columns) + std::size_t(column)] += 1;
    }
    const int reach = std::max(1, int(std::ceil(blur * 3)));
    std::vector<float> weights;
    for (int d = -reach; d <= reach; ++d)
        weights.push_back(std::exp(-0.5f * float(d * d) / (blur * blur)));
    std::vector<float> smoothed(counts.size());
    const auto pass = [&](int length, int lines, int step, int stride) {
        for (int line = 0; line < lines; ++line)
            for (int i = 0; i < length; ++i) {
                float sum = 0;
                for (int d = std::max(-reach, -i); d <= std::min(reach, length - 1 - i); ++d)
                    sum += weights[std::size_t(d + reach)] *
                           counts[std::size_t(line * stride + (i + d) * step)];
                smoothed[std::size_t(line * stride + i * step)] = sum;
            }
        std::swap(counts, smoothed);
    };
    pass(columns, rows, 1, columns);
    pass(rows, columns, columns, 1);
    const float most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    if (most > 0)
        for (float& count : counts) count /= most;
    return counts;
}

std::vector<float> aligned(const std::vector<float>& from, const std::vector<float>& to,
                           std::vector<float> places) {
    double fx = 0, fy = 0, tx = 0, ty = 0;
    std::size_t count = 0;
    const std::size_t most = std::min(from.size(), to.size());
    const auto counts = [&](std::size_t i) {
        return std::isfinite(from[i]) && std::isfinite(from[i + 1]) && std::isfinite(to[i]) &&
               std::isfinite(to[i + 1]);
    };
    for (std::size_t i = 0; i + 1 < most; i += 2) {
        if (!counts(i)) continue;
        fx += from[i];
        fy += from[i + 1];
        tx += to[i];
        ty += to[i + 1];
        ++count;
    }
    if (count < 2) return places;
    fx /= double(count);
    fy /= double(count);
    tx /= double(count);
    ty /= double(count);
    // With the points as complex numbers a turn and scale is one factor: w = c z, or w = c conj(z)
    // with a reflection; the least squares of each in closed form, and the better of the two.
    double turn_re = 0, turn_im = 0, flip_re = 0, flip_im = 0, squares = 0;
    for (std::size_t i = 0; i + 1 < most; i += 2) {
        if (!counts(i)) continue;
        const double a = from[i] - fx, b = from[i + 1] - fy, c = to[i] - tx, d = to[i + 1] - ty;
        turn_re += a * c + b * d;
        turn_im += a * d - b * c;
        flip_re += a * c - b * d;
        flip_im += a * d + b * c;
        squares += a * a + b * b;
    }
    if (!(squares > 0)) return places;
    const bool flips = std::hypot(flip_re, flip_im) > std::hypot(turn_re, turn_im);
    const double re = (flips ? flip_re : turn_re) / squares,
                 im = (flips ? flip_im : turn_im) / squares;
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        const double a = places[i] - fx, b = (places[i + 1] - fy) * (flips ? -1 : 1);
        places[i] = float(tx + re * a - im * b);
        places[i + 1] = float(ty + re * b + im * a);
    }
    return places;
}

std::vector<std::vector<float>> laid_over_last(const std::deque<std::vector<float>>& looks) {
    std::vector<std::vector<float>> laid;
    for (const std::vector<float>& look : looks) laid.push_back(aligned(look, looks.back(), look));
    return laid;
}

}  // namespace latent::app
