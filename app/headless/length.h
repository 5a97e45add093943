// How long runs train, for `train` and `sweep`: --steps or --epochs.
#pragma once

#include <string>

#include "headless/choice.h"

namespace latent::headless {

struct Length {
    std::string steps, epochs;  // as they were typed; "" where they were not
};

// Adds --steps and --epochs, one of which may be given, bound to `length`, which must outlive the
// parsing.
void add_length_flags(CLI::App& command, Length& length, const std::string& help_of_steps,
                      const std::string& help_of_epochs);

// After the parsing: those that were given stand for settings.
void take_length(Choice& choice, const Length& length);
// Likewise any other flag that stands for a setting.
void take_flag(Choice& choice, const char* flag, const char* path, const std::string& text);

// The flag given decides, otherwise the config; without a window to stop it, a run has to have an
// end. `who`: "This run". Throws Refusal.
void settle_the_end(const Length& length, const std::string& who, RunConfig& config);

}  // namespace latent::headless
