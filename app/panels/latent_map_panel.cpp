// The map of codes: every sample of the probe as a point, where the encoder puts it now. Hover
// shows the sample, a click pins it and puts its code under the walk's sliders, and the walk's
// position can be dragged over the map.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "panels/panel.h"
#include "state/pin.h"
#include "widgets/axis.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/map_camera.h"
#include "widgets/map_colours.h"
#include "widgets/map_legend.h"
#include "widgets/map_points.h"
#include "widgets/sample_card.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr double kHitTestEvery = 0.05;  // seconds
constexpr double kCardAfter = 0.125;
constexpr int kFewAxes = 12;

std::string axis_name(int axis) { return axis < 0 ? "spread" : "z" + std::to_string(axis + 1); }

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
        MapCamera& camera = context.ui.view().camera;
        camera.x_axis = std::clamp(camera.x_axis, 0, cloud->width - 1);
        camera.y_axis = cloud->width < 2 ? -1 : std::clamp(camera.y_axis, 0, cloud->width - 1);
        const LatentStats* stats = context.snapshot.latents.get();
        if (stats && int(stats->dimensions.size()) == cloud->width) leave_dead_axes(camera, *stats);

        choices(context, *cloud, camera);
        colour_points(context, *cloud);
        const MapFrame frame = place(context);
        if (frame.width < 8 || frame.height < 8) return;
        points_.update(*cloud, camera.x_axis, camera.y_axis, frame.height / frame.width,
                       context.now);
        if (points_.gliding()) context.requests.redraw_within(1.0 / 60);
        follow_cloud(context, camera, frame);
        interact(context, *cloud, camera, frame);
        draw_map(context, *cloud, camera, frame);
    }

 private:
    // The caption line: what the colours and the axes are, and of which step.
    void choices(PanelContext& context, const CodeCloud& cloud, MapCamera& camera) {
        const Theme& theme = context.theme;
        const std::vector<ColourMode> modes = colour_modes(cloud, context.snapshot.data.get());
        CaptionLine line(theme);
        line.text(theme.muted, "step " + grouped(cloud.step));
        if (!camera.fitted &&
            line.button("fit", "Show all codes and follow them again (double-click)"))
            camera.fitted = true;
        if (cloud.width > 1) {
            const LatentStats* stats = context.snapshot.latents.get();
            for (auto [name, axis] :
                 {std::pair("y", &camera.y_axis), std::pair("x", &camera.x_axis)})
                if (axis_choice(line, name, cloud.width, stats, *axis)) camera.axes_chosen = true;
        }
        if (modes.size() < 2) return;
        if (line.button(("colour: " + colours_.mode + "###colour").c_str(),
                        "What the colour of a point says"))
            ImGui::OpenPopup("colours");
        place_popup_below_item();
        if (ImGui::BeginPopup("colours")) {
            for (const ColourMode& mode : modes) {
                if (!ImGui::Selectable(mode.label.c_str(), mode.id == colours_.mode)) continue;
                context.ui.map_colour = mode.id;
                context.ui.hidden_classes.clear();
            }
            ImGui::EndPopup();
        }
    }

    static void place_popup_below_item() {
        ImGui::SetNextWindowPos(ImVec2(ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y));
    }

    // Wide codes list first what spreads most: among thousands that is what there is to see.
    // True when an axis was chosen.
    bool axis_choice(CaptionLine& line, const std::string& name, int width,
                     const LatentStats* stats, int& axis) {
        if (line.button((name + ": " + axis_name(axis) + "###" + name).c_str(),
                        "The dimension of the code along this axis")) {
            axes_.resize(std::size_t(width));
            std::iota(axes_.begin(), axes_.end(), 0);
            if (width > kFewAxes && stats && int(stats->dimensions.size()) == width)
                std::stable_sort(axes_.begin(), axes_.end(), [&](int a, int b) {
                    return stats->dimensions[std::size_t(a)].deviation >
                           stats->dimensions[std::size_t(b)].deviation;
                });
            ImGui::OpenPopup(name.c_str());
        }
        place_popup_below_item();
        if (!ImGui::BeginPopup(name.c_str())) return false;
        bool chosen = false;
        ImGuiListClipper visible;
        visible.Begin(int(axes_.size()));
        while (visible.Step())
            for (int row = visible.DisplayStart; row < visible.DisplayEnd; ++row) {
                const int d = axes_[std::size_t(row)];
                if (d >= width || !ImGui::Selectable(axis_name(d).c_str(), d == axis)) continue;
                axis = d;
                chosen = true;
            }
        ImGui::EndPopup();
        return chosen;
    }

    void colour_points(PanelContext& context, const CodeCloud& cloud) {
        const bool by_error = colours_.mode == "error";
        const ColourKey key{cloud.probe.get(),  cloud.count,           by_error ? cloud.version : 0,
                            context.theme.kind, context.ui.map_colour, context.ui.hidden_classes,
                            emphasised_};
        if (key == colour_key_) return;
        colours_ = map_colours(cloud, context.snapshot.data.get(), context.theme,
                               context.ui.map_colour, context.ui.hidden_classes, emphasised_);
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

    void follow_cloud(PanelContext& context, MapCamera& camera, const MapFrame& frame) {
        const double passed = std::clamp(context.now - last_frame_, 0.0, 0.25);
        last_frame_ = context.now;
        const std::tuple<RunId, int, int> shown{context.ui.shown, camera.x_axis, camera.y_axis};
        const bool is_new = shown != followed_;
        followed_ = shown;
        if (!camera.fitted) return;
        const MapCamera goal = fitted_camera(points_.bounds(), frame);
        if (follow(camera, goal, frame, is_new ? 1e3 : passed))
            context.requests.redraw_within(1.0 / 60);
    }

    void interact(PanelContext& context, const CodeCloud& cloud, MapCamera& camera,
                  const MapFrame& frame) {
        ImGui::SetCursorScreenPos(ImVec2(frame.left, frame.top));
        ImGui::InvisibleButton("map", ImVec2(frame.width, frame.height));
        const ImGuiIO& io = ImGui::GetIO();
        const bool over = ImGui::IsItemHovered();
        WalkState& walk = context.ui.view().walk;

        if (ImGui::IsItemActivated()) {
            travelled_ = 0;
            carries_marker_ =
                has_marker(cloud, camera, walk) &&
                near(marker(cloud, camera, frame, walk), io.MousePos, context.theme.hit_radius);
        }
        if (ImGui::IsItemActive()) {
            travelled_ += std::fabs(io.MouseDelta.x) + std::fabs(io.MouseDelta.y);
            if (travelled_ > context.theme.unit) {
                if (carries_marker_)
                    carry(camera, frame, io.MousePos, walk);
                else
                    pan(camera, io.MouseDelta);
            }
        }
        if (over && io.MouseWheel != 0)
            zoom_at(camera, frame, io.MousePos, std::pow(1.2f, io.MouseWheel));
        hover(context, cloud, camera, frame,
              over && !(ImGui::IsItemActive() && travelled_ > context.theme.unit));
        if (ImGui::IsItemDeactivated() && travelled_ <= context.theme.unit && under_ >= 0 && over)
            pin_sample(context.ui, cloud, under_);
        if (over && ImGui::IsMouseDoubleClicked(0)) camera.fitted = true;
    }

    static bool near(ImVec2 a, ImVec2 b, float radius) {
        return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= radius * radius;
    }

    static bool has_marker(const CodeCloud& cloud, const MapCamera& camera, const WalkState& walk) {
        return int(walk.z.size()) == cloud.width && camera.x_axis < cloud.width &&
               camera.y_axis < cloud.width;
    }
    // An untouched walk is at its sample, wherever that is shown just now.
    ImVec2 marker(const CodeCloud& cloud, const MapCamera& camera, const MapFrame& frame,
                  const WalkState& walk) const {
        if (!walk.touched && walk.sample >= 0 && walk.sample < cloud.count)
            return screen_of(walk.sample, camera, frame);
        const float y = camera.y_axis < 0 ? 0 : walk.z[std::size_t(camera.y_axis)];
        return to_screen(camera, frame, walk.z[std::size_t(camera.x_axis)], y);
    }

    // The walk goes where the marker is dragged; the dimensions that are not on the map stay.
    static void carry(const MapCamera& camera, const MapFrame& frame, ImVec2 mouse,
                      WalkState& walk) {
        const ImVec2 code = to_code(camera, frame, mouse);
        walk.z[std::size_t(camera.x_axis)] = code.x;
        if (camera.y_axis >= 0) walk.z[std::size_t(camera.y_axis)] = code.y;
        walk.touched = true;
    }

    // Which sample is under the mouse, and since when.
    void hover(PanelContext& context, const CodeCloud& cloud, const MapCamera& camera,
               const MapFrame& frame, bool over) {
        if (!over) {
            under_ = -1;
            card_is_open_ = false;
            return;
        }
        const double since = context.now - tested_at_;
        if (since >= kHitTestEvery || under_ >= cloud.count) {
            const ImVec2 code = to_code(camera, frame, ImGui::GetIO().MousePos);
            const float radius = context.theme.hit_radius * camera.units_per_pixel;
            const int found = points_.nearest(code, radius, colours_.visible, colours_version_);
            if (found != under_) under_since_ = context.now;
            under_ = found;
            tested_at_ = context.now;
        } else {
            context.requests.redraw_within(kHitTestEvery - since);
        }
        if (under_ < 0)
            card_is_open_ = false;
        else if (context.now - under_since_ >= kCardAfter)
            card_is_open_ = true;  // and from point to point it stays
        else if (!card_is_open_)
            context.requests.redraw_within(kCardAfter - (context.now - under_since_));
    }

    void draw_map(PanelContext& context, const CodeCloud& cloud, const MapCamera& camera,
                  const MapFrame& frame) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImVec2 corner(frame.left, frame.top),
            end(frame.left + frame.width, frame.top + frame.height);
        const ImVec2 low = to_code(camera, frame, ImVec2(corner.x, end.y)),
                     high = to_code(camera, frame, ImVec2(end.x, corner.y));
        const Ticks across = linear_ticks(low.x, high.x, int(frame.width / (theme.unit * 26)));
        const Ticks up = linear_ticks(low.y, high.y, int(frame.height / (theme.unit * 22)));

        const float device = std::max(1.0f, ImGui::GetIO().DisplayFramebufferScale.x);
        PointsView view;
        view.count = cloud.count;
        view.points = points_.shown().data();
        view.points_version = points_.version();
        view.centre_x = camera.centre_x;
        view.centre_y = camera.centre_y;
        view.units_per_pixel = camera.units_per_pixel / device;
        view.width = int(frame.width * device);
        view.height = int(frame.height * device);
        view.point_size = point_size(cloud.count, frame) * theme.scale * device;
        view.colours = colours_.points.data();
        view.colours_version = colours_version_;
        view.background = theme.surface;
        view.rim =
            theme.kind == ThemeKind::paper ? IM_COL32(20, 22, 26, 70) : IM_COL32(10, 11, 13, 100);
        for (double value : across.values) view.grid_x.push_back(float(value));
        if (camera.y_axis >= 0)
            for (double value : up.values) view.grid_y.push_back(float(value));
        view.grid = blend(theme.surface, theme.hairline, 0.45f);
        view.zero = theme.hairline;
        if (const Picture picture = context.canvas.draw(view))
            draw.AddImage(picture.texture, corner, end, picture.uv0, picture.uv1);
        else
            draw.AddRectFilled(corner, end, theme.surface);

        draw_ticks(theme, draw, camera, frame, across, up);
        draw.PushClipRect(corner, end, true);
        draw_marks(context, draw, cloud, camera, frame);
        draw.PopClipRect();
        if (!card_is_open_ || under_ < 0) return;
        painter_.look_at(context.snapshot.data.get(), cloud.probe.get());
        sample_card(theme, context.textures, painter_, cloud, context.snapshot.data.get(), under_,
                    screen_of(under_, camera, frame));
    }

    static ImU32 blend(ImU32 a, ImU32 b, float t) {
        const ImVec4 from = ImGui::ColorConvertU32ToFloat4(a),
                     to = ImGui::ColorConvertU32ToFloat4(b);
        return ImGui::ColorConvertFloat4ToU32(ImVec4(from.x + (to.x - from.x) * t,
                                                     from.y + (to.y - from.y) * t,
                                                     from.z + (to.z - from.z) * t, 1));
    }

    // Fewer points are drawn larger; many shrink until they leave room for each other.
    static float point_size(int count, const MapFrame& frame) {
        const float room = std::sqrt(frame.width * frame.height / float(std::max(1, count)));
        return std::clamp(room * 0.5f, 1.0f, 7.0f);
    }

    ImVec2 screen_of(int sample, const MapCamera& camera, const MapFrame& frame) const {
        const ImVec2 code = points_.at(sample);
        return to_screen(camera, frame, code.x, code.y);
    }

    static void draw_ticks(const Theme& theme, ImDrawList& draw, const MapCamera& camera,
                           const MapFrame& frame, const Ticks& across, const Ticks& up) {
        FontScope font(theme.small);
        const float text = ImGui::GetFontSize(), bottom = frame.top + frame.height,
                    right = frame.left + frame.width;
        const std::string x_name = axis_name(camera.x_axis), y_name = axis_name(camera.y_axis);
        const float name = ImGui::CalcTextSize(x_name.c_str()).x;
        draw_text(draw, ImVec2(right - name, bottom + theme.unit / 2), theme.text, x_name);
        for (double value : across.values) {
            const std::string label = tick_text(value, across.step);
            const float x = to_screen(camera, frame, float(value), 0).x,
                        half = tabular_width(label) / 2;
            if (x - half < frame.left || x + half > right - name - theme.unit * 2) continue;
            draw_tabular(draw, ImVec2(x - half, bottom + theme.unit / 2), theme.muted, label);
        }
        if (camera.y_axis < 0) {
            draw_text(draw, ImVec2(frame.left + theme.unit, frame.top + theme.unit), theme.muted,
                      "One dimension: up and down is by chance, to tell the points apart.",
                      frame.width - theme.unit * 2);
            return;
        }
        const float edge = frame.left - theme.unit * 1.5f;
        draw_text(draw, ImVec2(edge - ImGui::CalcTextSize(y_name.c_str()).x, frame.top), theme.text,
                  y_name);
        for (double value : up.values) {
            const float y = to_screen(camera, frame, 0, float(value)).y;
            if (y - text / 2 < frame.top + text || y + text / 2 > bottom) continue;
            draw_tabular_right(draw, ImVec2(edge, y - text / 2), theme.muted,
                               tick_text(value, up.step));
        }
    }

    // The rings of the hovered and the pinned sample, and where the walk is.
    void draw_marks(const PanelContext& context, ImDrawList& draw, const CodeCloud& cloud,
                    const MapCamera& camera, const MapFrame& frame) const {
        const Theme& theme = context.theme;
        const float line = std::max(1.0f, theme.scale);
        const auto ring = [&](ImVec2 at, float radius, float width, ImU32 colour) {
            draw.AddCircle(at, radius, theme.surface, 32, width + 2 * line);
            draw.AddCircle(at, radius, colour, 32, width);
        };
        const int pinned = context.ui.pinned;
        if (under_ >= 0 && under_ < cloud.count && under_ != pinned)
            ring(screen_of(under_, camera, frame), theme.unit * 1.5f, 1.5f * line, theme.text);
        if (pinned >= 0 && pinned < cloud.count)
            ring(screen_of(pinned, camera, frame), theme.unit * 2, 2 * line, theme.text);
        const auto view = context.ui.views.find(context.ui.shown);
        if (view == context.ui.views.end() || !has_marker(cloud, camera, view->second.walk)) return;
        // The handle of the sliders, put on the map.
        const ImVec2 at = marker(cloud, camera, frame, view->second.walk);
        draw.AddCircleFilled(at, theme.unit * 1.5f + 2 * line, theme.surface, 32);
        draw.AddCircleFilled(at, theme.unit * 1.5f, theme.text, 32);
        draw.AddCircleFilled(at, theme.unit * 0.5f, theme.surface, 16);
    }

    struct ColourKey {
        const Probe* probe = nullptr;
        int count = -1;
        std::uint64_t errors = 0;
        ThemeKind theme = ThemeKind::paper;
        std::string mode;
        std::set<int> hidden;
        int emphasised = -1;
        bool operator==(const ColourKey& o) const {
            return std::tie(probe, count, errors, theme, mode, hidden, emphasised) ==
                   std::tie(o.probe, o.count, o.errors, o.theme, o.mode, o.hidden, o.emphasised);
        }
    };

    ColourKey colour_key_;
    MapColours colours_;
    std::uint64_t colours_version_ = 0;
    int emphasised_ = -1;  // value under the mouse in the legend

    std::vector<int> axes_;  // as the open list of axes shows them
    MapPoints points_;
    SamplePainter painter_;
    bool card_is_open_ = false;
    int under_ = -1;  // sample under the mouse
    double under_since_ = 0, tested_at_ = -1, last_frame_ = 0;

    std::tuple<RunId, int, int> followed_{RunId::none, -2, -2};  // run and axes of the last frame
    float travelled_ = 0;          // pixels since the button went down
    bool carries_marker_ = false;  // the press began on the walk's marker
};

}  // namespace

std::unique_ptr<Panel> make_latent_map_panel() { return std::make_unique<LatentMapPanel>(); }

}  // namespace latent::app
