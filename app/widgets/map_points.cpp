#include "widgets/map_points.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace latent::app {
namespace {

constexpr double kLongestGlide = 0.3;  // seconds
constexpr int kMostGliding = 50000;    // points; more are simply put down
constexpr float kBand = 0.3f;          // of the map's height, up and down

}  // namespace

bool MapPoints::Source::operator==(const Source& o) const {
    return std::tie(cloud, version, step, aspect) ==
               std::tie(o.cloud, o.version, o.step, o.aspect) &&
           same_samples_and_axes(o);
}

bool MapPoints::Source::same_samples_and_axes(const Source& o) const {
    return std::tie(probe, count, x_axis, y_axis) == std::tie(o.probe, o.count, o.x_axis, o.y_axis);
}

void MapPoints::update(const CodeCloud& cloud, int x_axis, int y_axis, float aspect, double now) {
    const Source source{
        &cloud, cloud.probe.get(),      cloud.version, cloud.step, cloud.count, x_axis,
        y_axis, y_axis < 0 ? aspect : 0};
    if (!(source == source_)) {
        // A change of run, axes or the map's shape is not a motion of the codes.
        const bool glides = source.same_samples_and_axes(source_) &&
                            source.aspect == source_.aspect && cloud.count <= kMostGliding;
        from_ = shown_;
        aim(cloud, source);
        source_ = source;
        gliding_ = glides;
        glide_began_ = now;
        glide_takes_ = std::clamp(now - last_cloud_, 0.05, kLongestGlide);
        last_cloud_ = now;
        if (!glides) {
            shown_ = goal_;
            ++version_;
        }
    }
    if (!gliding_) return;
    const double t = std::min(1.0, (now - glide_began_) / glide_takes_);
    const auto share = float(t * t * (3 - 2 * t));  // starts and ends gently
    for (std::size_t i = 0; i < shown_.size(); ++i)
        shown_[i] = from_[i] + (goal_[i] - from_[i]) * share;
    if (t >= 1) {
        shown_ = goal_;
        gliding_ = false;
    }
    ++version_;
}

void MapPoints::aim(const CodeCloud& cloud, const Source& source) {
    goal_ = map_points(cloud, source.x_axis, source.y_axis, 1);
    bounds_ = bounds_of(goal_);
    if (source.y_axis >= 0) return;
    const float half = (bounds_.right - bounds_.left) * source.aspect * kBand;
    for (std::size_t i = 1; i < goal_.size(); i += 2) goal_[i] *= half;
    bounds_.bottom = -half;
    bounds_.top = half;
}

ImVec2 MapPoints::at(int sample) const {
    const auto i = std::size_t(sample) * 2;
    return i + 1 < shown_.size() ? ImVec2(shown_[i], shown_[i + 1]) : ImVec2(0, 0);
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
