// Where the decoder stretches the map: sqrt(det G) of the pullback metric G = J^T J in the map's
// plane as heat, and ellipses of steps that change the output equally, { v : v^T G v = c }.
#include <algorithm>
#include <cmath>

#include "panels/latent_map/grid_question.h"
#include "panels/latent_map/overlay.h"
#include "widgets/format.h"
#include "widgets/map_shapes.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kCells = 150;
constexpr double kStretchEvery = 0.5;
constexpr float kHeat = 0.7f;

class StretchOverlay final : public MapOverlay {
 public:
    const char* id() const override { return "stretch"; }
    const char* sentence() const override {
        return "How much the output changes for a step on the map. Bright: much. Each ellipse "
               "holds "
               "the steps that change the output equally: it is short in the direction in which "
               "the output changes most.";
    }
    const char* source() const override {
        return "Arvanitidis, Hansen & Hauberg 2018, arXiv 1710.11379";
    }

    std::string refusal(const MapScene& scene) const override {
        return needs_plane(scene, "stretch");
    }

    void prepare(MapScene& scene) override {
        PanelContext& context = scene.context;
        const CodeGrid grid = grid_over(scene, kCells, context.theme.unit * 11);
        if (question_.due(context, grid, scene.cloud.version)) {
            const auto view = context.ui.views.find(context.ui.shown);
            const int sample = view == context.ui.views.end() ? -1 : view->second.walk.sample;
            question_.ask(
                context, grid, scene.cloud.version,
                Stretch{codes_of(scene, grid), scene.projection.directions(scene.cloud.width),
                        beside_.of(scene.cloud, sample)});
        }
        shown_ = question_.shown(context, grid);
        if (!shown_.answer) return;
        if (!shown_.answer->problem.empty())
            return scene.notes.push_back("Stretch: " + shown_.answer->problem);
        if (shown_.answer->stretch.size() < std::size_t(shown_.grid.count()) * 3) return;
        if (shown_.answer != measured_ || theme_ != context.theme.kind) measure(context.theme);
        GroundPicture ground;
        ground.picture = context.textures.computed("map.stretch", version_, shown_.grid.columns,
                                                   shown_.grid.rows, heat_.data());
        ground.left = float(shown_.grid.left) * shown_.grid.width;
        ground.bottom = float(shown_.grid.bottom) * shown_.grid.height;
        ground.right = ground.left + float(shown_.grid.columns) * shown_.grid.width;
        ground.top = ground.bottom + float(shown_.grid.rows) * shown_.grid.height;
        ground.opacity = kHeat;
        ground.smooth = true;
        ground.version = version_;
        scene.ground.push_back(ground);
    }

    void draw(const MapScene& scene, ImDrawList& draw) override {
        if (!shown_.answer || shown_.answer != measured_) return;
        const Theme& theme = scene.context.theme;
        const float cell = shown_.grid.width / scene.camera.units_per_pixel;
        for (int i = 0; i < shown_.grid.count(); ++i) {
            const float* g = shown_.answer->stretch.data() + std::size_t(i) * 3;
            if (!std::isfinite(g[0] + g[1] + g[2])) continue;
            const Axes2 axes = eigen_axes(g[0], g[1], g[2]);
            const auto half = [&](float eigenvalue) {
                const float length = usual_ / std::sqrt(std::max(eigenvalue, 1e-20f));
                return std::min(length, 1.0f) * cell * 0.46f;
            };
            // On the screen y points down.
            const auto line = ellipse(scene.screen(shown_.grid.middle(i)),
                                      ImVec2(axes.direction.x, -axes.direction.y), half(axes.major),
                                      half(axes.minor), 24);
            draw.AddPolyline(line.data(), int(line.size()),
                             (theme.text & ~IM_COL32_A_MASK) | (ImU32(170) << IM_COL32_A_SHIFT),
                             ImDrawFlags_Closed, std::max(1.0f, theme.scale));
        }
        legend(scene, draw);
    }

