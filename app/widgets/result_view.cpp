#include "widgets/result_view.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// Noise and the perfect code are there to compare with: two decimals tell enough.
std::string bound_text(double value) {
    return std::fabs(value) < 10 ? fixed(value, 2) : significant(value, 3);
}

// Blocks stand side by side until the line is full.
class Flow {
 public:
    Flow(const Theme& theme, ImVec2 at, float width)
        : gap_(theme.unit * 6),
          left_(at.x),
          right_(at.x + width),
          x_(at.x),
          top_(at.y),
          bottom_(at.y) {}

    // Puts the cursor where a block of this width begins; what is drawn until end() is one block.
    void begin(float width) {
        if (x_ > left_ && x_ + width > right_ + 1) x_ = left_, top_ = bottom_;
        ImGui::SetCursorScreenPos(ImVec2(x_, top_));
        ImGui::BeginGroup();
        width_ = width;
    }
    void end() {
        ImGui::EndGroup();
        bottom_ = std::max(bottom_, ImGui::GetItemRectMax().y + gap_ / 2);
        x_ += width_ + gap_;
    }
    float width() const { return right_ - left_; }
    float bottom() const { return bottom_; }

 private:
    float gap_, left_, right_, x_, top_, bottom_, width_ = 0;
};

// `heat` has begun with the matrix.
void draw_matrix(const Theme& theme, HeatMatrix& heat, const Matrix& matrix, int index,
                 ImVec2 size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float line = 0;
    {
        FontScope font(theme.small);
        line = ImGui::GetTextLineHeight() + theme.unit;
        draw_text(*ImGui::GetWindowDrawList(), at, theme.text, matrix.title, size.x);
    }
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line));
    ImGui::PushID(index);
    heat.draw("matrix", ImVec2(size.x, size.y - line));
    ImGui::PopID();
    if (const auto cell = heat.hovered(); cell && cell->column >= 0)
        help_tooltip(
            theme,
            {matrix.rows[std::size_t(cell->row)] + ", " +
                 matrix.columns[std::size_t(cell->column)] + ": " +
                 significant(
                     double(matrix.value(std::size_t(cell->row), std::size_t(cell->column))), 4),
             matrix.help, "", "", ""});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
}

void draw_chart(const Theme& theme, LineChart& plot, const Chart& chart, int index, ImVec2 size) {
    FontScope font(theme.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float label = ImGui::CalcTextSize(chart.y_label.c_str()).x;
    draw_text(draw, at, theme.text, chart.title, size.x - label - theme.unit * 2);
    if (ImGui::CalcTextSize(chart.title.c_str()).x + label + theme.unit * 2 <= size.x)
        draw_text(draw, ImVec2(at.x + size.x - label, at.y), theme.muted, chart.y_label);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line + theme.unit / 2));
    ImGui::PushID(index);
    plot.begin(theme, ImVec2(size.x, size.y - line * 2 - theme.unit), chart.log_y);
    for (std::size_t i = 0; i < chart.curves.size(); ++i) {
        ChartLine curve;
        curve.places = &chart.curves[i].x;
        curve.values = &chart.curves[i].y;
        curve.colour = theme.series_colour(int(i));
        plot.add(curve);
    }
    plot.draw("chart");
    ImGui::PopID();
    // Below: which line is which on the left, what is along the axis on the right.
    const float y = at.y + size.y - line;
    const float name = ImGui::CalcTextSize(chart.x_label.c_str()).x;
    draw_text(draw, ImVec2(at.x + size.x - name, y), theme.muted, chart.x_label);
    float x = at.x;
    for (std::size_t i = 0; chart.curves.size() > 1 && i < chart.curves.size(); ++i) {
        const std::string& text = chart.curves[i].label;
        const float width = ImGui::CalcTextSize(text.c_str()).x + theme.unit * 6;
        if (x + width > at.x + size.x - name - theme.unit * 2) break;
        draw.AddCircleFilled(ImVec2(x + theme.unit, y + line / 2), theme.unit * 0.9f,
                             theme.series_colour(int(i)));
        draw_text(draw, ImVec2(x + theme.unit * 3, y), theme.text, text);
        x += width;
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
}

