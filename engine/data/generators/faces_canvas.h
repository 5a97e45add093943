// A small picture in colour on which smooth shapes are painted one over the other.
//
// A shape is a function that gives the signed distance of a point to the outline, negative inside.
// It need be right only near the outline; where two shapes meet, std::min unites and std::max cuts.
// All lengths are in 32nds of the picture's side, x to the right and y downwards.
//
//   paint: colour <- colour + clamp(1/2 - d, 0, 1) * opacity * (paint - colour),   d in pixels
//
// Thread: one at a time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace latent::data::faces {

struct Colour {
    float red = 0, green = 0, blue = 0;  // 0 .. 255
};

inline Colour mixed(Colour a, Colour b, float share_of_b) {
    return {a.red + share_of_b * (b.red - a.red), a.green + share_of_b * (b.green - a.green),
            a.blue + share_of_b * (b.blue - a.blue)};
}

struct Box {
    float left, top, right, bottom;
};

class Canvas {
 public:
    static constexpr int kMostSide = 64;

    Canvas(int side, Colour background) : side_(side), scale_(float(side) / 32) {
        std::fill_n(red_, side * side, background.red);
        std::fill_n(green_, side * side, background.green);
        std::fill_n(blue_, side * side, background.blue);
    }

    // Asks `distance(x, y)` for the pixels of the box alone.
    template <class Distance>
    void paint(const Box& box, Colour colour, float opacity, Distance distance) {
        const int left = first(box.left), right = last(box.right);
        for (int row = first(box.top), end = last(box.bottom); row < end; ++row) {
            const float y = (float(row) + 0.5f) / scale_;
            for (int column = left; column < right; ++column) {
                const float d = distance((float(column) + 0.5f) / scale_, y) * scale_;
                if (d >= 0.5f) continue;
                const float share = opacity * std::min(0.5f - d, 1.0f);
                const int at = row * side_ + column;
                red_[at] += share * (colour.red - red_[at]);
                green_[at] += share * (colour.green - green_[at]);
                blue_[at] += share * (colour.blue - blue_[at]);
            }
        }
    }

    // Paints a shape that knows its own box.
    template <class Shape>
    void paint(const Shape& shape, Colour colour, float opacity = 1) {
        paint(shape.box(), colour, opacity, shape);
    }

    // Writes [3, side, side].
    void write(std::uint8_t* out) const {
        for (const float* plane : {red_, green_, blue_})
            for (int i = 0; i < side_ * side_; ++i) *out++ = std::uint8_t(plane[i] + 0.5f);
    }

 private:
    // One pixel more on each side, for the outline's grey.
    int first(float at) const { return std::max(0, int(std::floor(at * scale_)) - 1); }
    int last(float at) const { return std::min(side_, int(std::ceil(at * scale_)) + 1); }

    int side_;
    float scale_;
    float red_[kMostSide * kMostSide], green_[kMostSide * kMostSide], blue_[kMostSide * kMostSide];
};

// ---- shapes ------------------------------------------------------------------------------------

struct Ellipse {
    float x, y, half_width, half_height;

    Box box() const { return {x - half_width, y - half_height, x + half_width, y + half_height}; }
    // With f(p) = |p scaled to the unit circle|: d = f (f - 1) / |grad of f^2 / 2|, exact to first
    // order at the outline.
    float operator()(float px, float py) const {
        const float u = (px - x) / half_width, v = (py - y) / half_height;
        const float f = std::sqrt(u * u + v * v);
        const float du = u / half_width, dv = v / half_height;
        return (f + 1e-6f) * (f - 1) / (std::sqrt(du * du + dv * dv) + 1e-6f);
    }
};

// A ring of a wire `2 half_wire` thick along an ellipse.
struct Ring {
    Ellipse along;
    float half_wire;

    Box box() const {
        const Box b = along.box();
        return {b.left - half_wire, b.top - half_wire, b.right + half_wire, b.bottom + half_wire};
    }
    float operator()(float x, float y) const { return std::abs(along(x, y)) - half_wire; }
};

// A straight stroke with round ends.
struct Stroke {
    float x0, y0, x1, y1, half_wire;

    Box box() const {
        return {std::min(x0, x1) - half_wire, std::min(y0, y1) - half_wire,
                std::max(x0, x1) + half_wire, std::max(y0, y1) + half_wire};
    }
    float operator()(float x, float y) const {
        const float dx = x1 - x0, dy = y1 - y0;
        const float along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
        const float t = std::clamp(along, 0.0f, 1.0f);
        const float u = x - x0 - t * dx, v = y - y0 - t * dy;
        return std::sqrt(u * u + v * v) - half_wire;
    }
};

// A stroke along the parabola y + bend * (1 - 2 u^2) / 2 with u = (x - middle) / half_width from -1
// to 1, round at its ends: with bend > 0 the middle hangs down.
struct Bow {
    float x, y, half_width, bend, half_wire;

    Box box() const {
        const float reach = std::abs(bend) / 2 + half_wire;
        return {x - half_width - half_wire, y - reach, x + half_width + half_wire, y + reach};
    }
    float operator()(float px, float py) const {
        const float u = std::clamp((px - x) / half_width, -1.0f, 1.0f);
        const float across = py - (y + bend * (0.5f - u * u));
        const float beyond = std::max(0.0f, std::abs(px - x) - half_width);
        const float slope = 2 * bend * u / half_width;
        const float to_curve = across * across / (beyond > 0 ? 1 : 1 + slope * slope);
        return std::sqrt(to_curve + beyond * beyond) - half_wire;
    }
};

// A head: an ellipse that narrows towards the chin and is a little fuller at the cheeks.
struct Egg {
    float x, y, half_width, half_height;

    Box box() const {
        const float widest = half_width * (1 + kNarrowing);
        return {x - widest, y - half_height, x + widest, y + half_height};
    }
    float operator()(float px, float py) const {
        const float v = (py - y) / half_height, narrow = 1 - kNarrowing * v;
        const float u = (px - x) / (half_width * narrow);
        const float f = u * u + v * v - kFullness * u * u * v * v - 1;
        const float fu = 2 * u * (1 - kFullness * v * v), fv = 2 * v * (1 - kFullness * u * u);
        const float fx = fu / (half_width * narrow);
        const float fy = (fv + fu * u * kNarrowing / narrow) / half_height;
        return f / (std::sqrt(fx * fx + fy * fy) + 1e-6f);
    }

    static constexpr float kNarrowing = 0.10f, kFullness = 0.22f;
};

}  // namespace latent::data::faces
