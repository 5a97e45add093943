#include "widgets/map_camera.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

ImVec2 to_screen(const MapCamera& camera, const MapFrame& frame, float x, float y) {
    return ImVec2(frame.left + frame.width / 2 + (x - camera.centre_x) / camera.units_per_pixel,
                  frame.top + frame.height / 2 - (y - camera.centre_y) / camera.units_per_pixel);
}

ImVec2 to_code(const MapCamera& camera, const MapFrame& frame, ImVec2 screen) {
    return ImVec2(
        camera.centre_x + (screen.x - frame.left - frame.width / 2) * camera.units_per_pixel,
        camera.centre_y - (screen.y - frame.top - frame.height / 2) * camera.units_per_pixel);
}

void leave_dead_axes(MapCamera& camera, const LatentStats& stats) {
    if (camera.axes_chosen) return;
    const int width = int(stats.dimensions.size());
    const auto active = [&](int axis) {
        return axis >= 0 && axis < width && stats.dimensions[std::size_t(axis)].active;
    };
    const auto widest_but = [&](int taken) {
        int best = -1;
        for (int j = 0; j < width; ++j)
            if (j != taken && active(j) &&
                (best < 0 || stats.dimensions[std::size_t(j)].deviation >
                                 stats.dimensions[std::size_t(best)].deviation))
                best = j;
        return best;
    };
    if (!active(camera.x_axis))
        if (const int better = widest_but(camera.y_axis); better >= 0) camera.x_axis = better;
    if (camera.y_axis >= 0 && !active(camera.y_axis))
        if (const int better = widest_but(camera.x_axis); better >= 0) camera.y_axis = better;
}

void pan(MapCamera& camera, ImVec2 pixels) {
    camera.centre_x -= pixels.x * camera.units_per_pixel;
    camera.centre_y += pixels.y * camera.units_per_pixel;
    camera.fitted = false;
}

void zoom_at(MapCamera& camera, const MapFrame& frame, ImVec2 cursor, float factor) {
    const ImVec2 before = to_code(camera, frame, cursor);
    camera.units_per_pixel = std::clamp(camera.units_per_pixel / factor, 1e-7f, 1e5f);
    const ImVec2 after = to_code(camera, frame, cursor);
    camera.centre_x += before.x - after.x;
    camera.centre_y += before.y - after.y;
    camera.fitted = false;
}

float jitter_of(int i) {
    // One round of the "lowbias32" integer hash (C. Wellons).
    auto h = std::uint32_t(i) + 0x9E3779B9u;
    h = (h ^ (h >> 16)) * 0x7FEB352Du;
    h = (h ^ (h >> 15)) * 0x846CA68Bu;
    h ^= h >> 16;
    return float(h) / 2147483648.0f - 1.0f;
}

Bounds bounds_of(const std::vector<float>& points) {
    // Half a per cent of 4,000 points is told as well as that of a million.
    constexpr std::size_t kEnough = 4000;
    const std::size_t count = points.size() / 2, stride = std::max<std::size_t>(1, count / kEnough);
    std::vector<float> x, y;
    x.reserve(count / stride + 1);
    y.reserve(count / stride + 1);
    for (std::size_t i = 0; i < count; i += stride) {
        if (!std::isfinite(points[i * 2]) || !std::isfinite(points[i * 2 + 1])) continue;
        x.push_back(points[i * 2]);
        y.push_back(points[i * 2 + 1]);
    }
    if (x.empty()) return {-1, 1, -1, 1};
    const auto range = [](std::vector<float>& values) {
        const auto cut = std::ptrdiff_t(values.size() / 200);
        std::nth_element(values.begin(), values.begin() + cut, values.end());
        const float low = values[std::size_t(cut)];
        std::nth_element(values.begin(), values.end() - 1 - cut, values.end());
        const float high = values[values.size() - 1 - std::size_t(cut)];
        // Codes that all coincide still get a view, of a size that fits their magnitude.
        const float least = std::max(1e-3f * std::max(std::fabs(low), std::fabs(high)), 1e-4f);
        return high - low >= least ? ImVec2(low, high)
                                   : ImVec2((low + high - least) / 2, (low + high + least) / 2);
    };
    const ImVec2 horizontal = range(x), vertical = range(y);
    return {horizontal.x, horizontal.y, vertical.x, vertical.y};
}

