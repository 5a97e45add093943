// What the machine's matrix product reaches: the ceiling of all dense training.
//
//   C = A B, all n x n floats:   2 n^3 operations a product, so   gflops = 2 n^3 / seconds / 1e9
//
// by the BLAS that the nets compute with, on `threads` threads. The best of several products, after
// one that is not counted: what else the machine does can only make it slower.
//
// Thread: any; computes on one of its own and waits for it, because how many threads a product may
// take is a property of the thread that asks for it. Throws std::invalid_argument unless n and
// threads are above 0.
#pragma once

namespace latent::training {

double sgemm_gflops(int n, int threads);

}  // namespace latent::training
