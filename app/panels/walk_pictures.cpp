#include "panels/walk_pictures.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/image_view.h"
#include "widgets/text.h"

namespace latent::app {

std::string sample_name(const Snapshot& snapshot, int sample) {
    const Probe* probe = snapshot.cloud ? snapshot.cloud->probe.get() : nullptr;
    if (probe && snapshot.data && sample >= 0 && std::size_t(sample) < probe->labels.size()) {
        const auto& classes = snapshot.data->class_names;
        const int label = probe->labels[std::size_t(sample)];
        if (label >= 0 && std::size_t(label) < classes.size()) return classes[std::size_t(label)];
    }
    if (probe && sample >= 0 && std::size_t(sample) < probe->indices.size())
        return "input " + grouped(probe->indices[std::size_t(sample)]);
    return "input " + grouped(sample);
}

Picture WalkPictures::change(PanelContext& context, const Samples& decoded) {
    const std::uint64_t version =
        decoded.version * 2 + (context.theme.kind == ThemeKind::night ? 1 : 0);
    if (version != sheet_version_) {
        sheet_ = difference_sheet(context.theme, decoded, {1}, decoded);
        sheet_version_ = version;
    }
    Picture picture;
    if (!sheet_.rgba.empty())
        picture = context.textures.computed("walk.change", version, sheet_.width(), sheet_.height(),
                                            sheet_.rgba.data());
    picture.aspect = std::max(0.1f, picture_aspect(decoded));
    return picture;
}

void WalkPictures::draw(PanelContext& context, const Samples* decoded, float height) {
    const Theme& theme = context.theme;
    const CodeCloud& cloud = *context.snapshot.cloud;
    const Probe* probe = cloud.probe.get();
    const WalkState& walk = context.ui.view().walk;
    painter_.look_at(context.snapshot.data.get(), probe);

    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float caption = 0;
    {
        FontScope font(theme.small);
        caption = ImGui::GetTextLineHeight() + theme.unit;
    }
    const bool beside = probe && walk.sample >= 0 && walk.sample < probe->images.count;
    const bool moved = walk.touched && decoded && decoded->count > 1;
    const int count = 1 + (beside ? 1 : 0) + (moved ? 1 : 0);
    // All have the same scale, so that they can be compared pixel by pixel. The height they take
    // is that of two, so that the sliders below stay where they are when the third comes.
    const float gap = theme.unit * 3,
                aspect = probe ? std::max(0.1f, picture_aspect(probe->images)) : 1;
    const auto side_of = [&](int pictures) {
        const float most = (width - gap * float(pictures - 1)) / float(pictures);
        return std::max(theme.unit * 8, std::min(height - caption, most / aspect));
    };
    const float kept = side_of(beside ? 2 : 1), side = std::min(kept, side_of(count));
    const float cell = side * aspect;
    const float left =
        at.x + std::max(0.0f, (width - cell * float(count) - gap * float(count - 1)) / 2);
    const float top = at.y + (kept - side) / 2;
    int place = 0;
    const auto cell_at = [&] {
        const ImVec2 corner(left + (cell + gap) * float(place++), top);
        return Rect{corner, ImVec2(corner.x + cell, corner.y + side)};
    };
    const auto name = [&](const Rect& rect, std::string_view text) {
        FontScope font(theme.small);
        draw.AddText(ImVec2(std::floor(rect.min.x), rect.max.y + theme.unit / 2), theme.muted,
                     fitted(text, cell + gap / 2).c_str());
    };

    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + kept + caption + theme.unit));
    if (beside)
        name(painter_.draw(theme, context.textures, draw, cell_at(), probe->images, walk.sample,
                           theme.text),
             sample_name(context.snapshot, walk.sample));
    // While nothing is decoded yet the place is kept, in the proportions of the data.
    Samples none;
    if (probe) none.kind = probe->images.kind, none.shape = probe->images.shape;
    const Samples& shown = decoded && decoded->count > 0 ? *decoded : none;
    name(painter_.draw(theme, context.textures, draw, cell_at(), shown, 0, theme.accent),
         walk.touched ? "moved" : "decoded");
    if (!moved) return;
    const Rect third = cell_at();
    name(decoded->kind == DataKind::images
             ? draw_picture(theme, draw, third, change(context, *decoded))
             : painter_.draw_both(theme, context.textures, draw, third, *decoded, 1, *decoded, 0),
         can_overlay(*decoded) ? "before and now" : "what changed");
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (third.contains(mouse) && ImGui::IsWindowHovered())
        help_tooltip(theme,
                     {"What the move changed",
                      can_overlay(*decoded)
                          ? "Dark: decoded from the sample's own code. Coloured: from the code as "
                            "it is now."
                          : "What is decoded now less what the sample's own code is decoded to. "
                            "Blue: darker than before. Red: brighter.",
                      "", "", ""});
}

}  // namespace latent::app
