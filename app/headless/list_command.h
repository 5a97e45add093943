// `latent-lab list`: everything there is to choose from, straight from the engine's catalog.
//
//   latent-lab list                   all of it, for reading
//   latent-lab list terms             one kind: datasets, systems, architectures, codes,
//   outputs, corruptions, terms,
//                                     optimizers, analyses, or settings (the paths that belong to
//                                     no part)
//   latent-lab list [KIND] --json     {"datasets": [...], "systems": [...], ...}; with KIND the
//   array alone
//
// A part registered in the engine appears here with its parameters, ranges and defaults, without a
// line of code.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an
// exit code.
void add_list_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
