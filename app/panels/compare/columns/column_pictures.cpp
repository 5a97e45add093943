#include "panels/compare/columns/column_pictures.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

void ColumnPictures::look(const PanelContext& context, const Snapshot& reference,
                          const ColumnsLayout& layout, int hovered) {
    layout_ = layout;
    hovered_ = hovered;
    originals_ = &reference.cloud->probe->images;
    choose_rows(reference.reconstructions.get(), context.ui.comparison.sample);
    painter_.look_at(context.snapshot.data.get(), reference.cloud->probe.get());
}

// The samples in the rows: the first that are reconstructed, the chosen one among them if it is.
void ColumnPictures::choose_rows(const Reconstructions* made, int chosen) {
    rows_.clear();
    const int known = made ? std::min(int(made->samples.size()), made->outputs.count) : 0;
    for (int i = 0; i < std::min(known, layout_.samples); ++i)
        rows_.push_back(made->samples[std::size_t(i)]);
    if (!rows_.empty() && std::find(rows_.begin(), rows_.end(), chosen) == rows_.end() &&
        std::find(made->samples.begin(), made->samples.end(), chosen) != made->samples.end())
        rows_.back() = chosen;
}

int ColumnPictures::left_column(PanelContext& context, ImVec2 at) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    FontScope font(theme.small);
    const float room = layout_.left - theme.unit * 2;
    const auto word = [&](float y, const char* text) {
        draw_text(draw, ImVec2(at.x, y), theme.muted, text, room);
    };
    word(layout_.map_top(at.y), "codes");
    word(layout_.error_top(at.y), "error");
    word(layout_.walk_top(at.y), "walk");
    if (context.ui.past_step >= 0)
        word(layout_.walk_top(at.y) + ImGui::GetTextLineHeight(), "(now)");
    if (layout_.pictures == 3) {
        word(layout_.rows_top(at.y), "in, out,");
        word(layout_.rows_top(at.y) + ImGui::GetTextLineHeight(), "diff");
        return -1;
    }
    int under = -1;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Rect place = layout_.cell(at, int(i), 0);
        painter_.draw(theme, context.textures, draw, place, *originals_, rows_[i], theme.text);
        frame_sample(context, place, rows_[i], draw);
        if (!ImGui::IsWindowHovered() || !place.contains(ImGui::GetIO().MousePos)) continue;
        under = rows_[i];
        if (ImGui::IsMouseClicked(0)) context.ui.comparison.sample = rows_[i];
    }
    return under;
}

void ColumnPictures::frame_sample(const PanelContext& context, const Rect& rect, int sample,
                                  ImDrawList& draw) const {
    const Theme& theme = context.theme;
    const bool chosen = sample == context.ui.comparison.sample;
    if (!chosen && sample != hovered_) return;
    draw.AddRect(rect.min, rect.max, chosen ? theme.accent : theme.text, 0, 0, 2 * theme.scale);
}

int ColumnPictures::column(PanelContext& context, const ComparedRun& run, const ColumnLook& column,
                           ImVec2 at, bool over) {
    const auto& look = column.snapshot();
    const Reconstructions* made = look ? look->reconstructions.get() : nullptr;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    int under = -1;
    for (std::size_t place = 0; place < rows_.size(); ++place) {
        int i = -1;
        if (made) {
            const auto found = std::find(made->samples.begin(), made->samples.end(), rows_[place]);
            if (found != made->samples.end()) i = int(found - made->samples.begin());
        }
        if (!made || i < 0 || i >= made->outputs.count || !look->cloud || !look->cloud->probe)
            continue;
        for (int picture = 0; picture < layout_.pictures; ++picture) {
            const Rect rect = layout_.cell(at, int(place), picture);
            // Without an original of its own, the output comes first.
            draw_one(context, column, *made, Shown(layout_.pictures == 2 ? picture + 1 : picture),
                     i, rect, draw);
            if (layout_.pictures == 3 && picture == 0)
                frame_sample(context, rect, rows_[place], draw);
            if (over && rect.contains(ImGui::GetIO().MousePos)) {
                under = rows_[place];
                preview(context, run, column, *made, i);
            }
        }
    }
    mean_error(context.theme, made, at);
    return under;
}

void ColumnPictures::draw_one(PanelContext& context, const ColumnLook& column,
                              const Reconstructions& made, Shown which, int i, const Rect& rect,
                              ImDrawList& draw) {
    draw_reconstruction(context.theme, context.textures, painter_, draw, rect, which,
                        column.snapshot()->cloud->probe->images, made, i, column.differences());
}

// Over the samples that every look reconstructs, the same for all runs.
void ColumnPictures::mean_error(const Theme& theme, const Reconstructions* made, ImVec2 at) const {
    if (!made || made->squared_errors.empty()) return;
    double sum = 0;
    for (const float error : made->squared_errors) sum += double(error);
    FontScope font(theme.small);
    draw_tabular(*ImGui::GetWindowDrawList(), ImVec2(at.x, std::floor(layout_.error_top(at.y))),
                 theme.text, significant(sum / double(made->squared_errors.size())));
}

void ColumnPictures::preview(PanelContext& context, const ComparedRun& run,
                             const ColumnLook& column, const Reconstructions& made, int i) {
    const Theme& theme = context.theme;
    const float aspect = std::max(0.1f, picture_aspect(made.outputs)),
                height = theme.unit * 28 / std::max(1.0f, aspect / 1.6f), width = height * aspect,
                gap = theme.unit * 2;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
    ImGui::BeginTooltip();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    for (int which = 0; which < 3; ++which) {
        const float x = at.x + float(which) * (width + gap);
        draw_one(context, column, made, Shown(which), i,
                 {ImVec2(x, at.y), ImVec2(x + width, at.y + height)}, *ImGui::GetWindowDrawList());
    }
    ImGui::Dummy(ImVec2(width * 3 + gap * 2, height));
    ImGui::TextUnformatted(run.name.c_str());
    {
        FontScope font(theme.small);
        if (std::size_t(i) < made.squared_errors.size())
            paragraph(theme.muted, "Squared error " +
                                       significant(made.squared_errors[std::size_t(i)]) +
                                       ", summed over its numbers. Click to walk from its code.");
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace latent::app
