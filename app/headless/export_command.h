// `latent-lab export`: what a run folder holds, for Python and other programs.
//
//   latent-lab export runs/first              into runs/first/export
//   latent-lab export runs/first --to DIR     into another folder, which must be new or empty
//
//   model.py              the net in PyTorch; reads weights.safetensors beside it, and run as a
//                         program compares its outputs with those below
//   weights.safetensors   the weights, config.json the settings
//   codes.npy, codes.csv  codes of held-out samples: [n, k], and with class and factors by name
//   inputs.npy, outputs.npy   the first hundred of them and what the net makes of them [n, C, H, W]
//
//   --json   {"folder": ..., "files": [...], "step": ...} on stdout, and nothing else there
//
// The folder appears whole or not at all. A terminal sees a progress bar; Ctrl-C stops (exit 130).
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an exit
// code.
void add_export_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
