#include "headless/analysis_flag.h"

#include <CLI/CLI.hpp>

namespace latent::headless {

void add_analysis_flag(CLI::App& command, std::vector<std::string>& analyses) {
    command
        .add_option("--analysis", analyses,
                    "only these: ids (latent-lab list analyses); may be repeated")
        ->type_name("ID")
        ->expected(1, -1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace latent::headless
