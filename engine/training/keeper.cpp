#include "training/keeper.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <stdexcept>
#include <utility>

#include "latent/json.h"
#include "store/frames.h"
#include "store/run_files.h"
#include "store/sentences.h"
#include "store/whole_file.h"

namespace latent::training {
namespace {

// What somebody who died while writing left half-written.
void remove_orphans(const std::filesystem::path& folder) {
    for (const auto& part : {folder, folder / "checkpoints", folder / "codes"}) {
        std::error_code error, ignored;
        std::filesystem::directory_iterator at(part, error), end;
        std::vector<std::filesystem::path> orphans;
        for (; !error && at != end; at.increment(error))
            if (at->path().extension() == store::kHalfWritten) orphans.push_back(at->path());
        for (const auto& orphan : orphans) std::filesystem::remove(orphan, ignored);
    }
}

}  // namespace

std::unique_ptr<Keeper> Keeper::take(const std::filesystem::path& folder, const RunConfig& config,
                                     const RunAbout& about, std::function<void()> news) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw std::runtime_error("The folder " + folder.string() +
                                 " cannot be made: " + error.message() + ".");
    store::FolderLock lock;
    switch (lock.take(folder)) {
        case store::FolderLock::Outcome::taken:
            break;
        case store::FolderLock::Outcome::busy:
            throw std::runtime_error(folder.string() +
                                     " is in use: another run is being kept there. Choose another "
                                     "folder.");
        case store::FolderLock::Outcome::unwritable:
            store::refuse_writing(folder, errno);
    }
    if (const std::string file = store::run_in(folder); !file.empty())
        throw std::runtime_error(folder.string() + " holds a run already (" + file +
                                 "). Open that one, choose another folder, or move it away.");
    // The config makes a run of the folder: whoever is killed between the two leaves no run without
    // its name and group.
    store::write_whole(folder / store::kAboutFile, store::to_json(about));
    store::write_whole(folder / store::kConfigFile, to_json(config));
    return std::make_unique<Keeper>(folder, std::move(lock), -1, "", std::move(news));
}

Keeper::Keeper(std::filesystem::path folder, store::FolderLock lock, std::int64_t step,
               std::string problem, std::function<void()> news)
    : folder_(std::move(folder)), lock_(std::move(lock)), news_(std::move(news)) {
    remove_orphans(folder_);
    try_metrics([&] { metrics_.open(folder_ / store::kMetricsFile, step); });
    if (problem.empty()) problem = metrics_problem_;
    kept_.publish(std::make_shared<const Kept>(
        Kept{folder_.string(), store::checkpoints_in(folder_), std::move(problem), false}));
    writer_ = std::make_unique<concurrency::Worker>(
        [this](concurrency::StopToken stop) { write_what_comes(stop); },
        [this] {
            { std::lock_guard guard(mutex_); }  // not between the writer's look and its sleep
            posted_.notify_one();
        });
}

Keeper::~Keeper() = default;

void Keeper::post(const std::function<void(Work&)>& add) {
    {
        std::lock_guard lock(mutex_);
        add(waiting_);
        anything_ = true;
    }
    posted_.notify_one();
}

void Keeper::write(const RunConfig& config) {
    post([text = to_json(config)](Work& work) { work.config = text; });
}
void Keeper::write(const RunAbout& about) {
    post([text = store::to_json(about)](Work& work) { work.about = text; });
}
void Keeper::write(const Summary& summary) {
    post([text = to_json(summary)](Work& work) { work.summary = text; });
}

void Keeper::forget_summary() {
    post([](Work& work) { work.summary = ""; });
}

void Keeper::save(std::shared_ptr<const store::Checkpoint> checkpoint,
                  std::shared_ptr<const Timeline> timeline) {
    post([&](Work& work) {
        work.checkpoint = std::move(checkpoint);
        work.timeline = std::move(timeline);
    });
}

void Keeper::append(const store::MetricsLine& line) {
    try_metrics([&] { metrics_.append(line); });
}

