#include "panels/compare/run_question.h"

#include <algorithm>
#include <iterator>

namespace latent::app {

std::shared_ptr<const Answer> RunQuestions::follow(PanelContext& context, RunId run,
                                                   const Snapshot& now, const About& about,
                                                   const std::function<Question()>& make) {
    Asked& asked = asked_[run];
    const auto newest = context.requests.answer(run, channel_);
    // Answers of before this panel asked are to questions of then.
    if (newest && asked.first != 0 && newest->ticket >= asked.first && newest != asked.answer) {
        if (newest->ticket >= asked.ticket) asked.took = std::max(0.0, context.now - asked.at);
        asked.answer = newest;
        if (newest->problem.empty()) asked.good = newest;
    }
    const std::uint64_t cloud = now.cloud ? now.cloud->version : 0;
    const bool changed = asked.ticket == 0 || !(asked.about == about);
    const bool waits = asked.ticket != 0 && (!asked.answer || asked.answer->ticket < asked.ticket);
    const bool moved_on = cloud != asked.cloud || now.progress.step != asked.step;
    const bool rested =
        now.state != RunState::running || context.now - asked.at > std::max(every_, 4 * asked.took);
    if (changed || (!waits && moved_on && rested)) {
        asked.about = about;
        asked.cloud = cloud;
        asked.step = now.progress.step;
        asked.at = context.now;
        asked.ticket = context.requests.ask(run, channel_, make());
        if (asked.first == 0) asked.first = asked.ticket;
        if (changed) asked.changed = asked.ticket;
    }
    return asked.good;
}

bool RunQuestions::is_about(RunId run) const {
    const auto asked = asked_.find(run);
    return asked != asked_.end() && asked->second.good &&
           asked->second.good->ticket >= asked->second.changed;
}

std::string RunQuestions::problem(RunId run) const {
    const auto asked = asked_.find(run);
    return asked != asked_.end() && asked->second.answer ? asked->second.answer->problem : "";
}

void RunQuestions::keep_only(const std::vector<RunId>& runs) {
    for (auto asked = asked_.begin(); asked != asked_.end();)
        asked = std::find(runs.begin(), runs.end(), asked->first) == runs.end()
                    ? asked_.erase(asked)
                    : std::next(asked);
}

}  // namespace latent::app
