#include "headless/sweep_training.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "headless/exit_code.h"
#include "headless/progress_bar.h"

namespace latent::headless {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

constexpr int kNamed = 4;                      // runs that the progress line names
constexpr std::chrono::seconds kPatience(10);  // for a folder to be written

// A run that trains now, and the outcome it is to become.
struct Active {
    RunId id = RunId::none;
    std::size_t outcome = 0;
    Clock::time_point measured{};  // when its figures were there, and its folder still behind
};

// What summary.json says; false where its text is no summary.
bool read_summary(std::istream& text, std::map<std::string, double>& figures) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto held_out = json.is_object() ? json.find("held_out") : json.end();
    if (!json.is_object() || held_out == json.end() || !held_out->is_object()) return false;
    for (const char* id : {"squared_error", "bce", "knn5_accuracy"})
        if (const auto value = held_out->find(id); value != held_out->end() && value->is_number())
            figures[id] = value->get<double>();
    for (const char* id : {"parameters", "seconds", "steps", "epochs"})
        if (const auto value = json.find(id); value != json.end() && value->is_number())
            figures[id] = value->get<double>();
    return true;
}

// Of a run that was finished before; false where there is none.
bool read_summary(const fs::path& folder, std::map<std::string, double>& figures) {
    std::ifstream stream(folder / "summary.json", std::ios::binary);
    return stream && read_summary(stream, figures);
}

class Training {
 public:
    Training(const Engine& engine, Doorbell& doorbell, std::string folder, SweepPace pace,
             std::vector<SweepOutcome>& outcomes)
        : doorbell_(doorbell),
          folder_(std::move(folder)),
          pace_(pace),
          outcomes_(outcomes),
          lab_(engine.make_lab()) {
        lab_->on_news([this] { doorbell_.ring(); });
    }

    int run() {
        int signal = 0;
        for (;;) {
            collect(signal != 0);
            if (signal == 0) start_more();
            if (active_.empty()) return signal;
            bar_.show(progress(), progress_text());
            const int caught = doorbell_.wait(kHeartbeat);
            if (caught == 0) continue;
            if (signal != 0) std::_Exit(kSignalled + caught);  // asked twice: at once
            signal = caught;
            for (const Active& active : active_) lab_->post(active.id, Pause{});
        }
    }

 private:
    void start_more() {
        for (; active_.size() < std::size_t(std::max(1, pace_.jobs)) && next_ < outcomes_.size();
             ++next_) {
            SweepOutcome& outcome = outcomes_[next_];
            const fs::path place = fs::path(folder_) / outcome.run.folder;
            if (read_summary(place, outcome.figures)) {
                outcome.ending = Ending::finished;
                continue;
            }
            RunOptions options;
            options.start = true;
            options.summarise = true;
            options.save_every = pace_.save_every;
            options.about.name = outcome.run.name;
            options.about.group = fs::path(folder_).lexically_normal().filename().string();
            try {
                std::error_code ignored;
                const bool begun = fs::exists(place / "config.json", ignored);
                if (!begun) options.folder = place.string();
                active_.push_back({begun ? lab_->open(place.string(), options)
                                         : lab_->create(outcome.run.config, options),
                                   next_});
            } catch (const std::exception& error) {
                fail(outcome, error.what());
            }
        }
    }

    void collect(bool stopping) {
        for (auto active = active_.begin(); active != active_.end();) {
            if (ended(*active, stopping)) {
                lab_->remove(active->id);  // its memory is another run's
                active = active_.erase(active);
            } else {
                ++active;
            }
        }
    }

    bool ended(Active& active, bool stopping) {
        const auto snapshot = lab_->snapshot(active.id);
        SweepOutcome& outcome = outcomes_[active.outcome];
        if (snapshot->kept && snapshot->kept->watched) {
            fail(outcome, "Another program is training it; wait for it, or stop it there.");
            return true;
        }
        switch (snapshot->state) {
            case RunState::finished:
                if (!snapshot->summary) return stopping;  // or the figures are still being computed
                // Its folder is written behind the training; only what lies there counts as finished.
                if (read_summary(fs::path(folder_) / outcome.run.folder, outcome.figures)) {
                    outcome.ending = Ending::finished;
                    return true;
                }
                if (active.measured == Clock::time_point{}) active.measured = Clock::now();
                if (Clock::now() - active.measured < kPatience) return stopping;
                fail(outcome, snapshot->kept && !snapshot->kept->problem.empty()
                                  ? snapshot->kept->problem
                                  : "Its figures could not be kept in its folder.");
                return true;
            case RunState::failed:
            case RunState::diverged:
                fail(outcome,
                     snapshot->message.empty() ? "It ended with an error." : snapshot->message);
                return true;
            case RunState::idle:
            case RunState::paused:
                return stopping;
            case RunState::running:
                break;
        }
        return false;
    }

    void fail(SweepOutcome& outcome, const std::string& sentence) {
        outcome.ending = Ending::failed;
        outcome.problem = sentence;
    }

    static double share_of(const Snapshot& snapshot) {
        const Progress& at = snapshot.progress;
        return at.last_step > 0 ? std::min(1.0, double(at.step) / double(at.last_step)) : 0;
    }

    double progress() const {
        double done = double(ended_count());
        for (const Active& active : active_) done += share_of(*lab_->snapshot(active.id));
        return outcomes_.empty() ? 1 : done / double(outcomes_.size());
    }

    std::size_t ended_count() const {
        return std::size_t(
            std::count_if(outcomes_.begin(), outcomes_.end(),
                          [](const auto& outcome) { return outcome.ending != Ending::not_yet; }));
    }

    // "3 of 7 done; width 8 45 %, width 16 30 %"
    std::string progress_text() const {
        std::string text =
            std::to_string(ended_count()) + " of " + std::to_string(outcomes_.size()) + " done";
        int named = 0;
        for (const Active& active : active_) {
            if (named == kNamed) return text + ", ...";
            text += (named++ == 0 ? "; " : ", ") + outcomes_[active.outcome].run.name + " " +
                    std::to_string(int(100 * share_of(*lab_->snapshot(active.id)))) + " %";
        }
        return text;
    }

    Doorbell& doorbell_;
    std::string folder_;
    SweepPace pace_;
    std::vector<SweepOutcome>& outcomes_;
    std::unique_ptr<Lab> lab_;
    std::vector<Active> active_;
    std::size_t next_ = 0;  // outcome to be started
    ProgressBar bar_;
};

}  // namespace

int train_all(const Engine& engine, Doorbell& doorbell, const std::string& folder, SweepPace pace,
              std::vector<SweepOutcome>& outcomes) {
    return Training(engine, doorbell, folder, pace, outcomes).run();
}

}  // namespace latent::headless
