// Where some of the codes came from: their places at the last looks. A net that turns its whole
// code space has learnt nothing by it, so each earlier look is first laid over the newest one as
// well as a turn, a scale and a shift can do it (Procrustes).
#include <algorithm>
#include <cmath>
#include <deque>

#include "panels/latent_map/overlay.h"
#include "widgets/map_shapes.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::size_t kLooks = 8;
constexpr int kMostTrails = 240;  // samples

class TrailsOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "trails"; }
    const char* sentence() const override {
        return "The ways that some of the points took over the last eight looks.";
    }
    const char* source() const override {
        return "Alignment: ordinary Procrustes analysis, Gower 1975";
    }

    std::string refusal(const MapScene& scene) const override {
        return scene.projection.linear() && scene.projection.y_axis < 0
                   ? "A code of one dimension leaves no trail: up and down is by chance."
                   : "";
    }
    void watch(const MapScene& scene) override {
        const bool same = run_ == scene.context.ui.shown && probe_ == scene.cloud.probe.get() &&
                          axes_.same_axes(scene.projection) && count_ == scene.cloud.count;
        if (!same) {
            run_ = scene.context.ui.shown;
            probe_ = scene.cloud.probe.get();
            axes_.axes = scene.projection.axes;
            axes_.x_axis = scene.projection.x_axis;
            axes_.y_axis = scene.projection.y_axis;
            count_ = scene.cloud.count;
            looks_.clear();
            version_ = 0;
        }
        if (version_ == scene.cloud.version && !looks_.empty()) return;
        version_ = scene.cloud.version;
        samples_.clear();
        std::vector<float> look;
        const std::vector<float>& places = scene.points.places();
        for (int i = 0; i < count_; ++i) {
            if (!is_among(i, count_, kMostTrails)) continue;
            samples_.push_back(i);
            look.push_back(places[std::size_t(i) * 2]);
            look.push_back(places[std::size_t(i) * 2 + 1]);
        }
        looks_.push_back(std::move(look));
        if (looks_.size() > kLooks) looks_.pop_front();
        aligned_.clear();
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        const bool align = scene.context.ui.map.align_trails;
        if (aligned_.empty() || was_aligned_ != align) {
            was_aligned_ = align;
            if (align)
                aligned_ = laid_over_last(looks_);
            else
                aligned_.assign(looks_.begin(), looks_.end());
        }
        const float line = std::max(1.0f, scene.context.theme.scale);
        for (std::size_t m = 0; m < samples_.size(); ++m) {
            const int sample = samples_[m];
            if (!scene.visible(sample)) continue;
            const ImU32 colour = scene.colours.points[std::size_t(sample)] & ~IM_COL32_A_MASK;
            const ImU32 full = scene.colours.points[std::size_t(sample)] >> IM_COL32_A_SHIFT;
            // The newest end is the point itself, which may still be on its way there.
            ImVec2 to = scene.screen(sample);
            for (std::size_t back = 1; back < aligned_.size(); ++back) {
                const std::vector<float>& look = aligned_[aligned_.size() - 1 - back];
                const ImVec2 place(look[m * 2], look[m * 2 + 1]);
                if (!std::isfinite(place.x) || !std::isfinite(place.y)) break;
                const ImVec2 from = scene.screen(place);
                const ImU32 alpha = ImU32(float(full) * (1 - float(back) / float(kLooks)) * 0.8f);
                draw.AddLine(from, to, colour | (alpha << IM_COL32_A_SHIFT), line * 1.25f);
                to = from;
            }
        }
    }

    void options(PanelContext& context) override {
        overlay_option(context.theme, context.ui.map.align_trails, "aligned", "as they were",
                       "Aligned, a turn, a scale or a shift of the whole map is left out: what "
                       "remains is how the codes moved among each other.");
    }

 private:
    RunId run_ = RunId::none;
    const Probe* probe_ = nullptr;
    Projection axes_;
    int count_ = 0;
    std::uint64_t version_ = 0;
    std::vector<int> samples_;
    std::deque<std::vector<float>> looks_;  // places of the samples, [m, 2] each
    std::vector<std::vector<float>> aligned_;
    bool was_aligned_ = false;
};

}  // namespace

std::unique_ptr<MapOverlay> make_trails_overlay() { return std::make_unique<TrailsOverlay>(); }

}  // namespace latent::app