void draw_gallery(const Theme& theme, Textures& textures, SamplePainter& painter,
                  const Gallery& gallery, float height, float width) {
    FontScope font(theme.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetTextLineHeight() + theme.unit / 2;
    draw_text(draw, at, theme.muted, gallery.label, width);
    const float cell = height * std::min(3.0f, std::max(0.3f, picture_aspect(gallery.samples)));
    const float y = at.y + line;
    for (int i = 0; i < gallery.samples.count; ++i) {
        const float x = at.x + (cell + theme.unit) * float(i);
        if (x + cell > at.x + width + 1) break;
        painter.draw(theme, textures, draw, {ImVec2(x, y), ImVec2(x + cell, y + height)},
                     gallery.samples, i, theme.text);
    }
    ImGui::Dummy(ImVec2(width, line + height));
}

}  // namespace

std::string figure_text(double value) {
    if (std::isfinite(value) && value == std::floor(value) && std::fabs(value) < 1e9)
        return grouped(std::int64_t(value));
    return std::fabs(value) < 1 ? fixed(value, 4) : significant(value, 4);
}

void FigureColumns::make_room(const Theme& theme, const std::vector<Figure>& figures) {
    value = std::max(value, tabular_width("0,000"));
    const float gap = theme.unit * 2;
    for (const Figure& figure : figures) {
        if (!figure.unit.empty())
            unit = std::max(unit, ImGui::CalcTextSize(figure.unit.c_str()).x + theme.unit);
        value = std::max(value, tabular_width(figure_text(figure.value)));
        if (std::isfinite(figure.chance))
            chance = std::max({chance, ImGui::CalcTextSize("noise").x + gap,
                               tabular_width(bound_text(figure.chance)) + gap});
        if (std::isfinite(figure.ceiling))
            ceiling = std::max({ceiling, ImGui::CalcTextSize("perfect").x + gap,
                                tabular_width(bound_text(figure.ceiling)) + gap});
    }
}

void draw_figure_heads(const Theme& theme, const FigureColumns& columns, float width) {
    if (columns.chance + columns.ceiling <= 0) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float right = at.x + width;
    const auto head = [&](float room, const char* name) {
        if (room <= 0) return;
        draw_text(draw, ImVec2(right - ImGui::CalcTextSize(name).x, at.y), theme.muted, name);
        right -= room;
    };
    head(columns.ceiling, "perfect");
    head(columns.chance, "noise");
    ImGui::Dummy(ImVec2(width, theme.unit * 4.5f));
}

void draw_figures(const Theme& theme, const std::vector<Figure>& figures,
                  const FigureColumns& columns, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float row = theme.unit * 4.5f, mark = theme.unit * 4;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Figure& figure = figures[i];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const Words label = fitted(figure.label, width - columns.all() - mark - theme.unit * 2);
        draw_text(draw, at, theme.muted, label);
        float right = at.x + width;
        const auto bound = [&](float room, double value) {
            if (room > 0 && std::isfinite(value))
                draw_tabular_right(draw, ImVec2(right, at.y), theme.muted, bound_text(value));
            right -= room;
        };
        bound(columns.ceiling, figure.ceiling);
        bound(columns.chance, figure.chance);
        right -= columns.unit;
        draw_text(draw, ImVec2(right + theme.unit, at.y), theme.muted, figure.unit);
        const bool undefined = !figure.undefined.empty();
        draw_tabular_right(draw, ImVec2(right, at.y), undefined ? theme.muted : theme.text,
                           undefined ? "-" : figure_text(figure.value));
        ImGui::PushID(int(i));
        ImGui::SetCursorScreenPos(ImVec2(at.x + ImGui::CalcTextSize(label.c_str()).x, at.y));
        if (!figure.help.empty() || label != figure.label)
            help_mark(theme, "figure", [&] { return Help{figure.label, figure.help, "", "", ""}; });
        ImGui::PopID();
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy(ImVec2(width, row));
        if (!undefined) continue;
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
        ImGui::PushStyleColor(ImGuiCol_Text, theme.warn);
        ImGui::TextUnformatted(figure.undefined.c_str());
        ImGui::PopStyleColor();
        ImGui::PopTextWrapPos();
    }
}

