#include "gui/clipboard.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>

extern char** environ;

namespace latent::app {
namespace {

constexpr double kOwnersPatience = 2;                 // seconds
constexpr std::size_t kMost = std::size_t(64) << 20;  // bytes

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n\"'");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r\n\"'") - first + 1);
}

// %20 is a space.
std::string decoded(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded = text[i] == '%' && i + 2 < text.size() &&
                           std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                           std::isxdigit(static_cast<unsigned char>(text[i + 2]));
        plain += coded ? char(std::strtol(text.substr(i + 1, 2).c_str(), nullptr, 16)) : text[i];
        i += coded ? 2 : 0;
    }
    return plain;
}

// A pipe whose ends close with it.
struct Pipe {
    int ends[2] = {-1, -1};
    Pipe() {
        if (pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    void close_end(int i) {
        if (ends[i] >= 0) close(ends[i]);
        ends[i] = -1;
    }
};

pid_t start(const std::vector<std::string>& words, int output, int& error) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    // The window blocks the signals that end a program, and a child would inherit that.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t process = -1;
    error = posix_spawnp(&process, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error == 0 ? process : -1;
}

int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

bool is_picture_file(const std::string& path) {
    std::string ending = std::filesystem::path(path).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    if (ending != ".png" && ending != ".jpg" && ending != ".jpeg") return false;
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

std::string picture_named_in(const std::string& text) {
    constexpr std::size_t kLongest = 65536;  // of a list of addresses; a whole book is no path
    std::istringstream lines(text.substr(0, kLongest));
    for (std::string line; std::getline(lines, line);) {
        const std::string scheme = "file://";
        std::string path = trimmed(line);
        if (path.rfind(scheme, 0) == 0) {
            path = decoded(path.substr(scheme.size()));
            path.erase(0, path.find('/'));  // the host, which is this one
        }
        if (is_picture_file(path)) return path;
    }
    return "";
}

Printed printed_by(const std::vector<std::string>& words, double seconds, std::size_t most) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                          std::chrono::duration<double>(seconds));
    Printed printed;
    Pipe pipe;
    int error = 0;
    const pid_t process = pipe.ends[0] < 0 ? -1 : start(words, pipe.ends[1], error);
    if (process < 0) {
        printed.end = error == ENOENT ? Printed::End::missing : Printed::End::badly;
        return printed;
    }
    pipe.close_end(1);
    bool over = false;
    while (!over) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd wanted{pipe.ends[0], POLLIN, 0};
        if (left <= 0 || poll(&wanted, 1, int(left)) == 0) {
            printed.end = Printed::End::late;
            break;
        }
        std::uint8_t buffer[65536];
        const ssize_t count = read(pipe.ends[0], buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        over = count <= 0;
        if (count > 0) printed.bytes.insert(printed.bytes.end(), buffer, buffer + count);
        if (printed.bytes.size() > most) {
            printed.end = Printed::End::too_much;
            break;
        }
    }
    if (!over) kill(process, SIGKILL);
    const int status = wait_for(process);
    if (!over) {
        printed.bytes.clear();
        return printed;
    }
    const bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    // Where posix_spawn itself cannot tell, 127 says that there is no such program.
    printed.end = well                                              ? Printed::End::well
                  : WIFEXITED(status) && WEXITSTATUS(status) == 127 ? Printed::End::missing
                                                                    : Printed::End::badly;
    return printed;
}

ClipboardPicture picture_on_clipboard() {
    const bool wayland = std::getenv("WAYLAND_DISPLAY") != nullptr;
    const std::vector<std::string> wl_paste{"wl-paste", "-t", "image/png"},
        xclip{"xclip", "-selection", "clipboard", "-t", "image/png", "-o"};
    Printed printed;
    if (wayland) printed = printed_by(wl_paste, kOwnersPatience, kMost);
    if (!wayland || printed.end == Printed::End::missing)
        printed = printed_by(xclip, kOwnersPatience, kMost);
    switch (printed.end) {
        case Printed::End::well:
            if (!printed.bytes.empty()) return {std::move(printed.bytes), ""};
            [[fallthrough]];
        case Printed::End::badly:
            return {{}, "There is no picture on the clipboard, and no path of one."};
        case Printed::End::missing:
            return {{},
                    std::string("Pictures are pasted with the help of ") +
                        (wayland ? "wl-paste (package wl-clipboard)" : "xclip") +
                        ", which is not installed. Save the picture and drop the file instead."};
        case Printed::End::late:
            return {{}, "The clipboard did not answer within two seconds. Copy the picture again."};
        case Printed::End::too_much:
            return {{}, "The picture on the clipboard is larger than 64 MB."};
    }
    return {};
}

}  // namespace latent::app
