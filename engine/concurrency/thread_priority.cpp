#include "concurrency/thread_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace latent::concurrency {

void stand_back(int by) {
    const auto thread = id_t(syscall(SYS_gettid));
    errno = 0;
    const int now = getpriority(PRIO_PROCESS, thread);  // -1 is also an ordinary answer
    if (errno == 0) setpriority(PRIO_PROCESS, thread, now + by);
}

}  // namespace latent::concurrency
