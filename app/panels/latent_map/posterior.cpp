// The cloud of codes that the encoder of a variational net gives one sample, q(z|x): ellipses of
// one standard deviation round the means of some samples.
#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "widgets/map_shapes.h"

namespace latent::app {
namespace {

constexpr int kMostEllipses = 200;

class PosteriorOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "posterior"; }
    const char* sentence() const override {
        return "How far the codes of one sample spread: ellipses of one standard deviation of "
               "q(z|x), for at most 200 samples; the selected ones where there are some.";
    }

    std::string refusal(const MapScene& scene) const override {
        if (scene.cloud.deviations.size() <
            std::size_t(scene.cloud.count) * std::size_t(scene.cloud.width))
            return "This code has one value a sample, not a distribution; try a variational "
                   "autoencoder.";
        return scene.projection.linear() ? "" : needs_plane(scene, "ellipses");
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        const Selection& selection = scene.context.ui.selection;
        const int among = selection.count > 0 ? selection.count : scene.cloud.count;
        const float line = std::max(1.0f, scene.context.theme.scale),
                    pixels = 1 / scene.camera.units_per_pixel;
        for (int i = 0; i < scene.cloud.count; ++i) {
            if (selection.count > 0 && !selection.has(i)) continue;
            if (!is_among(i, among, kMostEllipses) || !scene.visible(i)) continue;
            const ImVec2 at = scene.screen(i);
            const Axes2 axes = spread(scene, i);
            const float along = std::sqrt(std::max(0.0f, axes.major)) * pixels,
                        across = std::sqrt(std::max(0.0f, axes.minor)) * pixels;
            if (!std::isfinite(along + across) || !scene.frame.contains(at)) continue;
            const ImU32 colour = (scene.colours.points[std::size_t(i)] & ~IM_COL32_A_MASK) |
                                 (ImU32(190) << IM_COL32_A_SHIFT);
            if (scene.projection.y_axis < 0) {
                draw.AddLine(ImVec2(at.x - along, at.y), ImVec2(at.x + along, at.y), colour, line);
                continue;
            }
            const auto round =
                ellipse(at, ImVec2(axes.direction.x, -axes.direction.y), along, across, 28);
            draw.AddPolyline(round.data(), int(round.size()), colour, ImDrawFlags_Closed, line);
        }
    }

 private:
    // The posterior's covariance, which is diagonal, seen along the map's two directions.
    static Axes2 spread(const MapScene& scene, int sample) {
        const auto width = std::size_t(scene.cloud.width);
        const float* deviation = scene.cloud.deviations.data() + std::size_t(sample) * width;
        const Projection& map = scene.projection;
        if (map.x.empty()) {
            const float x = deviation[map.x_axis], y = map.y_axis < 0 ? 0 : deviation[map.y_axis];
            if (map.y_axis < 0) return {x * x, 0, ImVec2(1, 0)};
            return eigen_axes(x * x, map.x_axis == map.y_axis ? x * y : 0, y * y);
        }
        float xx = 0, xy = 0, yy = 0;
        for (std::size_t j = 0; j < width; ++j) {
            const float variance = deviation[j] * deviation[j];
            xx += variance * map.x[j] * map.x[j];
            xy += variance * map.x[j] * map.y[j];
            yy += variance * map.y[j] * map.y[j];
        }
        return eigen_axes(xx, xy, yy);
    }
};

}  // namespace

std::unique_ptr<MapOverlay> make_posterior_overlay() {
    return std::make_unique<PosteriorOverlay>();
}

}  // namespace latent::app
