// What a front end may ask of a run. Posted to a mailbox, applied by the trainer thread between two
// steps.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "latent/about.h"
#include "latent/param_spec.h"

namespace latent {

struct Train {};  // go on (also from paused, finished and diverged)
struct Pause {};
struct TrainSteps {
    std::int64_t count = 1;
};                     // that many steps, then pause
struct TrainEpoch {};  // to the next epoch's end, then pause
struct Reset {};       // fresh weights from the same seed, step 0, paused; settings stay
struct SetParam {      // a live parameter; Lab::post refuses others
    std::string path;
    ParamValue value;
};

struct Describe {  // what a person says of it
    RunAbout about;
};
struct Save {};  // a checkpoint now, where the run has a folder

using Command = std::variant<Train, Pause, TrainSteps, TrainEpoch, Reset, SetParam, Describe, Save>;

}  // namespace latent
