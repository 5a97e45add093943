// The past of a run while it grows: a frame now and then of what a look saw (timeline.h).
//
//   a frame   at most 2,000 probes, evenly thinned, those whose reconstructions are shown always
//             among them; fewer where the code is so wide that some two dozen frames would not fit
//   when      about once a second of training; four times a second for the first few, because
//             nothing changes as fast as a fresh net; and wherever training stops
//   how many  at most 100, and at most 16 MB: beyond either a quarter of them goes, chosen so that
//
//     (gap that a frame would leave) / (its age + run's length / 8)
//
// is evened out. So the first frame stays, the newest are the densest (some nine times denser than
// the oldest), and about as many are left in the first half of the run as in its last eighth.
//
// Thread: the trainer's; what publish() returns is shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "latent/timeline.h"

namespace latent::training {

class TimelineRecorder {
 public:
    // `seconds` of the run's own clock (training and observing). `stopped`: the run rests here, so
    // that this look is kept whenever the last one was. A look at or before the last frame's step
    // replaces what was there from that step on. Looks without codes are ignored.
    void look(const std::shared_ptr<const CodeCloud>& cloud,
              const std::shared_ptr<const Reconstructions>& reconstructions,
              const std::shared_ptr<const LatentStats>& latents, double seconds, bool stopped);

    // What an earlier program kept, by rising step.
    void restore(std::vector<std::shared_ptr<const Frame>> frames);

    void rewind(std::int64_t step);  // forgets what lies behind this step: the run went back to it
    void clear();

    // The same object again while nothing was added or forgotten; null while there is nothing.
    std::shared_ptr<const Timeline> publish();

 private:
    const std::vector<int>& samples_for(const CodeCloud& cloud, const Reconstructions* shown);
    void add(std::shared_ptr<const Frame> frame);
    void thin();
    bool too_many(std::size_t count, std::size_t bytes) const;

    std::vector<std::shared_ptr<const Frame>> frames_;
    std::vector<std::size_t> bytes_;  // [frames]
    std::size_t total_bytes_ = 0;
    std::shared_ptr<const Probe> probe_;  // that samples_ belong to
    int width_ = 0;
    std::vector<int> samples_;
    double last_seconds_ = 0;
    int taken_ = 0;  // since the run began or was reset
    std::uint64_t version_ = 0;
    std::shared_ptr<const Timeline> published_;
    bool changed_ = false;
};

}  // namespace latent::training
