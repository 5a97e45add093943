// A question to the explorer that stays asked: at once when it changes, and again as the weights
// move on, so that what it shows follows the training.
//
//   question_.look(context);
//   if (question_.due(context, changed)) abouts_.put(question_.ask(context, DecodeCodes{...}), {...});
//   if (const Answer* answer = question_.answer()) ...
//
// Thread: UI.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "panels/panel.h"
#include "widgets/in_place.h"

namespace latent::app {

class LiveQuestion {
 public:
    // `every`: seconds at least between two of the same while it trains. A question that takes long
    // to answer is asked more rarely, so that it costs no more than a quarter of a core.
    LiveQuestion(std::string channel, double every) : channel_(std::move(channel)), every_(every) {}

    // Takes the newest answer; once a frame, before the rest. Everything is forgotten when another
    // run is shown: true then.
    bool look(PanelContext& context);

    // Whether it should be asked in this frame. `changed`: what is asked is another question now.
    bool due(const PanelContext& context, bool changed) const;

    // Asks; returns the ticket that its answer will bear.
    std::uint64_t ask(PanelContext& context, Question question);

    // The newest answer, kept while a new one is on its way; null before the first. It may say that
    // there is a problem.
    const Answer* answer() const { return answer_.get(); }
    std::shared_ptr<const Answer> shared_answer() const { return answer_; }
    // The same where it could be answered, otherwise null.
    const Answer* good() const {
        return answer_ && answer_->problem.empty() ? answer_.get() : nullptr;
    }

    // "step 1,400, up to date"; "step 1,400, 0.3 s old"; "" before the first answer. Without the age
    // where there is little room.
    Words stamp(const PanelContext& context, bool with_age = true) const;

 private:
    std::string channel_;
    double every_;
    RunId run_ = RunId::none;
    std::uint64_t ticket_ = 0, first_ = 0, asked_version_ = 0;
    double asked_at_ = 0, answered_at_ = 0, took_ = 0;
    std::shared_ptr<const Answer> answer_;
};

// What each question under way was about, by its ticket, until a newer one is answered.
template <class About>
class Abouts {
 public:
    void put(std::uint64_t ticket, About about) { abouts_[ticket] = std::move(about); }
    // Of that answer; null where it is not known. Older ones are forgotten.
    const About* of(const Answer* answer) {
        if (!answer) return nullptr;
        abouts_.erase(abouts_.begin(), abouts_.lower_bound(answer->ticket));
        const auto found = abouts_.find(answer->ticket);
        return found == abouts_.end() ? nullptr : &found->second;
    }
    void clear() { abouts_.clear(); }

 private:
    std::map<std::uint64_t, About> abouts_;
};

// One sample of the probe as a batch of its own, for nets with connections round the code; made
// anew when another one is chosen.
class BesideSample {
 public:
    Beside of(const CodeCloud& cloud, int sample);

 private:
    std::shared_ptr<const Samples> one_;
    std::uint64_t version_ = 0;
    int sample_ = -1;
};

}  // namespace latent::app
