// What `inspect` and `train` are asked to build: the flags that make a RunConfig, and how they make
// it.
//
//   --data D --system S     the system's preset on that dataset; D is an id or a path
//   --config FILE           instead: the values of a config.json, as a run folder keeps it (--data
//   may still differ)
//   --set path=value        on top of either, in the order given; may be repeated
//
// Throws Refusal with every problem that can be told without training, InvalidConfig likewise from
// the engine, or std::runtime_error for data that is there but cannot be read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "latent/engine.h"
#include "latent/run_config.h"

namespace CLI {
class App;
}

namespace latent::headless {

struct Choice {
    std::string data, system, config_file;
    std::vector<std::string> settings;  // "path=value", as --set takes them
    // Flags that stand for a setting: {"--steps", "steps", "30"}. Checked like --set, named as they
    // were typed.
    struct Flag {
        std::string flag, path, text;
    };
    std::vector<Flag> flags;
};

// Adds --data, --system, --config and --set, bound to `choice`, which must outlive the parsing.
void add_choice_flags(CLI::App& command, Choice& choice);

// The whole config, defaults filled in; valid, and its data can be described.
RunConfig config_of(const Engine& engine, const Choice& choice);

}  // namespace latent::headless