MapCamera fitted_camera(const Bounds& bounds, const MapFrame& frame) {
    MapCamera camera;
    camera.centre_x = (bounds.left + bounds.right) / 2;
    camera.centre_y = (bounds.bottom + bounds.top) / 2;
    const float usable = 0.88f;
    camera.units_per_pixel =
        std::max((bounds.right - bounds.left) / (usable * std::max(1.0f, frame.width)),
                 (bounds.top - bounds.bottom) / (usable * std::max(1.0f, frame.height)));
    camera.units_per_pixel = std::clamp(camera.units_per_pixel, 1e-7f, 1e5f);
    return camera;
}

bool follow(MapCamera& camera, const MapCamera& goal, const MapFrame& frame, double seconds,
            double constant) {
    const float dx = (goal.centre_x - camera.centre_x) / goal.units_per_pixel;
    const float dy = (goal.centre_y - camera.centre_y) / goal.units_per_pixel;
    const float ratio = std::log(goal.units_per_pixel / camera.units_per_pixel);
    const float reach = std::max(frame.width, frame.height) / 2;
    const float still = 0.34f;  // pixels
    if (std::fabs(dx) < still && std::fabs(dy) < still && std::fabs(ratio) * reach < still) {
        camera.centre_x = goal.centre_x;
        camera.centre_y = goal.centre_y;
        camera.units_per_pixel = goal.units_per_pixel;
        return false;
    }
    const float share = float(1 - std::exp(-std::max(0.0, seconds) / constant));
    camera.centre_x += (goal.centre_x - camera.centre_x) * share;
    camera.centre_y += (goal.centre_y - camera.centre_y) * share;
    camera.units_per_pixel *= std::exp(ratio * share);
    return true;
}

void PointGrid::build(const std::vector<float>& points, const std::vector<std::uint8_t>& visible) {
    points_ = points;
    const std::size_t count = points.size() / 2;
    const Bounds box = bounds_of(points);
    left_ = box.left;
    bottom_ = box.bottom;
    // About four samples a cell if they were spread evenly; strays fall into the cells of the rim.
    const float area = (box.right - box.left) * (box.top - box.bottom);
    cell_ = std::max(std::sqrt(area * 4 / float(std::max<std::size_t>(count, 1))),
                     std::max(box.right - box.left, box.top - box.bottom) / 512);
    columns_ = std::clamp(int((box.right - box.left) / cell_) + 1, 1, 1024);
    rows_ = std::clamp(int((box.top - box.bottom) / cell_) + 1, 1, 1024);

    const auto in = [&](std::size_t i) {
        return (visible.empty() || visible[i]) && std::isfinite(points[i * 2]) &&
               std::isfinite(points[i * 2 + 1]);
    };
    const auto cell_of = [&](std::size_t i) {
        return std::size_t(row_of(points[i * 2 + 1]) * columns_ + column_of(points[i * 2]));
    };
    starts_.assign(std::size_t(columns_ * rows_) + 1, 0);
    for (std::size_t i = 0; i < count; ++i)
        if (in(i)) ++starts_[cell_of(i) + 1];
    for (std::size_t cell = 1; cell < starts_.size(); ++cell) starts_[cell] += starts_[cell - 1];
    members_.assign(std::size_t(starts_.back()), 0);
    std::vector<int> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t i = 0; i < count; ++i)
        if (in(i)) members_[std::size_t(next[cell_of(i)]++)] = int(i);
}

int PointGrid::column_of(float x) const {
    return int(std::clamp(std::floor((x - left_) / cell_), 0.0f, float(columns_ - 1)));
}
int PointGrid::row_of(float y) const {
    return int(std::clamp(std::floor((y - bottom_) / cell_), 0.0f, float(rows_ - 1)));
}

int PointGrid::nearest(float x, float y, float radius) const {
    if (members_.empty()) return -1;
    int best = -1;
    float best_square = radius * radius;
    for (int row = row_of(y - radius); row <= row_of(y + radius); ++row) {
        for (int column = column_of(x - radius); column <= column_of(x + radius); ++column) {
            const auto cell = std::size_t(row * columns_ + column);
            for (int m = starts_[cell]; m < starts_[cell + 1]; ++m) {
                const int i = members_[std::size_t(m)];
                const float dx = points_[std::size_t(i) * 2] - x,
                            dy = points_[std::size_t(i) * 2 + 1] - y;
                const float square = dx * dx + dy * dy;
                if (square > best_square) continue;
                best_square = square;
                best = i;
            }
        }
    }
    return best;
}

}  // namespace latent::app
