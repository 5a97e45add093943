// Groups of samples by a name of their own: those saved on the map, the classes, and the values of
// factors that have few. An id stays the same from frame to frame and from run to run on the same
// data.
//
//   "group:bags"   saved on the map
//   "class:3"      all samples of the probe with that label
//   "factor:0:2"   all whose first factor has its third value
//
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "state/selection.h"

namespace latent::app {

struct NamedGroup {
    std::string id, label;
};

// Saved ones first.
std::vector<NamedGroup> groups_of(const Snapshot& snapshot, const Selection& selection);

// Indices into the probe, rising; empty where there is no such group.
std::vector<int> samples_of(const std::string& id, const Snapshot& snapshot,
                            const Selection& selection);

// The one with that id, or the n-th where there is none; null where there are too few.
const NamedGroup* chosen_group(const std::vector<NamedGroup>& groups, const std::string& id,
                               std::size_t otherwise);

}  // namespace latent::app
