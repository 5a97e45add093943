// The map of codes: every sample of the probe as a point, where the encoder puts it now. Hover
// shows the sample, a click pins it and puts its code under the walk's sliders, and the walk's
// position can be dragged over the map. What lies under and over the points is in overlays.inc.
#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "panels/code_exports.h"
#include "panels/latent_map/choices.h"
#include "panels/latent_map/drawing.h"
#include "panels/latent_map/overlay.h"
#include "panels/latent_map/pointer.h"
#include "panels/latent_map/tools.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/map_legend.h"
#include "widgets/sample_card.h"
#include "widgets/text.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

class LatentMapPanel final : public Panel {
 public:
    const char* id() const override { return "latent_map"; }
    const char* title() const override { return "Latent map"; }

    void draw(PanelContext& context) override {
        const CodeCloud* cloud = context.snapshot.cloud.get();
        if (!cloud || cloud->count <= 0 || cloud->width <= 0) {
            const bool failed = context.snapshot.state == RunState::failed;
            return empty_state(context.theme, failed
                                                  ? "There are no codes to show."
                                                  : "Codes appear here once the data is loaded.");
        }
        follow_data(context.ui.selection,
                    context.snapshot.data ? context.snapshot.data->id : std::string(),
                    cloud->count);
        const LatentStats* stats = context.snapshot.latents.get();
        if (stats && int(stats->dimensions.size()) != cloud->width) stats = nullptr;
        MapCamera& camera = context.ui.view().camera;
        const Projection projection = choose_axes(context, *cloud, stats, camera);

        notes_.clear();
        captions(context, *cloud, stats, projection, camera);
        colour_points(context, *cloud, stats);
        const ImVec2 tools = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos(ImVec2(tools.x, tools.y + word_row_height(context.theme)));
        const MapFrame frame = place(context);
        if (frame.width < 8 || frame.height < 8) return;
        move_points(context, *cloud, projection, camera, frame);

        painter_.look_at(context.snapshot.data.get(), cloud->probe.get());
        ground_.clear();
        MapScene scene{context,          *cloud, stats, projection, points_, colours_,
                       colours_version_, camera, frame, painter_,   ground_, notes_};
        ImGui::SetCursorScreenPos(tools);
        map_tools(scene, overlays_);
        pointer_.act(scene, points_, camera);
        context.ui.map.under = pointer_.under();
        draw_map(scene);
    }

 private:
    // The plane that is shown. Codes of more than two numbers are shown along their principal
    // directions unless the user chose otherwise.
    static Projection choose_axes(PanelContext& context, const CodeCloud& cloud,
                                  const LatentStats* stats, MapCamera& camera) {
        camera.x_axis = std::clamp(camera.x_axis, 0, cloud.width - 1);
        camera.y_axis = cloud.width < 2 ? -1 : std::clamp(camera.y_axis, 0, cloud.width - 1);
        if (!camera.axes_chosen)
            camera.axes = cloud.width > 2 && stats && stats->principal.size() >= 2
                              ? MapAxes::principal
                              : MapAxes::raw;
        // Looking back changes nothing that stays so afterwards.
        if (stats && context.ui.past_step < 0) leave_dead_axes(camera, *stats);
        if (camera.axes != MapAxes::tsne || cloud.width < 2)
            return projection_of(camera, cloud, stats, nullptr);
        context.requests.embed(context.ui.map.embedding);
        auto embedding = context.requests.embedding();
        return projection_of(camera, cloud, stats, std::move(embedding));
    }

