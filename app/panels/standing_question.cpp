#include "panels/standing_question.h"

#include "state/run_text.h"

namespace latent::app {

const std::shared_ptr<const Answer>& StandingQuestion::follow(
    PanelContext& context, std::uint64_t version, const std::function<Question()>& make) {
    if (live_.look(context)) version_ = ticket_ = 0;
    if (live_.due(context, version != version_ || ticket_ == 0)) {
        version_ = version;
        ticket_ = live_.ask(context, make());
    }
    answer_ = live_.shared_answer();
    return answer_;
}

std::string StandingQuestion::stamp(const PanelContext& context) const {
    if (!answer_) return "";
    return live_.stamp(context, standing(answer_->step, context.snapshot) != Standing::current);
}

}  // namespace latent::app
