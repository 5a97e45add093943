// The mean code of every class, or of whatever the colours name, with its name.
#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "state/known_code.h"

namespace latent::app {
namespace {

class ClassMeansOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "class_means"; }
    const char* sentence() const override {
        return "The mean code of each class (cluster, factor value: whatever the colours name), "
               "with its name.";
    }

    std::string refusal(const MapScene& scene) const override {
        return scene.colours.entries.empty()
                   ? "These colours are numbers, not names: colour by class or cluster."
                   : "";
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        const Theme& theme = scene.context.theme;
        if (cloud_ != scene.cloud.version || colours_ != scene.colours_version ||
            map_ != scene.projection.version || !axes_.same_axes(scene.projection))
            measure(scene);
        FontScope font(theme.small);
        std::vector<Rect> taken;
        for (std::size_t i = 0; i < means_.size(); ++i) {
            const MapColours::Entry& entry = scene.colours.entries[std::size_t(means_[i])];
            const ImVec2 at = scene.screen(places_[i]);
            if (!scene.frame.contains(at)) continue;
            draw.AddCircleFilled(at, theme.unit * 1.75f, theme.surface, 24);
            draw.AddCircleFilled(at, theme.unit * 1.35f, entry.colour, 24);
            draw_on_map(theme, draw, free_place(theme, at, entry.name, taken), theme.text,
                        entry.name);
        }
    }

 private:
    void measure(const MapScene& scene) {
        cloud_ = scene.cloud.version;
        colours_ = scene.colours_version;
        map_ = scene.projection.version;
        axes_.axes = scene.projection.axes;
        axes_.x_axis = scene.projection.x_axis;
        axes_.y_axis = scene.projection.y_axis;
        const auto width = std::size_t(scene.cloud.width), count = scene.colours.entries.size();
        std::vector<double> sums(count * width, 0.0);
        std::vector<int> members(count, 0);
        const std::vector<int>& values = scene.colours.values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int value = values[i];
            if (value < 0 || std::size_t(value) >= count || !scene.colours.visible[i] ||
                !has_code(scene.cloud, int(i)))
                continue;
            const float* code = scene.cloud.code(int(i));
            for (std::size_t j = 0; j < width; ++j)
                sums[std::size_t(value) * width + j] += double(code[j]);
            ++members[std::size_t(value)];
        }
        means_.clear();
        std::vector<float> codes;
        for (std::size_t value = 0; value < count; ++value) {
            if (members[value] == 0) continue;
            means_.push_back(int(value));
            for (std::size_t j = 0; j < width; ++j)
                codes.push_back(float(sums[value * width + j] / members[value]));
        }
        places_ = place_codes(codes, scene.cloud, scene.projection);
    }

    // Beside the dot, where no other name is yet.
    static ImVec2 free_place(const Theme& theme, ImVec2 at, const std::string& name,
                             std::vector<Rect>& taken) {
        const ImVec2 size = ImGui::CalcTextSize(name.c_str());
        const float away = theme.unit * 2.25f;
        const ImVec2 places[] = {ImVec2(at.x + away, at.y - size.y / 2),
                                 ImVec2(at.x - away - size.x, at.y - size.y / 2),
                                 ImVec2(at.x - size.x / 2, at.y - away - size.y),
                                 ImVec2(at.x - size.x / 2, at.y + away)};
        ImVec2 best = places[0];
        for (const ImVec2 place : places) {
            const bool free = std::none_of(taken.begin(), taken.end(), [&](const Rect& other) {
                return place.x < other.max.x && place.x + size.x > other.min.x &&
                       place.y < other.max.y && place.y + size.y > other.min.y;
            });
            if (!free) continue;
            best = place;
            break;
        }
        best = ImVec2(std::floor(best.x), std::floor(best.y));
        taken.push_back({best, ImVec2(best.x + size.x, best.y + size.y)});
        return best;
    }

    std::uint64_t cloud_ = 0, colours_ = 0, map_ = 0;
    Projection axes_;
    std::vector<int> means_;  // values of the legend
    std::vector<ImVec2> places_;
};

}  // namespace

std::unique_ptr<MapOverlay> make_class_means_overlay() {
    return std::make_unique<ClassMeansOverlay>();
}

}  // namespace latent::app
