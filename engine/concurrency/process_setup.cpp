#include "concurrency/process_setup.h"

#include <sys/auxv.h>
#include <unistd.h>

#include <cstdlib>

namespace latent::concurrency {

namespace {

// The file of this program by its own name; "" where it should not be begun anew: the C library takes
// its settings from nobody who runs with more rights than his own, and a program that was started
// through the loader is the loader's argument.
std::string own_program() {
    if (getauxval(AT_SECURE) != 0) return "";
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || length == ssize_t(sizeof path)) return "";
    const std::string program(path, std::size_t(length));
    return program.find("/ld-") == std::string::npos ? program : "";
}

}  // namespace

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
    const std::string program = own_program();
    if (program.empty()) return;
    setenv("GLIBC_TUNABLES", after.c_str(), 1);
    execv(program.c_str(), argv);  // where that cannot be, the program goes on as it is
#endif
}

}  // namespace latent::concurrency
