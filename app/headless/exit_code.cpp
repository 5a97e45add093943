#include "headless/exit_code.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>

#include "latent/engine.h"
#include "latent/param_spec.h"

namespace latent::headless {

Refusal::Refusal(std::string sentence) : Refusal(std::vector<std::string>{std::move(sentence)}) {}

Refusal::Refusal(std::vector<std::string> sentences)
    : std::invalid_argument(sentences.front()), sentences_(std::move(sentences)) {}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& names) {
    const std::string nearest = nearest_name(word, names);
    return nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
}

std::string comma_separated(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void complain(const std::string& sentence) {
    std::string line = sentence;
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::fprintf(stderr, "latent-lab: %s\n", line.c_str());
}

int report_current_exception() {
    try {
        throw;
    } catch (const Refusal& refusal) {
        for (const std::string& sentence : refusal.sentences()) complain(sentence);
        return kRefused;
    } catch (const InvalidConfig& invalid) {
        for (const Problem& problem : invalid.problems()) complain(problem.sentence);
        return kRefused;
    } catch (const std::exception& error) {
        complain(error.what());
        return kFailed;
    }
}

}  // namespace latent::headless
