// What is known of runs under a name each, the name of a channel or of an analysis: a table that is
// looked into in every frame, so that a look makes no string, however long the name.
//
//   NamedOfRuns<Entry> entries_;
//   const auto found = entries_.find(named_of(run, channel));
//   Entry& entry = entry_of(entries_, run, channel);  // a new one where there is none
//
// Thread: as for std::map.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "latent/lab.h"

namespace latent {

using NameOfRun = std::pair<RunId, std::string>;
using NameOfRunView = std::pair<RunId, std::string_view>;

inline NameOfRunView named_of(RunId run, std::string_view name) { return {run, name}; }

// By run, then by name.
struct ByRunAndName {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    }
};

template <class Value>
using NamedOfRuns = std::map<NameOfRun, Value, ByRunAndName>;

template <class Value>
Value& entry_of(NamedOfRuns<Value>& table, RunId run, std::string_view name) {
    const auto found = table.find(named_of(run, name));
    return found != table.end() ? found->second : table[NameOfRun(run, name)];
}

}  // namespace latent
