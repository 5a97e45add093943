#include "panels/run_choice.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "panels/setting_row.h"
#include "state/drafts.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::size_t kMostOffers = 3;
constexpr double kNoticeSeconds = 8;

std::string shape_text(const DatasetInfo& data) {
    const ImageShape& shape = data.shape;
    const auto number = [](int value) { return std::to_string(value); };
    switch (data.kind) {
        case DataKind::images:
            return number(shape.height) + " \xC3\x97 " + number(shape.width) +
                   (shape.channels >= 3 ? ", colour" : "");
        case DataKind::points:
            return number(shape.size()) + "-D";
        case DataKind::sequences:
            return number(shape.height) + " steps" +
                   (shape.width > 1 ? ", " + number(shape.width) + " features" : "");
    }
    return "";
}

std::string kinds_text(const std::vector<DataKind>& kinds) {
    std::string text;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        text += (i == 0                  ? ""
                 : i + 1 == kinds.size() ? " and "
                                         : ", ") +
                std::string(name_of(kinds[i]));
    return text;
}

void tell(PanelContext& context, const std::string& sentence) {
    context.ui.notice = sentence;
    context.ui.notice_until = context.now + kNoticeSeconds;
}

// The name of a dataset as it is known so far.
Words label_of(const PanelContext& context, const std::string& id) {
    if (const DatasetInfo* data = find(context.catalog.datasets, id)) return data->label;
    const DatasetInfo* shown = context.snapshot.data.get();
    if (shown && shown->id == id) return shown->label;
    return file_name(id);
}

// Why the data cannot be used; "" until that is known.
std::string trouble_with(PanelContext& context, const std::string& data) {
    const auto known = context.requests.describe_data(data);
    return known ? known->trouble : "";
}

std::string first_installed(const Catalog& catalog, const std::string& system) {
    for (const DatasetInfo& data : catalog.datasets)
        if (data.train_count > 0 &&
            fitted_to(catalog, preset(catalog, system, data.id, data.kind), data).problem.empty())
            return data.id;
    return "";
}

}  // namespace

// Null while it is being looked at.
std::shared_ptr<const Described> RunChoice::described(PanelContext& context,
                                                      const std::string& data) {
    const DatasetInfo* listed = find(context.catalog.datasets, data);
    if (listed && listed->train_count > 0)
        return std::make_shared<Described>(Described{*listed, ""});
    const DatasetInfo* shown = context.snapshot.data.get();
    if (shown && shown->id == data) return std::make_shared<Described>(Described{*shown, ""});
    return context.requests.describe_data(data);
}

// Carries out the choice that waits, unless another run is shown by now.
void RunChoice::go_on(PanelContext& context, const RunConfig& config) {
    if (waiting_ && waiting_->run != context.ui.shown) waiting_.reset();
    if (!waiting_ || !described(context, waiting_->data)) return;
    const Waiting choice = *waiting_;
    choose(context, config, choice.system, choice.data);
}

