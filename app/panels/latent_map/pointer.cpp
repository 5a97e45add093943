#include "panels/latent_map/pointer.h"

#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "state/pin.h"
#include "widgets/format.h"
#include "widgets/map_lasso.h"

namespace latent::app {
namespace {

constexpr double kHitTestEvery = 0.05;  // seconds
constexpr double kCardAfter = 0.125;
constexpr int kMostCounted = 200000;  // points, in every frame of a lasso

bool near(ImVec2 a, ImVec2 b, float radius) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= radius * radius;
}

}  // namespace

bool MapPointer::walk_place(const MapScene& scene, ImVec2& at) {
    const auto view = scene.context.ui.views.find(scene.context.ui.shown);
    if (view == scene.context.ui.views.end()) return false;
    const WalkState& walk = view->second.walk;
    if (int(walk.z.size()) != scene.cloud.width) return false;
    // An untouched walk is at its sample, wherever that is shown just now.
    if (!walk.touched && scene.points.has(walk.sample)) {
        at = scene.screen(walk.sample);
        return true;
    }
    at = scene.screen(walk_.of(walk.z, scene.cloud, scene.projection).front());
    return true;
}

MapPointer::Drag MapPointer::begin(const MapScene& scene) {
    const ImGuiIO& io = ImGui::GetIO();
    const MapTool tool = scene.context.ui.map.tool;
    if (tool == MapTool::pan && io.KeyShift) return io.KeyCtrl ? Drag::box : Drag::lasso;
    ImVec2 at;
    if (scene.projection.linear() && walk_place(scene, at) &&
        near(at, io.MousePos, scene.context.theme.hit_radius))
        return Drag::carry;
    if (tool == MapTool::box || (tool == MapTool::lasso && io.KeyShift && io.KeyCtrl))
        return Drag::box;
    return tool == MapTool::lasso ? Drag::lasso : Drag::pan;
}

void MapPointer::act(MapScene& scene, MapPoints& points, MapCamera& camera) {
    const MapFrame& frame = scene.frame;
    ImGui::SetCursorScreenPos(ImVec2(frame.left, frame.top));
    ImGui::InvisibleButton("map", ImVec2(frame.width, frame.height));
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsItemHovered();
    const float slack = scene.context.theme.unit;

    if (ImGui::IsItemActivated()) {
        travelled_ = 0;
        drag_ = begin(scene);
        adds_ = io.KeyShift && scene.context.ui.map.tool != MapTool::pan;
        line_.assign(1, io.MousePos);
        count_ = -1;
    }
    if (ImGui::IsItemActive()) {
        travelled_ += std::fabs(io.MouseDelta.x) + std::fabs(io.MouseDelta.y);
        if (travelled_ > slack) drag(scene, camera);
    }
    if (over && io.MouseWheel != 0)
        zoom_at(camera, frame, io.MousePos, std::pow(1.2f, io.MouseWheel));
    hover(scene, points, over && !(ImGui::IsItemActive() && travelled_ > slack));
    if (ImGui::IsItemDeactivated()) {
        if (travelled_ > slack)
            close_line(scene);
        else if (under_ >= 0 && over && io.KeyCtrl)
            pin_second(scene.context.ui, scene.cloud, under_);
        else if (under_ >= 0 && over)
            pin_sample(scene.context.ui, scene.cloud, under_);
        drag_ = Drag::none;
        line_.clear();
    }
    if (over && ImGui::IsMouseDoubleClicked(0)) camera.fitted = true;
}

void MapPointer::drag(MapScene& scene, MapCamera& camera) {
    const ImGuiIO& io = ImGui::GetIO();
    if (drag_ == Drag::pan) return pan(camera, io.MouseDelta);
    if (drag_ == Drag::carry) {
        // The dimensions that are not on the map stay.
        WalkState& walk = scene.context.ui.view().walk;
        scene.projection.move(walk.z, to_code(camera, scene.frame, io.MousePos));
        walk.touched = true;
        return;
    }
    const ImVec2 last = line_.back();
    if (drag_ == Drag::box) {
        line_.resize(1);
        line_.push_back(io.MousePos);
    } else if (!near(last, io.MousePos, scene.context.theme.unit / 2)) {
        line_.push_back(io.MousePos);
    }
    count_ =
        scene.cloud.count <= kMostCounted
            ? int(enclosed(scene.points.shown(), line_in_code(scene), scene.colours.visible).size())
            : -1;
}

std::vector<ImVec2> MapPointer::line_in_code(const MapScene& scene) const {
    std::vector<ImVec2> line = line_;
    if (drag_ == Drag::box && line.size() == 2) line = box_between(line[0], line[1]);
    for (ImVec2& corner : line) corner = to_code(scene.camera, scene.frame, corner);
    return line;
}

void MapPointer::close_line(MapScene& scene) {
    if (drag_ != Drag::box && drag_ != Drag::lasso) return;
    UiState& ui = scene.context.ui;
    const std::vector<int> found =
        enclosed(scene.points.shown(), line_in_code(scene), scene.colours.visible);
    if (found.empty()) {
        ui.notice = "No point lies inside what was drawn.";
        ui.notice_until = scene.context.now + 4;
    }
    select(ui.selection, scene.cloud.count, found, adds_);
}

void MapPointer::draw_line(const MapScene& scene, ImDrawList& draw) const {
    if ((drag_ != Drag::box && drag_ != Drag::lasso) || line_.size() < 2) return;
    const Theme& theme = scene.context.theme;
    const std::vector<ImVec2> line = drag_ == Drag::box ? box_between(line_[0], line_[1]) : line_;
    const float width = std::max(1.5f, theme.scale * 1.5f);
    draw.AddPolyline(line.data(), int(line.size()), theme.surface, ImDrawFlags_Closed, width * 2);
    draw.AddPolyline(line.data(), int(line.size()), theme.accent, ImDrawFlags_Closed, width);
    if (count_ < 0) return;
    FontScope font(theme.small);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    draw_on_map(theme, draw, ImVec2(mouse.x + theme.unit * 4, mouse.y + theme.unit * 2),
                theme.accent, grouped(count_));
}

// Which sample is under the mouse, and since when.
void MapPointer::hover(MapScene& scene, MapPoints& points, bool over) {
    PanelContext& context = scene.context;
    if (!over) {
        under_ = -1;
        card_is_open_ = false;
        return;
    }
    const double since = context.now - tested_at_;
    if (since >= kHitTestEvery || under_ >= scene.cloud.count) {
        const ImVec2 code = to_code(scene.camera, scene.frame, ImGui::GetIO().MousePos);
        const float radius = context.theme.hit_radius * scene.camera.units_per_pixel;
        const int found =
            points.nearest(code, radius, scene.colours.visible, scene.colours_version);
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

}  // namespace latent::app
