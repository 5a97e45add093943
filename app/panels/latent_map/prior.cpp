// The standard normal distribution that a prior asks the codes to have: its circles of 1, 2 and 3
// standard deviations. Seen along unit directions at right angles it is the same circle.
#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "widgets/map_shapes.h"

namespace latent::app {
namespace {

class PriorOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "prior"; }
    const char* sentence() const override {
        return "Circles of 1, 2 and 3 standard deviations of N(0, I), the prior of variational, "
               "adversarial and Wasserstein autoencoders.";
    }

    std::string refusal(const MapScene& scene) const override {
        return scene.projection.linear() ? "" : needs_plane(scene, "prior");
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        const Theme& theme = scene.context.theme;
        FontScope font(theme.small);
        const std::vector<float> zero(std::size_t(scene.cloud.width), 0.0f);
        const ImVec2 place = scene.projection.place(zero.data(), scene.cloud.width),
                     centre = scene.screen(place);
        const float sigma = 1 / scene.camera.units_per_pixel, line = std::max(1.0f, theme.scale);
        for (int n = 1; n <= 3; ++n) {
            const float reach = sigma * float(n);
            const std::string name = std::to_string(n) + " s.d.";
            if (scene.projection.y_axis < 0) {
                for (const float side : {-reach, reach})
                    draw.AddLine(ImVec2(centre.x + side, scene.frame.top),
                                 ImVec2(centre.x + side, scene.frame.top + scene.frame.height),
                                 theme.text, line);
                draw_on_map(theme, draw,
                            ImVec2(centre.x + reach + theme.unit, scene.frame.top + theme.unit * 6),
                            theme.text, name);
                continue;
            }
            const auto circle = ellipse(centre, ImVec2(1, 0), reach, reach, 96);
            draw.AddPolyline(circle.data(), int(circle.size()), theme.surface, ImDrawFlags_Closed,
                             3 * line);
            draw.AddPolyline(circle.data(), int(circle.size()), theme.text, ImDrawFlags_Closed,
                             line);
            const float slant = 0.7071f * reach;
            draw_on_map(theme, draw,
                        ImVec2(centre.x + slant + theme.unit, centre.y - slant - theme.unit * 3),
                        theme.text, name);
        }
    }
};

}  // namespace

std::unique_ptr<MapOverlay> make_prior_overlay() { return std::make_unique<PriorOverlay>(); }

}  // namespace latent::app
