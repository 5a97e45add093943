// A question that stays the same while the weights move on: asked when it changes, and asked again
// once it has been answered and the net has learnt something since: a LiveQuestion about one thing,
// told apart by a version. Thread: UI.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "panels/live_question.h"
#include "panels/panel.h"

namespace latent::app {

class StandingQuestion {
 public:
    explicit StandingQuestion(std::string channel) : live_(std::move(channel), 0.2) {}

    // Once a frame. `version` tells one question from another; `make` makes it when it has to be
    // asked. Returns the newest answer, which is kept while a new one is on its way; null before
    // there is one, and after another run was chosen.
    const std::shared_ptr<const Answer>& follow(PanelContext& context, std::uint64_t version,
                                                const std::function<Question()>& make);

    // The answer is to the question as it was last asked.
    bool answered() const { return answer_ && answer_->ticket >= ticket_; }
    // The version that the answer is to; 0 when it is to one before.
    std::uint64_t answered_version() const { return answered() ? version_ : 0; }

    // "step 1,400, 0.1 s old", as everything that is decoded is stamped; "" without an answer.
    std::string stamp(const PanelContext& context) const;

 private:
    LiveQuestion live_;
    std::shared_ptr<const Answer> answer_;
    std::uint64_t version_ = 0, ticket_ = 0;
};

}  // namespace latent::app
