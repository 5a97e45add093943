#include "widgets/image_view.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

Rect fit_into(const Rect& place, float aspect) {
    const float width = place.max.x - place.min.x, height = place.max.y - place.min.y;
    if (!(aspect > 0)) aspect = 1;
    const float w = std::floor(std::min(width, height * aspect)), h = std::floor(w / aspect);
    const float x = std::round(place.min.x + (width - w) / 2),
                y = std::round(place.min.y + (height - h) / 2);
    return {ImVec2(x, y), ImVec2(x + w, y + h)};
}

Rect draw_picture(const Theme& theme, ImDrawList& draw, const Rect& place, const Picture& picture) {
    const Rect rect = fit_into(place, picture.aspect);
    if (picture) draw.AddImage(picture.texture, rect.min, rect.max, picture.uv0, picture.uv1);
    draw.AddRect(rect.min, rect.max, theme.hairline);
    return rect;
}

}  // namespace latent::app
