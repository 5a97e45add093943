#include "headless/list_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "headless/catalog_json.h"
#include "headless/catalog_text.h"
#include "headless/exit_code.h"
#include "headless/kinds.h"
#include "latent/engine.h"

namespace latent::headless {
namespace {

int list(const std::string& kind_name, bool json) {
    const Kind* one = nullptr;
    if (!kind_name.empty()) {
        one = find(kinds(), kind_name);
        if (!one)
            throw Refusal("There is no list of '" + kind_name + "'." +
                          did_you_mean(kind_name, ids_of(kinds())) +
                          " There are: " + comma_separated(ids_of(kinds())) + ".");
    }
    const auto engine = open_engine();
    if (json) {
        std::cout << (one ? json_of(engine->catalog(), *one) : json_of(engine->catalog()));
    } else if (one) {
        print(std::cout, engine->catalog(), *one);
    } else {
        for (const Kind& kind : kinds()) print(std::cout, engine->catalog(), kind);
    }
    return kDone;
}

}  // namespace

void add_list_command(CLI::App& app, std::function<int()>& chosen) {
    struct Flags {
        std::string kind;
        bool json = false;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* command = app.add_subcommand(
        "list", "list datasets, systems, and the parts that systems are made of");
    command->add_option("kind", flags->kind, "only these: " + comma_separated(ids_of(kinds())))
        ->type_name("KIND");
    command->add_flag("--json", flags->json, "print JSON");
    command->callback(
        [flags, &chosen] { chosen = [flags] { return list(flags->kind, flags->json); }; });
}

}  // namespace latent::headless
