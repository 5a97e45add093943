#include "training/run_body.h"

#include <cmath>
#include <exception>
#include <map>
#include <stdexcept>
#include <vector>

#include "store/run_files.h"
#include "store/whole_file.h"
#include "training/opened_run.h"

namespace latent::training {
namespace {

constexpr std::chrono::milliseconds kPoll(1000);  // how often a watched folder is looked at
constexpr int kQuietPolls = 5;  // without a new line: whoever trains it is resting

}  // namespace

void Run::Body::watch(concurrency::StopToken stop) {
    auto tail = std::make_unique<store::MetricsTail>(metrics_file(), trainer_->steps());
    describe_ends();
    int quiet = kQuietPolls;
    bool first = true;
    while (!stop.requested()) {
        if (!first)
            for (const Command& command : run_.inbox_.wait(kPoll))
                if (const auto* describe = std::get_if<Describe>(&command)) apply(*describe);
        first = false;
        if (stop.requested()) return;
        if (lock_.take(options_.folder) == store::FolderLock::Outcome::taken) return take_over();
        try {
            bool cut = false;
            const auto lines = tail->read(cut);
            quiet = lines.empty() ? quiet + 1 : 0;
            for (const store::MetricsLine& line : lines) show(line);
            const bool reread = reread_files();
            const auto steps = store::checkpoints_in(options_.folder);
            const bool moved = !steps.empty() && steps.back() != trainer_->steps();
            if (moved || cut) look_at_newest(cut);
            if (cut) tail = std::make_unique<store::MetricsTail>(metrics_file(), trainer_->steps());
            const RunState state = quiet < kQuietPolls ? RunState::running
                                   : last_step_ > 0 && progress_.step >= last_step_
                                       ? RunState::finished
                                       : RunState::paused;
            const bool changed = state != state_ || kept_->checkpoints != steps;
            state_ = state;
            if (changed)
                kept_ = std::make_shared<const Kept>(Kept{options_.folder, steps, problem_, true});
            if (changed || moved || cut || reread || !lines.empty()) publish();
        } catch (const std::exception&) {
            // It was replaced while we read it; the next look finds the new one.
        }
    }
}

std::filesystem::path Run::Body::metrics_file() const {
    return std::filesystem::path(options_.folder) / store::kMetricsFile;
}

void Run::Body::show(const store::MetricsLine& line) {
    const auto in_order = [&](const std::map<std::string, double>& values) {
        std::vector<double> all;
        const auto add = [&](const std::string& id) {
            const auto found = values.find(id);
            all.push_back(found == values.end() ? std::nan("") : found->second);
        };
        if (values.empty()) return all;
        for (const NamedValue& term : trainer_->terms()) add(term.id);
        add("total");
        return all;
    };
    history_->add_line(line.step, in_order(line.train), in_order(line.held_out));
    const double passed = line.seconds - progress_.seconds;
    if (passed > 0 && line.step > progress_.step)
        progress_.samples_per_second =
            double(line.step - progress_.step) * double(progress_.batch_size) / passed;
    progress_.step = line.step;
    progress_.epoch = line.epoch;
    progress_.seconds = line.seconds;
    progress_.observing_share = line.observing_share;
}

bool Run::Body::reread_files() {
    const std::filesystem::path folder = options_.folder;
    std::string stamps;
    for (const char* file : {store::kConfigFile, store::kAboutFile, store::kSummaryFile}) {
        std::error_code ignored;
        const auto time = std::filesystem::last_write_time(folder / file, ignored);
        stamps += std::to_string(time.time_since_epoch().count()) + " ";
    }
    if (stamps == stamps_) return false;
    config_ = store::read_config(*run_.shared_.catalog, folder);
    about_ = std::make_shared<const RunAbout>(store::read_about(folder));
    const auto summary = store::read_summary(folder);
    summary_ = summary ? std::make_shared<const Summary>(*summary) : nullptr;
    stamps_ = stamps;
    return true;
}

void Run::Body::look_at_newest(bool went_back) {
    std::string ignored;
    checkpoint_ = newest_checkpoint(options_.folder, ignored);
    if (!checkpoint_) return;
    if (went_back) history_.emplace(HistoryRecorder::load(checkpoint_->content));
    // Lines come with looks, which a busy machine makes rarer than checkpoints.
    if (went_back || checkpoint_->step > progress_.step)
        progress_ = progress_of(*checkpoint_, config_);
    restore();
    describe_ends();
    observe();
}

void Run::Body::describe_watched() {
    Kept now = *kept_;
    now.problem = problem_;
    try {
        store::write_whole(std::filesystem::path(options_.folder) / store::kAboutFile,
                           store::to_json(*about_));
    } catch (const std::exception& error) {
        now.problem = error.what();
    }
    kept_ = std::make_shared<const Kept>(std::move(now));
}

void Run::Body::describe_ends() {
    progress_.last_step = last_step_;
    progress_.steps_per_epoch = trainer_->steps_per_epoch();
    progress_.train_count = trainer_->dataset().count(data::Split::train);
    progress_.batch_size = config_.integer("batch_size");
}

void Run::Body::take_over() {
    lock_busy_ = false;
    // What was changed live since we came: the net goes on with that.
    config_ = store::read_config(*run_.shared_.catalog, options_.folder);
    trainer_->configure(config_);
    read_checkpoint();
    if (checkpoint_) restore();
    if (!history_) history_.emplace(trainer_->terms());
    state_ = is_finished() ? RunState::finished : RunState::paused;
    first_step_ = trainer_->steps();
    watch_ = {};
    ready_ = true;
    if (!look()) throw std::runtime_error("The net of the checkpoint gives no finite codes.");
}

}  // namespace latent::training
