// Runs a program as a user would and tells what came of it: exit code, stdout, stderr.
//
//   Outcome outcome = run_program({"build/release/latent-lab", "list", "--json"});
//
// A program that outlives its time is killed; nothing is left running. Throws std::system_error
// when no process or pipe can be made; a program that cannot be started exits with 127.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace latent::testing {

struct ProgramOptions {
    double seconds = 60;                                         // then it is killed
    std::vector<std::pair<std::string, std::string>> variables;  // added to the environment
    std::vector<std::string> without_variables;                  // taken out of it
    bool terminal = false;        // stderr is a terminal of 100 columns rather than a pipe
    std::string interrupt_after;  // send SIGINT once stderr has held this text
};

struct Outcome {
    int exit_code = -1;  // 128 + the signal's number when a signal ended it
    bool timed_out = false;
    std::string out, err;
    double seconds = 0;
};

namespace detail {

inline void check(bool fine, const char* what) {
    if (!fine) throw std::system_error(errno, std::generic_category(), what);
}

struct Ends {
    int reading = -1, writing = -1;
};

inline Ends make_pipe() {
    int ends[2];
    check(pipe2(ends, O_CLOEXEC) == 0, "pipe");
    return {ends[0], ends[1]};
}

// Whether a pseudo-terminal can be had: a bare chroot has none, because /dev/pts is not mounted
// there.
inline bool terminals_exist() {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    const bool usable = master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0;
    if (master >= 0) close(master);
    return usable;
}

inline Ends make_terminal() {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    check(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "terminal");
    const int slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    check(slave >= 0, "terminal");
    winsize size{};
    size.ws_row = 40;
    size.ws_col = 100;
    ioctl(slave, TIOCSWINSZ, &size);
    return {master, slave};
}

// Reads what is there. False at the end of the stream (a terminal says so with EIO).
inline bool read_some(int descriptor, std::string& text) {
    char buffer[4096];
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) return false;
    text.append(buffer, std::size_t(count));
    return true;
}

}  // namespace detail

inline Outcome run_program(const std::vector<std::string>& command,
                           const ProgramOptions& options = {}) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    const detail::Ends out = detail::make_pipe();
    const detail::Ends err = options.terminal ? detail::make_terminal() : detail::make_pipe();

    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);

    const pid_t child = fork();
    detail::check(child >= 0, "fork");
    if (child == 0) {
        for (const auto& [name, value] : options.variables) setenv(name.c_str(), value.c_str(), 1);
        for (const std::string& name : options.without_variables) unsetenv(name.c_str());
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(out.writing, STDOUT_FILENO);
        dup2(err.writing, STDERR_FILENO);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    close(out.writing);
    close(err.writing);

    Outcome outcome;
    bool interrupted = options.interrupt_after.empty();
    bool out_open = true, err_open = true;
    while (out_open || err_open) {
        const double left = options.seconds - elapsed();
        if (left <= 0) {
            outcome.timed_out = true;
            kill(child, SIGKILL);
            break;
        }
        pollfd sources[] = {{out_open ? out.reading : -1, POLLIN, 0},
                            {err_open ? err.reading : -1, POLLIN, 0}};
        poll(sources, 2, int(std::min(left, 1.0) * 1000) + 1);
        if (sources[0].revents) out_open = detail::read_some(out.reading, outcome.out);
        if (sources[1].revents) err_open = detail::read_some(err.reading, outcome.err);
        if (!interrupted && outcome.err.find(options.interrupt_after) != std::string::npos) {
            kill(child, SIGINT);
            interrupted = true;
        }
    }
    close(out.reading);
    close(err.reading);

    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.seconds = elapsed();
    return outcome;
}

}  // namespace latent::testing
