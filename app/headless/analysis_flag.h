// --analysis, as `evaluate` and `score` take it: which analyses are made, all of them by default.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the flag, bound to `analyses`, which must outlive the parsing. It takes every word that
// follows it, and may be repeated.
void add_analysis_flag(CLI::App& command, std::vector<std::string>& analyses);

}  // namespace latent::headless
