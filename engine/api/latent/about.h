// What a person says of a run: no part of what it computes, kept in its folder as about.json.
//
// Thread: any (a value).
#pragma once

#include <cstdint>
#include <string>

namespace latent {

struct RunAbout {
    std::string name;              // "": front ends name it after what sets it apart
    std::string note;              // in the user's own words
    std::string group;             // runs of one sweep share it; ""
    int colour = -1;               // of the ten run colours; -1: by its place in the list
    std::string parent;            // name of the run that it was forked from; ""
    std::int64_t parent_step = 0;  // and at which step
    std::string created;           // "2026-11-21T18:50:00Z"; set when the run is made

    bool operator==(const RunAbout& o) const {
        return name == o.name && note == o.note && group == o.group && colour == o.colour &&
               parent == o.parent && parent_step == o.parent_step && created == o.created;
    }
    bool operator!=(const RunAbout& o) const { return !(*this == o); }
};

}  // namespace latent
