#include "panels/live_question.h"

#include "state/run_text.h"
#include "widgets/format.h"

namespace latent::app {

bool LiveQuestion::look(PanelContext& context) {
    const bool other_run = context.ui.shown != run_;
    if (other_run) {
        run_ = context.ui.shown;
        ticket_ = first_ = asked_version_ = 0;
        answered_at_ = context.now;
        took_ = 0;
        answer_ = nullptr;
    }
    const auto newest = context.requests.answer(channel_);
    // Answers of before the run was shown are to questions of then.
    const bool ours = newest && first_ != 0 && newest->ticket >= first_;
    if (ours && (!answer_ || newest->ticket != answer_->ticket)) {
        answer_ = newest;
        answered_at_ = context.now;
        if (newest->ticket >= ticket_) took_ = std::max(0.0, context.now - asked_at_);
    }
    return other_run;
}

bool LiveQuestion::due(const PanelContext& context, bool changed) const {
    if (changed || ticket_ == 0) return true;
    if (!answer_ || answer_->ticket < ticket_) return false;
    const CodeCloud* cloud = context.snapshot.cloud.get();
    const bool moved_on = (cloud && cloud->version != asked_version_) ||
                          standing(answer_->step, context.snapshot) != Standing::current;
    if (context.snapshot.state == RunState::running)
        return moved_on && context.now - asked_at_ > std::max(every_, 4 * took_);
    return cloud && cloud->version != asked_version_;
}

std::uint64_t LiveQuestion::ask(PanelContext& context, Question question) {
    asked_at_ = context.now;
    asked_version_ = context.snapshot.cloud ? context.snapshot.cloud->version : 0;
    ticket_ = context.requests.ask(channel_, std::move(question));
    if (first_ == 0) first_ = ticket_;
    return ticket_;
}

Words LiveQuestion::stamp(const PanelContext& context, bool with_age) const {
    const Answer* answer = good();
    if (!answer) return "";
    if (!with_age) return Words("step ") + grouped(answer->step);
    // Old weights are not kept: what is decoded is of now.
    if (context.ui.past_step >= 0) return Words("decoded now, step ") + grouped(answer->step);
    const double age = answer->age + std::max(0.0, context.now - answered_at_);
    const Standing stands = standing(answer->step, context.snapshot);
    const Words step = Words("step ") + grouped(answer->step);
    if (stands == Standing::current) return step + ", up to date";
    if (stands == Standing::of_before) return step + " of before the reset";
    return step + ", " + duration(age) + " old";
}

Beside BesideSample::of(const CodeCloud& cloud, int sample) {
    if (!cloud.probe || sample < 0 || sample >= cloud.probe->images.count) return nullptr;
    const Samples& all = cloud.probe->images;
    if (one_ && version_ == all.version && sample_ == sample) return one_;
    auto one = std::make_shared<Samples>();
    one->kind = all.kind;
    one->count = 1;
    one->shape = all.shape;
    const auto size = std::ptrdiff_t(all.shape.size()), from = size * sample;
    if (!all.pixels.empty())
        one->pixels.assign(all.pixels.begin() + from, all.pixels.begin() + from + size);
    if (!all.values.empty())
        one->values.assign(all.values.begin() + from, all.values.begin() + from + size);
    version_ = all.version;
    sample_ = sample;
    return one_ = std::move(one);
}

}  // namespace latent::app
