// Small geometry of the latent map's overlays: ellipses, smoothed counts, and one set of places laid
// over another. Thread: any.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <deque>
#include <vector>

#include "widgets/map_camera.h"

namespace latent::app {

// A symmetric matrix [[xx, xy], [xy, yy]] by its eigenvalues (major >= minor) and the unit
// eigenvector of the larger one.
struct Axes2 {
    float major = 0, minor = 0;
    ImVec2 direction{1, 0};
};
Axes2 eigen_axes(float xx, float xy, float yy);

// Corners of the ellipse round `centre` whose half axes are `along` in the direction given and
// `across` at right angles to it.
std::vector<ImVec2> ellipse(ImVec2 centre, ImVec2 direction, float along, float across,
                            int corners = 32);

// How many points lie where: a grid of columns x rows over the box, row 0 at its top, each point
// spread by a Gaussian of `blur` cells, scaled to a maximum of 1. All 0 where no point is.
std::vector<float> smoothed_counts(const std::vector<float>& points,
                                   const std::vector<std::uint8_t>& visible, const Bounds& box,
                                   int columns, int rows, float blur);

// The similarity (a turn or a reflection, one scale, a shift) that takes `from` [n, 2] nearest to
// `to` [n, 2] in squared distance: ordinary Procrustes analysis (Gower 1975). Pairs that are not
// finite do not count. `places` [m, 2] as that similarity moves them; unchanged where it is not
// determined.
std::vector<float> aligned(const std::vector<float>& from, const std::vector<float>& to,
                           std::vector<float> places);

// Every look of a trail laid over the newest, the last, which stays as it is.
std::vector<std::vector<float>> laid_over_last(const std::deque<std::vector<float>>& looks);

}  // namespace latent::app
