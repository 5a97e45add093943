#include "state/drawing.h"

#include <algorithm>
#include <cmath>

#include "state/own_version.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr int kMostLookedAt = 500;    // samples of the data
constexpr int kFigure = 25;           // of 255: what differs by more from the ground is figure
constexpr float kPlainEdge = 15;      // of 255: mean difference within the edge of figures' ground
constexpr float kSameMiddle = 0.07f;  // of the side: spread of the centres of mass of figures
constexpr std::size_t kMostUndone = 60;

// How much of the figure is where: [H, W], the largest difference of any channel from the ground.
std::vector<float> figure_of(const Samples& images, int i,
                             const std::vector<std::uint8_t>& ground) {
    const int plane = images.shape.width * images.shape.height;
    std::vector<float> figure(std::size_t(plane), 0.0f);
    const std::uint8_t* from = images.image(i);
    for (int c = 0; c < images.shape.channels; ++c)
        for (int p = 0; p < plane; ++p)
            figure[std::size_t(p)] =
                std::max(figure[std::size_t(p)],
                         std::fabs(float(from[c * plane + p]) - float(ground[std::size_t(c)])));
    return figure;
}

struct Extent {
    int left = 0, right = -1, top = 0, bottom = -1;  // inclusive
    float centre_x = 0, centre_y = 0;                // of mass; pixel centres at halves
    bool empty() const { return right < left; }
    float longer() const { return float(std::max(right - left, bottom - top) + 1); }
};

Extent extent_of(const std::vector<float>& figure, int width, int height) {
    Extent extent{width, -1, height, -1, 0, 0};
    double mass = 0, x_sum = 0, y_sum = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float weight = figure[std::size_t(y * width + x)];
            mass += weight;
            x_sum += double(weight) * (x + 0.5);
            y_sum += double(weight) * (y + 0.5);
            if (weight <= float(kFigure)) continue;
            extent.left = std::min(extent.left, x), extent.right = std::max(extent.right, x);
            extent.top = std::min(extent.top, y), extent.bottom = std::max(extent.bottom, y);
        }
    if (mass > 0) extent.centre_x = float(x_sum / mass), extent.centre_y = float(y_sum / mass);
    return extent;
}

// Every step-th sample, so that all of the data has a say.
int stride_of(const Samples& samples) { return std::max(1, samples.count / kMostLookedAt); }

template <class Visit>  // visit(value) of the pixels of a channel on the edge of image i
void edge(const Samples& images, int i, int channel, const Visit& visit) {
    const int width = images.shape.width, height = images.shape.height;
    const std::uint8_t* from = images.image(i) + channel * width * height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; x += y == 0 || y == height - 1 ? 1 : std::max(1, width - 1))
            visit(from[y * width + x]);
}

void look_at_images(const Samples& data, DrawingStyle& style) {
    const int channels = data.shape.channels, width = data.shape.width, height = data.shape.height,
              stride = stride_of(data);
    std::vector<std::uint8_t> ground;
    double unlike = 0, looked = 0;
    for (int c = 0; c < channels; ++c) {
        std::vector<std::uint8_t> values;
        for (int i = 0; i < data.count; i += stride)
            edge(data, i, c, [&](std::uint8_t value) { values.push_back(value); });
        if (values.empty()) values.push_back(0);
        const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        ground.push_back(*middle);
        for (const std::uint8_t value : values) unlike += std::abs(int(value) - int(*middle));
        looked += double(values.size());
        style.ink.push_back(*middle < 128 ? 255 : 0);
    }
    style.blank.pixels.clear();
    for (const std::uint8_t value : ground)
        style.blank.pixels.insert(style.blank.pixels.end(), std::size_t(width * height), value);

    double box = 0, x = 0, y = 0, xx = 0, yy = 0;
    int count = 0;
    for (int i = 0; i < data.count; i += stride) {
        const Extent extent = extent_of(figure_of(data, i, ground), width, height);
        if (extent.empty()) continue;
        ++count;
        box += extent.longer();
        x += extent.centre_x, xx += double(extent.centre_x) * extent.centre_x;
        y += extent.centre_y, yy += double(extent.centre_y) * extent.centre_y;
    }
    if (count == 0) return;
    box /= count, x /= count, y /= count;
    const double spread = std::sqrt(std::max({0.0, xx / count - x * x, yy / count - y * y}));
    style.box = float(box), style.centre_x = float(x), style.centre_y = float(y);
    style.figures = channels == 1 && unlike / std::max(1.0, looked) <= kPlainEdge &&
                    spread <= double(kSameMiddle) * std::min(width, height);
}

