// Held-out samples, what the net makes of them, and the difference, one sample a column.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "panels/panel.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/image_view.h"
#include "widgets/reconstruction_picture.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// The third row compares the two: by a difference, or by laying one over the other.
const char* const kRows[] = {"in", "out", "diff"};
const char* const kOverlaid[] = {"in", "out", "both"};

// Columns of equal cells, in bands of three rows.
struct Grid {
    float label = 0, cell_width = 0, cell_height = 0, gap = 0, text = 0, band = 0;
    int columns = 0, bands = 0;
};

// `least`: width of a picture below which nothing can be told from it.
Grid grid_of(const Theme& theme, ImVec2 room, float aspect, int samples, float least) {
    Grid grid;
    grid.label = theme.unit * 8;
    grid.gap = theme.unit;
    {
        FontScope font(theme.small);
        grid.text = ImGui::GetTextLineHeight() + theme.unit;
    }
    // Of all numbers of columns that fill the width, the one whose pictures cover most of the
    // height.
    const float width = room.x - grid.label + grid.gap, most = std::max(theme.unit * 20, least * 2);
    Grid best = grid;
    float covered = 0;
    for (grid.columns = 1; width / float(grid.columns) - grid.gap >= least || covered == 0;
         ++grid.columns) {
        grid.cell_width = std::floor(width / float(grid.columns) - grid.gap);
        if (grid.cell_width < 4) break;
        grid.cell_height = std::floor(grid.cell_width / aspect);
        grid.band = grid.cell_height * 3 + grid.gap * 4 + grid.text;
        grid.bands = int((room.y + grid.gap) / grid.band);
        const float area = grid.cell_width * grid.cell_height *
                           float(std::min(grid.columns * grid.bands, samples));
        if (grid.cell_width > most || area <= covered) continue;
        covered = area;
        best = grid;
    }
    return best;
}

class ReconstructionsPanel final : public Panel {
 public:
    const char* id() const override { return "reconstructions"; }
    const char* title() const override { return "Reconstructions"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const Reconstructions* made = context.snapshot.reconstructions.get();
        const Probe* probe = context.snapshot.cloud ? context.snapshot.cloud->probe.get() : nullptr;
        if (!made || made->outputs.count == 0 || !probe)
            return empty_state(theme,
                               waiting_text(context.snapshot,
                                            "Held-out samples and their reconstructions appear"));
        overlaid_ = can_overlay(made->outputs);
        painter_.look_at(context.snapshot.data.get(), probe);
        differences_.look_at(theme, "reconstructions.difference", probe->images, *made);
        // What the mouse is on stays where it is, however the errors change below it.
        if (!hovered_ || sorted_ != context.ui.worst_first) sort(*made, context.ui.worst_first);

        const float aspect = std::max(0.1f, picture_aspect(made->outputs));
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        // Bytes are shown as they are; a line needs room to be followed.
        const float least = theme.unit * (made->outputs.kind == DataKind::images ? 9.0f : 15.0f);
        const Grid grid = grid_of(theme, room, aspect, int(order_.size()), least);
        // Before the samples, whose place it lies in. The caption line is full of tabs.
        error_label(context, grid, at);
        ImGui::SetCursorScreenPos(at);
        const bool clicked = ImGui::InvisibleButton(
            "samples", ImVec2(std::max(1.0f, room.x), std::max(1.0f, room.y)));
        const bool hovered = hovered_ = ImGui::IsItemHovered();

        for (int band = 0; band < grid.bands; ++band) {
            const float top = std::floor(at.y + grid.band * float(band));
            if (band * grid.columns < int(order_.size()))
                row_labels(theme, grid, ImVec2(at.x, top));
            for (int column = 0; column < grid.columns; ++column) {
                const std::size_t place = std::size_t(band * grid.columns + column);
                if (place >= order_.size()) break;
                const int i = order_[place];
                if (i >= made->outputs.count || i >= int(made->samples.size())) continue;
                const ImVec2 corner(
                    std::floor(at.x + grid.label + (grid.cell_width + grid.gap) * float(column)),
                    top);
                const Rect area = column_of(context, *made, *probe, grid, corner, i);
                if (!hovered || !area.contains(ImGui::GetIO().MousePos)) continue;
                preview(context, *made, *probe, i);
                if (clicked) pin(context, made->samples[std::size_t(i)]);
            }
        }
    }

 private:
    void sort(const Reconstructions& made, bool worst_first) {
        sorted_ = worst_first;
        order_.resize(std::size_t(std::min(made.outputs.count, int(made.samples.size()))));
        std::iota(order_.begin(), order_.end(), 0);
        if (!worst_first || made.squared_errors.size() < order_.size()) return;
        std::stable_sort(order_.begin(), order_.end(), [&](int a, int b) {
            return made.squared_errors[std::size_t(a)] > made.squared_errors[std::size_t(b)];
        });
    }

    void draw_row(PanelContext& context, const Reconstructions& made, const Probe& probe, int row,
                  int i, const Rect& place) {
        draw_reconstruction(context.theme, context.textures, painter_, *ImGui::GetWindowDrawList(),
                            place, Shown(row), probe.images, made, i, differences_);
    }