void Keeper::go_back_to(std::int64_t step) {
    try_metrics([&] { metrics_.cut_after(step); });
}

void Keeper::try_metrics(const std::function<void()>& act) {
    std::string problem;
    try {
        act();
    } catch (const std::exception& error) {
        problem = error.what();
    }
    std::lock_guard lock(mutex_);
    metrics_problem_ = problem;
}

void Keeper::write_what_comes(concurrency::StopToken stop) {
    Work unwritten;
    for (;;) {
        Work work;
        bool last = false;
        {
            std::unique_lock lock(mutex_);
            posted_.wait(lock, [&] { return anything_ || stop.requested(); });
            last = stop.requested();
            work = std::exchange(waiting_, {});
            anything_ = false;
        }
        // What failed before is tried again, unless something newer has come.
        if (!work.config) work.config = std::move(unwritten.config);
        if (!work.about) work.about = std::move(unwritten.about);
        if (!work.summary) work.summary = std::move(unwritten.summary);
        if (!work.checkpoint) {
            work.checkpoint = std::move(unwritten.checkpoint);
            work.timeline = std::move(unwritten.timeline);
        }
        std::string problem;
        unwritten = write(std::move(work), problem);
        publish(problem);
        if (last) return;
    }
}

Keeper::Work Keeper::write(Work work, std::string& problem) {
    const auto attempt = [&](const std::function<void()>& act) {
        try {
            act();
            return true;
        } catch (const std::exception& error) {
            problem = error.what();
            return false;
        }
    };
    const auto text = [&](std::optional<std::string>& content, const char* file) {
        if (content && attempt([&] { store::write_whole(folder_ / file, *content); }))
            content.reset();
    };
    // Before the checkpoint that it would be wrong of.
    if (work.summary && work.summary->empty() &&
        attempt([&] { std::filesystem::remove(folder_ / store::kSummaryFile); }))
        work.summary.reset();
    text(work.config, store::kConfigFile);
    text(work.about, store::kAboutFile);
    if (work.checkpoint && attempt([&] { write_checkpoint(work); })) {
        work.checkpoint.reset();
        work.timeline.reset();
    }
    if (work.summary && !work.summary->empty())
        text(work.summary, store::kSummaryFile);  // behind the checkpoint that it is of
    return work;
}

void Keeper::write_checkpoint(const Work& work) {
    const store::Checkpoint& checkpoint = *work.checkpoint;
    store::write_checkpoint(folder_, checkpoint);
    store::write_safetensors(folder_ / store::kWeightsFile, store::net_of(checkpoint));
    store::thin_checkpoints(folder_, checkpoint.step);
    if (!work.timeline) return;
    std::vector<std::int64_t> there = store::frames_in(folder_);
    for (const auto& frame : work.timeline->frames) {
        const auto found = std::lower_bound(there.begin(), there.end(), frame->step);
        const bool is_there = found != there.end() && *found == frame->step;
        if (is_there) there.erase(found);
        // Another look at the same step, of a life before a reset, say, is written over.
        const auto known = frames_.find(frame->step);
        const bool same = known == frames_.end() ? frames_.empty() : known->second == frame;
        if (!is_there || !same) store::write_frame(folder_, *frame);
    }
    for (const std::int64_t step : there) store::remove_frame(folder_, step);
    frames_.clear();
    for (const auto& frame : work.timeline->frames) frames_[frame->step] = frame;
}

void Keeper::publish(const std::string& problem) {
    Kept now{folder_.string(), store::checkpoints_in(folder_), problem, false};
    if (now.problem.empty()) {
        std::lock_guard lock(mutex_);
        now.problem = metrics_problem_;
    }
    const auto before = kept_.take();
    if (before && before->checkpoints == now.checkpoints && before->problem == now.problem) return;
    kept_.publish(std::make_shared<const Kept>(std::move(now)));
    if (news_) news_();
}

}  // namespace latent::training
