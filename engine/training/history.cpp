#include "training/history.h"

#include <utility>

namespace latent::training {
namespace {

constexpr std::size_t kLongest = 4000;  // points a series, before it is halved

}  // namespace

HistoryRecorder::HistoryRecorder(const std::vector<NamedValue>& terms) : width_(terms.size() + 1) {
    for (const bool held_out : {false, true}) {
        for (const NamedValue& term : terms)
            history_.series.push_back({term.id, term.label, held_out, {}, {}});
        history_.series.push_back({"total", "Total", held_out, {}, {}});
    }
    thinning_.resize(history_.series.size());
    sums_.assign(width_, 0.0);
}

void HistoryRecorder::add_training(const TermValues& values) {
    for (std::size_t i = 0; i + 1 < width_; ++i) sums_[i] += values.terms[i];
    sums_[width_ - 1] += values.total;
    ++summed_;
}

void HistoryRecorder::mark(std::int64_t step) {
    if (summed_ == 0) return;
    // A mean over far fewer steps than the last one (a pause just after a look) would be a spike of
    // noise: those steps are counted into the last point. It lengthens by no more than itself.
    const bool few = !last_training_.empty() && 2 * (since_point_ + summed_) < 3 * steps_a_point_;
    if (!few) last_training_.assign(width_, 0.0);
    const double held = few ? double(since_point_) : 0;
    for (std::size_t i = 0; i < width_; ++i) {
        const double before = last_training_[i];
        last_training_[i] = (before * held + sums_[i]) / (held + double(summed_));
        if (few)
            extend(i, step, last_training_[i] - before);
        else
            append(i, step, last_training_[i]);
        sums_[i] = 0;
    }
    since_point_ = few ? since_point_ + summed_ : summed_;
    if (!few) steps_a_point_ = summed_;
    summed_ = 0;
}

// Moves the last point to `step`, where the mean of its newest values became `rise` higher.
void HistoryRecorder::extend(std::size_t index, std::int64_t step, double rise) {
    Series& series = history_.series[index];
    series.steps.back() = step;
    series.values.back() += float(rise / double(thinning_[index].in_last));
    changed_ = true;
}

void HistoryRecorder::add_held_out(std::int64_t step, const TermValues& values) {
    for (std::size_t i = 0; i < width_; ++i)
        append(width_ + i, step, i + 1 < width_ ? values.terms[i] : values.total);
}

void HistoryRecorder::rewind(std::int64_t step) {
    for (std::size_t i = 0; i < history_.series.size(); ++i) {
        Series& series = history_.series[i];
        while (!series.steps.empty() && series.steps.back() > step) {
            series.steps.pop_back();
            series.values.pop_back();
        }
        thinning_[i].in_last =
            thinning_[i].values_a_point;  // the next value begins a point of its own
    }
    sums_.assign(width_, 0.0);
    summed_ = 0;
    last_training_.clear();
    changed_ = true;
}

void HistoryRecorder::add_change(std::int64_t step, std::string text) {
    // A slider that is dragged makes one mark, not fifty.
    const std::string subject = text.substr(0, text.find(':'));
    if (!history_.changes.empty() &&
        history_.changes.back().text.compare(0, subject.size() + 1, subject + ":") == 0 &&
        step - history_.changes.back().step < 50)
        history_.changes.pop_back();
    history_.changes.push_back({step, std::move(text)});
    changed_ = true;
}

void HistoryRecorder::append(std::size_t index, std::int64_t step, double value) {
    Series& series = history_.series[index];
    Thinning& thinning = thinning_[index];
    changed_ = true;
    if (!series.steps.empty() && series.steps.back() == step && thinning.in_last == 1) {
        series.values.back() = float(value);  // a second look at the same step replaces the first
        return;
    }
    if (!series.steps.empty() && thinning.in_last < thinning.values_a_point) {
        const double held = double(thinning.in_last++);
        series.values.back() = float((series.values.back() * held + value) / (held + 1));
        series.steps.back() = step;
        return;
    }
    series.steps.push_back(step);
    series.values.push_back(float(value));
    thinning.in_last = 1;
    if (series.steps.size() <= kLongest) return;

    // Pairs become points; kLongest is even, so the newest point is left over and begins the next
    // pair.
    const std::size_t pairs = series.steps.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        series.steps[i] = series.steps[2 * i + 1];
        series.values[i] = 0.5f * (series.values[2 * i] + series.values[2 * i + 1]);
    }
    series.steps[pairs] = series.steps.back();
    series.values[pairs] = series.values.back();
    series.steps.resize(pairs + 1);
    series.values.resize(pairs + 1);
    thinning.values_a_point *= 2;
}

std::shared_ptr<const TermHistory> HistoryRecorder::publish() {
    if (changed_ || !published_) {
        ++history_.version;
        published_ = std::make_shared<const TermHistory>(history_);
        changed_ = false;
    }
    return published_;
}

}  // namespace latent::training
