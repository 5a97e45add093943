// A display of the test's own: an X server that draws into memory (Xvfb), on whichever display
// number is free.
//
// It is stopped when the object goes, and by the kernel when the test dies before. Throws
// std::runtime_error with a sentence when there is no Xvfb or it does not start.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string>

namespace latent::test {

class Xvfb {
 public:
    explicit Xvfb(int width = 1920, int height = 1200) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            throw std::runtime_error("There is no pipe left for Xvfb.");
        server_ = fork();
        if (server_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            const int number = dup(ends[1]);  // without close-on-exec
            dup2(open("/dev/null", O_RDWR), STDERR_FILENO);
            const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
            execlp("Xvfb", "Xvfb", "-displayfd", std::to_string(number).c_str(), "-screen", "0",
                   size.c_str(), "-nolisten", "tcp", "-noreset", static_cast<char*>(nullptr));
            _exit(127);
        }
        close(ends[1]);
        std::string number;
        char character = 0;
        pollfd source{ends[0], POLLIN, 0};
        constexpr int kMostMilliseconds = 20000;
        while (poll(&source, 1, kMostMilliseconds) > 0 && read(ends[0], &character, 1) == 1 &&
               character != '\n')
            number += character;
        close(ends[0]);
        if (number.empty()) {
            stop();
            throw std::runtime_error("Xvfb does not start; install the package xvfb.");
        }
        display_ = ":" + number;
    }
    ~Xvfb() { stop(); }
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;

    const std::string& display() const { return display_; }  // ":99"

 private:
    void stop() {
        if (server_ <= 0) return;
        kill(server_, SIGTERM);
        while (waitpid(server_, nullptr, 0) < 0 && errno == EINTR) {
        }
        server_ = -1;
    }

    pid_t server_ = -1;
    std::string display_;
};

}  // namespace latent::test
