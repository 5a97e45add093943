#include "panels/measurements.h"

#include <cmath>

#include "state/run_text.h"
#include "widgets/format.h"
#include "widgets/score_bar.h"

namespace latent::app {
namespace {

bool is_training(const Snapshot& run) { return run.state == RunState::running; }

}  // namespace

Measured measured(PanelContext& context, const std::string& analysis) {
    Measuring& measuring = context.ui.measuring;
    measuring.see(context.ui.shown, context.snapshot.progress.step, is_training(context.snapshot));
    const Measured state = measuring.look(context.ui.shown, analysis,
                                          context.requests.analysis(analysis), context.now);
    if (state.busy && state.since < Measuring::kPatience)
        context.requests.redraw_within(Measuring::kPatience - state.since);
    return state;
}

void measure(PanelContext& context, const std::string& analysis) {
    context.ui.measuring.asked(context.ui.shown, analysis, context.now);
    context.requests.analyse(analysis);
    context.requests.redraw_within(Measuring::kPatience);
}

void cancel(PanelContext& context, const std::string& analysis) {
    context.requests.cancel_analysis(analysis);
    context.ui.measuring.cancelled(context.ui.shown, analysis);
}

void keep_fresh(PanelContext& context, const std::string& analysis, const Freshness& freshness) {
    Measuring& measuring = context.ui.measuring;
    const RunId run = context.ui.shown;
    measuring.see(run, context.snapshot.progress.step, is_training(context.snapshot));
    measuring.wish(run, analysis, freshness, context.now);
    const Measuring::Due due = measuring.due(run, context.now);
    for (const std::string& id : due.ids) context.requests.analyse(id);
    if (due.wait > 0) context.requests.redraw_within(due.wait);
    // While the net stands still no snapshot brings the next frame.
    if (measuring.catching_up(run)) context.requests.redraw_within(Measuring::kStill);
}

Analyses of_family(const Catalog& catalog, std::string_view family) {
    Analyses found;
    for (const PartInfo& part : catalog.analyses)
        if ((part.family.empty() ? std::string_view("net") : std::string_view(part.family)) ==
            family)
            found.push_back(&part);
    return found;
}

Words objection(const PartInfo& analysis, const Snapshot& run) {
    if (!run.data) return "";
    if (analysis.needs_factors && run.data->factors.empty())
        return Words("Needs data whose factors are known; those of ") + run.data->label +
               " are not.";
    if (analysis.needs_labels && run.data->class_names.empty())
        return Words("Needs data with classes; ") + run.data->label + " has none.";
    if (analysis.needs_gaussian_code && run.latents && !run.latents->gaussian)
        return "Needs a gaussian code; this net has one code for each sample.";
    return "";
}

std::string cost_text(const AnalysisResult& result) {
    std::string text;
    if (result.samples > 0) text = grouped(result.samples) + " codes";
    if (result.seconds > 0)
        text += (text.empty() ? "" : ", ") + significant(result.seconds, 2) + " s";
    return text;
}

Help about(const PartInfo& analysis, const Figure& figure, const AnalysisResult& result) {
    Help help{figure.label, figure.help.empty() ? analysis.summary : figure.help, analysis.formula,
              analysis.source, ""};
    const auto add = [&](const std::string& text) {
        if (!text.empty()) help.note += (help.note.empty() ? "" : "\n") + text;
    };
    if (!figure.undefined.empty()) add("Undefined here: " + figure.undefined);
    if (std::isfinite(figure.ceiling))
        add("A perfect code scores " + significant(figure.ceiling) + " on these samples" +
            (std::isfinite(figure.chance) ? ", pure noise " + significant(figure.chance) : "") +
            ".");
    else if (std::isfinite(figure.chance))
        add("Pure noise gets " + significant(figure.chance) + " on these samples.");
    if (const std::string cost = cost_text(result); !cost.empty())
        add("Measured at step " + grouped(result.step) + ": " + cost + ".");
    return help;
}

Words stamp_text(const Measured& state, const Snapshot& run) {
    if (!state.found()) return "";
    const std::int64_t step = state.last->step;
    const Standing stands = state.of_before ? Standing::of_before : standing(step, run);
    if (stands == Standing::of_before)
        return Words("step ") + grouped(step) + " of before the reset";
    return Words("step ") + grouped(step);
}

}  // namespace latent::app
