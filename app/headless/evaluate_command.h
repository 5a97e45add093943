// `latent-lab evaluate`: analyses of what a run left in its folder.
//
//   latent-lab evaluate runs/first --analysis identity             its verdict and its figures
//   latent-lab evaluate runs/first --analysis knn5 identity      several at once
//   latent-lab evaluate runs/first                                 all there are; those that cannot
//                                                                  be said of this net say why
//   --json      {"knn5": {...}, ...} on stdout, and nothing else there
//
// The folder is one that `train --out` wrote: config.json and weights.safetensors. A terminal sees
// a progress bar; Ctrl-C stops between two steps of an analysis (exit 130). An analysis that was
// named but cannot be said of this net is a failure (exit 1), after the others have been printed.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an
// exit code.
void add_evaluate_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