    // The caption line: what the colours and the axes are, and of which step.
    void captions(PanelContext& context, const CodeCloud& cloud, const LatentStats* stats,
                  const Projection& projection, MapCamera& camera) {
        const Theme& theme = context.theme;
        CaptionLine line(theme);
        // Of the map with its axes and its legend, without the tools above it.
        const float top = ImGui::GetCursorScreenPos().y + word_row_height(theme);
        const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
        export_codes(context, line,
                     {"latent-map", ImVec2(corner.x, top),
                      ImVec2(corner.x + size.x, corner.y + size.y), nullptr});
        line.text(theme.muted, Words("step ") + grouped(cloud.step));
        if (!camera.fitted &&
            line.button("fit", "Show all codes and follow them again (double-click)"))
            camera.fitted = true;
        axes_.draw(context, line, cloud, stats, projection, camera);
        colour_picker(context, line, cloud, stats, colours_.mode);
    }

    void colour_points(PanelContext& context, const CodeCloud& cloud, const LatentStats* stats) {
        std::string note;
        const std::vector<int>* clusters =
            context.ui.map_colour == "cluster" || colours_.mode == "cluster"
                ? clusters_.clusters(context, note)
                : nullptr;
        if (!note.empty()) notes_.push_back(note);
        const std::string& mode = colours_.mode;
        const bool by_code =
            mode == "error" || mode.rfind("code ", 0) == 0 || mode.rfind("direction ", 0) == 0;
        const std::uint64_t codes = by_code ? cloud.version : 0,
                            grouping = clusters ? clusters_.version() : 0;
        const auto key = std::tie(cloud.probe, cloud.count, codes, grouping,
                                  context.ui.selection.version, context.theme.kind,
                                  context.ui.map_colour, context.ui.hidden_classes, emphasised_);
        if (key == colour_key_) return;
        ColourSources sources;
        sources.stats = stats;
        sources.clusters = clusters;
        sources.selection = &context.ui.selection;
        colours_ =
            map_colours(cloud, context.snapshot.data.get(), context.theme, context.ui.map_colour,
                        context.ui.hidden_classes, emphasised_, sources);
        colour_key_ = key;
        ++colours_version_;
    }

