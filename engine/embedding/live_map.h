// A t-SNE map that follows codes while they move.
//
// The first codes are laid out from their principal directions. When newer codes of the same samples
// come, their affinities are found beside the map's own movement and then take the old ones' place;
// each point goes on from where it is, without exaggeration. It begins anew when the samples, the
// width of the codes, the seed or the number of restarts are others, and when the step has gone back
// (the run was reset).
//
// It is settled when codes have not moved and KL has stayed within 0.1 % for 100 iterations.
//
// Values in, values out: no clock, no thread of its own. Thread: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "embedding/affinities.h"
#include "embedding/tsne.h"
#include "latent/embedding.h"
#include "latent/snapshot.h"

namespace latent::embedding {

// Which of `count` points stay when there is room for `most`: each class keeps its share, taken
// evenly from all of it. labels: [count], or empty. Ascending.
std::vector<int> thinned(const std::vector<int>& labels, int count, int most);

class LiveMap {
 public:
    static constexpr int kFewestPoints = 8;
    static constexpr int kRanked = 2000;  // points that trustworthiness is measured on, at most
    static constexpr int kNeighbours = 12;

    // The newest codes (null: there are none yet) and wishes. Cheap when neither has changed. While
    // paused all is kept as it is; what came meanwhile counts once it goes on.
    void follow(const std::shared_ptr<const CodeCloud>& cloud, const EmbeddingOptions& options);

    bool preparing() const { return search_ && !options_.paused; }  // prepare() has something to do
    bool moving() const { return tsne_ && !settled_ && !options_.paused; }  // iterate() has
    bool settled() const { return settled_; }
    bool empty() const { return !tsne_ && problem_.empty(); }  // nothing to show yet

    void prepare(int points);  // finds the affinities of that many more points
    void iterate();            // moves all points once
    void measure();            // trustworthiness and continuity; some 50 ms

    // Differs after anything that changed what is shown, and after anything that moved points.
    std::uint64_t revision() const { return revision_; }
    std::uint64_t moves() const { return moves_; }

    Embedding embedding();  // without its version

 private:
    void begin_search(const CodeCloud& cloud);
    void finish_search();
    void look_whether_settled();

    EmbeddingOptions options_;
    std::shared_ptr<const CodeCloud> cloud_;  // the last one that was taken up
    std::vector<int> samples_;                // [m] into the cloud
    std::unique_ptr<AffinitySearch> search_;
    std::int64_t search_step_ = 0;
    std::unique_ptr<Tsne> tsne_;
    std::vector<float> codes_;  // [m, width] those whose affinities are in use
    std::int64_t step_ = 0;     // theirs
    int iteration_ = 0;         // since they are
    bool settled_ = false;
    double settling_kl_ = 0;
    int settling_since_ = 0;
    double trustworthiness_ = 0, continuity_ = 0;
    std::string problem_;
    std::uint64_t revision_ = 0, moves_ = 0;
};

}  // namespace latent::embedding
