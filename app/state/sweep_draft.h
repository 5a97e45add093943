// A sweep on its way: the values that were picked, and what would come of them.
//
//   width of the code 1, 2, 4   x   seed 0, 1   ->   6 runs, group "Sweep 1: width, seed"
//
// Thread: UI. Errors are sentences in SweepPlan::problem, nothing is thrown.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/run_config.h"
#include "latent/sweep.h"
#include "widgets/in_place.h"

namespace latent::app {

inline constexpr int kMostRunsOfASweep = 100;  // in the window; the command line takes more

struct SweepDraft {
    // Values of one more setting, as they are typed.
    struct Axis {
        std::string path, text;
        bool operator==(const Axis& o) const { return path == o.path && text == o.text; }
    };
    std::vector<std::int64_t> widths{1, 2, 4, 8, 16, 32, 64};
    std::string more_widths;          // typed beside the chips: "3, 6"
    std::vector<std::int64_t> seeds;  // none: the seed of the base
    std::string more_seeds;
    std::set<std::string> systems;  // none: the system of the base
    std::vector<Axis> others;
    std::int64_t epochs = 5;

    bool operator==(const SweepDraft& o) const;
};

// One setting that varies, for people.
struct Varied {
    std::string path, label, values;  // "width of the code", "1, 2, 4"
    std::size_t count = 0;
};

struct SweepPlan {
    std::vector<SweepAxis> axes;
    std::vector<Varied> varied;
    std::vector<SweepRun> runs;
    std::string group;    // without the number of the sweep: "width, seed"
    std::string problem;  // why it cannot be started, in a sentence; "" when it can
};

// What the draft comes to. `base` is the config of the run shown.
SweepPlan plan_of(const Catalog& catalog, const RunConfig& base, const SweepDraft& draft);

// "7 runs"; what is alike in all of them, in a sentence.
Words sentence_of(const SweepPlan& plan);

// "Sweep 2: width", where "Sweep 1: ..." is taken.
std::string group_name(const std::string& what, const std::vector<std::string>& taken);

// Training samples that all runs of the plan see together, for data of `train_count`.
double samples_of(const SweepPlan& plan, std::int64_t train_count);

// Recomputes the plan only when the draft or the base is another one: a hundred configs are checked
// against every rule, which is too much for every frame.
class SweepPlanner {
 public:
    const SweepPlan& plan(const Catalog& catalog, const std::shared_ptr<const RunConfig>& base,
                          const SweepDraft& draft);

 private:
    std::shared_ptr<const RunConfig> base_;
    SweepDraft draft_;
    SweepPlan plan_;
};

}  // namespace latent::app
