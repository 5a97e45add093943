// Samples the user picked on the map, and groups of them that were saved.
//
// Indices are those of the probe, which is the same for every run on the same data: a selection
// survives a change of axes, run and zoom, and is dropped when other data are shown.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

struct Group {
    std::string name;
    std::vector<int> samples;  // rising
};

struct Selection {
    std::vector<std::uint8_t> chosen;  // [n], 1: selected; empty: nothing is
    int count = 0;
    bool isolated = false;  // only the selected ones are drawn
    std::vector<Group> groups;
    std::string data;                  // id of the data whose samples these are
    int total = 0;                     // samples of the probe they are counted in
    std::uint64_t version = 0;         // differs whenever `chosen` or `isolated` do
    std::uint64_t groups_version = 0;  // differs whenever a group or its name does

    bool has(int sample) const {
        return sample >= 0 && std::size_t(sample) < chosen.size() && chosen[std::size_t(sample)];
    }
};

// Forgets everything when the data shown are others than those it was made on, or the probe is of
// another size. `data` "" and `total` -1: not known.
void follow_data(Selection& selection, const std::string& data, int total = -1);

// Selects these samples of `total`; with `add`, beside those that are selected.
void select(Selection& selection, int total, const std::vector<int>& samples, bool add = false);
void invert(Selection& selection, int total);
void clear(Selection& selection);
// Shows the selected samples alone, or all again.
void isolate(Selection& selection, bool alone);
// Saves what is selected under the next free name ("group A", "group B", ...).
void save_group(Selection& selection);
void remove_group(Selection& selection, std::size_t group);
// Gives a group a name. "" and names that are taken are refused: false, and it keeps its own.
bool rename_group(Selection& selection, std::size_t group, const std::string& name);
std::vector<int> selected(const Selection& selection);

// The mean code [k] of those samples; empty when there are none.
std::vector<float> mean_code(const CodeCloud& cloud, const std::vector<int>& samples);

}  // namespace latent::app
