// What the decoder makes of the codes that lie under the map: a sheet of decoded pictures, each in
// its place. The dimensions that the map does not show stay where the walk is.
#include <algorithm>

#include "panels/latent_map/grid_question.h"
#include "panels/latent_map/overlay.h"

namespace latent::app {
namespace {

constexpr int kPictures = 190;
constexpr double kManifoldEvery = 0.25;  // seconds, while it trains or the view moves

class ManifoldOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "manifold"; }
    const char* sentence() const override {
        return "Decodes a grid of codes and lays the pictures under the points. Dimensions that "
               "are not on the map are those of the latent walk.";
    }
    const char* source() const override { return "Kingma & Welling 2014, figure 4"; }

    std::string refusal(const MapScene& scene) const override {
        if (scene.cloud.probe && scene.cloud.probe->images.kind != DataKind::images)
            return "Only decoded images can lie under the points; this data has none.";
        return needs_plane(scene, "manifold");
    }

    void prepare(MapScene& scene) override {
        PanelContext& context = scene.context;
        const ImageShape shape = scene.cloud.probe ? scene.cloud.probe->images.shape : ImageShape{};
        const float aspect = shape.height > 0 ? float(shape.width) / float(shape.height) : 1;
        const CodeGrid grid =
            grid_over(scene, kPictures, context.theme.unit * 9, std::clamp(aspect, 0.25f, 4.0f));
        if (question_.due(context, grid, scene.cloud.version)) {
            const auto view = context.ui.views.find(context.ui.shown);
            const int sample = view == context.ui.views.end() ? -1 : view->second.walk.sample;
            question_.ask(context, grid, scene.cloud.version,
                          DecodeCodes{codes_of(scene, grid), beside_.of(scene.cloud, sample)});
        }
        const GridQuestion::Shown& shown = question_.shown(context, grid);
        if (!shown.answer) return;
        if (!shown.answer->problem.empty())
            return scene.notes.push_back("Manifold: " + shown.answer->problem);
        for (int i = 0; i < shown.grid.count() && i < shown.answer->samples.count; ++i) {
            GroundPicture ground;
            ground.picture = context.textures.image(shown.answer->samples, i);
            const ImVec2 middle = shown.grid.middle(i);
            ground.left = middle.x - shown.grid.width / 2;
            ground.right = middle.x + shown.grid.width / 2;
            ground.bottom = middle.y - shown.grid.height / 2;
            ground.top = middle.y + shown.grid.height / 2;
            ground.version = shown.answer->samples.version;
            scene.ground.push_back(ground);
        }
    }

 private:
    GridQuestion question_{"manifold", kManifoldEvery};
    BesideSample beside_;
};

}  // namespace

std::unique_ptr<MapOverlay> make_manifold_overlay() { return std::make_unique<ManifoldOverlay>(); }

}  // namespace latent::app
