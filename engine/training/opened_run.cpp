#include "training/opened_run.h"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "store/run_files.h"

namespace latent::training {
namespace {

double number_in(const store::Safetensors& content, const char* key) {
    const auto found = content.metadata.find(key);
    if (found == content.metadata.end()) return 0;
    try {
        return std::stod(found->second);
    } catch (const std::exception&) {
        return 0;
    }
}

}  // namespace

void write_notes(store::Safetensors& content, const CheckpointNotes& notes) {
    content.metadata["seconds"] = std::to_string(notes.seconds);
    content.metadata["steps_per_epoch"] = std::to_string(notes.steps_per_epoch);
    content.metadata["train_count"] = std::to_string(notes.train_count);
}

CheckpointNotes notes_of(const store::Safetensors& content) {
    return {number_in(content, "seconds"), std::int64_t(number_in(content, "steps_per_epoch")),
            std::int64_t(number_in(content, "train_count"))};
}

Progress progress_of(const store::Checkpoint& checkpoint, const RunConfig& config) {
    const CheckpointNotes notes = notes_of(checkpoint.content);
    Progress progress;
    progress.step = checkpoint.step;
    progress.steps_per_epoch = notes.steps_per_epoch;
    progress.train_count = notes.train_count;
    progress.seconds = notes.seconds;
    progress.batch_size = config.integer("batch_size");
    if (notes.steps_per_epoch > 0)
        progress.epoch = double(checkpoint.step) / double(notes.steps_per_epoch);
    const auto steps = checkpoint.content.tensors.find("trainer/steps");
    if (steps != checkpoint.content.tensors.end() && steps->second.dtype == store::DType::i64 &&
        steps->second.bytes.size() == 24)
        progress.last_step = steps->second.values<std::int64_t>()[2];
    return progress;
}

OpenedRun open_run(const Catalog& catalog, const std::filesystem::path& folder) {
    OpenedRun run;
    run.config = store::read_config(catalog, folder);
    run.about = store::read_about(folder);
    run.watched = run.lock.take(folder) == store::FolderLock::Outcome::busy;
    run.checkpoints = store::checkpoints_in(folder);
    std::error_code ignored;
    if (run.checkpoints.empty() && std::filesystem::exists(folder / store::kWeightsFile, ignored))
        throw std::runtime_error(folder.string() +
                                 " was kept by an older version, which left no checkpoint. "
                                 "`latent-lab evaluate` can measure its net, but it cannot go on.");
    for (auto step = run.checkpoints.rbegin(); step != run.checkpoints.rend() && !run.history;
         ++step)
        try {
            const store::Checkpoint part =
                store::read_part_of_checkpoint(folder, *step, {"history/", "trainer/steps"});
            run.history.emplace(HistoryRecorder::load(part.content));
            run.progress = progress_of(part, run.config);
        } catch (const std::exception&) {
            // newest_checkpoint() says what is wrong with it.
        }
    try {
        run.summary = store::read_summary(folder);
    } catch (const std::exception& error) {
        run.problem = error.what();
    }
    if (run.summary && run.summary->steps != run.progress.step) run.summary.reset();
    return run;
}

std::shared_ptr<const store::Checkpoint> newest_checkpoint(const std::filesystem::path& folder,
                                                           std::string& problem) {
    const auto steps = store::checkpoints_in(folder);
    std::string newest;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) try {
            auto whole =
                std::make_shared<const store::Checkpoint>(store::read_checkpoint(folder, *step));
            if (!newest.empty())
                problem = newest + " The run goes on from step " + std::to_string(*step) + ".";
            return whole;
        } catch (const std::exception& error) {
            if (newest.empty()) newest = error.what();
        }
    if (steps.empty()) return nullptr;
    throw std::runtime_error(newest + (steps.size() == 1
                                           ? " There is no other checkpoint."
                                           : " None of the other checkpoints can be read either."));
}

}  // namespace latent::training
