// What one column shows of its run: a small map laid over that of the reference, and the differences
// of its reconstructions. Made anew only when the run, the colours or the place changed, and then
// when its turn comes: on a software renderer seven maps in one frame would be felt.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/map_camera.h"
#include "widgets/reconstruction_picture.h"

namespace latent::app {

// Where a run's codes are in its own plane, for others to be laid over.
struct MapPlaces {
    std::vector<float> places;  // [n, 2]
    bool plane = false;         // of two dimensions; a line has nothing to be turned to
};
// By the axes that the big map's camera chose, otherwise the principal plane, the two numbers, or a
// line with jitter. `band`: half the height of that line, over its width.
MapPlaces own_places(const CodeCloud& cloud, const LatentStats* stats, const MapCamera& chosen,
                     float band);
// Turned, mirrored, scaled and moved onto the reference as well as can be (Procrustes); a line is
// only mirrored. Unchanged where the samples are not the same.
std::vector<float> laid_over(const MapPlaces& own, const MapPlaces& reference);

class ColumnLook {
 public:
    // Whether it shows that snapshot in these colours already.
    bool is_current(const PanelContext& context, const Snapshot& snapshot, RunId reference,
                    float aspect) const;
    // Whether it was laid over this look of the reference: where not, it may be turned a little.
    bool is_laid_over(const Snapshot& reference) const {
        return reference.cloud && reference.cloud->version == laid_over_;
    }
    // `aspect`: height / width of its map.
    void take(const PanelContext& context, RunId run, std::shared_ptr<const Snapshot> snapshot,
              RunId reference_run, const Snapshot& reference_look, const MapPlaces& reference,
              float aspect);

    // What it was made from; null before it was.
    const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }

    // The points, in a picture of their own.
    void draw_map(PanelContext& context, RunId run, const MapFrame& frame, ImDrawList& draw) const;
    // A ring round a sample. Nothing where it is not on the map.
    void mark(const PanelContext& context, const MapFrame& frame, int sample, ImU32 colour,
              ImDrawList& draw) const;
    // The visible sample nearest to a place on the screen, or -1.
    int nearest(const PanelContext& context, const MapFrame& frame, ImVec2 at) const;

    const Differences& differences() const { return differences_; }

 private:
    struct Style {
        ThemeKind theme = ThemeKind::paper;
        std::string mode;
        std::set<int> hidden;
        std::uint64_t selection = 0;
        MapCamera axes;
        bool operator==(const Style& o) const;
    };
    static Style style_of(const PanelContext& context);
    ImVec2 screen(const MapFrame& frame, int sample) const;

    std::shared_ptr<const Snapshot> snapshot_;
    Style style_;
    RunId reference_ = RunId::none;
    std::uint64_t laid_over_ = 0;  // version of its codes
    float aspect_ = 0;
    std::vector<float> places_;  // [n, 2]
    Bounds bounds_;
    std::vector<int> few_;             // samples that are drawn
    std::vector<float> points_;        // [few, 2]
    std::vector<std::uint32_t> inks_;  // [few]
    bool faint_ = false;
    std::uint64_t version_ = 0;  // of points and colours
    Differences differences_;
};

}  // namespace latent::app
