#include "widgets/sample_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace latent::app {
namespace {

constexpr int kMostLines = 4;      // features a step; more become a strip
constexpr int kMostBehind = 1200;  // points of the probe behind a point
constexpr std::size_t kMostSheets = 6;

bool as_strip(const Samples& samples) { return samples.shape.width > kMostLines; }
bool as_bars(const Samples& samples) { return samples.shape.size() > 3; }

// A translucent version of a colour.
ImU32 thin(ImU32 colour, float alpha) {
    return (colour & ~IM_COL32_A_MASK) | (ImU32(alpha * 255) << IM_COL32_A_SHIFT);
}

float within(const Rect& rect, float y) { return std::clamp(y, rect.min.y + 1, rect.max.y - 1); }

// From values to the height of a picture, with a little air above and below.
struct ValueScale {
    const Rect& rect;
    float low, high;
    float y_of(float value) const {
        const float air = (rect.max.y - rect.min.y) * 0.08f;
        const float share = high > low ? (value - low) / (high - low) : 0.5f;
        const float y = rect.max.y - air - share * (rect.max.y - rect.min.y - air * 2);
        return within(rect, std::isfinite(y) ? y : rect.max.y);
    }
};

void draw_lines(const Theme& theme, ImDrawList& draw, const Rect& rect, const ValueScale& scale,
                const Samples& samples, int i, ImU32 ink) {
    const int steps = samples.shape.height, features = samples.shape.width;
    const float* values = samples.numbers(i);
    const float inset = theme.unit / 2, width = rect.max.x - rect.min.x - inset * 2;
    // Thin pictures take thin lines.
    const float thickness = theme.scale * (width < theme.unit * 18 ? 1.0f : 1.5f);
    std::vector<ImVec2> line(std::size_t(std::max(0, steps)));
    for (int f = 0; f < features; ++f) {
        for (int t = 0; t < steps; ++t)
            line[std::size_t(t)] =
                ImVec2(rect.min.x + inset + width * float(t) / float(std::max(1, steps - 1)),
                       scale.y_of(values[t * features + f]));
        draw.AddPolyline(line.data(), int(line.size()), thin(ink, 1 - 0.2f * float(f)), 0,
                         thickness);
    }
}

// A row a feature, time to the right; with a second sample, how far it is off.
void draw_strip(const Theme& theme, ImDrawList& draw, const Rect& rect, float largest,
                const ImageShape& shape, const float* values, const float* less = nullptr) {
    const int steps = shape.height, features = shape.width;
    const float w = (rect.max.x - rect.min.x) / float(steps),
                h = (rect.max.y - rect.min.y) / float(features);
    for (int t = 0; t < steps; ++t)
        for (int f = 0; f < features; ++f) {
            const float value = values[t * features + f] - (less ? less[t * features + f] : 0);
            draw.AddRectFilled(ImVec2(std::floor(rect.min.x + w * float(t)),
                                      std::floor(rect.min.y + h * float(f))),
                               ImVec2(std::floor(rect.min.x + w * float(t + 1)),
                                      std::floor(rect.min.y + h * float(f + 1))),
                               theme.diverging(largest > 0 ? value / largest : 0));
        }
}

// A bar a coordinate, from zero. The second of two is narrower, so that both are seen.
void draw_bars(ImDrawList& draw, const Rect& rect, const ValueScale& scale, const Samples& samples,
               int i, ImU32 ink, bool second) {
    const int count = samples.shape.size();
    const float* values = samples.numbers(i);
    const float pitch = (rect.max.x - rect.min.x) / float(count);
    const float half = std::max(0.5f, pitch * (second ? 0.18f : 0.36f));
    const float zero = scale.y_of(std::clamp(0.0f, scale.low, scale.high));
    for (int c = 0; c < count; ++c) {
        const float x = rect.min.x + pitch * (float(c) + 0.5f), y = scale.y_of(values[c]);
        draw.AddRectFilled(ImVec2(x - half, std::min(y, zero) - 0.5f),
                           ImVec2(x + half, std::max(y, zero) + 0.5f), ink);
    }
}

// Adds a round dot of about a pixel to the alpha of an image.
void splat(std::vector<std::uint8_t>& rgba, int width, int height, ImVec2 at, float radius) {
    const int x0 = int(std::floor(at.x - radius - 1)), y0 = int(std::floor(at.y - radius - 1));
    const int reach = int(std::ceil(radius)) * 2 + 3;
    for (int y = std::max(0, y0); y < std::min(height, y0 + reach); ++y)
        for (int x = std::max(0, x0); x < std::min(width, x0 + reach); ++x) {
            const float far = std::hypot(float(x) + 0.5f - at.x, float(y) + 0.5f - at.y);
            const float cover = std::clamp(radius + 0.5f - far, 0.0f, 1.0f) * 90;
            std::uint8_t& alpha =
                rgba[(std::size_t(y) * std::size_t(width) + std::size_t(x)) * 4 + 3];
            alpha =
                std::uint8_t(std::min(150.0f, std::max(float(alpha), cover + float(alpha) * 0.5f)));
        }
}

}  // namespace