void ResultView::draw(const Theme& theme, Textures& textures, SamplePainter& painter,
                      const AnalysisResult& result) {
    plots_.resize(std::max(plots_.size(), result.charts.size()));
    heats_.resize(std::max(heats_.size(), result.matrices.size()));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, gap = theme.unit * 6;
    const float table = std::min(width, theme.unit * 80);
    // Figures on the left, what supports them beside: below only where there is no room.
    const bool beside = !result.figures.empty() && width >= table + gap + theme.unit * 60;
    float bottom = at.y;
    if (!result.figures.empty()) {
        ImGui::BeginGroup();
        FontScope font(theme.small);
        FigureColumns columns;
        columns.make_room(theme, result.figures);
        draw_figure_heads(theme, columns, table);
        draw_figures(theme, result.figures, columns, table);
        ImGui::EndGroup();
        bottom = ImGui::GetItemRectMax().y;
    }
    const float shift = beside ? table + gap : 0;
    Flow flow(theme, ImVec2(at.x + shift, beside || bottom == at.y ? at.y : bottom + gap / 2),
              width - shift);
    for (std::size_t i = 0; i < result.charts.size(); ++i) {
        const ImVec2 size(std::min(flow.width(), theme.unit * 80), theme.unit * 42);
        flow.begin(size.x);
        draw_chart(theme, plots_[i], result.charts[i], int(i), size);
        flow.end();
    }
    for (std::size_t i = 0; i < result.matrices.size(); ++i) {
        const Matrix& matrix = result.matrices[i];
        HeatMatrix& heat = heats_[i];
        heat.begin(theme, matrix);
        const float height = heat.wanted_height() + theme.unit * 6;
        const ImVec2 size(std::min(flow.width(), theme.unit * 100),
                          std::min(height, theme.unit * 70));
        flow.begin(size.x);
        draw_matrix(theme, heat, matrix, int(result.charts.size() + i), size);
        flow.end();
    }
    for (const Gallery& gallery : result.galleries) {
        if (gallery.samples.count == 0) continue;
        const float height = theme.unit * 11;
        const float cell =
            height * std::min(3.0f, std::max(0.3f, picture_aspect(gallery.samples))) + theme.unit;
        const float row = std::min(flow.width(), cell * float(gallery.samples.count));
        flow.begin(row);
        draw_gallery(theme, textures, painter, gallery, height, row);
        flow.end();
    }
    ImGui::SetCursorScreenPos(ImVec2(at.x, std::max(bottom, flow.bottom())));
    ImGui::Dummy(ImVec2(1, 1));
}

void draw_progress(const Theme& theme, std::string_view doing, double progress, float width) {
    FontScope font(theme.small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float share = float(std::clamp(progress, 0.0, 1.0)), line = ImGui::GetTextLineHeight();
    const std::string percent = std::to_string(int(share * 100)) + " %";
    const float room = tabular_width("100 %") + theme.unit * 2;
    draw_text(draw, at, theme.text, doing, width - room);
    draw_tabular_right(draw, ImVec2(at.x + width, at.y), theme.muted, percent);
    const float y = std::round(at.y + line + theme.unit), thick = std::max(2.0f, theme.unit / 2);
    draw.AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + width, y + thick), theme.hairline);
    draw.AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + width * share, y + thick), theme.accent);
    ImGui::Dummy(ImVec2(width, line + theme.unit * 2));
}

}  // namespace latent::app
