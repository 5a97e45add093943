// How the analyses of the runs stand, as every panel that shows them sees it: what was found, what
// is being measured, and what is to be measured anew by itself.
//
// A measurement takes time from the training beside it. Those that keep themselves fresh are asked
// for in batches, so that the engine measures all of one table of codes: the next batch only when
// the last one is done and the net has moved on, after a rest of nine times as long as the last one
// took altogether, so that they cost a tenth of the time at most. Two exceptions: what was never
// measured is measured without a rest, and a net that stands still is caught up with at once,
// because nobody is slowed down. One that finds the same weights again then is not repeated: those
// of a failed run are of a step before the one at which it stands.
//
// Thread: UI. Bookkeeping alone: whoever uses it asks the engine and passes on what came back.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "latent/analysis.h"
#include "latent/lab.h"
#include "latent/named_of_runs.h"
#include "state/reused.h"

namespace latent::app {

// How an analysis of a run stands.
struct Measured {
    std::shared_ptr<const AnalysisResult> last;     // the newest that is complete, or null
    std::shared_ptr<const AnalysisResult> running;  // its progress, or null
    double since = 0;        // seconds since it was asked for, where that is known
    bool busy = false;       // waits or runs
    bool of_before = false;  // `last` was made before the net began anew
    bool cancelled = false;  // by the user, and so not measured by itself

    // The newest complete one that says something, or null.
    const AnalysisResult* found() const {
        return last && last->problem.empty() ? last.get() : nullptr;
    }
};

// How an analysis keeps itself fresh.
struct Freshness {
    std::int64_t steps = 1;  // the net must have moved on by so many
    double seconds = 3;      // at least, from one measurement to the next
    bool sparing = true;     // rests, and is rested for
    bool operator==(const Freshness& o) const {
        return steps == o.steps && seconds == o.seconds && sparing == o.sparing;
    }
};

class Measuring {
 public:
    static constexpr double kShare = 0.1;     // of the time, for all that spare it
    static constexpr double kStill = 0.3;     // seconds between two while the net stands still
    static constexpr double kRetry = 30;      // seconds before what cannot be said is tried again
    static constexpr double kPatience = 0.5;  // seconds before progress is shown

    // Where a run is, in every frame in which it is shown. A step that falls is a net that began
    // anew: what was found out so far is of before, whatever step it reaches later.
    void see(RunId run, std::int64_t step, bool training);

    // `newest` is what the engine says of it now, progress included, or null.
    Measured look(RunId run, const std::string& id, std::shared_ptr<const AnalysisResult> newest,
                  double now);

    void asked(RunId run, const std::string& id, double now);
    // Until it is asked for again, or the net begins anew, no wish for it counts.
    void cancelled(RunId run, const std::string& id);

    // The run was removed.
    void forget(RunId run);

    // Call wish() in every frame for each analysis that should be fresh, and then due(): those to
    // ask for now, in this order, if any; several where they spare the training alike. A wish holds for the frame (the same `now`) and the one after, so that
    // the panels of a window take turns. `wait` is in how many seconds there may be one, or < 0.
    void wish(RunId run, const std::string& id, const Freshness& freshness, double now);
    struct Due {
        std::vector<std::string> ids;
        double wait = -1;
    };
    Due due(RunId run, double now);

    // Something that was wished for is not there yet, for the step at which the net stands.
    bool catching_up(RunId run) const;

 private:
    struct Entry {
        std::shared_ptr<const AnalysisResult> last;
        bool busy = false;
        double asked_at = -1, ended_at = -1;
        std::uint64_t before = 0;     // version of the result there was when it was asked for
        std::uint64_t of_before = 0;  // version of a result of before a reset
        bool waits = false;           // asked for here, and no answer yet
        bool of_itself = false;       // by due(), and to be rested for
        bool at_rest = false;         // asked for while the net stood still
        bool in_vain = false;         // and the weights were those of the result before
        bool refused = false;         // cancelled by the user
    };
    struct Seen {
        std::int64_t step = -1;
        bool training = false;
    };
    struct Wish {
        std::string id;
        Freshness freshness;
    };
    // The net has moved on since, or nothing is known.
    bool stale(RunId run, const Wish& wish) const;
    // Seconds until it may be asked for; < 0: not before something changes.
    double wait_for(RunId run, const Wish& wish, double now) const;

    NamedOfRuns<Entry> entries_;
    std::map<RunId, Seen> seen_;
    Reused<Wish> wishes_, earlier_;  // of this frame, and of the one before
    double wished_at_ = -1;
    double rest_until_ = 0;
};

}  // namespace latent::app
