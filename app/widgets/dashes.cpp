#include "widgets/dashes.h"

#include <algorithm>
#include <cmath>

namespace latent::app {
namespace {

float length_of(const ImVec2* points, std::size_t count) {
    float length = 0;
    for (std::size_t i = 1; i < count; ++i)
        length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    return length;
}

}  // namespace

void dashed_line(ImDrawList& draw, const ImVec2* points, std::size_t count, ImU32 colour,
                 float thickness, float dash) {
    if (dash <= 0 || length_of(points, count) > dash * 2000) {
        draw.AddPolyline(points, int(count), colour, 0, thickness);
        return;
    }
    float along = 0;  // since the current dash or gap began
    bool ink = true;
    for (std::size_t i = 1; i < count; ++i) {
        const ImVec2 a = points[i - 1], b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        float done = 0;
        while (done < length) {
            const float piece = std::min(length - done, (ink ? dash : dash * 0.7f) - along);
            const auto at = [&](float t) {
                return ImVec2(a.x + (b.x - a.x) * t / length, a.y + (b.y - a.y) * t / length);
            };
            if (ink) draw.AddLine(at(done), at(done + piece), colour, thickness);
            done += piece;
            along += piece;
            if (along >= (ink ? dash : dash * 0.7f) - 1e-4f) along = 0, ink = !ink;
        }
    }
}

}  // namespace latent::app
