// A fork with one thing changed: which setting, its new value, what happens to the weights.
//
//   FORK OF  width 8
//   learning rate                     v
//   * learning rate           0.0003
//   -------o-----------------------
//   Trains on from step 1,234 beside its parent, which goes on. All weights are kept.
//   [ Fork ]  [ Cancel ]
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <string>

#include "panels/panel.h"
#include "state/run_list.h"
#include "widgets/catalogue.h"

namespace latent::app {

// What a fork keeps of its parent's weights when that setting is another one, in a sentence.
std::string kept_weights(const std::string& path);

class ForkDialog {
 public:
    // Call both under the same ids of Dear ImGui. `step`: of a checkpoint; -1: the newest weights.
    void open(RunId parent, std::int64_t step);
    void draw(PanelContext& context, const std::vector<RunRow>& rows);

    RunId parent() const { return parent_; }

 private:
    void choose_setting(PanelContext& context, const RunConfig& config);
    std::string edit_value(PanelContext& context, const RunConfig& config, RunConfig& draft);

    RunId parent_ = RunId::none;
    std::int64_t step_ = -1;
    bool opening_ = false;
    std::string path_;
    ParamValue value_;
    Catalogue settings_;
};

}  // namespace latent::app
