#include "catalog/catalog_builder.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "analysis/analysis.h"
#include "corruptions/corruption.h"
#include "data/dataset.h"
#include "latent/json.h"
#include "latent/systems/embedded.h"
#include "models/activation_names.h"
#include "models/architecture.h"
#include "models/code.h"
#include "optim/optimizer.h"
#include "terms/term.h"

namespace latent {
namespace {

std::vector<ParamSpec> general_specs() {
    return {
        ParamSpec::integer("code.width", 2, 1, 4096)
            .named("code width k")
            .log()
            .says("How many numbers stand for one sample: the bottleneck."),
        ParamSpec::choice("code.activation", "linear", models::activation_names())
            .named("code activation")
            .says("Applied to the code; linear leaves it free."),
        ParamSpec::integer("batch_size", 128, 1, 4096).says("Samples a step."),
        ParamSpec::integer("epochs", 20, 0, 100000)
            .says("Passes over the training data before it finishes; 0: no end."),
        ParamSpec::integer("steps", 0, 0, 1000000000)
            .says("Finish after this many steps, whatever the epochs; 0: by epochs."),
        ParamSpec::integer("seed", 0, 0, 1000000000)
            .says("Of the weights, the order of batches and all noise."),
        ParamSpec::integer("threads", 0, 0, 256)
            .says("Threads it computes with; 0: its share of the machine. Results are equal bit "
                  "for bit only for equal numbers of threads."),
        ParamSpec::integer("probe_points", 2000, 16, 10000)
            .named("points on the map")
            .says("Size of the fixed sample whose codes are shown and whose held-out half is "
                  "measured while training."),
    };
}

SystemInfo read_system(const Catalog& catalog, const std::string& file, const std::string& text) {
    try {
        const auto json = nlohmann::json::parse(text);
        SystemInfo system;
        system.id = file.substr(0, file.rfind('.'));
        system.label = json.at("label");
        system.teaches = json.at("teaches");
        system.paper = json.at("paper");
        for (const std::string kind : json.at("accepts"))
            for (DataKind known : {DataKind::images, DataKind::points, DataKind::sequences})
                if (kind == name_of(known)) system.accepts.push_back(known);
        system.config = config_from_json(catalog, json.at("config").dump());
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
    catalog.corruptions = infos_of(corruptions::corruptions());
    catalog.terms = infos_of(terms::terms());
    catalog.optimizers = infos_of(optim::optimizers());
    catalog.analyses = infos_of(analysis::analyses());
    catalog.datasets = data::list_datasets();
    for (const auto& file : systems::embedded_files())
        catalog.systems.push_back(
            read_system(catalog, std::string(file.name), std::string(file.text)));
    return catalog;
}

}  // namespace latent
