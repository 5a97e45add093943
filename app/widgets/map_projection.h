// From a code to its place on the latent map, and back.
//
//   raw        (z_a, z_b)
//   principal  ((z - m) . u_a, (z - m) . u_b)     m the mean code, u the principal directions
//   t-SNE      no formula: a code that is not among those embedded is put at the mean of the places
//              of its 5 nearest embedded codes, weighed by their inverse distances
//
// The first two are linear: a place on the map is a plane of codes, and a code can be moved within
// it (Projection::move). Thread: any.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "latent/embedding.h"
#include "latent/snapshot.h"
#include "widgets/map_camera.h"

namespace latent::app {

struct Projection {
    MapAxes axes = MapAxes::raw;
    int x_axis = 0, y_axis = 1;        // numbers of the code or of principal directions; y -1: none
    std::string x_name, y_name;        // "z1", "PC2", "" for t-SNE
    std::vector<float> x, y;           // [k] unit directions; empty for raw axes and t-SNE
    float x_offset = 0, y_offset = 0;  // m . u
    std::shared_ptr<const Embedding> embedding;
    std::uint64_t version = 0;  // of the directions or of the embedding; 0 for raw axes

    bool linear() const { return axes != MapAxes::tsne; }
    // Linear and of two dimensions: it has an inverse up to the dimensions that are not shown.
    bool plane() const { return linear() && y_axis >= 0; }
    // The same choice of axes, whatever their directions are by now.
    bool same_axes(const Projection& o) const {
        return axes == o.axes && x_axis == o.x_axis && y_axis == o.y_axis;
    }

    // Linear axes only: where this code [k] is. A one-dimensional map puts it at y = 0.
    ImVec2 place(const float* code, int width) const;
    // Linear axes only: moves the code within the plane, so that it is placed there. The rest of it
    // stays.
    void move(std::vector<float>& code, ImVec2 to) const;
    // The two directions of the plane [2, k]; empty when there is none.
    std::vector<float> directions(int width) const;
};

// The projection that the camera asks for, or, where the codes cannot have it, the nearest that
// they can: raw axes that exist, two principal directions, then the first numbers of the code.
// `stats` and `embedding` may be null; t-SNE without a usable embedding is shown as raw axes until
// there is one.
Projection projection_of(const MapCamera& camera, const CodeCloud& cloud, const LatentStats* stats,
                         std::shared_ptr<const Embedding> embedding);

// What the map shows of a cloud: [n, 2]. One-dimensional maps: jitter_of(i) * jitter upwards.
// Samples that are not embedded are NaN.
std::vector<float> map_points(const CodeCloud& cloud, const Projection& projection, float jitter);

// Places of codes [m, k] that need not be in the cloud: [m, 2].
std::vector<ImVec2> place_codes(const std::vector<float>& codes, const CodeCloud& cloud,
                                const Projection& projection);

// The same of the codes that were asked for last, kept until they, the cloud or the map change: on
// a t-SNE every code costs a search among all points.
class KeptPlaces {
 public:
    const std::vector<ImVec2>& of(const std::vector<float>& codes, const CodeCloud& cloud,
                                  const Projection& projection);

 private:
    std::vector<float> codes_;
    bool known_ = false;  // of a map that is not linear
    std::uint64_t cloud_ = 0, projection_ = 0;
    std::vector<ImVec2> places_;
};

}  // namespace latent::app
