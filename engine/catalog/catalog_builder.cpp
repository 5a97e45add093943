#include "catalog/catalog_builder.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "analysis/analysis.h"
#include "corruptions/corruption.h"
#include "data/dataset.h"
#include "latent/json.h"
#include "latent/systems/embedded.h"
#include "models/activation_names.h"
#include "models/architecture.h"
#include "models/code.h"
#include "models/output.h"
#include "optim/optimizer.h"
#include "optim/schedule.h"
#include "terms/term.h"

namespace latent {
namespace {

std::vector<ParamSpec> general_specs() {
    std::vector<ParamSpec> specs{
        ParamSpec::integer("code.width", 2, 1, 4096)
            .named("code width k")
            .log()
            .says("How many numbers stand for one sample: the bottleneck."),
        ParamSpec::choice("code.activation", "linear", models::activation_names())
            .named("code activation")
            .says("Applied to the code; linear leaves it free."),
        ParamSpec::flag("input.centre", false)
            .named("centre the input")
            .says("Subtract the mean of the training samples from every input, as PCA does; a "
                  "linear output adds it back."),
        ParamSpec::text("samples.classes", "")
            .named("only these classes")
            .says("Train on some classes alone, by name or number, with commas: 7 or 3,8. Empty: "
                  "all."),
        ParamSpec::integer("samples.limit", 0, 0, 10000000)
            .named("training samples")
            .says("At most so many training samples, in equal parts from each class; 0: all. The "
                  "held-out samples stay as they are."),
        ParamSpec::integer("batch_size", 128, 1, 4096).says("Samples a step."),
        ParamSpec::integer("epochs", 20, 0, 100000)
            .says("Passes over the training data before it finishes; 0: no end."),
        ParamSpec::integer("steps", 0, 0, 1000000000)
            .says("Finish after this many steps, whatever the epochs; 0: by epochs."),
        ParamSpec::integer("seed", 0, 0, 1000000000)
            .says("Of the weights, the order of batches and all noise."),
        ParamSpec::integer("batch_seed", -1, -1, 1000000000)
            .named("seed of the batches")
            .says(
                "Of the order of batches alone; -1: the seed above. A sweep over seeds settles it, "
                "so that all of its runs see the same batches in the same order."),
        ParamSpec::integer("threads", 0, 0, 256)
            .says("Threads it computes with; 0: its share of the machine. Results are equal bit "
                  "for bit only for equal numbers of threads."),
        ParamSpec::integer("probe_points", 2000, 16, 1000000)
            .named("points on the map")
            .says("Size of the fixed sample whose codes are shown and whose held-out half is "
                  "measured while training."),
    };
    const auto schedule = optim::Schedule::specs();
    specs.insert(specs.end(), schedule.begin(), schedule.end());
    return specs;
}

DataKind kind_of(const std::string& name) {
    for (DataKind known : {DataKind::images, DataKind::points, DataKind::sequences})
        if (name == name_of(known)) return known;
    throw std::invalid_argument("there is no kind of data called '" + name + "'");
}

// The ids of order.txt, a line each: the order in which a course would teach them.
std::vector<std::string> teaching_order() {
    std::vector<std::string> ids;
    for (const auto& file : systems::embedded_files()) {
        if (file.name != "order.txt") continue;
        std::istringstream lines{std::string(file.text)};
        for (std::string line; std::getline(lines, line);)
            if (!line.empty()) ids.push_back(line);
    }
    return ids;
}

SystemInfo read_system(const Catalog& catalog, const std::string& file, const std::string& text) {
    try {
        const auto json = nlohmann::json::parse(text);
        SystemInfo system;
        system.id = file.substr(0, file.rfind('.'));
        system.label = json.at("label");
        system.family = json.at("family");
        system.teaches = json.at("teaches");
        system.paper = json.at("paper");
        for (const std::string kind : json.at("accepts")) system.accepts.push_back(kind_of(kind));
        system.config = config_from_json(catalog, json.at("config").dump());
        const auto on = json.value("on", nlohmann::json::object());
        for (const auto& [kind, changes] : on.items()) {
            auto changed = json.at("config");
            changed.merge_patch(changes);
            system.config_on.emplace_back(kind_of(kind), config_from_json(catalog, changed.dump()));
        }
        return system;
    } catch (const std::exception& error) {
        throw std::runtime_error("assets/systems/" + file + ": " + error.what());
    }
}

}  // namespace

Catalog build_catalog() {
    Catalog catalog;
    catalog.general = general_specs();
    catalog.architectures = infos_of(models::architectures());
    catalog.codes = infos_of(models::codes());
    for (const auto& output : models::outputs()) catalog.outputs.push_back(output.info);
    catalog.corruptions = infos_of(corruptions::corruptions());
    catalog.terms = infos_of(terms::terms());
    catalog.optimizers = infos_of(optim::optimizers());
    catalog.analyses = infos_of(analysis::analyses());
    catalog.datasets = data::list_datasets();
    for (const auto& file : systems::embedded_files())
        if (file.name != "order.txt")
            catalog.systems.push_back(
                read_system(catalog, std::string(file.name), std::string(file.text)));
    const std::vector<std::string> order = teaching_order();
    const auto place = [&](const SystemInfo& system) {
        return std::find(order.begin(), order.end(), system.id) - order.begin();
    };
    std::stable_sort(catalog.systems.begin(), catalog.systems.end(),
                     [&](const SystemInfo& a, const SystemInfo& b) { return place(a) < place(b); });
    return catalog;
}

}  // namespace latent
