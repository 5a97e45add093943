// What a run leaves on disk: a folder that can be read without this program.
//
//   config.json     every setting, defaults included: it alone repeats the run
//   metrics.jsonl   a line for each look: {"step", "epoch", "seconds", "train": {term: value},
//                   "held_out": {...}}
//   weights.safetensors   the net, whenever training pauses or finishes (saved_net.h)
//   summary.json    figures over the whole held-out split, once it has finished
//
// Whole files are written beside and renamed, so that a reader never sees half of one.
// Thread: the trainer's. Errors: throws std::runtime_error with a sentence that names the file.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "latent/snapshot.h"
#include "training/history.h"

namespace latent::training {

class RunFolder {
 public:
    // Makes the folder; refuses one that holds a finished run.
    RunFolder(const std::string& path, const RunConfig& config);

    void write_config(const RunConfig& config);
    void append_metrics(const Progress& progress, const std::vector<NamedValue>& terms,
                        const std::vector<double>& train, const TermValues& held_out);
    void write_summary(const Summary& summary);
    void write_weights(const Trainer& trainer);

 private:
    void write_whole(const std::string& name, const std::string& text);

    std::filesystem::path path_;
    std::ofstream metrics_;
};

}  // namespace latent::training
