// metrics.jsonl: a line for each look, appended while the run trains.
//
//   {"step": 400, "epoch": 0.85, "seconds": 3.1, "train": {"bce": 231.4, "total": 231.4},
//    "held_out": {...}, "observing_share": 0.03}
//
// `train` holds means over the steps since the line before. Steps rise from line to line: when a run
// goes back (it was resumed from a checkpoint, reset, or diverged), the lines beyond are cut off. A
// last line without an end is the trace of a program that died while it wrote, and is passed over.
//
// Thread: one at a time. Reading does not disturb who writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace latent::store {

struct MetricsLine {
    std::int64_t step = 0;
    double epoch = 0, seconds = 0, observing_share = 0;
    std::map<std::string, double> train, held_out;  // by term; "total"; NaN for what was not finite
};

// The writer's side. A line that cannot be written whole is taken back, so that the next one that can
// be is whole: appending throws std::runtime_error with a sentence, and may be tried again.
class MetricsLog {
 public:
    MetricsLog() = default;
    ~MetricsLog();
    MetricsLog(const MetricsLog&) = delete;
    MetricsLog& operator=(const MetricsLog&) = delete;

    // Makes the file where there is none. Lines beyond `step` are cut off.
    void open(const std::filesystem::path& file, std::int64_t step);
    void cut_after(std::int64_t step);
    // Does nothing unless line.step lies beyond that of the last line.
    void append(const MetricsLine& line);

 private:
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::int64_t size_ = 0, last_step_ = -1, first_cut_ = -1;
};

// The reader's side: what another program adds, new bytes only.
class MetricsTail {
 public:
    // Begins behind the last line whose step is at most `step`.
    MetricsTail(std::filesystem::path file, std::int64_t step);

    // Lines that have come since. `cut`: the file became shorter, the run went back; begin anew.
    std::vector<MetricsLine> read(bool& cut);

 private:
    std::filesystem::path file_;
    std::int64_t place_ = 0;
    std::string rest_;  // of a line whose end has not come yet
};

}  // namespace latent::store
