// A question that stays asked of each of many runs: at once when it changes, and again as their
// weights move on. A LiveQuestion for panels over many runs.
//
//   const Answer* answer = questions_.follow(context, run.id, *run.now, about, [&] { return ...; });
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/in_place.h"

namespace latent::app {

class RunQuestions {
 public:
    // `every`: seconds at least between two of the same to a run that trains; more where it takes
    // long to answer, so that many runs asked at once stay quick to answer.
    RunQuestions(std::string channel, double every) : channel_(std::move(channel)), every_(every) {}

    using About = Few<float, 8>;
    // Once a frame for each run that is seen. `about` [any]: what the question is about; another one
    // is asked at once. Returns the newest good answer, which is kept while the next is on its way;
    // null before there is one.
    std::shared_ptr<const Answer> follow(PanelContext& context, RunId run, const Snapshot& now,
                                         const About& about, const std::function<Question()>& make);
    // Whether the answer is about what is asked about now, be it by older weights.
    bool is_about(RunId run) const;
    // Why the run could not answer; "".
    std::string problem(RunId run) const;

    void keep_only(const std::vector<RunId>& runs);

 private:
    struct Asked {
        About about;
        std::uint64_t ticket = 0, first = 0, cloud = 0;
        std::uint64_t changed = 0;  // ticket of the first question about that
        std::int64_t step = -1;
        double at = 0, took = 0;
        std::shared_ptr<const Answer> answer, good;
    };
    std::string channel_;
    double every_;
    std::map<RunId, Asked> asked_;
};

}  // namespace latent::app