    void row_labels(const Theme& theme, const Grid& grid, ImVec2 at) const {
        FontScope font(theme.small);
        for (int row = 0; row < 3; ++row) {
            const float y = at.y + (grid.cell_height + grid.gap) * float(row) +
                            (grid.cell_height - ImGui::GetTextLineHeight()) / 2;
            ImGui::GetWindowDrawList()->AddText(ImVec2(at.x, std::floor(y)), theme.muted,
                                                (overlaid_ ? kOverlaid : kRows)[row]);
        }
    }

    // Before the row of errors: what they are, and whether they sort the samples.
    static void error_label(PanelContext& context, const Grid& grid, ImVec2 at) {
        const Theme& theme = context.theme;
        bool& on = context.ui.worst_first;
        FontScope font(theme.small);
        const char* const text = "error";
        const ImVec2 size = ImGui::CalcTextSize(text);
        const ImVec2 corner(at.x, std::floor(at.y + (grid.cell_height + grid.gap) * 3));
        ImGui::SetCursorScreenPos(corner);
        if (ImGui::InvisibleButton("error", ImVec2(size.x, size.y + theme.unit))) on = !on;
        const bool hovered = ImGui::IsItemHovered();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddText(corner, on || hovered ? theme.accent : theme.muted, text);
        if (on)
            draw.AddRectFilled(
                ImVec2(corner.x, corner.y + size.y + 1),
                ImVec2(corner.x + size.x, corner.y + size.y + 1 + std::max(1.0f, theme.scale)),
                theme.accent);
        if (hovered)
            help_tooltip(theme,
                         {"", "The squared error of each sample, summed over its numbers.", "", "",
                          on ? "The worst stand first. Click for their own order."
                             : "Click to see the worst first."});
    }

    Rect column_of(PanelContext& context, const Reconstructions& made, const Probe& probe,
                   const Grid& grid, ImVec2 at, int i) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        for (int row = 0; row < 3; ++row) {
            const float y = at.y + (grid.cell_height + grid.gap) * float(row);
            draw_row(context, made, probe, row, i,
                     {ImVec2(at.x, y), ImVec2(at.x + grid.cell_width, y + grid.cell_height)});
        }
        const float bottom = at.y + (grid.cell_height + grid.gap) * 3;
        const Rect area{at, ImVec2(at.x + grid.cell_width, bottom + grid.text)};
        if (std::size_t(i) < made.squared_errors.size()) {
            FontScope font(theme.small);
            const std::string text = significant(made.squared_errors[std::size_t(i)]);
            draw_tabular_right(
                draw, ImVec2(area.max.x - (grid.cell_width - tabular_width(text)) / 2, bottom),
                theme.muted, text);
        }
        if (context.ui.pinned == made.samples[std::size_t(i)])
            draw.AddRect(ImVec2(area.min.x - 1, area.min.y - 1),
                         ImVec2(area.max.x + 1, bottom - grid.gap + 1), theme.accent, 0, 0,
                         2 * theme.scale);
        return area;
    }

    void preview(PanelContext& context, const Reconstructions& made, const Probe& probe, int i) {
        const Theme& theme = context.theme;
        const int sample = made.samples[std::size_t(i)];
        const float aspect = std::max(0.1f, picture_aspect(made.outputs));
        const float gap = theme.unit * 2, height = theme.unit * 28 / std::max(1.0f, aspect / 1.6f),
                    width = height * std::min(aspect, 4.0f);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
        ImGui::BeginTooltip();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        for (int row = 0; row < 3; ++row) {
            const float x = at.x + (width + gap) * float(row);
            draw_row(context, made, probe, row, i,
                     {ImVec2(x, at.y), ImVec2(x + width, at.y + height)});
        }
        ImGui::Dummy(ImVec2(width * 3 + gap * 2, height));
        std::string text = "Held-out sample";
        if (sample >= 0 && std::size_t(sample) < probe.indices.size())
            text += " " + grouped(probe.indices[std::size_t(sample)]);
        if (sample >= 0 && std::size_t(sample) < probe.labels.size() && context.snapshot.data) {
            const auto& names = context.snapshot.data->class_names;
            const int label = probe.labels[std::size_t(sample)];
            if (label >= 0 && std::size_t(label) < names.size())
                text += ", " + names[std::size_t(label)];
        }
        ImGui::TextUnformatted(text.c_str());
        {
            FontScope font(theme.small);
            if (std::size_t(i) < made.squared_errors.size())
                paragraph(theme.muted,
                          "Squared error " + significant(made.squared_errors[std::size_t(i)]) +
                              ", summed over its numbers. Step " + grouped(made.step) + ".");
            paragraph(theme.muted,
                      std::string(overlaid_ ? "Dark: what went in. Coloured: what came out."
                                            : "Blue: too dark. Red: too bright.") +
                          " Click to pin it and to walk from its code.");
        }
        ImGui::EndTooltip();
        ImGui::PopStyleVar();
    }

    static void pin(PanelContext& context, int sample) {
        pin_sample(context.ui, *context.snapshot.cloud, sample);
    }

    std::vector<int> order_;  // into the reconstructions, as shown
    SamplePainter painter_;
    bool overlaid_ = false;
    Differences differences_;
    bool hovered_ = false, sorted_ = false;
};

}  // namespace

std::unique_ptr<Panel> make_reconstructions_panel() {
    return std::make_unique<ReconstructionsPanel>();
}

}  // namespace latent::app
