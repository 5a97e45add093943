#include "gui/stop_signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace latent::app {

StopSignals::StopSignals(std::function<void()> stop) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    signals_ = signalfd(-1, &set, SFD_CLOEXEC);
    finished_ = eventfd(0, EFD_CLOEXEC);
    thread_ = std::thread([signals = signals_, finished = finished_, act = std::move(stop)] {
        pollfd sources[] = {{signals, POLLIN, 0}, {finished, POLLIN, 0}};
        while (poll(sources, 2, -1) < 0 || !sources[1].revents) {
            if (!(sources[0].revents & POLLIN)) continue;
            signalfd_siginfo info;
            if (read(signals, &info, sizeof info) == sizeof info) act();
        }
    });
}

StopSignals::~StopSignals() {
    eventfd_write(finished_, 1);
    thread_.join();
    close(signals_);
    close(finished_);
}

}  // namespace latent::app
