#include "panels/compare/columns/common_walk.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include "widgets/canvas.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr float kFarthest = 3;  // deviations that the slider reaches

}  // namespace

void CommonWalk::keep_only(const std::vector<RunId>& runs) {
    questions_.keep_only(runs);
    for (auto each = turned_.begin(); each != turned_.end();)
        each = std::find(runs.begin(), runs.end(), each->first) == runs.end() ? turned_.erase(each)
                                                                              : std::next(each);
}

void CommonWalk::draw(PanelContext& context, RunId run, const Snapshot& now,
                      const ColumnsLayout& layout, SamplePainter& painter, ImVec2 at) {
    const Theme& theme = context.theme;
    const Comparison& comparison = context.ui.comparison;
    if (layout.walk < 8 || !now.cloud) return;
    const CodeCloud& cloud = *now.cloud;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float aspect = std::max(0.1f, picture_aspect(reference_->cloud->probe->images)),
                width = std::floor(layout.walk * aspect);
    Turned& column = turned_[run];
    const WalkDirection& along = column.along.of(now.cloud, now.latents, comparison.direction, [&] {
        return walk_direction(cloud, now.latents.get(), comparison.direction);
    });
    if (along.unit.empty()) {
        FontScope font(theme.small);
        const Words why =
            cloud.width <= comparison.direction
                ? Words("has no direction ") + std::to_string(comparison.direction + 1)
                : Words("no directions");
        float y = at.y;
        for (const Words& line : wrapped(why, layout.inner(), 3)) {
            draw_text(draw, ImVec2(at.x, y), theme.muted, line);
            y += ImGui::GetTextLineHeight();
        }
        return;
    }
    turn(column, cloud, along, comparison.direction);
    const int frames = layout.walk_frames;
    const float step = frames > 1 ? 1.0f : 0.0f;
    const RunQuestions::About about{float(comparison.sample), float(comparison.direction),
                                    comparison.cursor, column.sign, float(frames)};
    const auto make = [&] {
        DecodeCodes question;
        for (int f = 0; f < frames; ++f) {
            const float off = comparison.cursor + step * float(f - frames / 2);
            const std::vector<float> code =
                walked(cloud, comparison.sample, along, off * column.sign);
            question.codes.insert(question.codes.end(), code.begin(), code.end());
        }
        question.beside = column.beside.of(cloud, comparison.sample);
        return question;
    };
    const auto answer = questions_.follow(context, run, now, about, std::ref(make));
    for (int f = 0; f < frames; ++f) {
        const float x = at.x + float(f) * (width + theme.unit);
        const Rect place{ImVec2(std::floor(x), at.y),
                         ImVec2(std::floor(x) + width, at.y + layout.walk)};
        const Rect rect = answer
                              ? painter.draw(theme, context.textures, draw, place, answer->samples,
                                             std::min(f, answer->samples.count - 1), theme.accent)
                              : draw_picture(theme, draw, place, Picture());
        if (frames > 1 && f == frames / 2)
            draw.AddRect(rect.min, rect.max, theme.accent, 0, 0, 1.5f * theme.scale);
    }
}

// The direction is known up to its sign; that of the reference counts.
void CommonWalk::turn(Turned& column, const CodeCloud& cloud, const WalkDirection& along,
                      int direction) const {
    const CodeCloud& reference = *reference_->cloud;
    if (column.cloud == cloud.version && column.reference == reference.version &&
        column.direction == direction)
        return;
    column.cloud = cloud.version;
    column.reference = reference.version;
    column.direction = direction;
    column.sign = common_sign(cloud, along, reference,
                              walk_direction(reference, reference_->latents.get(), direction));
}

void CommonWalk::slider(PanelContext& context, ImVec2 at, float width, float height) const {
    const Theme& theme = context.theme;
    Comparison& comparison = context.ui.comparison;
    FontScope font(theme.small);
    const float u = theme.unit, line = ImGui::GetTextLineHeight(),
                top = std::floor(at.y + (height - line) / 2);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float x = at.x;
    const auto word = [&](ImU32 colour, std::string_view text) {
        draw_tabular(draw, ImVec2(x, top), colour, text);
        x += tabular_width(text) + u * 2;
    };
    const auto arrow = [&](const char* id, const char* text, const char* what, int by,
                           bool enabled) {
        ImGui::SetCursorScreenPos(ImVec2(x - u, top - u));
        const float wide = ImGui::CalcTextSize(text).x;
        if (ImGui::InvisibleButton(id, ImVec2(wide + u * 2, line + u * 2)) && enabled)
            comparison.direction += by;
        if (ImGui::IsItemHovered()) help_tooltip(theme, {"", what, "", "", ""});
        draw.AddText(ImVec2(x, top), enabled ? theme.accent : theme.hairline, text);
        x += wide + u * 2;
    };
    word(theme.muted, "walk along");
    const auto& stats = reference_->latents;
    const int most = stats ? std::max(1, int(stats->principal.size())) : 1;
    comparison.direction = std::clamp(comparison.direction, 0, most - 1);
    arrow("wider", "<", "A direction along which the codes spread more", -1,
          comparison.direction > 0);
    word(theme.text, "PC" + std::to_string(comparison.direction + 1));
    arrow("narrower", ">", "A direction along which the codes spread less", +1,
          comparison.direction + 1 < most);
    x += u;
    const float room = tabular_width("-0.00 deviations") + u * 2,
                track = std::min(u * 90, at.x + width - x - room);
    if (track < u * 10) return;
    ImGui::SetCursorScreenPos(ImVec2(x, std::floor(at.y + (height - u * 5) / 2)));
    small_slider(theme, "cursor", track, -kFarthest, kFarthest, 0, u * 1.75f,
                 "Moves every run's code of the chosen sample along its own principal "
                 "direction of this number. Right-click: back to the sample's own code.",
                 comparison.cursor);
    x += track + u * 2;
    word(theme.text, Words(fixed(double(comparison.cursor), 2)) + " deviations");
}

}  // namespace latent::app
