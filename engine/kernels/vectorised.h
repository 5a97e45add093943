// What the loops of this folder share: how they are compiled, and functions that a compiler can
// vectorise where the C library's cannot be.
//
// LATENT_VECTORISED before a loop over floats: it is compiled once for each kind of vector unit, and
// the best one is chosen when the program starts. The results are the same on one machine, which is
// what reproducibility is promised for. This folder is compiled with -O3 (engine/CMakeLists.txt).
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_ADDRESS__)
#define LATENT_VECTORISED \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LATENT_VECTORISED
#endif

// For the functions that such a loop calls: a call would keep it from being a vector loop.
#if defined(__GNUC__)
#define LATENT_INLINE inline __attribute__((always_inline))
#else
#define LATENT_INLINE inline
#endif

namespace latent::kernels {

// e^-a for a >= 0, to 2 units in the last place; 0 where e^-a is below the normal floats (a > 87).
//
// e^-a = 2^n e^r with n = round(-a / ln 2) and |r| <= ln 2 / 2, e^r by its Taylor polynomial of degree
// 7. Adding and taking away 1.5 2^23 rounds; its low bits are then n. A NaN stays one.
LATENT_INLINE float exp_of_minus(float a) {
    constexpr float kRounder = 12582912.0f;  // 1.5 2^23
    constexpr float kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;
    const float shifted = kRounder - a * 1.44269504f;
    const float n = shifted - kRounder;
    const float r = (-a - n * kLn2High) - n * kLn2Low;
    float e = 1.0f / 5040;
    e = e * r + 1.0f / 720;
    e = e * r + 1.0f / 120;
    e = e * r + 1.0f / 24;
    e = e * r + 1.0f / 6;
    e = e * r + 0.5f;
    e = e * r + 1.0f;
    e = e * r + 1.0f;
    std::uint32_t bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    const std::uint32_t exponent = (bits << 23) + (127u << 23);
    float power;
    std::memcpy(&power, &exponent, sizeof power);
    const float value = e * power;
    return a > 87.0f ? 0.0f : value;
}

// ln(1 + e) for e in [0, 1]: 2 atanh(e / (2 + e)), whose argument is at most 1/3.
LATENT_INLINE float log_of_one_plus(float e) {
    const float s = e / (2.0f + e), q = s * s;
    float sum = 1.0f / 15;
    sum = sum * q + 1.0f / 13;
    sum = sum * q + 1.0f / 11;
    sum = sum * q + 1.0f / 9;
    sum = sum * q + 1.0f / 7;
    sum = sum * q + 1.0f / 5;
    sum = sum * q + 1.0f / 3;
    sum = sum * q + 1.0f;
    return 2.0f * s * sum;
}

// tanh a, to 4 units in the last place: near 0, where 1 - e^-2|a| would cancel, by an odd
// polynomial (Cephes, Moshier 1992), elsewhere (1 - e) / (1 + e) with e = e^-2|a|.
LATENT_INLINE float tanh_of(float a) {
    const float size = a < 0 ? -a : a;
    const float e = exp_of_minus(2.0f * size);
    const float far = (1.0f - e) / (1.0f + e);
    const float q = a * a;
    float p = -5.70498872745e-3f;
    p = p * q + 2.06390887954e-2f;
    p = p * q - 5.37397155531e-2f;
    p = p * q + 1.33314422036e-1f;
    p = p * q - 3.33332819422e-1f;
    const float near = a + a * q * p;
    return size < 0.625f ? near : (a < 0 ? -far : far);
}

// 1 / (1 + e^-a), without cancellation at either end.
LATENT_INLINE float sigmoid_of(float a) {
    const float e = exp_of_minus(a < 0 ? -a : a);
    return (a < 0 ? e : 1.0f) / (1.0f + e);
}

}  // namespace latent::kernels
