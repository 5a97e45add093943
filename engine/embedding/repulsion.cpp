#include "embedding/repulsion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "statistics/wide_vectors.h"

namespace latent::embedding {
namespace {

constexpr int kBits = 16;   // of either coordinate on the curve: the deepest cell
constexpr int kLeaf = 8;    // points that are not divided further
constexpr int kGroup = 48;  // points that share a list
constexpr std::size_t kLanes = 8;

using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

// 0b1011 -> 0b1000101
std::uint32_t spread_bits(std::uint32_t v) {
    v = (v | (v << 8)) & 0x00ff00ffu;
    v = (v | (v << 4)) & 0x0f0f0f0fu;
    v = (v | (v << 2)) & 0x33333333u;
    return (v | (v << 1)) & 0x55555555u;
}

// By the upper halves of the keys, which hold the place.
void radix_sort(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& spare) {
    spare.resize(keys.size());
    for (int shift = 32; shift < 64; shift += 8) {
        std::array<std::size_t, 257> starts{};
        for (const std::uint64_t key : keys) ++starts[((key >> shift) & 255) + 1];
        for (std::size_t i = 0; i < 256; ++i) starts[i + 1] += starts[i];
        for (const std::uint64_t key : keys) spare[starts[(key >> shift) & 255]++] = key;
        keys.swap(spare);
    }
}

// What `count` masses do to kLanes points at x, y: their pushes and the sums of w.
LATENT_WIDE_VECTORS
void push_lanes(const float* x, const float* y, const float* masses_x, const float* masses_y,
                const float* masses, std::size_t count, float* push_x, float* push_y, float* sum) {
    Lanes px, py, fx{}, fy{}, z{};
    for (std::size_t l = 0; l < kLanes; ++l) {
        px[l] = x[l];
        py[l] = y[l];
    }
    for (std::size_t c = 0; c < count; ++c) {
        const Lanes dx = px - masses_x[c], dy = py - masses_y[c];
        const Lanes w = 1.0f / (1.0f + dx * dx + dy * dy);
        const Lanes m = w * masses[c];
        const Lanes m2 = m * w;
        z += m;
        fx += m2 * dx;
        fy += m2 * dy;
    }
    for (std::size_t l = 0; l < kLanes; ++l) {
        push_x[l] = fx[l];
        push_y[l] = fy[l];
        sum[l] = z[l];
    }
}

}  // namespace

void Repulsion::sort_along_curve(const float* positions, int count) {
    float low_x = positions[0], high_x = low_x, low_y = positions[1], high_y = low_y;
    for (int i = 1; i < count; ++i) {
        low_x = std::min(low_x, positions[2 * i]);
        high_x = std::max(high_x, positions[2 * i]);
        low_y = std::min(low_y, positions[2 * i + 1]);
        high_y = std::max(high_y, positions[2 * i + 1]);
    }
    width_ = std::max(high_x - low_x, high_y - low_y);
    constexpr float kMost = float((1 << kBits) - 1);
    const float scale = width_ > 0 ? kMost / width_ : 0;
    keys_.resize(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const auto column = std::uint32_t(std::min(kMost, (positions[2 * i] - low_x) * scale)),
                   row = std::uint32_t(std::min(kMost, (positions[2 * i + 1] - low_y) * scale));
        keys_[std::size_t(i)] =
            std::uint64_t(spread_bits(column) | (spread_bits(row) << 1)) << 32 | std::uint32_t(i);
    }
    radix_sort(keys_, spare_);
    x_.assign(std::size_t(count) + kLanes, 0);
    y_.assign(std::size_t(count) + kLanes, 0);
    for (int s = 0; s < count; ++s) {
        const auto i = std::size_t(std::uint32_t(keys_[std::size_t(s)]));
        x_[std::size_t(s)] = positions[2 * i];
        y_[std::size_t(s)] = positions[2 * i + 1];
    }
}

// The points [begin, end) of one square, `depth` halvings down. Its cells follow each other.
void Repulsion::build(int begin, int end, int depth, bool in_group) {
    const std::size_t self = cells_.size();
    const int count = end - begin;
    if (!in_group && (count <= kGroup || depth == kBits)) {
        groups_.push_back(int(self));
        in_group = true;
    }
    const float width = std::ldexp(width_, -depth);
    cells_.push_back({0, 0, float(count), width * width, begin, end, 0, false});
    double x = 0, y = 0;
    if (count <= kLeaf || depth == kBits) {
        for (int s = begin; s < end; ++s) {
            x += double(x_[std::size_t(s)]);
            y += double(y_[std::size_t(s)]);
        }
        cells_[self].leaf = true;
    } else {
        const int shift = 32 + 2 * (kBits - 1 - depth);
        int from = begin;
        for (std::uint64_t quarter = 0; quarter < 4; ++quarter) {
            const auto last = std::partition_point(
                keys_.begin() + from, keys_.begin() + end,
                [&](std::uint64_t key) { return ((key >> shift) & 3) <= quarter; });
            const int to = int(last - keys_.begin());
            if (to == from) continue;
            const std::size_t child = cells_.size();
            build(from, to, depth + 1, in_group);
            x += double(cells_[child].x) * double(cells_[child].mass);
            y += double(cells_[child].y) * double(cells_[child].mass);
            from = to;
        }
    }
    cells_[self].x = float(x / count);
    cells_[self].y = float(y / count);
    cells_[self].next = int(cells_.size());
}

// Lists what acts on the points [begin, end): cells far enough from all of them, else points.
void Repulsion::gather(int begin, int end, float theta2) {
    const auto [low_x, high_x] = std::minmax_element(x_.begin() + begin, x_.begin() + end);
    const auto [low_y, high_y] = std::minmax_element(y_.begin() + begin, y_.begin() + end);
    const float left = *low_x, right = *high_x, bottom = *low_y, top = *high_y;
    list_x_.clear();
    list_y_.clear();
    list_mass_.clear();
    const int last = int(cells_.size());
    for (int c = 0; c < last;) {
        const Cell& cell = cells_[std::size_t(c)];
        const float dx = std::max(0.0f, std::max(left - cell.x, cell.x - right)),
                    dy = std::max(0.0f, std::max(bottom - cell.y, cell.y - top));
        if (cell.width2 < theta2 * (dx * dx + dy * dy)) {
            list_x_.push_back(cell.x);
            list_y_.push_back(cell.y);
            list_mass_.push_back(cell.mass);
            c = cell.next;
        } else if (cell.leaf) {
            list_x_.insert(list_x_.end(), x_.begin() + cell.begin, x_.begin() + cell.end);
            list_y_.insert(list_y_.end(), y_.begin() + cell.begin, y_.begin() + cell.end);
            list_mass_.insert(list_mass_.end(), std::size_t(cell.end - cell.begin), 1.0f);
            c = cell.next;
        } else {
            ++c;
        }
    }
}

double Repulsion::compute(const float* positions, int count, double theta, float* push) {
    sort_along_curve(positions, count);
    cells_.clear();
    groups_.clear();
    build(0, count, 0, false);
    double total = 0;
    for (const int group : groups_) {
        const Cell cell = cells_[std::size_t(group)];
        gather(cell.begin, cell.end, float(theta * theta));
        for (int s = cell.begin; s < cell.end; s += int(kLanes)) {
            std::array<float, kLanes> fx, fy, z;
            push_lanes(x_.data() + s, y_.data() + s, list_x_.data(), list_y_.data(),
                       list_mass_.data(), list_x_.size(), fx.data(), fy.data(), z.data());
            for (int l = 0; l < int(kLanes) && s + l < cell.end; ++l) {
                const auto i = std::size_t(std::uint32_t(keys_[std::size_t(s + l)]));
                push[2 * i] = fx[std::size_t(l)];
                push[2 * i + 1] = fy[std::size_t(l)];
                total += double(z[std::size_t(l)]) - 1;  // each point is on its own list, w = 1
            }
        }
    }
    return total;
}

}  // namespace latent::embedding
