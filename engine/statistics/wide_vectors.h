// For loops that the compiler can vectorise: made once for each width of the processor's vectors,
// the right one being chosen when the program is loaded.
//
//   LATENT_WIDE_VECTORS void add(...) { for (...) ... }
//
// Without it a program for any x86-64 computes four floats at a time on a processor that could do
// sixteen. Elsewhere, and under a sanitizer (which does not see through the choice), it is nothing.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__linux__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define LATENT_WIDE_VECTORS \
    __attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default")))
#else
#define LATENT_WIDE_VECTORS
#endif
