#include "widgets/run_marks.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

void draw_run_dot(ImDrawList& draw, ImVec2 centre, float radius, ImU32 colour, bool hollow) {
    if (hollow)
        draw.AddCircle(centre, radius - 0.5f, colour, 16, std::max(1.0f, radius / 3));
    else
        draw.AddCircleFilled(centre, radius, colour, 16);
}

void draw_state_mark(ImDrawList& draw, ImVec2 centre, float side, RunState state, ImU32 colour) {
    const float r = side / 2;
    const auto at = [&](float x, float y) { return ImVec2(centre.x + x * r, centre.y + y * r); };
    const float thick = std::max(1.0f, side / 7);
    switch (state) {
        case RunState::running:
            draw.AddTriangleFilled(at(-0.7f, -0.9f), at(0.9f, 0), at(-0.7f, 0.9f), colour);
            break;
        case RunState::paused:
            draw.AddRectFilled(at(-0.8f, -0.8f), at(-0.2f, 0.8f), colour);
            draw.AddRectFilled(at(0.2f, -0.8f), at(0.8f, 0.8f), colour);
            break;
        case RunState::finished:
            draw.AddLine(at(-0.9f, 0), at(-0.3f, 0.7f), colour, thick);
            draw.AddLine(at(-0.3f, 0.7f), at(0.9f, -0.7f), colour, thick);
            break;
        case RunState::failed:
        case RunState::diverged:
            draw.AddLine(at(-0.7f, -0.7f), at(0.7f, 0.7f), colour, thick);
            draw.AddLine(at(-0.7f, 0.7f), at(0.7f, -0.7f), colour, thick);
            break;
        case RunState::idle:
            draw.AddCircle(centre, r * 0.75f, colour, 12, std::max(1.0f, side / 10));
            break;
    }
}

void draw_eye(ImDrawList& draw, ImVec2 centre, float side, bool open, ImU32 colour) {
    const float r = side / 2, thick = std::max(1.0f, side / 11);
    for (const float up : {-1.0f, 1.0f}) {
        draw.PathLineTo(ImVec2(centre.x - r, centre.y));
        draw.PathBezierCubicCurveTo(ImVec2(centre.x - r * 0.4f, centre.y + up * r * 0.85f),
                                    ImVec2(centre.x + r * 0.4f, centre.y + up * r * 0.85f),
                                    ImVec2(centre.x + r, centre.y), 10);
        draw.PathStroke(colour, 0, thick);
    }
    if (open)
        draw.AddCircleFilled(centre, r * 0.32f, colour, 10);
    else
        draw.AddLine(ImVec2(centre.x - r * 0.9f, centre.y + r * 0.8f),
                     ImVec2(centre.x + r * 0.9f, centre.y - r * 0.8f), colour, thick);
}

void draw_progress(const Theme& theme, ImDrawList& draw, ImVec2 from, ImVec2 to, double share,
                   ImU32 colour) {
    if (to.x <= from.x) return;
    draw.AddRectFilled(from, to, theme.hairline);
    const float x = std::round(from.x + (to.x - from.x) * float(std::clamp(share, 0.0, 1.0)));
    if (x > from.x) draw.AddRectFilled(from, ImVec2(x, to.y), colour);
}

}  // namespace latent::app
