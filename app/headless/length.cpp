#include "headless/length.h"

#include <CLI/CLI.hpp>

#include "headless/exit_code.h"

namespace latent::headless {

void add_length_flags(CLI::App& command, Length& length, const std::string& help_of_steps,
                      const std::string& help_of_epochs) {
    auto* steps = command.add_option("--steps", length.steps, help_of_steps)->type_name("N");
    command.add_option("--epochs", length.epochs, help_of_epochs)->type_name("N")->excludes(steps);
}

void take_flag(Choice& choice, const char* flag, const char* path, const std::string& text) {
    if (!text.empty()) choice.flags.push_back({flag, path, text});
}

void take_length(Choice& choice, const Length& length) {
    take_flag(choice, "--steps", "steps", length.steps);
    take_flag(choice, "--epochs", "epochs", length.epochs);
}

void settle_the_end(const Length& length, const std::string& who, RunConfig& config) {
    if (length.steps == "0") throw Refusal("--steps 0: a run takes at least one step.");
    if (!length.epochs.empty())
        config.set("steps", std::int64_t{0});  // steps would come before epochs
    if (config.integer("steps") == 0 && config.integer("epochs") == 0)
        throw Refusal(who + " would never end: give --steps or --epochs.");
}

}  // namespace latent::headless
