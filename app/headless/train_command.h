// `latent-lab train`: one run from start to end, without a window.
//
//   latent-lab train --data fashion_mnist --system vae --epochs 3 --out runs/first
//   latent-lab train --config runs/first/config.json       the same run once more
//   latent-lab train --resume runs/first --epochs 6        the run itself, three epochs further
//
//   --steps N | --epochs N   when to stop (otherwise as the config says: latent-lab list settings)
//   --seed S                 the same seed and number of threads give the same run, bit for bit
//   --threads N              that the trainer computes with; 0: its share of the machine
//   --out DIR                a run folder (engine/store/README.md); never one that holds a run
//   --resume DIR             goes on from the newest checkpoint in that folder, bit for bit as if it
//                            had never stopped; --steps or --epochs set another end
//   --save-every SECONDS     of training between checkpoints
//   --json                   summary.json's content on stdout, and nothing else there
//
// A terminal sees a progress bar; Ctrl-C lets the step that is under way end, saves and stops (exit
// 130).
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// Adds the subcommand to `app`; when it is chosen, `chosen` becomes what runs it and returns an
// exit code.
void add_train_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
