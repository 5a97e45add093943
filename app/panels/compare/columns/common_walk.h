// One walk through the latent spaces of all columns: each run's code of the chosen sample, moved by
// the same number of deviations along that run's own principal direction of the same number, and
// decoded by its newest weights.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "panels/compare/columns/columns_layout.h"
#include "panels/compare/run_question.h"
#include "panels/live_question.h"
#include "panels/panel.h"
#include "state/columns.h"
#include "state/kept.h"
#include "widgets/sample_picture.h"

namespace latent::app {

class CommonWalk {
 public:
    // Once a frame: the run whose directions say which way is forward. It has codes and a probe.
    void look(std::shared_ptr<const Snapshot> reference) { reference_ = std::move(reference); }
    void keep_only(const std::vector<RunId>& runs);

    // The frames of one run, in a row from `at`; asks for them as they change.
    void draw(PanelContext& context, RunId run, const Snapshot& now, const ColumnsLayout& layout,
              SamplePainter& painter, ImVec2 at);
    // The direction and the cursor of all.
    void slider(PanelContext& context, ImVec2 at, float width, float height) const;

 private:
    struct Turned {
        // Which way the direction points, and of what that was found out.
        float sign = 1;
        std::uint64_t cloud = 0, reference = 0;
        int direction = -1;
        BesideSample beside;
        Kept<WalkDirection, std::shared_ptr<const CodeCloud>, std::shared_ptr<const LatentStats>,
             int>
            along;
    };
    void turn(Turned& column, const CodeCloud& cloud, const WalkDirection& along,
              int direction) const;

    RunQuestions questions_{"compare.walk", 0.5};
    std::map<RunId, Turned> turned_;
    std::shared_ptr<const Snapshot> reference_;
};

}  // namespace latent::app
