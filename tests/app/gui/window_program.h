// The real program in a real window, with a hand that types and moves the mouse (xdotool), and its
// own report of what happened (app/gui/report.h).
#pragma once

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "support/subprocess.h"
#include "support/temp_folder.h"
#include "support/xvfb.h"

namespace latent::test {

inline const char* const kExplorer = LATENT_BUILD_DIR "/latent-explorer";
// What the program exports goes there and stays, to be looked at after the run.
inline const char* const kArtefacts = LATENT_BUILD_DIR "/artefacts";

inline void rest(double seconds) {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

// One line of the report, read as text: `{"event":"first_frame","ms":412.0}`.
struct ReportLine {
    std::string text;
    bool is(const std::string& event) const {
        return text.find("\"event\":\"" + event + "\"") != std::string::npos;
    }
    bool holds(const std::string& part) const { return text.find(part) != std::string::npos; }
    double number(const std::string& key) const {
        const auto at = text.find("\"" + key + "\":");
        return at == std::string::npos ? -1 : std::atof(text.c_str() + at + key.size() + 3);
    }
};

class WindowProgram {
 public:
    // `home`: where it keeps its runs and its session; "": a folder of its own, gone with it.
    WindowProgram(const Xvfb& display, std::vector<std::string> options = {},
                  const std::string& home = "")
        : display_(display.display()) {
        std::vector<std::string> words{kExplorer, "--report", report_file()};
        words.insert(words.end(), options.begin(), options.end());
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        process_ = fork();
        if (process_ != 0) return;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("DISPLAY", display_.c_str(), 1);
        setenv("LATENT_HOME", home.empty() ? (folder_ / "home").c_str() : home.c_str(), 1);
        setenv("LATENT_EXPORT_DIR", kArtefacts, 0);  // unless the test has one of its own
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    ~WindowProgram() {
        if (process_ > 0) kill(process_, SIGKILL);
        wait();
    }
    WindowProgram(const WindowProgram&) = delete;
    WindowProgram& operator=(const WindowProgram&) = delete;

    std::vector<ReportLine> lines() const {
        std::vector<ReportLine> found;
        std::ifstream file(report_file());
        for (std::string line; std::getline(file, line);)
            if (!line.empty() && line.back() == '}') found.push_back({line});
        return found;
    }

    // The newest line that `wanted` likes, within so many seconds.
    std::optional<ReportLine> await(double seconds,
                                    const std::function<bool(const ReportLine&)>& wanted) const {
        const auto start = std::chrono::steady_clock::now();
        do {
            const auto all = lines();
            for (auto line = all.rbegin(); line != all.rend(); ++line)
                if (wanted(*line)) return *line;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        } while (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() <
                 seconds);
        return std::nullopt;
    }
    std::optional<ReportLine> await(double seconds, const std::string& event) const {
        return await(seconds, [&](const ReportLine& line) { return line.is(event); });
    }
    std::size_t count(const std::string& event) const {
        std::size_t number = 0;
        for (const ReportLine& line : lines()) number += line.is(event);
        return number;
    }
    // The last thing said about the run's state.
    std::optional<ReportLine> state() const {
        return await(0, [](const ReportLine& line) { return line.is("state"); });
    }

    // Seconds of processor time so far, all threads.
    double processor_seconds() const {
        std::ifstream stat("/proc/" + std::to_string(process_) + "/stat");
        std::string text((std::istreambuf_iterator<char>(stat)), {});
        std::istringstream fields(text.substr(text.rfind(')') + 1));
        std::string field;
        double ticks = 0;
        for (int i = 0; i < 13; ++i) {
            fields >> field;
            if (i >= 11) ticks += std::atof(field.c_str());  // user and system
        }
        return ticks / double(sysconf(_SC_CLK_TCK));
    }

    // xdotool WORDS on this program's display.
    void hand(std::vector<std::string> words) const {
        words.insert(words.begin(), "xdotool");
        testing::ProgramOptions options;
        options.variables = {{"DISPLAY", display_}};
        testing::run_program(words, options);
    }
    void key(const std::string& name) const { hand({"key", name}); }
    void move(int x, int y) const { hand({"mousemove", std::to_string(x), std::to_string(y)}); }

    // Ends it as a power cut would.
    void kill_now() {
        kill(process_, SIGKILL);
        wait();
    }
    // Closes it as Ctrl-C does. Its exit code.
    int close() {
        kill(process_, SIGTERM);
        return wait();
    }

 private:
    std::string report_file() const { return (folder_.path() / "report").string(); }
    int wait() {
        if (process_ <= 0) return -1;
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    TempFolder folder_;
    std::string display_;
    pid_t process_ = -1;
};

inline bool xdotool_is_there() { return std::system("command -v xdotool >/dev/null 2>&1") == 0; }

// True, and says so, where there is nothing to click with.
inline bool no_hand() {
    if (xdotool_is_there()) return false;
    MESSAGE("xdotool is not installed: nothing was clicked");
    return true;
}

}  // namespace latent::test
