#include "widgets/vector_field.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent;
using namespace latent::app;

namespace {

Samples points(int coordinates, const std::vector<float>& values) {
    Samples samples;
    samples.kind = DataKind::points;
    samples.shape = {1, 1, coordinates};
    samples.count = int(values.size()) / coordinates;
    samples.values = values;
    return samples;
}

// A sheet in space, long along (1, 1, 0), half as wide along z.
Samples sheet() {
    std::vector<float> values;
    for (int i = -10; i <= 10; ++i)
        for (int j = -10; j <= 10; ++j) {
            const float u = float(i) * 0.4f, v = float(j) * 0.2f;
            const float off = 0.001f * float((i * 7 + j * 3) % 5 - 2);
            values.insert(values.end(), {3 + u * 0.70710678f + off, 1 + u * 0.70710678f - off, v});
        }
    return points(3, values);
}

Samples square() {
    std::vector<float> values;
    for (int i = 0; i <= 10; ++i)
        for (int j = 0; j <= 10; ++j)
            values.insert(values.end(), {float(i) * 0.2f - 1, float(j) * 0.2f - 1});
    return points(2, values);
}

// r(x) = x (1 - rate) + middle rate: a denoiser that knows one point.
Samples drawn_to(const Samples& nodes, float x, float y, float rate) {
    Samples decoded = nodes;
    for (int i = 0; i < nodes.count; ++i) {
        float* at = decoded.values.data() + i * 2;
        at[0] += rate * (x - at[0]);
        at[1] += rate * (y - at[1]);
    }
    return decoded;
}

}  // namespace

TEST_CASE("the plane of a sheet in space is the sheet") {
    const DataPlane plane = plane_of(sheet());
    CHECK(plane.coordinates == 3);
    CHECK(plane.share > 0.999f);
    CHECK(plane.across[0] == doctest::Approx(0.7071).epsilon(0.01));
    CHECK(std::fabs(plane.up[2]) == doctest::Approx(1).epsilon(0.01));
    const float centre[3] = {3, 1, 0}, off[3] = {3 + 0.7071f, 1 - 0.7071f, 0};
    CHECK(std::fabs(plane.project(centre).x) < 0.01f);
    CHECK(plane.distance(centre) < 0.01f);
    CHECK(plane.distance(off) == doctest::Approx(1).epsilon(0.01));
    float back[3];
    plane.lift(ImVec2(2, 0.5f), back);
    CHECK(plane.project(back).x == doctest::Approx(2));
    CHECK(plane.project(back).y == doctest::Approx(0.5));
}

TEST_CASE("data of other numbers of coordinates have no plane") {
    CHECK(plane_of(points(1, {1, 2, 3, 4})).coordinates == 0);
    CHECK(plane_of(points(4, std::vector<float>(40, 1))).coordinates == 0);
    CHECK(plane_of(square()).coordinates == 2);
    CHECK(plane_of(square()).low.x < plane_of(square()).high.x);
}

TEST_CASE("the grid covers the data and its margin, with no more nodes than allowed") {
    const Samples data = square();
    const DataPlane plane = plane_of(data);
    for (const int most : {4000, 300}) {
        const FieldGrid grid = grid_over(plane, 320, 200, 10, most);
        CHECK(grid.count() <= most);
        CHECK(grid.count() > most / 8);
        CHECK(grid.node(0).y < -1.2f);
        CHECK(grid.node(0).x < -1.2f);
        CHECK(grid.node(grid.count() - 1).x > 1.2f);
        CHECK(grid.node(grid.count() - 1).y > 1.2f);
    }
}

TEST_CASE("r(x) - x of a net that knows one point leads there from everywhere") {
    const Samples data = square();
    const DataPlane plane = plane_of(data);
    const FieldGrid grid = grid_over(plane, 300, 300, 12, 3000);
    const Samples nodes = nodes_of(grid, plane, data.shape);
    const VectorField field =
        denoising_field(grid, plane, nodes, drawn_to(nodes, 0.3f, -0.2f, 0.5f));
    REQUIRE(field.arrows.size() == std::size_t(grid.count()));
    // Linear, so that interpolation is exact.
    const ImVec2 arrow = field.at(ImVec2(-0.731f, 0.412f));
    CHECK(arrow.x == doctest::Approx(0.5 * (0.3 + 0.731)).epsilon(0.001));
    CHECK(arrow.y == doctest::Approx(0.5 * (-0.2 - 0.412)).epsilon(0.001));
    CHECK(between(grid, field.lengths, ImVec2(0.3f, -0.2f)) < grid.cell);

    Particles particles(100);
    const auto spread = [&] {
        double sum = 0;
        int seen = 0;
        for (const auto& particle : particles.all())
            if (particle.age > 1.5f) {
                sum += std::hypot(particle.at.x - 0.3f, particle.at.y + 0.2f);
                ++seen;
            }
        return seen ? sum / seen : -1;
    };
    for (int step = 0; step < 90; ++step) particles.move(field, 4, 1.0f / 30);
    CHECK(spread() >= 0);
    // After 1.5 seconds exp(-4 x 0.5 x 1.5), a twentieth, of what it was is left, or less.
    CHECK(spread() < 0.1);
}

TEST_CASE("an answer to another grid makes no field") {
    const Samples data = square();
    const DataPlane plane = plane_of(data);
    const FieldGrid grid = grid_over(plane, 300, 300, 12, 3000);
    const Samples nodes = nodes_of(grid, plane, data.shape);
    CHECK(denoising_field(grid, plane, nodes, data).arrows.empty());
}

TEST_CASE("quantiles leave out what is no number") {
    CHECK(quantile({4, 1, std::nanf(""), 3, 2, 5}, 0.5f) == 3);
    CHECK(quantile({std::nanf("")}, 0.5f) == 0);
}
