#include "panels/traversal_choices.h"

#include <utility>
#include <vector>

#include "state/groups.h"
#include "widgets/caption.h"

namespace latent::app {
namespace {

bool open_below(CaptionLine& line, const Words& label, const char* popup, const char* tooltip,
                float highest) {
    if (line.button((label + "###open " + popup).c_str(), tooltip)) ImGui::OpenPopup(popup);
    ImGui::SetNextWindowPos(ImVec2(ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y),
                            ImGuiCond_Appearing);
    ImGui::SetNextWindowSizeConstraints(ImVec2(0, 0), ImVec2(1e4f, highest));
    return ImGui::BeginPopup(popup);
}

void origin_choice(PanelContext& context, CaptionLine& line, TraversalChoice& choice) {
    const auto groups = groups_of(context.snapshot, context.ui.selection);
    const NamedGroup* group = chosen_group(groups, choice.group, 0);
    if (!group && choice.origin == TraversalOrigin::group) choice.origin = TraversalOrigin::sample;
    const Few<std::pair<TraversalOrigin, const char*>, 3> origins{
        {TraversalOrigin::sample, "sample"},
        {TraversalOrigin::zero, "zero"},
        {TraversalOrigin::mean, "mean code"}};
    Words current = group ? Words("mean of ") + group->label : Words();
    for (const auto& [origin, name] : origins)
        if (origin == choice.origin) current = name;
    if (!open_below(
            line, Words("at: ") + current, "origins",
            "The code that every row starts from: the walk's sample's own, the origin, or a "
            "mean",
            context.theme.unit * 90))
        return;
    for (const auto& [origin, name] : origins)
        if (ImGui::Selectable(name, origin == choice.origin)) choice.origin = origin;
    for (const NamedGroup& each : groups) {
        const bool on = choice.origin == TraversalOrigin::group && group && group->id == each.id;
        if (!ImGui::Selectable(("mean of " + each.label + "##" + each.id).c_str(), on)) continue;
        choice.origin = TraversalOrigin::group;
        choice.group = each.id;
    }
    ImGui::EndPopup();
}

void range_choice(PanelContext& context, CaptionLine& line, TraversalChoice& choice) {
    struct Range {
        TraversalRange range;
        const char *shown, *label;
    };
    const Few<Range, 3> ranges{
        {TraversalRange::sigma, "2 sd", "2 standard deviations of the codes to either side"},
        {TraversalRange::quantiles, "quantiles", "from the 0.5 % to the 99.5 % quantile"},
        {TraversalRange::fixed, "-3 to 3", "from -3 to 3, however the codes are spread"}};
    Words current;
    for (const Range& each : ranges)
        if (each.range == choice.range) current = each.shown;
    if (!open_below(line, Words("range: ") + current, "ranges", "How far a row goes",
                    context.theme.unit * 90))
        return;
    for (const Range& each : ranges)
        if (ImGui::Selectable(each.label, each.range == choice.range)) choice.range = each.range;
    ImGui::EndPopup();
}

}  // namespace

void order_choice(CaptionLine& line, const Directions& directions, DirectionOrder& order) {
    const Few<std::pair<DirectionOrder, std::string_view>, 3> orders{
        {DirectionOrder::weight, weight_name(directions)},
        {DirectionOrder::effect, "effect"},
        {DirectionOrder::number, "number"}};
    Words current;
    for (const auto& [each, name] : orders)
        if (each == order) current = name;
    if (!open_below(line, Words("by ") + current, "orders",
                    "What comes first: what carries most, what changes the output most, or the "
                    "order of the code",
                    1e4f))
        return;
    for (const auto& [each, name] : orders)
        if (ImGui::Selectable((Words("by ") + name).c_str(), each == order)) order = each;
    ImGui::EndPopup();
}

void traversal_choices(PanelContext& context, CaptionLine& line, const Directions& directions,
                       TraversalChoice& choice) {
    line.toggle("large", choice.large, "One row alone, as a film strip (double-click a row)");
    order_choice(line, directions, choice.order);
    range_choice(context, line, choice);
    origin_choice(context, line, choice);
    if (has_principal(context.snapshot.latents.get(), context.snapshot.cloud->width))
        line.toggle("principal", choice.principal,
                    "A row a principal direction of the codes; otherwise a dimension of the code");
}

}  // namespace latent::app
