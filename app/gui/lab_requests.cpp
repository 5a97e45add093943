#include "gui/lab_requests.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "state/pin.h"

namespace latent::app {

void LabRequests::begin_frame(double now, double input_at) {
    now_ = now;
    input_at_ = input_at;
    wanted_redraw_ = -1;
    // Nobody looked at the embedding in the last frame: its thread rests.
    if (!embedding_is_seen_ && embedded_ != RunId::none && lab_) {
        lab_->stop_embedding();
        embedded_ = RunId::none;
    }
    embedding_is_seen_ = false;
    if (saver_)
        for (const std::string& sentence : saver_->take_sentences()) notice(sentence);
}

std::vector<double> LabRequests::frame_presented(double now) {
    std::vector<double> waits;
    for (auto& [place, asked] : asked_) {
        if (asked.shown_at >= 0) waits.push_back(now - asked.shown_at);
        asked.shown_at = -1;
    }
    return waits;
}

bool LabRequests::all_answered(std::int64_t step) const {
    if (!lab_) return true;
    for (const auto& [place, asked] : asked_) {
        if (place.first != ui_.shown) continue;
        const auto answer = lab_->answer(place.first, place.second);
        if (!answer || answer->ticket < asked.ticket ||
            (answer->problem.empty() && answer->step < step))
            return false;
    }
    return true;
}

void LabRequests::send(const Command& command) {
    if (lab_ && ui_.shown != RunId::none) lab_->post(ui_.shown, command);
}

std::uint64_t LabRequests::ask(const std::string& channel, Question question) {
    if (!lab_ || ui_.shown == RunId::none) return 0;
    Asked& asked = asked_[{ui_.shown, channel}];
    asked.ticket = lab_->ask(ui_.shown, channel, std::move(question));
    if (input_at_ >= 0 && asked.input_at < 0) asked.input_at = input_at_;
    return asked.ticket;
}

std::shared_ptr<const Answer> LabRequests::answer(const std::string& channel) const {
    if (!lab_ || ui_.shown == RunId::none) return nullptr;
    auto newest = lab_->answer(ui_.shown, channel);
    const auto found = asked_.find({ui_.shown, channel});
    if (newest && found != asked_.end() && found->second.input_at >= 0 &&
        newest->ticket >= found->second.ticket) {
        found->second.shown_at = found->second.input_at;
        found->second.input_at = -1;
    }
    return newest;
}

void LabRequests::analyse(const std::string& analysis) {
    if (!lab_ || ui_.shown == RunId::none) return;
    try {
        lab_->analyse(ui_.shown, analysis);
    } catch (const std::exception& error) {
        notice(error.what());
    }
}

void LabRequests::cancel_analysis(const std::string& analysis) {
    if (lab_ && ui_.shown != RunId::none) lab_->cancel_analysis(ui_.shown, analysis);
}

std::shared_ptr<const AnalysisResult> LabRequests::analysis(const std::string& analysis) const {
    return lab_ && ui_.shown != RunId::none ? lab_->analysis(ui_.shown, analysis) : nullptr;
}

void LabRequests::embed(const EmbeddingOptions& options) {
    if (!lab_ || ui_.shown == RunId::none) return;
    embedding_is_seen_ = true;
    if (embedded_ == ui_.shown && options == embedding_options_) return;
    embedded_ = ui_.shown;
    embedding_options_ = options;
    lab_->embed(ui_.shown, options);
}

void LabRequests::stop_embedding() {
    embedded_ = RunId::none;
    if (lab_) lab_->stop_embedding();
}

std::shared_ptr<const Embedding> LabRequests::embedding() const {
    return lab_ ? lab_->embedding(ui_.shown) : nullptr;
}

std::shared_ptr<const ReadPicture> LabRequests::read_picture(const std::string& path) {
    const auto snapshot = snapshot_of(ui_.shown);
    if (!pictures_ || !snapshot || !snapshot->data) return nullptr;
    return pictures_->read(path, *snapshot->data);
}

void LabRequests::save_picture(ImVec2 min, ImVec2 max, const std::string& name) {
    wanted_pictures_.push_back({min, max, name});
}

void LabRequests::save_file(const std::string& name,
                            std::function<void(const std::string&)> write) {
    if (saver_) saver_->save(name, std::move(write));
}

std::shared_ptr<const Described> LabRequests::describe_data(const std::string& data) {
    return describer_ ? describer_->describe(data, now_) : nullptr;
}

template <class Make>
void LabRequests::make_run(Make make) {
    if (!lab_) return;
    try {
        show_run(make());
    } catch (const std::exception& error) {
        const std::string text = error.what();
        notice(text.substr(0, text.find('\n')));
    }
}

void LabRequests::start_run(const RunConfig& config) {
    make_run([&] { return lab_->create(config); });
}

void LabRequests::fork_run(const RunConfig& config) {
    make_run([&] { return lab_->fork(ui_.shown, config); });
}

void LabRequests::show_run(RunId run) {
    const auto old_one = snapshot_of(ui_.shown), new_one = snapshot_of(run);
    const auto same = [&](const char* path) {
        const RunConfig &a = *old_one->config, &b = *new_one->config;
        return a.has(path) == b.has(path) && (!a.has(path) || a.at(path) == b.at(path));
    };
    const bool same_samples = old_one && new_one && old_one->config && new_one->config &&
                              same("data") && same("probe_points") && same("samples.classes") &&
                              same("samples.limit");
    if (!same_samples) {  // pins and filters are about samples that this run does not have
        unpin(ui_);
        ui_.hidden_classes.clear();
        clear(ui_.selection);
        ui_.selection.groups.clear();
        ++ui_.selection.groups_version;
    }
    ui_.shown = run;
}

void LabRequests::remove_run(RunId run) {
    if (!lab_) return;
    lab_->remove(run);
    ui_.views.erase(run);
    ui_.measuring.forget(run);
    for (auto asked = asked_.begin(); asked != asked_.end();)
        asked = asked->first.first == run ? asked_.erase(asked) : std::next(asked);
    if (ui_.shown != run) return;
    const auto left = runs();
    show_run(left.empty() ? RunId::none : left.back());
}

std::vector<RunId> LabRequests::runs() const { return lab_ ? lab_->runs() : std::vector<RunId>{}; }

std::shared_ptr<const Snapshot> LabRequests::snapshot_of(RunId run) const {
    return lab_ && run != RunId::none ? lab_->snapshot(run) : nullptr;
}

void LabRequests::redraw_within(double seconds) {
    wanted_redraw_ = wanted_redraw_ < 0 ? seconds : std::min(wanted_redraw_, seconds);
}

void LabRequests::notice(const std::string& sentence) {
    ui_.notice = sentence;
    ui_.notice_until = now_ + 8;
}

}  // namespace latent::app
