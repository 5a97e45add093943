// The curves of a run while it grows: means of the training values between two looks, held-out
// values at each look.
//
// A series that grows long is thinned by halves: neighbours are averaged, and from then on a point
// stands for twice as many values. All points of a curve but the last thus weigh the same, and a
// run of any length costs the same to publish. Thread: the trainer's; what publish() returns is
// shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "store/safetensors.h"
#include "training/trainer.h"

namespace latent::training {

class HistoryRecorder {
 public:
    // One training and one held-out series for each term, and for the total.
    explicit HistoryRecorder(const std::vector<NamedValue>& terms);

    void add_training(const TermValues& values);  // every step
    // Closes the training mean since the last call at this step; does nothing when there was no
    // step since. A few steps too many for the last point and too few for one of their own are
    // counted into it.
    void mark(std::int64_t step);
    void add_held_out(std::int64_t step, const TermValues& values);
    // Forgets what lies behind this step: the run went back to it.
    void rewind(std::int64_t step);
    void add_change(std::int64_t step, std::string text);

    // The training means of the last mark, in the order of the series (total last); empty before
    // the first.
    const std::vector<double>& last_training() const { return last_training_; }

    // The recorder whole, its open means included, below "history/"; so that opening a run never
    // reads its metrics. load() makes the recorder that was saved, whatever the terms are called;
    // throws std::runtime_error with the end of a sentence.
    void save(store::Safetensors& content) const;
    static HistoryRecorder load(const store::Safetensors& content);
    // Whether its curves are those of these terms.
    bool is_of(const std::vector<NamedValue>& terms) const;
    // A line that another program recorded: means of the steps since the last one, and held-out
    // values (empty: none). In the order of the series.
    void add_line(std::int64_t step, const std::vector<double>& training,
                  const std::vector<double>& held_out);

    std::shared_ptr<const TermHistory> publish();  // the same object again while nothing was added

 private:
    // How many values each point of a series stands for, and how many the last one holds so far.
    struct Thinning {
        std::int64_t values_a_point = 1, in_last = 0;
    };

    HistoryRecorder() = default;
    void append(std::size_t series, std::int64_t step, double value);
    void extend(std::size_t series, std::int64_t step, double rise);

    TermHistory history_;
    std::vector<Thinning> thinning_;  // of each series
    std::size_t width_ = 0;           // series a split: terms and total
    std::vector<double> sums_, last_training_;
    std::int64_t summed_ = 0;
    // Steps in the newest point when it was made, and by now.
    std::int64_t steps_a_point_ = 0, since_point_ = 0;
    std::shared_ptr<const TermHistory> published_;
    bool changed_ = true;
};

}  // namespace latent::training