 private:
    // The heat of the newest answer, on a logarithmic scale between its ends without the outermost
    // two per cent, and the length of an ellipse that half of the cells have room for.
    void measure(const Theme& theme) {
        measured_ = shown_.answer;
        theme_ = theme.kind;
        const int count = shown_.grid.count();
        std::vector<float> heat, slowest;
        for (int i = 0; i < count; ++i) {
            const float* g = measured_->stretch.data() + std::size_t(i) * 3;
            const float det = g[0] * g[2] - g[1] * g[1];
            heat.push_back(std::log(std::sqrt(std::max(det, 1e-30f))));
            slowest.push_back(std::sqrt(std::max(eigen_axes(g[0], g[1], g[2]).minor, 0.0f)));
        }
        std::vector<float> sorted = heat;
        std::sort(sorted.begin(), sorted.end());
        low_ = sorted[sorted.size() / 50];
        high_ = sorted[sorted.size() - 1 - sorted.size() / 50];
        std::nth_element(slowest.begin(), slowest.begin() + count / 2, slowest.end());
        usual_ = std::max(slowest[std::size_t(count / 2)], 1e-10f);
        heat_.assign(std::size_t(count) * 4, 255);
        const float span = std::max(high_ - low_, 1e-6f);
        for (int i = 0; i < count; ++i) {
            // Rows count upwards, pixels downwards.
            const int row = shown_.grid.rows - 1 - i / shown_.grid.columns;
            const auto to = std::size_t(row * shown_.grid.columns + i % shown_.grid.columns) * 4;
            const ImU32 colour = theme.sequential((heat[std::size_t(i)] - low_) / span);
            heat_[to] = std::uint8_t(colour >> IM_COL32_R_SHIFT);
            heat_[to + 1] = std::uint8_t(colour >> IM_COL32_G_SHIFT);
            heat_[to + 2] = std::uint8_t(colour >> IM_COL32_B_SHIFT);
        }
        ++version_;
    }

    void legend(const MapScene& scene, ImDrawList& draw) const {
        const Theme& theme = scene.context.theme;
        FontScope font(theme.small);
        const std::string low = "stretch " + significant(std::exp(double(low_)), 2),
                          high = significant(std::exp(double(high_)), 2);
        const float text = ImGui::GetFontSize(), bar = theme.unit * 18, u = theme.unit,
                    first = ImGui::CalcTextSize(low.c_str()).x,
                    last = ImGui::CalcTextSize(high.c_str()).x;
        const ImVec2 end(scene.frame.left + scene.frame.width - u * 2,
                         scene.frame.top + scene.frame.height - u * 2);
        const ImVec2 at(end.x - first - last - bar - u * 4, end.y - text);
        draw.AddRectFilled(ImVec2(at.x - u, at.y - u / 2), ImVec2(end.x + u, end.y + u / 2),
                           theme.surface, u / 2);
        draw.AddText(at, theme.text, low.c_str());
        constexpr int kParts = 24;
        for (int part = 0; part < kParts; ++part) {
            const float x = at.x + first + u * 2;
            draw.AddRectFilled(ImVec2(x + bar * float(part) / kParts, at.y + text * 0.2f),
                               ImVec2(x + bar * float(part + 1) / kParts, at.y + text * 0.9f),
                               theme.sequential((float(part) + 0.5f) / kParts));
        }
        draw.AddText(ImVec2(end.x - last, at.y), theme.text, high.c_str());
    }

    GridQuestion question_{"stretch", kStretchEvery};
    BesideSample beside_;
    GridQuestion::Shown shown_;
    std::shared_ptr<const Answer> measured_;
    ThemeKind theme_ = ThemeKind::paper;
    std::vector<std::uint8_t> heat_;  // [rows, columns, 4]
    float low_ = 0, high_ = 1, usual_ = 1;
    std::uint64_t version_ = 0;
};

}  // namespace

std::unique_ptr<MapOverlay> make_stretch_overlay() { return std::make_unique<StretchOverlay>(); }

}  // namespace latent::app
