// `latent-lab sweep`: one config, some of its entries varied, all of its runs trained.
//
//   latent-lab sweep --system undercomplete --data fashion_mnist --over code.width=1..64 --epochs 5
//                    --out sweeps/widths
//   latent-lab sweep ... --over code.width=2,8,32 --over seed=0,1,2 --out sweeps/seeds
//
//   --over PATH=V1,V2,...    values of one setting; may be repeated, then every combination is a
//                            run. A..B doubles from A to B (from 0 it counts). Lists of widths and
//                            texts stand between semicolons: "architecture.encoder=256,128;512"
//   --data, --system, --config, --set, --epochs, --steps, --seed     as `train` takes them
//   --jobs N                 runs trained at once; one a core unless told otherwise
//   --out DIR                a run folder for each combination, and sweep.json
//   --json                   figures of all runs, bands and sweet spots on stdout
//
// The same command goes on with what is there: what is finished is not run again, what was stopped
// goes on from its checkpoint. Values may be added; another sweep in the same folder is refused. A
// run that fails does not stop the others (exit 1, naming it); Ctrl-C stops them all (exit 130).
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

void add_sweep_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