// Between pixels, and the ground beyond them. Pixel centres lie at halves.
float sampled(const std::uint8_t* plane, int width, int height, float ground, float x, float y) {
    const float fx = std::floor(x - 0.5f), fy = std::floor(y - 0.5f);
    const float u = x - 0.5f - fx, v = y - 0.5f - fy;
    const auto at = [&](int column, int row) {
        return column < 0 || row < 0 || column >= width || row >= height
                   ? ground
                   : float(plane[row * width + column]);
    };
    const int x0 = int(fx), y0 = int(fy);
    return (at(x0, y0) * (1 - u) + at(x0 + 1, y0) * u) * (1 - v) +
           (at(x0, y0 + 1) * (1 - u) + at(x0 + 1, y0 + 1) * u) * v;
}

float distance_to_line(ImVec2 p, ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float t =
        length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

DrawingStyle drawing_style(const Samples& data) {
    DrawingStyle style;
    style.blank.kind = data.kind;
    style.blank.shape = data.shape;
    style.blank.count = 1;
    const std::size_t size = std::size_t(std::max(0, data.shape.size()));
    if (data.kind == DataKind::images) {
        style.blank.pixels.assign(size, 0);
        if (!data.pixels.empty()) look_at_images(data, style);
        return style;
    }
    // Numbers begin at the mean of the data: a point among them, a level line.
    style.blank.values.assign(size, 0);
    const int stride = stride_of(data), looked = (data.count + stride - 1) / stride;
    for (int i = 0; i < data.count; i += stride)
        for (std::size_t v = 0; v < size; ++v)
            style.blank.values[v] += data.numbers(i)[v] / float(looked);
    if (data.kind != DataKind::sequences || size == 0) return style;
    const int features = data.shape.width, steps = data.shape.height;
    for (int f = 0; f < features; ++f) {
        float mean = 0;
        for (int t = 0; t < steps; ++t)
            mean += style.blank.values[std::size_t(t * features + f)] / float(steps);
        for (int t = 0; t < steps; ++t) style.blank.values[std::size_t(t * features + f)] = mean;
    }
    return style;
}

Samples centred(const Samples& image, const DrawingStyle& style) {
    if (image.pixels.empty() || image.shape != style.blank.shape || style.box <= 0) return image;
    const int width = image.shape.width, height = image.shape.height, plane = width * height;
    std::vector<std::uint8_t> ground;
    for (int c = 0; c < image.shape.channels; ++c)
        ground.push_back(style.blank.pixels[std::size_t(c * plane)]);
    const Extent extent = extent_of(figure_of(image, 0, ground), width, height);
    if (extent.empty()) return image;
    const float step = extent.longer() / style.box;  // pixels of the drawing a pixel of the result
    // Samples a pixel and side: as many as pixels of the drawing become one.
    const int finer = std::max(1, int(std::ceil(step - 0.01f)));
    Samples result = image;
    for (int c = 0; c < image.shape.channels; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                float sum = 0;
                for (int s = 0; s < finer * finer; ++s) {
                    const float at_x = float(x) + (float(s % finer) + 0.5f) / float(finer),
                                at_y = float(y) + (float(s / finer) + 0.5f) / float(finer);
                    sum += sampled(image.pixels.data() + c * plane, width, height,
                                   float(ground[std::size_t(c)]),
                                   extent.centre_x + (at_x - style.centre_x) * step,
                                   extent.centre_y + (at_y - style.centre_y) * step);
                }
                result.pixels[std::size_t(c * plane + y * width + x)] =
                    std::uint8_t(std::lround(sum / float(finer * finer)));
            }
    result.version = own_version();
    return result;
}

Samples inverted(const Samples& image) {
    Samples result = image;
    for (std::uint8_t& pixel : result.pixels) pixel = std::uint8_t(255 - pixel);
    result.version = own_version();
    return result;
}

void Drawing::changed() { sample_.version = version_ = own_version(); }

void Drawing::remember() {
    before_.push_back({sample_, blank_});
    if (before_.size() > kMostUndone) before_.erase(before_.begin());
}

void Drawing::fit(const DrawingStyle& style) {
    if (sample_.count == 1 && sample_.kind == style.blank.kind &&
        sample_.shape == style.blank.shape)
        return;
    before_.clear();
    sample_ = style.blank;
    blank_ = true;
    changed();
}

void Drawing::clear(const DrawingStyle& style) {
    if (blank_) return;
    remember();
    sample_ = style.blank;
    blank_ = true;
    changed();
}

void Drawing::take(const Samples& samples, int i) {
    if (i < 0 || i >= samples.count || samples.kind != sample_.kind ||
        samples.shape != sample_.shape)
        return;
    remember();
    const std::ptrdiff_t size = samples.shape.size(), from = size * i;
    if (!samples.pixels.empty())
        sample_.pixels.assign(samples.pixels.begin() + from, samples.pixels.begin() + from + size);
    if (!samples.values.empty())
        sample_.values.assign(samples.values.begin() + from, samples.values.begin() + from + size);
    blank_ = false;
    changed();
}

void Drawing::begin_stroke() {
    remember();
    base_ = sample_.pixels;
    cover_.assign(std::size_t(std::max(0, sample_.shape.width * sample_.shape.height)), 0.0f);
}

void Drawing::undo() {
    if (before_.empty()) return;
    sample_ = std::move(before_.back().sample);
    blank_ = before_.back().blank;
    before_.pop_back();
    changed();
}

void Drawing::brush(ImVec2 from, ImVec2 to, float radius, const std::vector<std::uint8_t>& ink) {
    const int width = sample_.shape.width, height = sample_.shape.height, plane = width * height;
    if (base_.size() != sample_.pixels.size() || int(ink.size()) < sample_.shape.channels) return;
    // Full up to half a pixel within the radius, nothing half a pixel beyond it; softer when large.
    const float soft = std::max(1.0f, radius * 0.6f);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float far = distance_to_line(ImVec2(float(x) + 0.5f, float(y) + 0.5f), from, to);
            const float cover = std::clamp((radius + soft / 2 - far) / soft, 0.0f, 1.0f);
            float& covered = cover_[std::size_t(y * width + x)];
            if (cover <= covered) continue;
            covered = cover;
            for (int c = 0; c < sample_.shape.channels; ++c) {
                const std::size_t p = std::size_t(c * plane + y * width + x);
                sample_.pixels[p] = std::uint8_t(std::lround(
                    float(base_[p]) + (float(ink[std::size_t(c)]) - float(base_[p])) * cover));
            }
        }
    blank_ = false;
    changed();
}

