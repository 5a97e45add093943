#include "widgets/map_lasso.h"

#include <algorithm>
#include <cmath>

namespace latent::app {
namespace {

constexpr int kBands = 256;

struct Edge {
    ImVec2 low, high;  // low.y < high.y
    int turn = 0;      // +1: the line goes upwards here
};

// > 0: the point lies to the left of the edge, seen from its low end.
float side(const Edge& edge, float x, float y) {
    return (edge.high.x - edge.low.x) * (y - edge.low.y) -
           (x - edge.low.x) * (edge.high.y - edge.low.y);
}

}  // namespace

std::vector<int> enclosed(const std::vector<float>& points, const std::vector<ImVec2>& line,
                          const std::vector<std::uint8_t>& visible) {
    std::vector<int> found;
    if (line.size() < 3) return found;
    float left = line[0].x, right = left, bottom = line[0].y, top = bottom;
    for (const ImVec2& corner : line) {
        left = std::min(left, corner.x);
        right = std::max(right, corner.x);
        bottom = std::min(bottom, corner.y);
        top = std::max(top, corner.y);
    }
    if (!(right > left) || !(top > bottom)) return found;

    const float per_unit = float(kBands) / (top - bottom);
    const auto band_of = [&](float y) {
        return std::clamp(int((y - bottom) * per_unit), 0, kBands - 1);
    };
    std::vector<std::vector<Edge>> bands(kBands);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const ImVec2 a = line[i], b = line[(i + 1) % line.size()];
        if (a.y == b.y) continue;
        const Edge edge = a.y < b.y ? Edge{a, b, 1} : Edge{b, a, -1};
        for (int band = band_of(edge.low.y); band <= band_of(edge.high.y); ++band)
            bands[std::size_t(band)].push_back(edge);
    }
    const std::size_t count = points.size() / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const float x = points[i * 2], y = points[i * 2 + 1];
        // Written so that a NaN fails it.
        if (!(x >= left && x <= right && y >= bottom && y < top)) continue;
        if (i < visible.size() && !visible[i]) continue;
        int winding = 0;
        for (const Edge& edge : bands[std::size_t(band_of(y))])
            if (y >= edge.low.y && y < edge.high.y && side(edge, x, y) > 0) winding += edge.turn;
        if (winding != 0) found.push_back(int(i));
    }
    return found;
}

std::vector<ImVec2> box_between(ImVec2 one, ImVec2 other) {
    return {one, ImVec2(other.x, one.y), other, ImVec2(one.x, other.y)};
}

}  // namespace latent::app