    // Draws the legend and leaves the rest of the panel to the map.
    MapFrame place(PanelContext& context) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        FontScope font(theme.small);
        const float text = ImGui::GetFontSize(),
                    labels = ImGui::CalcTextSize("-0.00").x + theme.unit * 2;
        const float legend = map_legend_height(theme, colours_, room.x);
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + room.y - legend));
        emphasised_ = map_legend(theme, colours_, room.x, context.ui.hidden_classes);
        const float below = legend + (legend > 0 ? theme.unit * 2 : 0) + text + theme.unit;
        return {std::floor(at.x + labels), std::floor(at.y + theme.unit),
                std::floor(room.x - labels), std::floor(room.y - below - theme.unit)};
    }

    // The points to where this look has them, and the view after them. Other axes are another
    // picture: the view is fitted to them at once, and the points set out from where they stood.
    void move_points(PanelContext& context, const CodeCloud& cloud, const Projection& projection,
                     MapCamera& camera, const MapFrame& frame) {
        const double passed = std::clamp(context.now - last_frame_, 0.0, 0.25);
        last_frame_ = context.now;
        const bool turns =
            points_.update(cloud, projection, frame.height / frame.width, context.now);
        const Followed shown{context.ui.shown, projection.axes, projection.x_axis,
                             projection.y_axis};
        const bool same_run = std::get<0>(shown) == std::get<0>(followed_);
        const bool is_new = shown != followed_;
        followed_ = shown;
        if (is_new && same_run) {
            const MapCamera goal = fitted_camera(points_.bounds(), frame);
            if (turns) points_.start_from(camera, goal);
            camera.centre_x = goal.centre_x;
            camera.centre_y = goal.centre_y;
            camera.units_per_pixel = goal.units_per_pixel;
            camera.fitted = true;
        }
        if (points_.gliding()) context.requests.redraw_within(1.0 / 60);
        if (!camera.fitted) return;
        const MapCamera goal = fitted_camera(points_.bounds(), frame);
        if (follow(camera, goal, frame, is_new ? 1e3 : passed))
            context.requests.redraw_within(1.0 / 60);
    }

    void draw_map(MapScene& scene) {
        PanelContext& context = scene.context;
        const MapFrame& frame = scene.frame;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const auto is_shown = [&](MapOverlay& overlay) {
            return context.ui.map.overlays.count(overlay.id()) > 0;
        };
        for (const auto& overlay : overlays_) {
            overlay->watch(scene);
            if (!is_shown(*overlay)) continue;
            const std::string why = overlay->refusal(scene);
            if (why.empty())
                overlay->prepare(scene);
            else
                notes_.push_back(why);
        }
        const MapTicks ticks = ticks_of(scene);
        draw_points(scene, ticks, draw);
        draw_ticks(scene, ticks, draw);
        draw.PushClipRect(ImVec2(frame.left, frame.top),
                          ImVec2(frame.left + frame.width, frame.top + frame.height), true);
        for (const auto& overlay : overlays_)
            if (is_shown(*overlay) && overlay->refusal(scene).empty()) overlay->draw(scene, draw);
        marks_.draw(scene, draw);
        // Whoever points at a sample does so in every frame.
        draw_pins(scene, pointer_, std::exchange(context.ui.map.pointed, -1), draw);
        pointer_.draw_line(scene, draw);
        draw_notes(scene, draw);
        draw.PopClipRect();
        if (scene.wants_embedding())
            embedding_figures(context,
                              ImVec2(frame.left, frame.top + frame.height + context.theme.unit / 2),
                              frame.width);
        if (pointer_.shows_card())
            sample_card(context.theme, context.textures, painter_, scene.cloud,
                        context.snapshot.data.get(), pointer_.under(),
                        scene.screen(pointer_.under()));
    }

    static void draw_notes(const MapScene& scene, ImDrawList& draw) {
        const Theme& theme = scene.context.theme;
        FontScope font(theme.small);
        float y = scene.frame.top + theme.unit * 1.5f;
        if (scene.projection.y_axis < 0) y += ImGui::GetFontSize() + theme.unit;
        for (const std::string& note : scene.notes) {
            const Words text = fitted(note, scene.frame.width - theme.unit * 4);
            const ImVec2 at(scene.frame.left + theme.unit * 2, y);
            draw.AddRectFilled(ImVec2(at.x - theme.unit, at.y - theme.unit / 2),
                               ImVec2(at.x + ImGui::CalcTextSize(text.c_str()).x + theme.unit,
                                      at.y + ImGui::GetFontSize() + theme.unit / 2),
                               theme.surface, theme.unit / 2);
            draw_text(draw, at, theme.text, text);
            y += ImGui::GetFontSize() + theme.unit;
        }
    }

    // All that the colours depend on: samples, how many, versions of codes, clusters and selection,
    // theme, mode, hidden classes, the value under the mouse in the legend.
    using ColourKey = std::tuple<std::shared_ptr<const Probe>, int, std::uint64_t, std::uint64_t,
                                 std::uint64_t, ThemeKind, std::string, std::set<int>, int>;
    using Followed = std::tuple<RunId, MapAxes, int, int>;  // run and axes of the last frame

    ColourKey colour_key_;
    MapColours colours_;
    std::uint64_t colours_version_ = 0;
    int emphasised_ = -1;  // value under the mouse in the legend
    ClusterAsker clusters_;

    AxesPicker axes_;
    MapPoints points_;
    MapPointer pointer_;
    OtherMarks marks_;
    SamplePainter painter_;
    std::vector<std::unique_ptr<MapOverlay>> overlays_ = make_map_overlays();
    std::vector<GroundPicture> ground_;
    std::vector<std::string> notes_;
    double last_frame_ = 0;
    Followed followed_{RunId::none, MapAxes::raw, -2, -2};
};

}  // namespace

std::unique_ptr<Panel> make_latent_map_panel() { return std::make_unique<LatentMapPanel>(); }

}  // namespace latent::app
