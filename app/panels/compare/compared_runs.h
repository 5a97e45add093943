// The runs that stand side by side: those on the samples of the run shown that were not left out, in
// order, with the names that tell them apart. Kept until a run or a choice is another one; the
// snapshots are of now.
// Thread: UI.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "panels/open_runs.h"
#include "panels/panel.h"
#include "state/kept.h"

namespace latent::app {

struct ComparedRun {
    RunId id = RunId::none;
    std::shared_ptr<const Snapshot> now;
    std::string name;  // "width 8, seed 1"
    ImU32 colour = 0;
};

class ComparedRuns {
 public:
    const std::vector<ComparedRun>& look(PanelContext& context);
    // Their ids, in the same order.
    const std::vector<RunId>& ids() const { return ids_; }

    // "latent width, seed": what differs between them; "" where nothing does.
    const std::string& differing() const { return differing_; }
    // "system, data, ...": what a reader would ask about first and is the same in all.
    const std::string& shared() const { return shared_; }
    // How many more runs there are, on other samples or left out.
    int elsewhere() const { return elsewhere_; }

 private:
    std::vector<ComparedRun> find(PanelContext& context);
    void say(const PanelContext& context, const std::vector<const RunConfig*>& configs);

    OpenRuns open_;
    Kept<std::vector<ComparedRun>, OpenRuns, RunId, std::string, std::set<RunId>, ThemeKind> runs_;
    std::vector<RunId> ids_;
    std::vector<std::shared_ptr<const RunConfig>> configs_;  // that the words below are of
    std::vector<std::string> names_;
    std::string differing_, shared_;
    int elsewhere_ = 0;
};

}  // namespace latent::app
