#include "training/history.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace latent::training {
namespace {

using Json = nlohmann::json;

const std::string kPrefix = "history/";  // of its tensors in a checkpoint
constexpr std::size_t kLongest = 4000;   // points a series, before it is halved

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

void HistoryRecorder::save(store::Safetensors& content) const {
    Json series = Json::array(), changes = Json::array();
    for (std::size_t i = 0; i < history_.series.size(); ++i) {
        const Series& one = history_.series[i];
        const std::string prefix = kPrefix + std::to_string(i) + "/";
        content.tensors[prefix + "steps"] = store::stored(one.steps);
        content.tensors[prefix + "values"] = store::stored(one.values);
        series.push_back({{"id", one.id},
                          {"label", one.label},
                          {"held_out", one.held_out},
                          {"values_a_point", thinning_[i].values_a_point},
                          {"in_last", thinning_[i].in_last}});
    }
    for (const Change& change : history_.changes)
        changes.push_back({{"step", change.step}, {"text", change.text}});
    content.tensors[kPrefix + "sums"] = store::stored(sums_);
    content.tensors[kPrefix + "last_training"] = store::stored(last_training_);
    content.metadata["history"] = Json{
        {"series", series},
        {"changes", changes},
        {"summed", summed_},
        {"steps_a_point", steps_a_point_},
        {"since_point", since_point_}}.dump(-1, ' ', true);
}

HistoryRecorder HistoryRecorder::load(const store::Safetensors& content) try {
    HistoryRecorder recorder;
    const Json json = Json::parse(content.metadata.at("history"));
    for (const Json& entry : json.at("series")) {
        const std::string prefix = kPrefix + std::to_string(recorder.history_.series.size()) + "/";
        Series series{entry.at("id"), entry.at("label"), entry.at("held_out"),
                      content.tensors.at(prefix + "steps").values<std::int64_t>(),
                      content.tensors.at(prefix + "values").values<float>()};
        if (series.steps.size() != series.values.size()) throw std::out_of_range("lengths");
        recorder.history_.series.push_back(std::move(series));
        recorder.thinning_.push_back({std::max<std::int64_t>(1, entry.at("values_a_point")),
                                      std::max<std::int64_t>(1, entry.at("in_last"))});
    }
    for (const Json& change : json.at("changes"))
        recorder.history_.changes.push_back({change.at("step"), change.at("text")});
    recorder.summed_ = json.at("summed");
    recorder.steps_a_point_ = json.at("steps_a_point");
    recorder.since_point_ = json.at("since_point");
    recorder.width_ = recorder.history_.series.size() / 2;
    recorder.sums_ = content.tensors.at(kPrefix + "sums").values<double>();
    recorder.last_training_ = content.tensors.at(kPrefix + "last_training").values<double>();
    const auto fits = [&](const std::vector<double>& values) {
        return values.size() == recorder.width_;
    };
    if (recorder.width_ == 0 || !fits(recorder.sums_) ||
        !(recorder.last_training_.empty() || fits(recorder.last_training_)))
        throw std::out_of_range("widths");
    return recorder;
} catch (const std::exception&) {
    throw std::runtime_error("holds curves that cannot be read.");
}

bool HistoryRecorder::is_of(const std::vector<NamedValue>& terms) const {
    if (terms.size() + 1 != width_) return false;
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (history_.series[i].id != terms[i].id) return false;
    return true;
}

void HistoryRecorder::add_line(std::int64_t step, const std::vector<double>& training,
                               const std::vector<double>& held_out) {
    for (std::size_t i = 0; i < training.size() && i < width_; ++i) append(i, step, training[i]);
    for (std::size_t i = 0; i < held_out.size() && i < width_; ++i)
        append(width_ + i, step, held_out[i]);
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
