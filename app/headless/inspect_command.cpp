#include "headless/inspect_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "headless/choice.h"
#include "headless/exit_code.h"
#include "headless/table.h"
#include "latent/engine.h"
#include "latent/json.h"

namespace latent::headless {
namespace {

void print_model(std::ostream& out, const RunConfig& config, const ModelInfo& model) {
    const std::string system = config.has("system") ? config.text("system") : "A net";
    out << system << " on " << config.text("data") << ": " << with_separators(model.parameters)
        << " parameters\n\n";

    Table table({Align::left, Align::left, Align::right, Align::right, Align::right});
    table.row({"part", "layer", "output", "weights", "biases"});
    std::int64_t weights = 0, biases = 0;
    for (const LayerInfo& layer : model.layers) {
        table.row({layer.part, layer.name, shape_text(layer.output), with_separators(layer.weights),
                   with_separators(layer.biases)});
        weights += layer.weights;
        biases += layer.biases;
    }
    table.row({});
    table.row({"total", "", "", with_separators(weights), with_separators(biases)});
    table.print(out, 2);
}

int inspect(const Choice& choice, bool json) {
    const auto engine = open_engine();
    const RunConfig config = config_of(*engine, choice);
    const ModelInfo model = engine->inspect(config);
    if (json) {
        std::cout << to_json(model);
    } else {
        print_model(std::cout, config, model);
    }
    return kDone;
}

}  // namespace

void add_inspect_command(CLI::App& app, std::function<int()>& chosen) {
    struct Flags {
        Choice choice;
        bool json = false;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* command =
        app.add_subcommand("inspect", "show a net's layers, shapes and parameter counts");
    add_choice_flags(*command, flags->choice);
    command->add_flag("--json", flags->json, "print JSON");
    command->callback(
        [flags, &chosen] { chosen = [flags] { return inspect(flags->choice, flags->json); }; });
}

}  // namespace latent::headless
