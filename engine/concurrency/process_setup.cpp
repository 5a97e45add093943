#include "concurrency/process_setup.h"

#include <unistd.h>

#include <cstdlib>

namespace latent::concurrency {

std::string with_memory_settings(const std::string& tunables) {
    if (tunables.find("glibc.malloc.") != std::string::npos) return tunables;
    return tunables + (tunables.empty() ? "" : ":") +
           "glibc.malloc.hugetlb=1"                  // large pages, where they can be asked for
           ":glibc.malloc.mmap_threshold=33554432"   // blocks of up to 32 MB come from the heap
           ":glibc.malloc.trim_threshold=268435456"  // which keeps up to 256 MB that are free
           ":glibc.malloc.top_pad=16777216";
}

void prepare_process_for_numerics(char** argv) {
    constexpr int kKeepUsersChoice = 0;
    setenv("OMP_WAIT_POLICY", "passive", kKeepUsersChoice);
#if defined(__x86_64__)
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (avx512) setenv("OPENBLAS_CORETYPE", "SkylakeX", kKeepUsersChoice);
#endif
#if defined(__GLIBC__)
    const char* const before = std::getenv("GLIBC_TUNABLES");
    const std::string after = with_memory_settings(before ? before : "");
    if (!argv || (before && after == before)) return;
    setenv("GLIBC_TUNABLES", after.c_str(), 1);
    execv("/proc/self/exe", argv);  // where that cannot be, the program goes on as it is
#endif
}

}  // namespace latent::concurrency