ImVec2 seen_from_the_side(const float* point, int coordinates) {
    if (coordinates == 1) return ImVec2(point[0], 0);
    if (coordinates == 2) return ImVec2(point[0], point[1]);
    constexpr float kRight = 0.24f, kUp = 0.12f;
    return ImVec2(point[0] + kRight * point[1], point[2] + kUp * point[1]);
}

float picture_aspect(const Samples& samples) {
    const ImageShape& shape = samples.shape;
    switch (samples.kind) {
        case DataKind::images:
            return shape.height > 0 ? float(shape.width) / float(shape.height) : 1;
        case DataKind::sequences:
            return 1.6f;
        case DataKind::points:
            return as_bars(samples) ? 1.6f : 1;
    }
    return 1;
}

bool can_overlay(const Samples& samples) {
    return samples.kind == DataKind::points ||
           (samples.kind == DataKind::sequences && !as_strip(samples));
}

void SamplePainter::look_at(const DatasetInfo* data, const Probe* probe) {
    const bool same_probe = probe && probe == probe_ && probe->images.version == probe_version_;
    probe_ = probe;
    probe_version_ = probe ? probe->images.version : 0;
    if (data) low_ = data->low, high_ = data->high;
    if (probe && !same_probe) {
        const Samples& samples = probe->images;
        if (!data && !samples.values.empty()) {
            const auto ends = std::minmax_element(samples.values.begin(), samples.values.end());
            low_ = *ends.first, high_ = *ends.second;
        }
        frame_of_points();
    }
}

void SamplePainter::frame_of_points() {
    centre_ = ImVec2(0, 0);
    reach_ = std::max({std::fabs(low_), std::fabs(high_), 1e-6f});
    const Samples& samples = probe_->images;
    if (samples.kind != DataKind::points || as_bars(samples) || samples.count == 0) return;
    constexpr float kFar = std::numeric_limits<float>::max();
    ImVec2 low(kFar, kFar), high(-kFar, -kFar);
    for (int i = 0; i < samples.count; ++i) {
        const ImVec2 at = seen_from_the_side(samples.numbers(i), samples.shape.size());
        low = ImVec2(std::min(low.x, at.x), std::min(low.y, at.y));
        high = ImVec2(std::max(high.x, at.x), std::max(high.y, at.y));
    }
    centre_ = ImVec2((low.x + high.x) / 2, (low.y + high.y) / 2);
    reach_ = std::max({high.x - low.x, high.y - low.y, 1e-6f}) / 2;
}

ImVec2 SamplePainter::place_of(const Rect& rect, const float* point, int coordinates) const {
    const ImVec2 seen = seen_from_the_side(point, coordinates);
    const float half = (rect.max.x - rect.min.x) / 2, scale = half * 0.86f / reach_;
    const auto inside = [half](float away) {
        return std::clamp(std::isfinite(away) ? away : 0.0f, -half + 2, half - 2);
    };
    return ImVec2((rect.min.x + rect.max.x) / 2 + inside((seen.x - centre_.x) * scale),
                  (rect.min.y + rect.max.y) / 2 - inside((seen.y - centre_.y) * scale));
}

float SamplePainter::value_at(const Rect& rect, float y) const {
    const ValueScale scale{rect, low_, high_};
    const float bottom = scale.y_of(low_), top = scale.y_of(high_);
    const float share = bottom > top ? std::clamp((bottom - y) / (bottom - top), 0.0f, 1.0f) : 0;
    return low_ + share * (high_ - low_);
}

ImVec2 SamplePainter::point_at(const Rect& rect, ImVec2 at) const {
    const float half = std::max(1.0f, (rect.max.x - rect.min.x) / 2),
                scale = half * 0.86f / reach_;
    return ImVec2(centre_.x + (at.x - (rect.min.x + rect.max.x) / 2) / scale,
                  centre_.y - (at.y - (rect.min.y + rect.max.y) / 2) / scale);
}

