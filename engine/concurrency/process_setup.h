// What must be decided before the numerical libraries are loaded, because they read it only then.
//
//   OMP_WAIT_POLICY=passive   OpenMP's threads sleep at a barrier instead of spinning. Spinning
//                             loses thirty-fold as soon as anything else (the window, a software
//                             renderer) takes a core.
//   OPENBLAS_CORETYPE         OpenBLAS 0.3.21 does not know processors newer than itself and falls
//                             back to AVX2 kernels; on one that has AVX-512 its SkylakeX kernels run
//                             sgemm about 1.7 times as fast.
//   GLIBC_TUNABLES            The C library gives large blocks of memory back as soon as they are
//                             freed and takes them anew, page by page, at the next step: a
//                             convolutional net met 17,000 page faults a step. Kept, and in large
//                             pages where the system hands them out, such a net trains 1.4 times as
//                             fast.
//
// The C library reads its own before main(), so the program has to begin anew with it; that takes a
// few milliseconds, once.
//
// Variables that the user has set are left alone. Thread: the main thread, before any other is
// started (setenv).
#pragma once

#include <string>

namespace latent::concurrency {

// Returns in a program that has all of them. With `argv`, main()'s, it may start the program anew
// from its beginning, under the same number of process; without, memory is left as it is.
void prepare_process_for_numerics(char** argv = nullptr);

// GLIBC_TUNABLES with what is said of memory added to it; what it holds of memory already is the
// user's choice and stays as it is.
std::string with_memory_settings(const std::string& tunables);

}  // namespace latent::concurrency
