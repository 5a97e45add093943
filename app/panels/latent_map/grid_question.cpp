#include "panels/latent_map/grid_question.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace latent::app {

bool CodeGrid::operator==(const CodeGrid& o) const {
    return std::tie(run, axes, x_axis, y_axis, width, height, left, bottom, columns, rows, held) ==
           std::tie(o.run, o.axes, o.x_axis, o.y_axis, o.width, o.height, o.left, o.bottom,
                    o.columns, o.rows, o.held);
}

CodeGrid grid_over(const MapScene& scene, int cells, float least_pixels, float aspect) {
    CodeGrid grid;
    grid.run = scene.context.ui.shown;
    grid.axes = scene.projection.axes;
    grid.x_axis = scene.projection.x_axis;
    grid.y_axis = scene.projection.y_axis;
    const float pixels = std::max(
        least_pixels, std::sqrt(scene.frame.width * scene.frame.height / float(cells) * aspect));
    // In steps of the square root of two, so that a small zoom changes nothing.
    const float wanted = pixels * scene.camera.units_per_pixel;
    grid.width = std::pow(2.0f, std::round(2 * std::log2(wanted)) / 2);
    grid.height = grid.width / aspect;
    const Bounds box = scene.box();
    grid.left = int(std::floor(box.left / grid.width));
    grid.bottom = int(std::floor(box.bottom / grid.height));
    grid.columns = std::clamp(int(std::floor(box.right / grid.width)) - grid.left + 1, 1, 48);
    grid.rows = std::clamp(int(std::floor(box.top / grid.height)) - grid.bottom + 1, 1, 48);
    // The two dimensions that the map shows do not matter: moved to one place, codes that differ
    // only there are one.
    grid.held = scene.walk_code();
    scene.projection.move(grid.held, ImVec2(0, 0));
    return grid;
}

std::vector<float> codes_of(const MapScene& scene, const CodeGrid& grid) {
    std::vector<float> codes, code = grid.held;
    codes.reserve(std::size_t(grid.count()) * code.size());
    for (int i = 0; i < grid.count(); ++i) {
        scene.projection.move(code, grid.middle(i));
        codes.insert(codes.end(), code.begin(), code.end());
    }
    return codes;
}

bool GridQuestion::due(PanelContext& context, const CodeGrid& grid, std::uint64_t cloud_version) {
    const auto answer = context.requests.answer(channel_);
    const bool new_run = sent_.empty() || sent_.back().grid.run != grid.run;
    if (new_run) return true;
    if (sent_.back().grid == grid && asked_version_ == cloud_version) return false;
    const bool on_its_way = !answer || answer->ticket < sent_.back().ticket;
    if (on_its_way) return false;  // its answer brings the next frame
    const double rest = asked_at_ + every_ - context.now;
    if (rest > 0) context.requests.redraw_within(rest);
    return rest <= 0;
}

void GridQuestion::ask(PanelContext& context, const CodeGrid& grid, std::uint64_t cloud_version,
                       Question question) {
    if (!sent_.empty() && sent_.back().grid.run != grid.run) {
        sent_.clear();
        shown_ = {};
    }
    sent_.push_back({context.requests.ask(channel_, std::move(question)), grid});
    asked_version_ = cloud_version;
    asked_at_ = context.now;
}

const GridQuestion::Shown& GridQuestion::shown(PanelContext& context, const CodeGrid& wanted) {
    const auto answer = context.requests.answer(channel_);
    if (answer && answer != shown_.answer) {
        const auto found = std::find_if(sent_.begin(), sent_.end(), [&](const Sent& each) {
            return each.ticket == answer->ticket;
        });
        if (found != sent_.end()) {
            shown_ = {answer, found->grid};
            sent_.erase(sent_.begin(), found);
        }
    }
    // What was decoded along other axes or for another run says nothing here.
    if (shown_.answer &&
        (shown_.grid.run != wanted.run || shown_.grid.axes != wanted.axes ||
         shown_.grid.x_axis != wanted.x_axis || shown_.grid.y_axis != wanted.y_axis))
        shown_ = {};
    return shown_;
}

}  // namespace latent::app
