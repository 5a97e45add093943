#include "widgets/vector_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace latent::app {
namespace {

constexpr float kMargin = 0.22f;   // of the data's extent, on each side
constexpr float kLife = 3.5f;      // seconds of a particle
constexpr float kLongStep = 0.1f;  // seconds: after a pause nothing jumps

float dot_product(const float* a, const float* b, int n) {
    float sum = 0;
    for (int i = 0; i < n; ++i) sum += a[i] * b[i];
    return sum;
}

// The direction in which a 3x3 covariance is largest, by power iteration; among equals any.
void principal(const double covariance[3][3], float* direction) {
    double v[3] = {0.61, 0.55, 0.57};
    for (int round = 0; round < 300; ++round) {
        double w[3] = {0, 0, 0};
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) w[i] += covariance[i][j] * v[j];
        const double length = std::sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
        if (!(length > 0)) break;
        for (int i = 0; i < 3; ++i) v[i] = w[i] / length;
    }
    // Of the two signs the one whose largest component is positive.
    const double* largest =
        std::max_element(v, v + 3, [](double a, double b) { return std::fabs(a) < std::fabs(b); });
    const double length =
        std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) * (*largest < 0 ? -1 : 1);
    for (int i = 0; i < 3; ++i) direction[i] = float(v[i] / length);
}

// The cell of a place and how far into it, within the grid.
struct Inside {
    int column, row;
    float u, v;
};
Inside inside(const FieldGrid& grid, ImVec2 at) {
    const ImVec2 place = grid.place(at);
    const float x = std::clamp(place.x, 0.0f, float(std::max(1, grid.columns - 1)) - 1e-4f),
                y = std::clamp(place.y, 0.0f, float(std::max(1, grid.rows - 1)) - 1e-4f);
    const int column = std::min(int(x), std::max(0, grid.columns - 2)),
              row = std::min(int(y), std::max(0, grid.rows - 2));
    return {column, row, x - float(column), y - float(row)};
}

template <class Value, class Mix>
Value mixed(const FieldGrid& grid, const std::vector<Value>& values, ImVec2 at, const Mix& mix) {
    const Inside cell = inside(grid, at);
    const auto node = [&](int c, int r) {
        return values[std::size_t(std::min(cell.row + r, grid.rows - 1) * grid.columns +
                                  std::min(cell.column + c, grid.columns - 1))];
    };
    return mix(mix(node(0, 0), node(1, 0), cell.u), mix(node(0, 1), node(1, 1), cell.u), cell.v);
}

void find_box(const Samples& points, DataPlane& plane) {
    constexpr float kFar = std::numeric_limits<float>::max();
    plane.low = ImVec2(kFar, kFar);
    plane.high = ImVec2(-kFar, -kFar);
    for (int i = 0; i < points.count; ++i) {
        const ImVec2 at = plane.project(points.numbers(i));
        plane.low = ImVec2(std::min(plane.low.x, at.x), std::min(plane.low.y, at.y));
        plane.high = ImVec2(std::max(plane.high.x, at.x), std::max(plane.high.y, at.y));
    }
}

}  // namespace

ImVec2 DataPlane::project(const float* point) const {
    float off[3] = {0, 0, 0};
    for (int i = 0; i < coordinates; ++i) off[i] = point[i] - origin[i];
    return turn(off);
}

ImVec2 DataPlane::turn(const float* difference) const {
    return ImVec2(dot_product(difference, across, coordinates),
                  dot_product(difference, up, coordinates));
}

float DataPlane::distance(const float* point) const {
    float off[3] = {0, 0, 0};
    for (int i = 0; i < coordinates; ++i) off[i] = point[i] - origin[i];
    const ImVec2 flat = turn(off);
    return std::sqrt(std::max(0.0f, dot_product(off, off, 3) - flat.x * flat.x - flat.y * flat.y));
}

void DataPlane::lift(ImVec2 place, float* point) const {
    for (int i = 0; i < coordinates; ++i)
        point[i] = origin[i] + place.x * across[i] + place.y * up[i];
}

DataPlane plane_of(const Samples& points) {
    DataPlane plane;
    const int coordinates = points.shape.size();
    if (points.kind != DataKind::points || coordinates < 2 || coordinates > 3 || points.count < 3)
        return plane;
    plane.coordinates = coordinates;
    if (coordinates == 2) {
        find_box(points, plane);
        return plane;
    }
    double mean[3] = {0, 0, 0}, covariance[3][3] = {};
    for (int i = 0; i < points.count; ++i)
        for (int c = 0; c < 3; ++c) mean[c] += double(points.numbers(i)[c]) / points.count;
    for (int i = 0; i < points.count; ++i)
        for (int a = 0; a < 3; ++a)
            for (int b = 0; b < 3; ++b)
                covariance[a][b] += (double(points.numbers(i)[a]) - mean[a]) *
                                    (double(points.numbers(i)[b]) - mean[b]) / points.count;
    const double total = covariance[0][0] + covariance[1][1] + covariance[2][2];
    const auto along = [&](const float* v) {
        double sum = 0;
        for (int a = 0; a < 3; ++a)
            for (int b = 0; b < 3; ++b) sum += double(v[a]) * covariance[a][b] * double(v[b]);
        return sum;
    };
    principal(covariance, plane.across);
    const double first = along(plane.across);
    // What is left without the first direction.
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b)
            covariance[a][b] -= first * double(plane.across[a]) * double(plane.across[b]);
    principal(covariance, plane.up);
    const double second = along(plane.up);
    for (int c = 0; c < 3; ++c) plane.origin[c] = float(mean[c]);
    if (total > 0) plane.share = float((first + second) / total);
    find_box(points, plane);
    return plane;
}

