#include "widgets/reconstruction_picture.h"

#include <algorithm>

namespace latent::app {

void Differences::look_at(const Theme& theme, std::string_view name, const Samples& inputs,
                          const Reconstructions& made) {
    const std::uint64_t version =
        made.outputs.version * 2 + (theme.kind == ThemeKind::night ? 1 : 0);
    if (version == version_) return;
    version_ = version;
    name_ = name;
    sheet_ = difference_sheet(theme, inputs, made.samples, made.outputs);
}

Picture Differences::picture(Textures& textures, int i) const {
    if (sheet_.rgba.empty() || i < 0 || i >= sheet_.columns * sheet_.rows) return {};
    Picture picture =
        textures.computed(name_, version_, sheet_.width(), sheet_.height(), sheet_.rgba.data());
    const ImVec2 from = picture.uv0, to = picture.uv1;
    const float w = (to.x - from.x) / float(sheet_.columns),
                h = (to.y - from.y) / float(sheet_.rows);
    picture.uv0 =
        ImVec2(from.x + w * float(i % sheet_.columns), from.y + h * float(i / sheet_.columns));
    picture.uv1 = ImVec2(picture.uv0.x + w, picture.uv0.y + h);
    picture.aspect = float(sheet_.cell_width) / float(std::max(1, sheet_.cell_height));
    return picture;
}

void draw_reconstruction(const Theme& theme, Textures& textures, SamplePainter& painter,
                         ImDrawList& draw, const Rect& place, Shown shown, const Samples& inputs,
                         const Reconstructions& made, int i, const Differences& differences) {
    const int sample = made.samples[std::size_t(i)];
    if (shown == Shown::input)
        painter.draw(theme, textures, draw, place, inputs, sample, theme.text);
    else if (shown == Shown::output)
        painter.draw(theme, textures, draw, place, made.outputs, i, theme.accent);
    else if (made.outputs.kind != DataKind::images)
        painter.draw_both(theme, textures, draw, place, inputs, sample, made.outputs, i);
    else
        draw_picture(theme, draw, place, differences.picture(textures, i));
}

}  // namespace latent::app
