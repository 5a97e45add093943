// latent-lab killed by kill -9 on its way, and what its run folder then holds.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "app/headless/lab_program.h"

namespace latent::testing {

inline std::vector<std::int64_t> checkpoints_in(const std::string& folder) {
    std::vector<std::int64_t> steps;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/checkpoints", error))
        if (entry.path().extension() == ".safetensors")
            steps.push_back(std::stoll(entry.path().stem().string()));
    std::sort(steps.begin(), steps.end());
    return steps;
}

// Starts latent-lab, waits until `when` holds, then so long, and kills it. False when it ended by
// itself.
inline bool killed_when(std::vector<std::string> arguments, const std::function<bool()>& when,
                        double seconds = 0) {
    arguments.insert(arguments.begin(), LATENT_BUILD_DIR "/latent-lab");
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::vector<char*> words;
        for (std::string& word : arguments) words.push_back(word.data());
        words.push_back(nullptr);
        for (int descriptor : {1, 2}) dup2(open("/dev/null", O_WRONLY), descriptor);
        execv(words[0], words.data());
        _exit(127);
    }
    int status = 0;
    while (!when()) {
        if (waitpid(child, &status, WNOHANG) == child) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

// ... until its folder holds a checkpoint beyond `step`.
inline bool killed_on_the_way(const std::vector<std::string>& arguments, const std::string& folder,
                              std::int64_t step, double seconds) {
    return killed_when(
        arguments,
        [&] {
            const auto steps = checkpoints_in(folder);
            return !steps.empty() && steps.back() > step;
        },
        seconds);
}

// The tensors of the newest checkpoint but for the curves, read as Python would.
inline std::map<std::string, std::string> newest_state(const std::string& folder) {
    const auto steps = checkpoints_in(folder);
    REQUIRE_FALSE(steps.empty());
    std::string name = std::to_string(steps.back());
    name.insert(0, 9 - name.size(), '0');
    const std::string bytes = contents_of(folder + "/checkpoints/" + name + ".safetensors");
    std::uint64_t length = 0;
    std::copy_n(bytes.data(), 8, reinterpret_cast<char*>(&length));
    const Json header = Json::parse(bytes.substr(8, length));
    std::map<std::string, std::string> state;
    for (const auto& [tensor, entry] : header.items()) {
        if (tensor == "__metadata__" || tensor.compare(0, 8, "history/") == 0) continue;
        const std::uint64_t from = entry["data_offsets"][0], to = entry["data_offsets"][1];
        state[tensor] = bytes.substr(8 + length + from, to - from);
    }
    return state;
}

}  // namespace latent::testing
