#include "state/run_text.h"

#include <algorithm>

#include "widgets/format.h"

namespace latent::app {
namespace {

struct Noun {
    std::string_view one, many;
};

Noun sample_noun(const Snapshot& snapshot) {
    if (!snapshot.data) return {"sample", "samples"};
    switch (snapshot.data->kind) {
        case DataKind::images:
            return {"image", "images"};
        case DataKind::points:
            return {"point", "points"};
        case DataKind::sequences:
            return {"sequence", "sequences"};
    }
    return {"sample", "samples"};
}

// Steps as epochs where that comes out even, otherwise 0.
std::int64_t whole_epochs(std::int64_t steps, std::int64_t steps_per_epoch) {
    return steps_per_epoch > 0 && steps % steps_per_epoch == 0 ? steps / steps_per_epoch : 0;
}

// The epoch being trained, counted from 1. At an epoch's very end it is the one that ended.
std::int64_t current_epoch(const Progress& progress) {
    if (progress.steps_per_epoch <= 0) return 0;
    return progress.step <= 0 ? 1 : (progress.step - 1) / progress.steps_per_epoch + 1;
}

// "epoch 3 of 20"; "epoch 3, step 1,234 of 5,000"; "epoch 3"; "step 12" when epochs are unknown.
Words where(const Progress& progress) {
    const std::int64_t epoch = current_epoch(progress);
    const Words step = Words("step ") + grouped(progress.step);
    const Words end =
        progress.last_step > 0 ? Words(" of ") + grouped(progress.last_step) : Words();
    if (epoch == 0) return step + end;
    // Trained on beyond its end: there is no end any more.
    if (progress.last_step <= 0 || progress.step > progress.last_step)
        return Words("epoch ") + grouped(epoch);
    const std::int64_t epochs = whole_epochs(progress.last_step, progress.steps_per_epoch);
    if (epochs > 0) return Words("epoch ") + grouped(epoch) + " of " + grouped(epochs);
    return Words("epoch ") + grouped(epoch) + ", " + step + end;
}

Words sentence(std::string_view text) {
    const bool ends = text.empty() || text.find_last_of(".!?") == text.size() - 1;
    return Words(text) + (ends ? "" : ".");
}

Words about_data(const Snapshot& snapshot) {
    const Progress& progress = snapshot.progress;
    if (progress.train_count <= 0 || progress.steps_per_epoch <= 0 || progress.batch_size <= 0)
        return "";
    const Noun noun = sample_noun(snapshot);
    return Words(": ") + counted(progress.train_count, noun.one, noun.many) + " in " +
           counted(progress.steps_per_epoch, "batch", "batches") + " of " +
           grouped(progress.batch_size);
}

Words about_observing(const Progress& progress) {
    if (!(progress.seconds > 0) || !(progress.observing_share > 0)) return "";
    return Words(" Observing costs ") + percent(progress.observing_share) + " of the time.";
}

Words paused_sentence(const Progress& progress) {
    if (progress.step == 0)
        return "Paused before the first step. Space trains; everything can be explored as it is.";
    const bool at_end =
        progress.steps_per_epoch > 0 && progress.step % progress.steps_per_epoch == 0;
    return Words("Paused ") + (at_end ? "at the end of " : "in ") + where(progress) + ", after " +
           counted(progress.step, "step") + ". Everything can still be explored.";
}

Words finished_sentence(const Progress& progress) {
    const std::int64_t epochs = whole_epochs(progress.step, progress.steps_per_epoch);
    const Words steps = counted(progress.step, "step");
    const Words after = epochs > 0 ? counted(epochs, "epoch") + " (" + steps + ")" : steps;
    const Words time = progress.seconds > 0 ? Words(" and ") + duration(progress.seconds) : Words();
    return Words("Finished after ") + after + time +
           ". Space trains on; everything can still be explored.";
}

}  // namespace

std::string run_name(const Snapshot& snapshot) {
    if (!snapshot.config) return "new run";
    const RunConfig& config = *snapshot.config;
    std::string name = config.has("system") ? config.text("system") : "run";
    std::replace(name.begin(), name.end(), '_', ' ');
    if (config.has("code.width")) name += " k=" + to_text(config.at("code.width"));
    return name;
}

std::string state_word(const Snapshot& snapshot) {
    switch (snapshot.state) {
        case RunState::idle:
            return snapshot.data ? "ready" : "loading";
        case RunState::running:
            return "training";
        case RunState::paused:
            return snapshot.kept && snapshot.kept->watched ? "watched" : "paused";
        case RunState::finished:
            return "finished";
        case RunState::failed:
            return "failed";
        case RunState::diverged:
            return "diverged";
    }
    return "";
}

Words status_sentence(const Snapshot& snapshot) {
    const Progress& progress = snapshot.progress;
    switch (snapshot.state) {
        case RunState::idle:
            if (!snapshot.message.empty()) return sentence(snapshot.message);
            return snapshot.data ? "Ready. Space starts to train." : "Getting ready.";
        case RunState::running:
            return capitalised(where(progress)) + about_data(snapshot) + "." +
                   about_observing(progress);
        case RunState::paused:
            if (snapshot.kept && snapshot.kept->watched)
                return Words("Another program trains this run; what it has saved, step ") +
                       grouped(progress.step) + ", can be explored.";
            return paused_sentence(progress);
        case RunState::finished:
            return finished_sentence(progress);
        case RunState::failed:
            return Words("Failed: ") + sentence(snapshot.message.empty()
                                                    ? std::string_view("the run cannot go on")
                                                    : std::string_view(snapshot.message));
        case RunState::diverged:
            return Words("Diverged: ") +
                   sentence(snapshot.message.empty()
                                ? std::string_view("the loss is no longer a finite number, the "
                                                   "last good weights are kept. A lower learning "
                                                   "rate often helps")
                                : std::string_view(snapshot.message));
    }
    return "";
}

Words waiting_text(const Snapshot& snapshot, std::string_view what) {
    return snapshot.state == RunState::failed ? Words("Nothing to show: the run could not go on.")
                                              : Words(what) + " here once the data is loaded.";
}

Standing standing(std::int64_t step, const Snapshot& now) {
    const Progress& progress = now.progress;
    if (step < progress.step) return Standing::behind;
    // Two seconds of training lie between no two snapshots.
    const double pace =
        progress.batch_size > 0 ? progress.samples_per_second / double(progress.batch_size) : 0;
    const double ahead = now.state == RunState::running ? std::max(1.0, 2 * pace) : 0;
    return double(step - progress.step) <= ahead ? Standing::current : Standing::of_before;
}

Words result_stamp(std::int64_t step, Standing standing, std::int64_t now) {
    Words text = Words("step ") + grouped(step);
    if (standing == Standing::current) return text;
    if (standing == Standing::of_before) text += " of before the reset";
    return text + "; the net is at " + grouped(now) + ": run again";
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string file_name(const std::string& path) {
    const auto slash = path.find_last_of('/', path.size() < 2 ? 0 : path.size() - 2);
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool newest_value(const TermHistory* history, std::string_view id, bool held_out, float& value) {
    if (!history) return false;
    for (const Series& series : history->series)
        if (series.id == id && series.held_out == held_out && !series.values.empty()) {
            value = series.values.back();
            return true;
        }
    return false;
}

}  // namespace latent::app
