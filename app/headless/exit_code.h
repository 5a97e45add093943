// How latent-lab ends: the three exit codes, the two kinds of bad end, and the one way to put them
// on stderr.
//
//   0    done
//   1    it failed (a file is damaged, the disk is full, training diverged): any std::exception
//   2    what was asked cannot be (a misspelt name, a value out of range): Refusal, or InvalidConfig
//   130  stopped by Ctrl-C (128 + SIGINT), 143 by SIGTERM
//
// stderr gets one line for each problem and stdout nothing, so that a script can rely on both.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace latent::headless {

enum ExitCode : int { kDone = 0, kFailed = 1, kRefused = 2, kSignalled = 128 };

// What was asked cannot be. One sentence for each problem; never empty.
class Refusal : public std::invalid_argument {
 public:
    explicit Refusal(std::string sentence);
    explicit Refusal(std::vector<std::string> sentences);
    const std::vector<std::string>& sentences() const { return sentences_; }

 private:
    std::vector<std::string> sentences_;
};

// " Did you mean 'train'?", or "" when nothing comes near.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& names);

// "list, inspect, train"
std::string comma_separated(const std::vector<std::string>& words);

// Writes "latent-lab: SENTENCE" to stderr, its line breaks turned into spaces.
void complain(const std::string& sentence);

// For guarded(): must be called from a catch block.
int report_current_exception();

// Runs `body` and turns what it throws into complaints and an exit code.
template <class Body>
int guarded(Body&& body) {
    try {
        return body();
    } catch (...) {
        return report_current_exception();
    }
}

}  // namespace latent::headless
