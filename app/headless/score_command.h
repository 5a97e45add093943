// `latent-lab score`: how good are these codes? For codes of any program, in NPY files.
//
//   latent-lab score --codes z.npy --factors v.npy              every score there can be
//   latent-lab score --codes z.npy --factors v.npy --analysis mig dci
//   latent-lab score --codes z.npy --labels y.npy --inputs x.npy --json
//
//   --codes     [N, k] numbers: one row a sample
//   --factors   [N, K] whole numbers: the value of each known factor; any numbering
//   --labels    [N] whole numbers: the class of each sample
//   --inputs    [N, ...] numbers: the samples that were encoded
//
// The table shows every figure beside what a perfect code and one of pure noise score on the same
// samples. --json prints one flat object, figure -> number, null where it is undefined, and nothing
// else on stdout. A score that was named but cannot be made of these files is a failure (exit 1),
// after the others have been printed; of those that nobody named it is none.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an
// exit code.
void add_score_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
