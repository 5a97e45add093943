#include "panels/compare/columns/column_look.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "panels/latent_map/scene.h"
#include "state/own_version.h"
#include "widgets/map_colours.h"
#include "widgets/map_projection.h"
#include "widgets/map_shapes.h"

namespace latent::app {
namespace {

constexpr int kMostPoints = 1000;  // of a small map
constexpr float kBand = 0.3f;      // of the map's height, up and down

const LatentStats* stats_of(const Snapshot& snapshot) {
    const LatentStats* stats = snapshot.latents.get();
    return stats && snapshot.cloud && int(stats->dimensions.size()) == snapshot.cloud->width
               ? stats
               : nullptr;
}

}  // namespace

MapPlaces own_places(const CodeCloud& cloud, const LatentStats* stats, const MapCamera& chosen,
                     float band) {
    MapCamera camera;
    const bool taken = chosen.axes_chosen && chosen.axes != MapAxes::tsne;
    if (taken)
        camera = chosen;
    else if (cloud.width > 2 && stats && stats->principal.size() >= 2)
        camera.axes = MapAxes::principal;
    const Projection projection = projection_of(camera, cloud, stats, nullptr);
    MapPlaces found;
    found.plane = projection.plane();
    found.places = map_points(cloud, projection, 1);
    if (found.plane) return found;
    const Bounds box = bounds_of(found.places);
    for (std::size_t i = 1; i < found.places.size(); i += 2)
        found.places[i] *= (box.right - box.left) * band;
    return found;
}

std::vector<float> laid_over(const MapPlaces& own, const MapPlaces& reference) {
    if (own.places.size() != reference.places.size() || own.places.empty()) return own.places;
    if (own.plane && reference.plane) return aligned(own.places, reference.places, own.places);
    // Which of the two ends is left.
    double x = 0, to = 0, product = 0, count = 0;
    for (std::size_t i = 0; i < own.places.size(); i += 2) {
        const double a = double(own.places[i]), b = double(reference.places[i]);
        if (!std::isfinite(a) || !std::isfinite(b)) continue;
        x += a;
        to += b;
        product += a * b;
        ++count;
    }
    std::vector<float> places = own.places;
    if (count > 0 && product - x * to / count < 0)
        for (std::size_t i = 0; i < places.size(); i += 2) places[i] = -places[i];
    return places;
}

bool ColumnLook::Style::operator==(const Style& o) const {
    const auto key = [](const Style& s) {
        return std::tie(s.theme, s.mode, s.hidden, s.selection, s.axes.axes_chosen, s.axes.axes,
                        s.axes.x_axis, s.axes.y_axis, s.axes.x_direction, s.axes.y_direction);
    };
    return key(*this) == key(o);
}

ColumnLook::Style ColumnLook::style_of(const PanelContext& context) {
    Style style;
    style.theme = context.theme.kind;
    style.mode = context.ui.map_colour;
    style.hidden = context.ui.hidden_classes;
    style.selection = context.ui.selection.version;
    const auto view = context.ui.views.find(context.ui.shown);
    if (view != context.ui.views.end() && view->second.camera.axes_chosen)
        style.axes = view->second.camera;
    return style;
}

bool ColumnLook::is_current(const PanelContext& context, const Snapshot& snapshot, RunId reference,
                            float aspect) const {
    return snapshot_ && snapshot_->cloud == snapshot.cloud &&
           snapshot_->reconstructions == snapshot.reconstructions &&
           snapshot_->latents == snapshot.latents && reference_ == reference &&
           std::fabs(aspect_ - aspect) < 0.02f && style_ == style_of(context);
}

void ColumnLook::take(const PanelContext& context, RunId run,
                      std::shared_ptr<const Snapshot> snapshot, RunId reference_run,
                      const Snapshot& reference_look, const MapPlaces& reference, float aspect) {
    snapshot_ = std::move(snapshot);
    style_ = style_of(context);
    reference_ = reference_run;
    laid_over_ = reference_look.cloud ? reference_look.cloud->version : 0;
    aspect_ = aspect;
    few_.clear();
    points_.clear();
    inks_.clear();
    places_.clear();
    version_ = own_version();
    const CodeCloud* cloud = snapshot_->cloud.get();
    if (!cloud || cloud->count <= 0 || cloud->width <= 0) return;

    const LatentStats* stats = stats_of(*snapshot_);
    places_ = laid_over(own_places(*cloud, stats, style_.axes, aspect * kBand), reference);
    bounds_ = bounds_of(places_);
    ColourSources sources;
    sources.stats = stats;
    sources.selection = &context.ui.selection;
    const MapColours colours = map_colours(*cloud, snapshot_->data.get(), context.theme,
                                           style_.mode, style_.hidden, -1, sources);
    faint_ = colours.faint;
    for (int i = 0; i < cloud->count; ++i) {
        const auto at = std::size_t(i) * 2;
        if (!colours.visible[std::size_t(i)] || !is_among(i, cloud->count, kMostPoints) ||
            !std::isfinite(places_[at]) || !std::isfinite(places_[at + 1]))
            continue;
        few_.push_back(i);
        points_.push_back(places_[at]);
        points_.push_back(places_[at + 1]);
        inks_.push_back(colours.points[std::size_t(i)]);
    }
    const Reconstructions* made = snapshot_->reconstructions.get();
    if (!made || !cloud->probe) return;
    differences_.look_at(context.theme,
                         "column " + std::to_string(std::int64_t(run)) + " difference",
                         cloud->probe->images, *made);
}

void ColumnLook::draw_map(PanelContext& context, RunId run, const MapFrame& frame,
                          ImDrawList& draw) const {
    const Theme& theme = context.theme;
    const ImVec2 corner(frame.left, frame.top),
        end(frame.left + frame.width, frame.top + frame.height);
    const float device = std::max(1.0f, ImGui::GetIO().DisplayFramebufferScale.x);
    const MapCamera camera = fitted_camera(bounds_, frame);
    PointsView view;
    view.canvas = std::uint64_t(run);
    view.count = int(few_.size());
    view.points = points_.data();
    view.points_version = version_;
    view.colours = inks_.data();
    view.colours_version = version_;
    view.faint_first = faint_;
    view.centre_x = camera.centre_x;
    view.centre_y = camera.centre_y;
    view.units_per_pixel = camera.units_per_pixel / device;
    view.width = int(frame.width * device);
    view.height = int(frame.height * device);
    const float room = std::sqrt(frame.width * frame.height / float(std::max(1, view.count)));
    view.point_size = std::clamp(room * 0.45f, 2.0f, 5.0f * theme.scale) * device;
    view.background = theme.surface;
    view.rim = 0;
    Picture picture;
    if (!few_.empty()) picture = context.canvas.draw(view);
    if (picture)
        draw.AddImage(picture.texture, corner, end, picture.uv0, picture.uv1);
    else
        draw.AddRectFilled(corner, end, theme.surface);
}

ImVec2 ColumnLook::screen(const MapFrame& frame, int sample) const {
    const auto at = std::size_t(sample) * 2;
    if (sample < 0 || at + 1 >= places_.size()) return ImVec2(NAN, NAN);
    return to_screen(fitted_camera(bounds_, frame), frame, places_[at], places_[at + 1]);
}

void ColumnLook::mark(const PanelContext& context, const MapFrame& frame, int sample, ImU32 colour,
                      ImDrawList& draw) const {
    const ImVec2 at = screen(frame, sample);
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
    const Theme& theme = context.theme;
    const float line = std::max(1.0f, theme.scale);
    draw.AddCircle(at, theme.unit * 1.25f, theme.surface, 24, 4 * line);
    draw.AddCircle(at, theme.unit * 1.25f, colour, 24, 2 * line);
}

int ColumnLook::nearest(const PanelContext& context, const MapFrame& frame, ImVec2 mouse) const {
    const MapCamera camera = fitted_camera(bounds_, frame);
    const float reach = context.theme.hit_radius;
    int best = -1;
    float best_square = reach * reach;
    for (std::size_t i = 0; i < few_.size(); ++i) {
        const ImVec2 at = to_screen(camera, frame, points_[i * 2], points_[i * 2 + 1]);
        const float square =
            (at.x - mouse.x) * (at.x - mouse.x) + (at.y - mouse.y) * (at.y - mouse.y);
        if (square >= best_square) continue;
        best_square = square;
        best = few_[i];
    }
    return best;
}

}  // namespace latent::app
