#include "latent/timeline.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace latent {
namespace {

// Integers throughout: the trainer's thread flushes denormal floats to zero, and the small halves
// are denormal.
constexpr std::uint32_t kInfinity = 0x7f800000;          // as a float's bits
constexpr std::uint32_t kRoundsToInfinity = 0x477ff000;  // 65,520: half way beyond the largest half
constexpr std::uint32_t kSmallestNormal = 0x38800000;    // 2^-14
constexpr std::uint32_t kRoundsToZero = 0x33000000;      // 2^-25: half of the smallest half
constexpr int kMantissaDropped = 23 - 10;

std::uint32_t bits_of(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

float float_of(std::uint32_t bits) {
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// value / 2^shift, to the nearest, ties to even.
std::uint32_t rounded_shift(std::uint32_t value, int shift) {
    return (value + (1u << (shift - 1)) - 1 + ((value >> shift) & 1)) >> shift;
}

}  // namespace

std::uint16_t to_half(float value) {
    const std::uint32_t bits = bits_of(value), size = bits & 0x7fffffff;
    const auto sign = std::uint16_t((bits >> 16) & 0x8000);
    if (size > kInfinity) {  // a NaN stays one, though its payload may lie in what is dropped
        const std::uint32_t payload = (size & 0x7fffff) >> kMantissaDropped;
        return std::uint16_t(sign | 0x7c00 | (payload ? payload : 0x200));
    }
    if (size >= kRoundsToInfinity) return std::uint16_t(sign | 0x7c00);
    if (size >= kSmallestNormal)  // a carry out of the mantissa is the next exponent, as it should
        return std::uint16_t(
            sign | rounded_shift(size - (kSmallestNormal - (1u << 23)), kMantissaDropped));
    if (size <= kRoundsToZero) return sign;
    const std::uint32_t mantissa = (size & 0x7fffff) | 0x800000;
    return std::uint16_t(sign | rounded_shift(mantissa, 126 - int(size >> 23)));
}

float from_half(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t(half & 0x8000) << 16;
    std::uint32_t exponent = (half >> 10) & 0x1f, mantissa = half & 0x3ff;
    if (exponent == 0x1f) return float_of(sign | kInfinity | (mantissa << kMantissaDropped));
    if (exponent == 0) {
        if (mantissa == 0) return float_of(sign);
        // Denormal as a half, normal as a float: shift until the leading one is the hidden one.
        exponent = 1;
        while (!(mantissa & 0x400)) mantissa <<= 1, --exponent;
        mantissa &= 0x3ff;
    }
    return float_of(sign | ((exponent + 112) << 23) | (mantissa << kMantissaDropped));
}

std::shared_ptr<const Frame> Timeline::at(std::int64_t step) const {
    if (frames.empty()) return nullptr;
    const auto later = std::upper_bound(
        frames.begin(), frames.end(), step,
        [](std::int64_t wanted, const auto& frame) { return wanted < frame->step; });
    return later == frames.begin() ? frames.front() : *(later - 1);
}

Snapshot as_it_was(const Snapshot& now, const Frame& frame, std::uint64_t version) {
    Snapshot then = now;
    then.progress.step = frame.step;
    if (now.progress.steps_per_epoch > 0)
        then.progress.epoch = double(frame.step) / double(now.progress.steps_per_epoch);
    then.reconstructions = frame.reconstructions;
    then.latents = frame.latents;
    if (!now.cloud) return then;

    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = now.cloud->count;
    cloud->width = frame.width;
    cloud->probe = now.cloud->probe;
    cloud->step = frame.step;
    cloud->version = version;
    const auto width = std::size_t(std::max(0, frame.width));
    cloud->codes.assign(std::size_t(cloud->count) * width, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < frame.samples.size(); ++i) {
        const int sample = frame.samples[i];
        if (sample < 0 || sample >= cloud->count || (i + 1) * width > frame.codes.size()) continue;
        std::transform(frame.codes.begin() + std::ptrdiff_t(i * width),
                       frame.codes.begin() + std::ptrdiff_t((i + 1) * width),
                       cloud->codes.begin() + std::ptrdiff_t(std::size_t(sample) * width),
                       from_half);
    }
    then.cloud = std::move(cloud);
    return then;
}

}  // namespace latent
