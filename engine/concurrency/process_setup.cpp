#include "concurrency/process_setup.h"

#include <cstdlib>

namespace latent::concurrency {

void prepare_process_for_numerics() {
    constexpr int kKeepUsersChoice = 0;
    setenv("OMP_WAIT_POLICY", "passive", kKeepUsersChoice);
#if defined(__x86_64__)
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (avx512) setenv("OPENBLAS_CORETYPE", "SkylakeX", kKeepUsersChoice);
#endif
}

}  // namespace latent::concurrency
