#include "panels/setting_row.h"

#include "state/drafts.h"
#include "widgets/parameter_editor.h"
#include "widgets/typeset.h"

namespace latent::app {
namespace {

// How long a sent value is shown while the snapshot does not say so yet.
constexpr double kSentSeconds = 1.5;

const std::string kKind = ".kind";

bool is_kind(const std::string& path) {
    return path.size() > kKind.size() &&
           path.compare(path.size() - kKind.size(), kKind.size(), kKind) == 0;
}

// The parts among which a setting chooses, or nullptr.
const std::vector<PartInfo>* parts_for(const Catalog& catalog, const std::string& path) {
    if (path == "reconstruction") return &catalog.terms;
    if (!is_kind(path)) return nullptr;
    for (const std::string& group : Catalog::groups())
        if (path == group + kKind) return &catalog.parts_of(group);
    return nullptr;
}

// Why a part does not go with the data or the rest of the draft, or "".
std::string objection(const PartInfo& part, const PanelContext& context, const RunConfig& draft,
                      const std::string& path) {
    const DatasetInfo* data = context.snapshot.data.get();
    if (data && !part.accepts_kind(data->kind))
        return std::string("Does not work on ") + name_of(data->kind) + ".";
    if (path != "reconstruction") return "";
    if (data && part.needs_probabilities && (data->low < 0 || data->high > 1))
        return "Reads values as probabilities, but those of " + data->label + " leave [0, 1].";
    const PartInfo* output = find(context.catalog.outputs, text_or(draft, "output.kind", ""));
    if (part.needs_probabilities && output && !output->gives_probabilities)
        return "Needs an output between 0 and 1.";
    return "";
}

// Choices by the parts' names, and what the chosen one is in place of a list of all.
void describe_parts(PanelContext& context, const RunConfig& draft, ParameterRow& row) {
    const std::vector<PartInfo>* parts = parts_for(context.catalog, row.path);
    if (!parts) return;
    row.choices.clear();
    for (const std::string& id : row.spec.choices) {
        const PartInfo* part = find(*parts, id);
        if (!part) continue;
        const std::string why = objection(*part, context, draft, row.path);
        row.choices.push_back({id,
                               part->label,
                               why.empty(),
                               {part->label, part->summary, part->formula, part->source, why}});
    }
    if (const PartInfo* part = find(*parts, to_text(row.value)))
        row.spec.help =
            part->summary + (part->formula.empty() ? "" : "\n" + typeset(part->formula));
}

}  // namespace

bool begins_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::string text_or(const RunConfig& config, const std::string& path,
                    const std::string& otherwise) {
    return config.has(path) ? to_text(config.at(path)) : otherwise;
}

ParameterRow row_of(const std::string& path, const ParamSpec& spec) {
    ParameterRow row;
    row.path = path;
    row.spec = spec;
    if (path == "reconstruction") row.label = "error";  // the short word leaves room for its name
    return row;
}

void setting_row(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                 ParameterRow& row) {
    RunView& view = context.ui.view();
    const RunConfig& config = *context.snapshot.config;
    const std::string& path = row.path;
    const ParamSpec& spec = row.spec;
    row.waiting = view.edits.count(path) != 0;
    row.value = spec.live && !row.waiting ? shown_value(view, draft, path, spec.default_value)
                : draft.has(path)         ? draft.at(path)
                                          : spec.default_value;
    row.usual = usual.has(path) ? usual.at(path) : spec.default_value;
    describe_parts(context, draft, row);
    const auto changed = edit_parameter(context.theme, row, context.ui.typed);
    if (!changed) return;
    // A setting of a term that this run does not have can only act in the next one.
    if (spec.live && config.has(path)) {
        context.requests.send(SetParam{path, *changed});
        view.sent[path] = {*changed, context.now + kSentSeconds};
        return;
    }
    if (config.has(path) && to_text(config.at(path)) == to_text(*changed))
        view.edits.erase(path);
    else
        view.edits[path] = *changed;
}

}  // namespace latent::app