void Drawing::curve(int feature, float from_time, float from_value, float to_time, float to_value) {
    const int steps = sample_.shape.height, features = sample_.shape.width;
    if (sample_.values.empty() || feature < 0 || feature >= features) return;
    if (from_time > to_time) std::swap(from_time, to_time), std::swap(from_value, to_value);
    const int first = std::clamp(int(std::lround(from_time)), 0, steps - 1),
              last = std::clamp(int(std::lround(to_time)), 0, steps - 1);
    for (int t = first; t <= last; ++t) {
        const float share =
            to_time > from_time
                ? std::clamp((float(t) - from_time) / (to_time - from_time), 0.0f, 1.0f)
                : 1.0f;
        sample_.values[std::size_t(t * features + feature)] =
            from_value + (to_value - from_value) * share;
    }
    blank_ = false;
    changed();
}

void Drawing::place(int coordinate, float value) {
    if (coordinate < 0 || std::size_t(coordinate) >= sample_.values.size()) return;
    sample_.values[std::size_t(coordinate)] = value;
    blank_ = false;
    changed();
}

Likeness likeness(const Samples& drawn, const Samples& decoded, const CodeCloud& cloud) {
    Likeness found;
    const std::size_t size = std::size_t(drawn.shape.size());
    double sum = 0;
    if (drawn.pixels.size() >= size && decoded.pixels.size() >= size)
        for (std::size_t p = 0; p < size; ++p) {
            const double off = (double(drawn.pixels[p]) - double(decoded.pixels[p])) / 255;
            sum += off * off;
        }
    else if (drawn.values.size() >= size && decoded.values.size() >= size)
        for (std::size_t v = 0; v < size; ++v) {
            const double off = double(drawn.values[v]) - double(decoded.values[v]);
            sum += off * off;
        }
    found.error = float(sum);
    double total = 0;
    int count = 0, below = 0;
    const bool splits = cloud.probe && cloud.probe->held_out.size() == cloud.errors.size();
    for (std::size_t i = 0; i < cloud.errors.size(); ++i) {
        if (!std::isfinite(cloud.errors[i]) || (splits && !cloud.probe->held_out[i])) continue;
        total += double(cloud.errors[i]);
        below += cloud.errors[i] < found.error;
        ++count;
    }
    if (count > 0) found.usual = float(total / count), found.below = float(below) / float(count);
    return found;
}

std::string likeness_sentence(const Likeness& found) {
    const std::string error = "Squared error " + significant(double(found.error));
    if (!(found.usual > 0)) return error + ".";
    const char* verdict = found.below > 0.99f  ? "unlike the data."
                          : found.below > 0.9f ? "unusual."
                                               : "like the data.";
    return error + ", " + significant(double(found.error / found.usual), 2) +
           " times the usual: " + verdict;
}

int nearest_code(const CodeCloud& cloud, const std::vector<float>& code) {
    int nearest = -1;
    double least = 0;
    if (int(code.size()) < cloud.width) return nearest;
    for (int i = 0; i < cloud.count; ++i) {
        double far = 0;
        for (int j = 0; j < cloud.width; ++j) {
            const double off = double(cloud.code(i)[j]) - double(code[std::size_t(j)]);
            far += off * off;
        }
        if (std::isfinite(far) && (nearest < 0 || far < least)) nearest = i, least = far;
    }
    return nearest;
}

}  // namespace latent::app
