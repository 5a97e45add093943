// Configs on their way to a run: the user's edits collected, and the user's numbers kept when a
// part is exchanged.
//
// Thread: any (values). Errors: std::invalid_argument with a sentence, from the catalog.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/snapshot.h"
#include "state/ui_state.h"

namespace latent::app {

// `config` with the edits set and the terms in `removed` taken out. Kinds go first, because they
// decide which other settings there are; an edit that the new kind has no use for is left out.
RunConfig with_edits(const Catalog& catalog, const RunConfig& config,
                     const std::map<std::string, ParamValue>& edits,
                     const std::set<std::string>& removed = {});

// The same config made to fit the data, where that takes no more than another reconstruction and
// output: data that leave [0, 1] are no probabilities.
struct Fitted {
    RunConfig config;
    std::string changed;  // what was exchanged, in a sentence; "" for nothing
    std::string problem;  // why it does not fit even so, the first of validate_for; "" when it does
};
Fitted fitted_to(const Catalog& catalog, const RunConfig& config, const DatasetInfo& data);

// Systems that can be trained on the data: those of the family of `system` first, then those that
// name this kind of data before any other.
std::vector<const SystemInfo*> systems_for(const Catalog& catalog, const DatasetInfo& data,
                                           const std::string& system);

// The kind of the run's data, as far as it is known: that of a file is, once it is loaded.
std::optional<DataKind> kind_of_data(const Catalog& catalog, const Snapshot& run);

// What the value of a setting is when nobody has touched it: the system's on that kind of data,
// otherwise the default.
RunConfig untouched(const Catalog& catalog, const RunConfig& config, DataKind kind);

// The preset of another system or dataset, with every number that the user had changed in `old` and
// that the new one has too. `old_kind`: of the data of `old`; where it is not known, a number counts
// as changed that is the system's on no kind of data.
RunConfig exchanged(const Catalog& catalog, const RunConfig& old, std::optional<DataKind> old_kind,
                    const std::string& system, const DatasetInfo& data);

// `old` on other data and made to fit it. Data of another kind take the system's parts for it.
Fitted on_other_data(const Catalog& catalog, const RunConfig& old, std::optional<DataKind> old_kind,
                     const DatasetInfo& data);

// The value a live setting has or is about to have: what was sent, while it is on its way,
// otherwise what the run says.
ParamValue shown_value(const RunView& view, const RunConfig& config, const std::string& path,
                       const ParamValue& otherwise);

// Forgets what has arrived or will not.
void forget_arrived(RunView& view, const RunConfig& config, double now);

}  // namespace latent::app