void RunChoice::draw(PanelContext& context, const RunConfig& config) {
    go_on(context, config);
    const Theme& theme = context.theme;
    const Catalog& catalog = context.catalog;
    static const std::string none;
    const std::string& system_id = config.has("system") ? config.text("system") : none;
    const std::string& data_id = config.has("data") ? config.text("data") : none;
    const SystemInfo* system = find(catalog.systems, system_id);
    const std::string_view system_label = system              ? std::string_view(system->label)
                                          : system_id.empty() ? "Choose a system"
                                                              : std::string_view(system_id);
    const auto of_system = [&] { return systems(context, config); };
    const auto new_system =
        systems_.draw(theme, "system", system_label, system_id, std::ref(of_system));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(*ImGui::GetWindowDrawList(),
              ImVec2(at.x, at.y + (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2), theme.muted,
              "on");
    ImGui::SetCursorScreenPos(ImVec2(at.x + theme.unit * 7, at.y));
    const auto of_data = [&] { return datasets(context, config); };
    const auto new_data = datasets_.draw(
        theme, "data", data_id.empty() ? Words("Choose data") : label_of(context, data_id), data_id,
        std::ref(of_data));
    if (new_system && *new_system != system_id)
        choose(context, config, *new_system,
               data_id.empty() ? first_installed(catalog, *new_system) : data_id);
    if (new_data && *new_data != data_id)
        choose(
            context, config,
            system_id.empty() && !catalog.systems.empty() ? catalog.systems.front().id : system_id,
            *new_data);
    if (!context.ui.view().wanted_data.empty()) offer(context, config);
}

std::vector<CatalogueEntry> RunChoice::systems(PanelContext& context, const RunConfig& config) {
    const std::string data_id = text_or(config, "data", "");
    const DatasetInfo* data = find(context.catalog.datasets, data_id);
    if (!data) data = context.snapshot.data.get();
    std::vector<CatalogueEntry> entries;
    for (const SystemInfo& system : context.catalog.systems) {
        CatalogueEntry entry;
        entry.id = system.id;
        entry.label = system.label;
        entry.group = system.family;
        entry.sentence = system.teaches;
        entry.source = system.paper;
        entry.note = "Starts a new run beside this one.";
        if (data) {
            const Fitted fitted = fitted_to(
                context.catalog, preset(context.catalog, system.id, data->id, data->kind), *data);
            entry.available = fitted.problem.empty();
            if (!system.accepts_kind(data->kind))
                entry.aside = "for " + kinds_text(system.accepts);
            else if (!entry.available)
                entry.aside = "not on this data";
            if (!entry.available) entry.note = fitted.problem;
            if (!fitted.changed.empty()) entry.note = fitted.changed;
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<CatalogueEntry> RunChoice::datasets(PanelContext& context, const RunConfig& config) {
    const SystemInfo* system = find(context.catalog.systems, text_or(config, "system", ""));
    std::vector<CatalogueEntry> entries;
    const std::string current = text_or(config, "data", "");
    std::vector<DatasetInfo> all = context.catalog.datasets;
    if (context.snapshot.data && !find(all, current)) all.push_back(*context.snapshot.data);
    for (const DatasetInfo& data : all) {
        CatalogueEntry entry;
        entry.id = data.id;
        entry.label = data.label;
        entry.group = name_of(data.kind);
        entry.available = data.train_count > 0;
        entry.sentence = data.summary;
        if (!data.licence.empty()) entry.source = "Licence: " + data.licence;
        if (!data.source.empty())
            entry.source += (entry.source.empty() ? "" : "\n") + ("Source: " + data.source);
        entry.aside = entry.available ? shape_text(data) + "; " + grouped(data.train_count) +
                                            " + " + grouped(data.held_out_count)
                                      : "not installed";
        if (entry.available)
            entry.note =
                counted(data.train_count, "sample") + " to train on, " +
                grouped(data.held_out_count) + " held out" +
                (data.class_names.empty()
                     ? "; no labels."
                     : "; " + counted(std::int64_t(data.class_names.size()), "class", "classes") +
                           ".") +
                (system && !system->accepts_kind(data.kind)
                     ? " Not for " + system->label + "; others will be offered."
                     : "");
        else if (datasets_.looked_at() == data.id)
            entry.note = trouble_with(context, data.id);
        if (entry.note.empty()) entry.note = "Not on this machine yet.";
        entries.push_back(std::move(entry));
    }
    CatalogueEntry own;
    own.id = "own";
    own.label = "Files of your own";
    own.group = "your own";
    own.aside = "drop them on the window";
    own.sentence =
        "Drop a file (IDX, NPY, NPZ or CSV) or a folder of images on the window: it opens as a new "
        "run beside this one.";
    own.available = false;
    entries.push_back(std::move(own));
    return entries;
}

void RunChoice::choose(PanelContext& context, const RunConfig& old, const std::string& system,
                       const std::string& data) {
    RunView& view = context.ui.view();
    view.wanted_data.clear();
    waiting_.reset();
    const auto known = described(context, data);
    if (!known) {
        waiting_ = Waiting{context.ui.shown, system, data};
        return;
    }
    if (!known->info) return tell(context, known->trouble);
    try {
        const DatasetInfo& info = *known->info;
        const RunConfig next =
            old.values().empty()
                ? preset(context.catalog, system, data, info.kind)
                : exchanged(context.catalog, old, kind_of_data(context.catalog, context.snapshot),
                            system, info);
        const Fitted fitted = fitted_to(context.catalog, next, info);
        if (!fitted.problem.empty()) {
            view.wanted_data = data;
            return;
        }
        if (!fitted.changed.empty()) tell(context, fitted.changed);
        context.requests.start_run(fitted.config);
    } catch (const std::invalid_argument& problem) {
        tell(context, problem.what());
    }
}

// Why the data that was chosen cannot go with this system, and the systems it goes with.
void RunChoice::offer(PanelContext& context, const RunConfig& config) {
    const Theme& theme = context.theme;
    const std::string data = context.ui.view().wanted_data;  // choose() clears it
    const auto known = described(context, data);
    if (!known) return;
    if (!known->info) {
        context.ui.view().wanted_data.clear();
        return;
    }
    const std::string system = text_or(config, "system", "");
    const auto kind = kind_of_data(context.catalog, context.snapshot);
    std::string problem = on_other_data(context.catalog, config, kind, *known->info).problem;
    if (problem.empty() && find(context.catalog.systems, system))
        problem =
            fitted_to(context.catalog,
                      exchanged(context.catalog, config, kind, system, *known->info), *known->info)
                .problem;
    ImGui::Dummy(ImVec2(0, theme.unit));
    {
        FontScope font(theme.small);
        paragraph(theme.warn, problem);
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const auto others = systems_for(context.catalog, *known->info, system);
    for (std::size_t i = 0; i < std::min(others.size(), kMostOffers); ++i)
        if (text_button(theme, others[i]->label.c_str(), i == 0, width))
            choose(context, config, others[i]->id, data);
    if (text_button(theme, "Keep things as they are", others.empty(), width))
        context.ui.view().wanted_data.clear();
}

}  // namespace latent::app
