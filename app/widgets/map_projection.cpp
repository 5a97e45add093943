#include "widgets/map_projection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace latent::app {
namespace {

constexpr int kNeighbours = 5;

float dot(const float* a, const float* b, int width) {
    float sum = 0;
    for (int j = 0; j < width; ++j) sum += a[j] * b[j];
    return sum;
}

// Whether these are principal directions of codes of that width.
bool has_directions(const LatentStats* stats, int width) {
    return stats && int(stats->dimensions.size()) == width && stats->principal.size() >= 2 &&
           int(stats->principal[0].direction.size()) == width;
}

float mean_along(const LatentStats& stats, const std::vector<float>& direction) {
    float sum = 0;
    for (std::size_t j = 0; j < direction.size(); ++j)
        sum += stats.dimensions[j].mean * direction[j];
    return sum;
}

bool usable(const Embedding* embedding) {
    return embedding && embedding->problem.empty() && !embedding->samples.empty() &&
           embedding->positions.size() >= embedding->samples.size() * 2;
}

// Among the embedded samples, the nearest to a code first.
ImVec2 between_neighbours(const float* code, const CodeCloud& cloud, const Embedding& embedding) {
    struct Near {
        float square = std::numeric_limits<float>::infinity();
        std::size_t at = 0;
    };
    std::array<Near, kNeighbours> nearest;
    for (std::size_t m = 0; m < embedding.samples.size(); ++m) {
        const int sample = embedding.samples[m];
        if (sample < 0 || sample >= cloud.count) continue;
        const float* other = cloud.code(sample);
        float square = 0;
        for (int j = 0; j < cloud.width && square < nearest.back().square; ++j)
            square += (code[j] - other[j]) * (code[j] - other[j]);
        if (!(square < nearest.back().square)) continue;
        nearest.back() = {square, m};
        for (auto last = nearest.end() - 1;
             last != nearest.begin() && last->square < (last - 1)->square; --last)
            std::swap(*last, *(last - 1));
    }
    double x = 0, y = 0, weights = 0;
    for (const Near& each : nearest) {
        if (!std::isfinite(each.square)) continue;
        // A code that is one of them is where that one is.
        const double weight = 1 / (std::sqrt(double(each.square)) + 1e-9);
        x += weight * double(embedding.positions[each.at * 2]);
        y += weight * double(embedding.positions[each.at * 2 + 1]);
        weights += weight;
    }
    if (!(weights > 0)) return ImVec2(0, 0);
    return ImVec2(float(x / weights), float(y / weights));
}

}  // namespace

ImVec2 Projection::place(const float* code, int width) const {
    if (!x.empty())
        return ImVec2(dot(code, x.data(), width) - x_offset, dot(code, y.data(), width) - y_offset);
    return ImVec2(x_axis < width ? code[x_axis] : 0,
                  y_axis >= 0 && y_axis < width ? code[y_axis] : 0);
}

void Projection::move(std::vector<float>& code, ImVec2 to) const {
    if (x.empty()) {
        if (x_axis < int(code.size())) code[std::size_t(x_axis)] = to.x;
        if (y_axis >= 0 && y_axis < int(code.size())) code[std::size_t(y_axis)] = to.y;
        return;
    }
    if (code.size() != x.size()) return;
    const ImVec2 now = place(code.data(), int(code.size()));
    for (std::size_t j = 0; j < code.size(); ++j)
        code[j] += (to.x - now.x) * x[j] + (to.y - now.y) * y[j];
}

std::vector<float> Projection::directions(int width) const {
    std::vector<float> both;
    if (!plane()) return both;
    if (!x.empty()) {
        both = x;
        both.insert(both.end(), y.begin(), y.end());
        return both;
    }
    both.assign(std::size_t(width) * 2, 0.0f);
    both[std::size_t(x_axis)] = 1;
    both[std::size_t(width + y_axis)] = 1;
    return both;
}

Projection projection_of(const MapCamera& camera, const CodeCloud& cloud, const LatentStats* stats,
                         std::shared_ptr<const Embedding> embedding) {
    Projection found;
    if (camera.axes == MapAxes::tsne && usable(embedding.get())) {
        found.axes = MapAxes::tsne;
        found.x_axis = 0;
        found.y_axis = 1;
        found.version = embedding->version;
        found.embedding = std::move(embedding);
        return found;
    }
    if (camera.axes == MapAxes::principal && has_directions(stats, cloud.width)) {
        const int most = int(stats->principal.size()) - 1;
        found.axes = MapAxes::principal;
        found.x_axis = std::clamp(camera.x_direction, 0, most);
        found.y_axis = std::clamp(camera.y_direction, 0, most);
        found.x_name = "PC" + std::to_string(found.x_axis + 1);
        found.y_name = "PC" + std::to_string(found.y_axis + 1);
        found.x = stats->principal[std::size_t(found.x_axis)].direction;
        found.y = stats->principal[std::size_t(found.y_axis)].direction;
        found.x_offset = mean_along(*stats, found.x);
        found.y_offset = mean_along(*stats, found.y);
        found.version = stats->version;
        return found;
    }
    found.x_axis = std::clamp(camera.x_axis, 0, cloud.width - 1);
    found.y_axis = cloud.width < 2 ? -1 : std::clamp(camera.y_axis, 0, cloud.width - 1);
    found.x_name = "z" + std::to_string(found.x_axis + 1);
    found.y_name = found.y_axis < 0 ? "spread" : "z" + std::to_string(found.y_axis + 1);
    return found;
}

std::vector<float> map_points(const CodeCloud& cloud, const Projection& projection, float jitter) {
    std::vector<float> points(std::size_t(cloud.count) * 2, 0.0f);
    if (projection.embedding) {
        points.assign(points.size(), std::numeric_limits<float>::quiet_NaN());
        const Embedding& embedding = *projection.embedding;
        for (std::size_t m = 0; m < embedding.samples.size(); ++m) {
            const int sample = embedding.samples[m];
            if (sample < 0 || sample >= cloud.count) continue;
            points[std::size_t(sample) * 2] = embedding.positions[m * 2];
            points[std::size_t(sample) * 2 + 1] = embedding.positions[m * 2 + 1];
        }
        return points;
    }
    for (int i = 0; i < cloud.count; ++i) {
        const ImVec2 place = projection.place(cloud.code(i), cloud.width);
        points[std::size_t(i) * 2] = place.x;
        points[std::size_t(i) * 2 + 1] = projection.y_axis < 0 ? jitter_of(i) * jitter : place.y;
    }
    return points;
}

std::vector<ImVec2> place_codes(const std::vector<float>& codes, const CodeCloud& cloud,
                                const Projection& projection) {
    std::vector<ImVec2> places;
    if (cloud.width <= 0) return places;
    const auto width = std::size_t(cloud.width);
    for (std::size_t from = 0; from + width <= codes.size(); from += width)
        places.push_back(projection.embedding
                             ? between_neighbours(codes.data() + from, cloud, *projection.embedding)
                             : projection.place(codes.data() + from, cloud.width));
    return places;
}

const std::vector<ImVec2>& KeptPlaces::of(const std::vector<float>& codes, const CodeCloud& cloud,
                                          const Projection& projection) {
    if (known_ && !projection.linear() && codes_ == codes && cloud_ == cloud.version &&
        projection_ == projection.version)
        return places_;
    places_ = place_codes(codes, cloud, projection);
    known_ = !projection.linear();
    codes_ = codes;
    cloud_ = cloud.version;
    projection_ = projection.version;
    return places_;
}

}  // namespace latent::app
