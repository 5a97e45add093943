#include "widgets/sample_card.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostCodes = 12;
constexpr int kCodesPerLine = 3;
constexpr int kStrongest = 6;  // of a wider code

// What the card says: name and value a line.
using Lines = std::vector<std::pair<std::string, std::string>>;

std::string title_of(const CodeCloud& cloud, const DatasetInfo* data, int sample) {
    const auto i = std::size_t(sample);
    if (cloud.probe && i < cloud.probe->labels.size()) {
        const int label = cloud.probe->labels[i];
        if (data && label >= 0 && std::size_t(label) < data->class_names.size())
            return data->class_names[std::size_t(label)];
        return "class " + std::to_string(label);
    }
    return "sample " + grouped(sample);
}

// Of a wide code, those numbers that stand out.
void add_strongest(Lines& lines, const CodeCloud& cloud, int sample) {
    const float* code = cloud.code(sample);
    std::vector<int> order(std::size_t(cloud.width));
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + kStrongest;
    std::partial_sort(order.begin(), end, order.end(),
                      [code](int a, int b) { return std::fabs(code[a]) > std::fabs(code[b]); });
    for (auto d = order.begin(); d != end; ++d)
        lines.emplace_back("z" + std::to_string(*d + 1), fixed(double(code[*d]), 2));
    lines.emplace_back("and " + grouped(cloud.width - kStrongest) + " smaller ones", "");
}

Lines lines_of(const CodeCloud& cloud, const DatasetInfo* data, int sample) {
    const auto i = std::size_t(sample);
    Lines lines;
    if (cloud.probe && i < cloud.probe->held_out.size())
        lines.emplace_back(
            cloud.probe->held_out[i] ? "held out" : "training",
            i < cloud.probe->indices.size() ? "no. " + grouped(cloud.probe->indices[i]) : "");
    if (i < cloud.errors.size() && std::isfinite(cloud.errors[i]))
        lines.emplace_back("squared error", significant(cloud.errors[i]));
    if (cloud.probe && data &&
        cloud.probe->factors.size() >= data->factors.size() * std::size_t(cloud.count))
        for (std::size_t f = 0; f < data->factors.size(); ++f)
            lines.emplace_back(
                data->factors[f].name,
                std::to_string(cloud.probe->factors[i * data->factors.size() + f] + 1) + " of " +
                    std::to_string(data->factors[f].count));
    if (cloud.width > 0 && !std::isfinite(cloud.code(sample)[0])) {
        lines.emplace_back("code", "not kept of this step");
        return lines;
    }
    if (cloud.width > kMostCodes) return add_strongest(lines, cloud, sample), lines;
    for (int first = 0; first < cloud.width; first += kCodesPerLine) {
        const int last = std::min(first + kCodesPerLine, cloud.width) - 1;
        std::string name = "z" + std::to_string(first + 1), values;
        if (last > first) name += (last == first + 1 ? ", z" : " to z") + std::to_string(last + 1);
        for (int d = first; d <= last; ++d)
            values += (d > first ? "   " : "") + fixed(double(cloud.code(sample)[d]), 2);
        lines.emplace_back(name, values);
    }
    return lines;
}

}  // namespace

void sample_card(const Theme& theme, Textures& textures, SamplePainter& painter,
                 const CodeCloud& cloud, const DatasetInfo* data, int sample, ImVec2 anchor) {
    if (sample < 0 || sample >= cloud.count) return;
    const float pad = theme.unit * 2, gap = theme.unit * 3, side = theme.unit * 24;
    const bool picture = cloud.probe && sample < cloud.probe->images.count;
    const float aspect = picture ? std::max(0.1f, picture_aspect(cloud.probe->images)) : 1;
    const ImVec2 image = !picture      ? ImVec2(0, 0)
                         : aspect >= 1 ? ImVec2(side * std::min(aspect, 1.6f),
                                                side * std::min(aspect, 1.6f) / aspect)
                                       : ImVec2(side * aspect, side);

    const std::string title = title_of(cloud, data, sample);
    const Lines lines = lines_of(cloud, data, sample);
    float names = 0, values = 0, line = 0, title_height = 0, title_width = 0;
    {
        FontScope font(theme.body);
        title_height = ImGui::GetFontSize() + theme.unit;
        title_width = ImGui::CalcTextSize(title.c_str()).x;
    }
    {
        FontScope font(theme.small);
        line = ImGui::GetFontSize() + theme.unit / 2;
        for (const auto& [name, value] : lines) {
            names = std::max(names, ImGui::CalcTextSize(name.c_str()).x);
            values = std::max(values, tabular_width(value));
        }
    }
    const float text_width = std::max({names + gap + values, title_width, theme.unit * 24});
    const float text_height = title_height + line * float(lines.size());
    const ImVec2 size(pad * 2 + image.x + (picture ? gap : 0) + text_width,
                      pad * 2 + std::max(image.y, text_height));

    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float away = theme.hit_radius, margin = theme.unit;
    ImVec2 at(anchor.x - size.x / 2, anchor.y - away - size.y);
    if (at.y < margin) at.y = anchor.y + away;
    at.x = std::max(margin, std::min(at.x, window.x - size.x - margin));
    at.y = std::max(margin, std::min(at.y, window.y - size.y - margin));
    at = ImVec2(float(int(at.x)), float(int(at.y)));

    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const ImVec2 end(at.x + size.x, at.y + size.y);
    draw.AddRectFilled(at, end, theme.surface, theme.unit);
    draw.AddRect(at, end, theme.hairline, theme.unit, 0, std::max(1.0f, theme.scale));
    if (picture) {
        const ImVec2 corner(at.x + pad, at.y + pad);
        painter.draw(theme, textures, draw,
                     {corner, ImVec2(corner.x + image.x, corner.y + image.y)}, cloud.probe->images,
                     sample, theme.text);
    }
    const float left = at.x + pad + image.x + (picture ? gap : 0), right = end.x - pad;
    float y = at.y + pad;
    {
        FontScope font(theme.body);
        draw_text(draw, ImVec2(left, y), theme.text, title);
    }
    y += title_height;
    FontScope font(theme.small);
    for (const auto& [name, value] : lines) {
        draw_text(draw, ImVec2(left, y), theme.muted, name);
        draw_tabular_right(draw, ImVec2(right, y), theme.text, value);
        y += line;
    }
}

}  // namespace latent::app
