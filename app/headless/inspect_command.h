// `latent-lab inspect`: the layers of a net with their shapes and parameter counts, without
// training it.
//
//   latent-lab inspect --data fashion_mnist --system undercomplete --set code.width=20 [--json]
//
// --json: {"parameters": N, "layers": [{"part", "name", "output", "weights", "biases"}, ...]}
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an
// exit code.
void add_inspect_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
