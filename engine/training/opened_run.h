// What a run folder holds, read in the order in which it can be shown: config, name, figures and
// curves at once; then the newest checkpoint that is whole. No more of a folder is read than that,
// however large it is.
//
// Thread: one at a time. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/snapshot.h"
#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "training/history.h"

namespace latent::training {

// What a checkpoint says beside tensors, as text in its metadata.
struct CheckpointNotes {
    double seconds = 0;  // of training and observing until then
    std::int64_t steps_per_epoch = 0, train_count = 0;
};
void write_notes(store::Safetensors& content, const CheckpointNotes& notes);
CheckpointNotes notes_of(const store::Safetensors& content);

// Progress as far as a checkpoint tells it.
Progress progress_of(const store::Checkpoint& checkpoint, const RunConfig& config);

struct OpenedRun {
    RunConfig config;
    RunAbout about;
    std::optional<Summary> summary;  // null when it is of another step than the run stands at
    std::vector<std::int64_t> checkpoints;
    store::FolderLock lock;
    bool watched = false;  // somebody else holds the lock
    std::string problem;   // of a damaged file that was passed over

    // Of the newest checkpoint that is readable, or nothing when there is none.
    std::optional<HistoryRecorder> history;
    Progress progress;
};

// The quick half. Throws when this is no run.
OpenedRun open_run(const Catalog& catalog, const std::filesystem::path& folder);

// The newest checkpoint that is whole, or null where there is none at all; each damaged one that was
// passed over adds a sentence to `problem`. Throws when there are some and all are damaged.
std::shared_ptr<const store::Checkpoint> newest_checkpoint(const std::filesystem::path& folder,
                                                           std::string& problem);

}  // namespace latent::training
