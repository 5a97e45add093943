// Which run is measured next, so that the charts over many runs fill in while all of them train.
//
// A measurement takes time from the training beside it, and seven runs would ask for seven of each.
// So one run at a time is measured, in turn, with all that the visible charts need of it at once (the
// engine then encodes its samples once). It is measured again only when it has trained on by a
// seventh of its steps, or has come to rest at others: a run of any
// length is then measured some sixteen times in every factor of ten. While anything trains, there is a rest after each of several times as long as it took; what
// was never measured does not wait for it.
//
//   comparing.see(runs);                         // every frame, by whoever shows a chart
//   comparing.look(run, id, newest);             // for each run and analysis shown
//   comparing.wish("bottleneck", now);
//   for ([run, id] : comparing.waiting()) look() // whatever is still on its way
//   for (id : comparing.due(now).ids) ...        // ask for these of due().run
//
// Several panels may do so in one frame. Thread: UI. Bookkeeping alone, as in measuring.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "latent/analysis.h"
#include "latent/lab.h"
#include "latent/named_of_runs.h"
#include "state/reused.h"
#include "widgets/in_place.h"

namespace latent::app {

class Comparing {
 public:
    static constexpr double kGrowth = 1.15;   // of the steps, from one measurement to the next
    static constexpr double kShare = 0.2;     // of the time, while anything trains
    static constexpr double kRetry = 30;      // seconds before what cannot be said is tried again
    static constexpr double kPatience = 120;  // seconds without any sign before another is asked

    struct Run {
        RunId id = RunId::none;
        std::int64_t step = 0;
        bool training = false;
        bool loaded = false;  // its data are there; nothing can be measured before
    };
    // The runs that are compared, in order. What is known of others is forgotten. A step that falls
    // is a net that began anew: what was found out before is no longer said of it.
    using Runs = Few<Run, 64>;
    void see(const Runs& runs);

    // `newest` is what the engine says of it now, progress included, or null. Returns the newest that
    // is complete, or null; it may hold a problem.
    std::shared_ptr<const AnalysisResult> look(RunId run, const std::string& id,
                                               std::shared_ptr<const AnalysisResult> newest,
                                               double now);

    // This frame shows it, of every run; `of_data`: it depends on the data alone, so that once, of
    // any of them, is enough. A wish holds for the frame and the one after, so that panels that are
    // drawn by turns do not displace each other.
    void wish(const std::string& id, double now, bool of_data = false);

    struct Due {
        RunId run = RunId::none;
        std::vector<std::string> ids;
        double wait = -1;  // seconds until there may be some; < 0: not before something changes
    };
    Due due(double now);

    // What was asked for and has not come, whoever shows it by now; and the run that it is of, none
    // while nothing is on its way.
    std::vector<NameOfRun> waiting() const;
    RunId measuring() const;

 private:
    struct Entry {
        std::shared_ptr<const AnalysisResult> last;
        std::uint64_t version_before = 0;  // of the result there was when it was asked for
        std::uint64_t of_before = 0;       // of a result made before the net began anew
        double asked_at = -1, sign_at = -1, ended_at = -1;
        std::int64_t asked_step = -1;  // where the run stood then, at rest; -1: it trained
        bool waits = false;
        bool vain = false;  // asked at rest, and the result was of other weights: those there are
    };
    struct Wish {
        std::string id;
        bool of_data = false;
    };

    const Run* run_of(RunId id) const;
    Few<const Wish*, 16> wishes() const;
    bool stale(const Run& run, const Wish& wish, double now) const;
    bool known_of_any(const std::string& id) const;

    Runs runs_;
    NamedOfRuns<Entry> entries_;
    Reused<Wish> wishes_, earlier_;  // of this frame, and of the one before
    double wished_at_ = -1;
    double rest_until_ = 0;
    RunId last_ = RunId::none;  // measured last: the turn goes on behind it
};

}  // namespace latent::app
