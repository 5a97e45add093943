// What must be decided before the numerical libraries are loaded, because they read it only then.
//
//   OMP_WAIT_POLICY=passive   OpenMP's threads sleep at a barrier instead of spinning. Spinning
//   loses thirty-fold as
//                             soon as anything else (the window, a software renderer) takes a core.
//   OPENBLAS_CORETYPE         OpenBLAS 0.3.21 does not know processors newer than itself and falls
//   back to AVX2
//                             kernels; on one that has AVX-512 its SkylakeX kernels run sgemm
//                             about 1.7 times as fast.
//
// Variables that the user has set are left alone. Thread: the main thread, before any other is
// started (setenv).
#pragma once

namespace latent::concurrency {

void prepare_process_for_numerics();

}  // namespace latent::concurrency
