#include "headless/doorbell.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>

namespace latent::headless {

Doorbell::Doorbell() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    bell_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    signals_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (bell_ < 0 || signals_ < 0)
        throw std::system_error(errno, std::generic_category(), "cannot wait for the engine");
}

Doorbell::~Doorbell() {
    close(bell_);
    close(signals_);
}

void Doorbell::ring() {
    const std::uint64_t one = 1;
    // A full counter refuses the write, and then it rings already.
    if (write(bell_, &one, sizeof one) < 0) return;
}

int Doorbell::wait(int milliseconds) {
    pollfd sources[] = {{bell_, POLLIN, 0}, {signals_, POLLIN, 0}};
    poll(sources, 2, milliseconds);
    std::uint64_t rings = 0;
    if (read(bell_, &rings, sizeof rings) < 0 && errno != EAGAIN) return 0;
    signalfd_siginfo signal{};
    return read(signals_, &signal, sizeof signal) == sizeof signal ? int(signal.ssi_signo) : 0;
}

}  // namespace latent::headless
