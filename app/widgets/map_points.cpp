#include "widgets/map_points.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace latent::app {
namespace {

constexpr double kLongestGlide = 0.3;  // seconds, from one look to the next
constexpr double kAxesGlide = 0.6;     // from some axes to others: farther, and to be understood
constexpr float kBand = 0.3f;          // of the map's height, up and down

}  // namespace

bool MapPoints::Source::operator==(const Source& o) const {
    return std::tie(cloud, version, projection, step, aspect) ==
               std::tie(o.cloud, o.version, o.projection, o.step, o.aspect) &&
           same_samples(o) && same_axes(o);
}

bool MapPoints::Source::same_samples(const Source& o) const {
    return probe == o.probe && count == o.count;
}

bool MapPoints::Source::same_axes(const Source& o) const {
    return std::tie(axes, x_axis, y_axis) == std::tie(o.axes, o.x_axis, o.y_axis);
}

bool MapPoints::update(const CodeCloud& cloud, const Projection& projection, float aspect,
                       double now) {
    const Source source{&cloud,
                        cloud.probe.get(),
                        cloud.version,
                        projection.version,
                        cloud.step,
                        cloud.count,
                        projection.axes,
                        projection.x_axis,
                        projection.y_axis,
                        projection.y_axis < 0 ? aspect : 0};
    bool turns = false;
    if (!(source == source_)) {
        // A change of run or of the map's shape is not a motion of the codes.
        const bool glides = source.same_samples(source_) && source.aspect == source_.aspect &&
                            cloud.count <= kMostGliding;
        turns = glides && !source.same_axes(source_);
        // The axes' own glide is not cut short by the looks that come meanwhile.
        const double rest = gliding_ ? glide_began_ + glide_takes_ - now : 0;
        from_ = shown_;
        aim(cloud, projection, aspect);
        source_ = source;
        gliding_ = glides;
        glide_began_ = now;
        glide_takes_ =
            turns ? kAxesGlide : std::max(rest, std::clamp(now - last_cloud_, 0.05, kLongestGlide));
        last_cloud_ = now;
        if (!glides) {
            shown_ = goal_;
            ++version_;
        }
    }
    step(now);
    return turns;
}

void MapPoints::step(double now) {
    if (!gliding_) return;
    const double t = std::min(1.0, (now - glide_began_) / glide_takes_);
    const auto share = float(t * t * (3 - 2 * t));  // starts and ends gently
    for (std::size_t i = 0; i < shown_.size(); ++i)
        shown_[i] = std::isfinite(from_[i]) ? from_[i] + (goal_[i] - from_[i]) * share : goal_[i];
    if (t >= 1) {
        shown_ = goal_;
        gliding_ = false;
    }
    ++version_;
}

void MapPoints::start_from(const MapCamera& before, const MapCamera& after) {
    if (!gliding_) return;
    const float ratio = after.units_per_pixel / before.units_per_pixel;
    for (std::size_t i = 0; i + 1 < from_.size(); i += 2) {
        from_[i] = after.centre_x + (from_[i] - before.centre_x) * ratio;
        from_[i + 1] = after.centre_y + (from_[i + 1] - before.centre_y) * ratio;
    }
    step(glide_began_);
}

void MapPoints::aim(const CodeCloud& cloud, const Projection& projection, float aspect) {
    goal_ = map_points(cloud, projection, 1);
    bounds_ = bounds_of(goal_);
    if (shown_.size() != goal_.size()) shown_ = from_ = goal_;
    if (projection.y_axis >= 0) return;
    const float half = (bounds_.right - bounds_.left) * aspect * kBand;
    for (std::size_t i = 1; i < goal_.size(); i += 2) goal_[i] *= half;
    bounds_.bottom = -half;
    bounds_.top = half;
}

ImVec2 MapPoints::at(int sample) const {
    const auto i = std::size_t(sample) * 2;
    return i + 1 < shown_.size() ? ImVec2(shown_[i], shown_[i + 1]) : ImVec2(0, 0);
}

bool MapPoints::has(int sample) const {
    const auto i = std::size_t(sample) * 2;
    return sample >= 0 && i + 1 < shown_.size() && std::isfinite(shown_[i]) &&
           std::isfinite(shown_[i + 1]);
}

int MapPoints::nearest(ImVec2 code, float radius, const std::vector<std::uint8_t>& visible,
                       std::uint64_t visible_version) {
    if (grid_version_ != version_ || grid_visible_ != visible_version) {
        grid_.build(shown_, visible);
        grid_version_ = version_;
        grid_visible_ = visible_version;
    }
    return grid_.nearest(code.x, code.y, radius);
}

}  // namespace latent::app
