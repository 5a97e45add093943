// A field of arrows over a plane of the data space, known on a grid: the arithmetic behind the
// denoising field r(x) - x. No drawing. Thread: any.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <random>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

// The plane that is looked at: of two coordinates the data space itself, of three the plane through
// the mean along the data's first two principal directions.
struct DataPlane {
    int coordinates = 0;  // 2 or 3; 0: such data have none
    float origin[3] = {0, 0, 0}, across[3] = {1, 0, 0}, up[3] = {0, 1, 0};  // unit vectors
    float share = 1;               // of the data's variance
    ImVec2 low{0, 0}, high{0, 0};  // the box of the data on the plane

    ImVec2 project(const float* point) const;     // where it lies on the plane
    float distance(const float* point) const;     // from the plane
    void lift(ImVec2 place, float* point) const;  // the point there
    ImVec2 turn(const float* difference) const;   // a difference, as seen on the plane
};
DataPlane plane_of(const Samples& points);

// Nodes at low + cell (column, row), row by row from below.
struct FieldGrid {
    int columns = 0, rows = 0;
    ImVec2 low{0, 0};
    float cell = 1;   // in data units
    float pitch = 1;  // the same in pixels
    int count() const { return columns * rows; }
    ImVec2 node(int i) const {
        return ImVec2(low.x + cell * float(i % columns), low.y + cell * float(i / columns));
    }
    // In cells from the first node: for interpolation.
    ImVec2 place(ImVec2 at) const { return ImVec2((at.x - low.x) / cell, (at.y - low.y) / cell); }
    bool operator==(const FieldGrid& o) const {
        return columns == o.columns && rows == o.rows && low.x == o.low.x && low.y == o.low.y &&
               cell == o.cell && pitch == o.pitch;
    }
};

// A grid that covers the points' box and a margin round it, in a place of these pixels; its nodes
// stand about `pitch` pixels apart, and there are at most `most`.
FieldGrid grid_over(const DataPlane& plane, float width, float height, float pitch, int most);

// The grid's nodes as samples of the data, to be encoded.
Samples nodes_of(const FieldGrid& grid, const DataPlane& plane, const ImageShape& shape);

struct VectorField {
    FieldGrid grid;
    std::vector<ImVec2> arrows;     // [count] on the plane, data units a unit of time
    std::vector<float> lengths;     // [count] in the data space, what leaves the plane included
    ImVec2 at(ImVec2 place) const;  // between the nodes; beyond the grid that of its edge
};
// r(x) - x at every node; none when `decoded` does not belong to the grid.
VectorField denoising_field(const FieldGrid& grid, const DataPlane& plane, const Samples& nodes,
                            const Samples& decoded);

// Of numbers on the nodes, between them. Not for none.
float between(const FieldGrid& grid, const std::vector<float>& values, ImVec2 place);

// The value that this share of the finite ones does not exceed; 0 of none.
float quantile(std::vector<float> values, float share);

// Particles that are let go anywhere and follow the field until they have lived out their time.
class Particles {
 public:
    struct Particle {
        ImVec2 at{0, 0}, before{0, 0};
        float age = 0, life = 0;  // seconds
    };
    explicit Particles(int count) : particles_(std::size_t(count)) {}

    // dx/dt = rate * field(x), by midpoint steps.
    void move(const VectorField& field, float rate, float seconds);
    const std::vector<Particle>& all() const { return particles_; }

 private:
    std::vector<Particle> particles_;
    std::mt19937 random_{7};
};

}  // namespace latent::app