FieldGrid grid_over(const DataPlane& plane, float width, float height, float pitch, int most) {
    FieldGrid grid;
    if (plane.coordinates == 0 || width < pitch * 2 || height < pitch * 2) return grid;
    const ImVec2 low = plane.low, high = plane.high;
    const float wide = std::max(high.x - low.x, 1e-6f), tall = std::max(high.y - low.y, 1e-6f);
    const float units = std::max(wide * (1 + 2 * kMargin) / width,
                                 tall * (1 + 2 * kMargin) / height);  // a pixel
    pitch = std::max(pitch, std::sqrt(width * height / float(std::max(4, most))) * 1.05f);
    grid.cell = units * pitch;
    grid.pitch = pitch;
    // One node more than cells, and the last column a part of a cell beyond the place.
    grid.columns = int(std::ceil(width / pitch)) + 1;
    grid.rows = int(std::ceil(height / pitch)) + 1;
    while (grid.count() > most) --(grid.columns > grid.rows ? grid.columns : grid.rows);
    const ImVec2 centre((low.x + high.x) / 2, (low.y + high.y) / 2);
    grid.low = ImVec2(centre.x - width / 2 * units, centre.y - height / 2 * units);
    return grid;
}

Samples nodes_of(const FieldGrid& grid, const DataPlane& plane, const ImageShape& shape) {
    Samples nodes;
    nodes.kind = DataKind::points;
    nodes.count = grid.count();
    nodes.shape = shape;
    nodes.values.resize(std::size_t(nodes.count) * std::size_t(shape.size()));
    for (int i = 0; i < nodes.count; ++i)
        plane.lift(grid.node(i), nodes.values.data() + std::size_t(i * shape.size()));
    return nodes;
}

VectorField denoising_field(const FieldGrid& grid, const DataPlane& plane, const Samples& nodes,
                            const Samples& decoded) {
    VectorField field;
    if (decoded.count != grid.count() || nodes.count != grid.count() ||
        decoded.values.size() != nodes.values.size() || plane.coordinates == 0)
        return field;
    field.grid = grid;
    for (int i = 0; i < grid.count(); ++i) {
        float off[3] = {0, 0, 0};
        for (int c = 0; c < plane.coordinates; ++c)
            off[c] = decoded.numbers(i)[c] - nodes.numbers(i)[c];
        const float length = std::sqrt(dot_product(off, off, 3));
        const bool known = std::isfinite(length);
        field.arrows.push_back(known ? plane.turn(off) : ImVec2(0, 0));
        field.lengths.push_back(known ? length : 0);
    }
    return field;
}

ImVec2 VectorField::at(ImVec2 place) const {
    return mixed(grid, arrows, place, [](ImVec2 a, ImVec2 b, float t) {
        return ImVec2(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
    });
}

float between(const FieldGrid& grid, const std::vector<float>& values, ImVec2 place) {
    return mixed(grid, values, place, [](float a, float b, float t) { return a + (b - a) * t; });
}

float quantile(std::vector<float> values, float share) {
    values.erase(std::remove_if(values.begin(), values.end(),
                                [](float value) { return !std::isfinite(value); }),
                 values.end());
    if (values.empty()) return 0;
    const auto place = values.begin() + std::ptrdiff_t(share * float(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

void Particles::move(const VectorField& field, float rate, float seconds) {
    if (field.arrows.empty()) return;
    const FieldGrid& grid = field.grid;
    seconds = std::clamp(seconds, 0.0f, kLongStep);
    std::uniform_real_distribution<float> any(0, 1);
    for (Particle& particle : particles_) {
        particle.age += seconds;
        if (particle.age >= particle.life) {
            const bool first = particle.life <= 0;
            particle.at = ImVec2(grid.low.x + any(random_) * grid.cell * float(grid.columns - 1),
                                 grid.low.y + any(random_) * grid.cell * float(grid.rows - 1));
            particle.before = particle.at;
            particle.life = kLife * (0.6f + 0.4f * any(random_));
            // Not all of them at once, the first time.
            particle.age = first ? any(random_) * particle.life : 0;
            continue;
        }
        const ImVec2 here = field.at(particle.at);
        const float half = rate * seconds / 2;
        const ImVec2 there =
            field.at(ImVec2(particle.at.x + here.x * half, particle.at.y + here.y * half));
        particle.before = particle.at;
        particle.at = ImVec2(particle.at.x + there.x * rate * seconds,
                             particle.at.y + there.y * rate * seconds);
    }
}

}  // namespace latent::app
