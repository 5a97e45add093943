// The list of runs: what is known of each, in the order and in the groups in which it is shown.
//
//   error    summed squared error of a held-out sample, mean over all of them once the run's summary
//            is there, over the held-out samples of the probe until then: the same measure for every
//            run, whatever it minimises
//   5-NN     share of codes whose class five neighbours tell, of the summary or the newest analysis
//
// Thread: UI. The reader keeps what is dear to find out (names, errors) until the run publishes
// something else.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/lab.h"
#include "latent/snapshot.h"

namespace latent::app {

// The squared error of a look: mean over the held-out samples of the probe, over all that were decoded
// where none is held out; NaN where none was.
double probe_error(const CodeCloud& cloud);

struct RunRow {
    RunId id = RunId::none;
    int place = 0;  // in the order in which the runs were made
    std::shared_ptr<const Snapshot> snapshot;
    RunAbout about;
    std::string name;   // never ""
    int colour = 0;     // of the ten
    std::string state;  // "training", "finished", "watched", ...
    double share = 0;   // of its steps, in [0, 1]; without an end 0
    double width = std::numeric_limits<double>::quiet_NaN();
    double error = std::numeric_limits<double>::quiet_NaN();
    double accuracy = std::numeric_limits<double>::quiet_NaN();
    double seconds = 0;
    std::int64_t parameters = 0;
    std::string problem;  // of the run or of its folder, in a sentence

    bool training() const { return snapshot->state == RunState::running; }
    bool over() const { return snapshot->state == RunState::finished; }
    bool broken() const {
        return snapshot->state == RunState::failed || snapshot->state == RunState::diverged;
    }
    bool watched() const { return snapshot->kept && snapshot->kept->watched; }
    // Pausing or going on means something.
    bool obeys() const { return snapshot->state != RunState::failed && !watched(); }
};

// By the columns of the list; "" and "made" are the order in which they were made. What is not known
// stands last, whichever way it is sorted.
struct SortKey {
    const char* id;
    const char* label;
    const char* help;
};
const std::vector<SortKey>& sort_keys();
void sort_rows(std::vector<RunRow>& rows, const std::string& key, bool falling);

// Rows of one sweep under a heading of their own; the first group may be of runs that have none ("").
struct RunGroup {
    std::string name;
    std::vector<RunRow> rows;
    int finished = 0;
    int training = 0;
    double share = 0;  // mean over the rows
};
std::vector<RunGroup> grouped_rows(std::vector<RunRow> rows);

// "5 of 7 finished"; "7 training" while none is; "" for none.
std::string count_text(const std::vector<RunRow>& rows);

// Keys that the list takes while it has the focus, in place of what they do otherwise.
enum class RunKey { up, down, show, rename, remove, toggle };
struct RunListView {
    RunId focused = RunId::none;  // the row that keys act on; none: the run shown
    std::vector<RunKey> keys;     // pressed, not yet acted on
    int focus_frame = -100;       // the last frame in which the list had the focus
};

// The run `by` places further in the list as shown, folded groups left out; none for an empty list.
RunId neighbour(const std::vector<RunGroup>& groups, const std::set<std::string>& folded,
                RunId from, int by);

class RunReader {
 public:
    using SnapshotOf = std::function<std::shared_ptr<const Snapshot>(RunId)>;
    using ResultOf = std::function<std::shared_ptr<const AnalysisResult>(RunId)>;  // of knn5

    // Another number whenever something was said, or no longer counts.
    std::uint64_t version() const { return version_; }
    std::vector<RunRow> read(const Catalog& catalog, const std::vector<RunId>& runs,
                             const SnapshotOf& snapshot_of, const ResultOf& result_of);

    // What was said of a run and is not yet in its snapshot, which comes a moment later.
    void said(RunId run, const RunAbout& about, double now);
    void forget_arrived(double now);

 private:
    struct Seen {
        std::shared_ptr<const RunConfig> config;
        std::shared_ptr<const CodeCloud> cloud;
        double error = std::numeric_limits<double>::quiet_NaN();
        std::string name;  // after what sets it apart
    };
    struct Said {
        RunAbout about;
        double until = 0;
    };
    void update_names(const Catalog& catalog, const std::vector<RunRow>& rows);

    std::map<RunId, Seen> seen_;
    std::map<RunId, Said> said_;
    std::uint64_t version_ = 0;
};

}  // namespace latent::app
