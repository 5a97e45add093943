// The samples themselves in place of their points, once the view holds few enough of them: as they
// are, or as they are decoded.
#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostPictures = 150;
const char* const kChannel = "thumbnails";

class ThumbnailsOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "thumbnails"; }
    const char* sentence() const override {
        return "Shows the samples themselves where at most 150 are in view: zoom in.";
    }

    void prepare(MapScene& scene) override {
        find(scene);
        if (in_view_ > kMostPictures) {
            // Said once, as long as nothing is to be seen.
            scene.notes.push_back("Zoom in for pictures: " + grouped(in_view_) +
                                  " points are in view.");
            return;
        }
        if (scene.context.ui.map.decoded_thumbnails) decode(scene);
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        if (in_view_ > kMostPictures || samples_.empty() || !scene.cloud.probe) return;
        const Theme& theme = scene.context.theme;
        const Samples& inputs = scene.cloud.probe->images;
        const float aspect = std::clamp(picture_aspect(inputs), 0.2f, 5.0f);
        const float room =
            std::sqrt(scene.frame.width * scene.frame.height / float(samples_.size()));
        const float height = std::floor(std::clamp(room * 0.5f, theme.unit * 6, theme.unit * 14) /
                                        std::sqrt(aspect));
        const float width = std::floor(height * aspect);
        const bool decoded = scene.context.ui.map.decoded_thumbnails;
        for (std::size_t m = 0; m < samples_.size(); ++m) {
            const int sample = samples_[m];
            if (!scene.visible(sample)) continue;
            const ImVec2 at = scene.screen(sample);
            const Rect place{ImVec2(std::floor(at.x - width / 2), std::floor(at.y - height / 2)),
                             ImVec2(std::floor(at.x - width / 2) + width,
                                    std::floor(at.y - height / 2) + height)};
            const float edge = std::max(1.5f, theme.scale * 1.5f);
            const ImU32 colour = scene.colours.points[std::size_t(sample)] | IM_COL32_A_MASK;
            draw.AddRectFilled(ImVec2(place.min.x - edge, place.min.y - edge),
                               ImVec2(place.max.x + edge, place.max.y + edge), colour);
            if (inputs.kind != DataKind::images)
                draw.AddRectFilled(place.min, place.max, theme.surface);
            const int decoding = decoded ? place_of(sample) : -1;
            if (decoding >= 0)
                scene.painter.draw(theme, scene.context.textures, draw, place, answer_->samples,
                                   decoding, theme.accent);
            else
                scene.painter.draw(theme, scene.context.textures, draw, place, inputs, sample,
                                   theme.text);
        }
    }

    void options(PanelContext& context) override {
        overlay_option(context.theme, context.ui.map.decoded_thumbnails, "decoded", "as they are",
                       "The samples as they are, or what is decoded from their codes.");
    }

 private:
    // Which samples the view holds; counted anew only when something moved.
    void find(const MapScene& scene) {
        const Bounds box = scene.box();
        const MapScene::ViewKey key = scene.view_key();
        if (key == key_) return;
        key_ = key;
        samples_.clear();
        in_view_ = 0;
        const std::vector<float>& points = scene.points.shown();
        for (std::size_t i = 0; i * 2 + 1 < points.size(); ++i) {
            const float x = points[i * 2], y = points[i * 2 + 1];
            if (!(x >= box.left && x <= box.right && y >= box.bottom && y <= box.top)) continue;
            if (i < scene.colours.visible.size() && !scene.colours.visible[i]) continue;
            if (++in_view_ <= kMostPictures) samples_.push_back(int(i));
        }
    }

    void decode(const MapScene& scene) {
        PanelContext& context = scene.context;
        const auto newest = context.requests.answer(kChannel);
        if (newest && newest->ticket == ticket_ && newest->problem.empty() &&
            run_ == context.ui.shown)
            answer_ = newest, decoded_ = asked_;
        const bool moved =
            asked_ != samples_ || version_ != scene.cloud.version || run_ != context.ui.shown;
        const bool free =
            ticket_ == 0 || run_ != context.ui.shown || (newest && newest->ticket >= ticket_);
        if (run_ != context.ui.shown) answer_.reset();
        if (!moved || !free || samples_.empty()) return;
        run_ = context.ui.shown;
        asked_ = samples_;
        version_ = scene.cloud.version;
        DecodeCodes question;
        for (int sample : asked_)
            question.codes.insert(question.codes.end(), scene.cloud.code(sample),
                                  scene.cloud.code(sample) + scene.cloud.width);
        const auto view = context.ui.views.find(context.ui.shown);
        question.beside =
            beside_.of(scene.cloud, view == context.ui.views.end() ? -1 : view->second.walk.sample);
        ticket_ = context.requests.ask(kChannel, std::move(question));
    }

    // Which of the decoded pictures is this sample's, or -1.
    int place_of(int sample) const {
        if (!answer_) return -1;
        const auto found = std::lower_bound(decoded_.begin(), decoded_.end(), sample);
        const auto at = int(found - decoded_.begin());
        return found != decoded_.end() && *found == sample && at < answer_->samples.count ? at : -1;
    }

    MapScene::ViewKey key_{};
    std::vector<int> samples_;  // in view, rising; the first of them when there are too many
    int in_view_ = 0;

    RunId run_ = RunId::none;
    std::vector<int> asked_, decoded_;
    std::uint64_t ticket_ = 0, version_ = 0;
    std::shared_ptr<const Answer> answer_;
    BesideSample beside_;
};

}  // namespace

std::unique_ptr<MapOverlay> make_thumbnails_overlay() {
    return std::make_unique<ThumbnailsOverlay>();
}

}  // namespace latent::app