void SamplePainter::draw_cloud(const Theme& theme, Textures& textures, ImDrawList& draw,
                               const Rect& rect) {
    const int width = int(rect.max.x - rect.min.x), height = int(rect.max.y - rect.min.y);
    if (!probe_ || probe_->images.kind != DataKind::points || as_bars(probe_->images) ||
        width < 4 || height < 4)
        return;
    if (sheets_.size() > kMostSheets && !sheets_.count({width, height})) sheets_.clear();
    Sheet& sheet = sheets_[{width, height}];
    if (sheet.rgba.empty() || sheet.probe != probe_version_ || sheet.theme != theme.kind) {
        sheet.probe = probe_version_;
        sheet.theme = theme.kind;
        sheet.rgba.assign(std::size_t(width) * std::size_t(height) * 4, 0);
        for (std::size_t p = 0; p < sheet.rgba.size(); p += 4) {
            sheet.rgba[p] = std::uint8_t(theme.muted >> IM_COL32_R_SHIFT);
            sheet.rgba[p + 1] = std::uint8_t(theme.muted >> IM_COL32_G_SHIFT);
            sheet.rgba[p + 2] = std::uint8_t(theme.muted >> IM_COL32_B_SHIFT);
        }
        const Samples& samples = probe_->images;
        const Rect own{ImVec2(0, 0), ImVec2(float(width), float(height))};
        const float radius = theme.scale * std::clamp(float(width) / 160, 0.5f, 1.0f);
        const int stride = std::max(1, samples.count / kMostBehind);
        for (int i = 0; i < samples.count; i += stride)
            splat(sheet.rgba, width, height,
                  place_of(own, samples.numbers(i), samples.shape.size()), radius);
        ++sheets_made_;
    }
    const std::uint64_t version = probe_version_ * 2 + (theme.kind == ThemeKind::night ? 1 : 0);
    const Picture picture =
        textures.computed("cloud behind " + std::to_string(width) + "x" + std::to_string(height),
                          version, width, height, sheet.rgba.data());
    if (picture) draw.AddImage(picture.texture, rect.min, rect.max, picture.uv0, picture.uv1);
}

void SamplePainter::draw_one(const Theme& theme, ImDrawList& draw, const Rect& rect,
                             const Samples& samples, int i, ImU32 ink, bool second) const {
    const ValueScale scale{rect, low_, high_};
    if (samples.kind == DataKind::sequences && as_strip(samples)) {
        draw_strip(theme, draw, rect, std::max(std::fabs(low_), std::fabs(high_)), samples.shape,
                   samples.numbers(i));
    } else if (samples.kind == DataKind::sequences) {
        draw_lines(theme, draw, rect, scale, samples, i, ink);
    } else if (as_bars(samples)) {
        draw_bars(draw, rect, scale, samples, i, ink, second);
    } else {
        const ImVec2 at = place_of(rect, samples.numbers(i), samples.shape.size());
        const float radius =
            theme.scale * std::clamp((rect.max.x - rect.min.x) / (24 * theme.scale), 2.5f, 4.5f);
        draw.AddCircleFilled(at, radius + theme.scale, theme.surface, 20);
        draw.AddCircleFilled(at, radius, ink, 20);
    }
}

Rect SamplePainter::draw(const Theme& theme, Textures& textures, ImDrawList& draw,
                         const Rect& place, const Samples& samples, int i, ImU32 ink) {
    Picture picture;
    picture.aspect = picture_aspect(samples);
    const bool there = i >= 0 && i < samples.count && samples.shape.size() > 0;
    if (samples.kind == DataKind::images) {
        if (there)
            if (const Picture own = textures.image(samples, i)) picture = own;
        return draw_picture(theme, draw, place, picture);
    }
    const Rect rect = fit_into(place, picture.aspect);
    draw.AddRectFilled(rect.min, rect.max, theme.surface);
    if (samples.kind == DataKind::points) draw_cloud(theme, textures, draw, rect);
    const bool lined =
        !as_strip(samples) && (samples.kind == DataKind::sequences || as_bars(samples));
    if (lined && low_ < 0 && high_ > 0) {
        const float zero = std::round(ValueScale{rect, low_, high_}.y_of(0));
        draw.AddRectFilled(ImVec2(rect.min.x, zero),
                           ImVec2(rect.max.x, zero + std::max(1.0f, std::floor(theme.scale))),
                           theme.hairline);
    }
    if (there &&
        samples.values.size() >= std::size_t(samples.count) * std::size_t(samples.shape.size()))
        draw_one(theme, draw, rect, samples, i, ink, false);
    draw.AddRect(rect.min, rect.max, theme.hairline);
    return rect;
}

Rect SamplePainter::draw_both(const Theme& theme, Textures& textures, ImDrawList& draw,
                              const Rect& place, const Samples& inputs, int input,
                              const Samples& outputs, int output) {
    const Rect rect = this->draw(theme, textures, draw, place, inputs, input, theme.text);
    if (inputs.kind == DataKind::images || outputs.kind != inputs.kind ||
        outputs.shape != inputs.shape || input < 0 || input >= inputs.count || output < 0 ||
        output >= outputs.count)
        return rect;
    if (!can_overlay(inputs)) {
        draw_strip(theme, draw, rect, std::max(std::fabs(low_), std::fabs(high_)), inputs.shape,
                   outputs.numbers(output), inputs.numbers(input));
        draw.AddRect(rect.min, rect.max, theme.hairline);
        return rect;
    }
    if (inputs.kind == DataKind::points && !as_bars(inputs))
        draw.AddLine(place_of(rect, inputs.numbers(input), inputs.shape.size()),
                     place_of(rect, outputs.numbers(output), inputs.shape.size()), theme.accent,
                     1.5f * theme.scale);
    draw_one(theme, draw, rect, outputs, output, theme.accent, true);
    return rect;
}

}  // namespace latent::app
