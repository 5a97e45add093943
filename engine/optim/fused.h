// What the fused update loops share.
//
// LATENT_FUSED before a loop over floats: vectorised (sqrt without errno is one instruction),
// compiled once for each kind of vector unit, the best one chosen when the program starts. The
// results are the same on one machine, which is what reproducibility is promised for.
#pragma once

namespace latent::optim {

inline constexpr float kEpsilon = 1e-8f;  // keeps a division by a root of squared gradients finite

}  // namespace latent::optim

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_ADDRESS__)
#define LATENT_FUSED                                \
    __attribute__((optimize("O3", "no-math-errno"), \
                   target_clones("arch=skylake-avx512", "arch=haswell", "default")))
#else
#define LATENT_FUSED
#endif
