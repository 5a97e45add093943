// How densely the codes lie: their counts over the map, smoothed by a Gaussian.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "panels/latent_map/overlay.h"
#include "widgets/map_shapes.h"

namespace latent::app {
namespace {

constexpr float kBlur = 2.2f;  // cells

class DensityOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "density"; }
    const char* sentence() const override {
        return "How many of the codes lie where, smoothed: what the points hide where they lie on "
               "each other.";
    }

    void prepare(MapScene& scene) override {
        const Theme& theme = scene.context.theme;
        const float cell = theme.unit * 1.5f;
        const int columns = std::max(2, int(scene.frame.width / cell)),
                  rows = std::max(2, int(scene.frame.height / cell));
        const Bounds box = scene.box();
        const Key key{scene.view_key(), columns, rows, theme.kind};
        if (key != key_) {
            key_ = key;
            const std::vector<float> density = smoothed_counts(
                scene.points.shown(), scene.colours.visible, box, columns, rows, kBlur);
            rgba_.resize(density.size() * 4);
            for (std::size_t i = 0; i < density.size(); ++i) {
                const ImU32 colour = theme.accent;
                rgba_[i * 4] = std::uint8_t(colour >> IM_COL32_R_SHIFT);
                rgba_[i * 4 + 1] = std::uint8_t(colour >> IM_COL32_G_SHIFT);
                rgba_[i * 4 + 2] = std::uint8_t(colour >> IM_COL32_B_SHIFT);
                rgba_[i * 4 + 3] = std::uint8_t(std::sqrt(density[i]) * 215);
            }
            ++version_;
        }
        GroundPicture ground;
        ground.picture =
            scene.context.textures.computed("map.density", version_, columns, rows, rgba_.data());
        ground.left = box.left;
        ground.right = box.right;
        ground.bottom = box.bottom;
        ground.top = box.top;
        ground.smooth = true;
        ground.version = version_;
        scene.ground.push_back(ground);
    }

 private:
    using Key = std::tuple<MapScene::ViewKey, int, int, ThemeKind>;
    Key key_{};
    std::vector<std::uint8_t> rgba_;
    std::uint64_t version_ = 0;
};

}  // namespace

std::unique_ptr<MapOverlay> make_density_overlay() { return std::make_unique<DensityOverlay>(); }

}  // namespace latent::app
