// latent-lab: the engine on the command line, over the same seam as the window. No display, no
// OpenGL.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "headless/bench_command.h"
#include "headless/evaluate_command.h"
#include "headless/exit_code.h"
#include "headless/export_command.h"
#include "headless/inspect_command.h"
#include "headless/list_command.h"
#include "headless/score_command.h"
#include "headless/sweep_command.h"
#include "headless/train_command.h"
#include "headless/usage_error.h"
#include "latent/engine.h"

int main(int argc, char** argv) {
    using namespace latent::headless;
    latent::prepare_process(argv);
    CLI::App app("Train autoencoders and measure them, without a window.", "latent-lab");
    app.require_subcommand(0, 1);
    std::function<int()> chosen;
    add_list_command(app, chosen);
    add_inspect_command(app, chosen);
    add_train_command(app, chosen);
    add_sweep_command(app, chosen);
    add_evaluate_command(app, chosen);
    add_score_command(app, chosen);
    add_export_command(app, chosen);
    add_bench_command(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        for (const std::string& sentence : usage_errors(app, error)) complain(sentence);
        return kRefused;
    }
    if (!chosen) chosen = [&app] { return app.exit(CLI::CallForHelp()); };
    const int code = guarded(chosen);
    std::cout.flush();
    if (code == 0 && (std::fflush(stdout) != 0 || std::ferror(stdout) || !std::cout)) {
        complain("The output could not be written: is the disk full?");
        return kFailed;
    }
    // All that is ours is closed. The three hundred libraries beneath the engine would each clear up
    // what the system takes back anyway: a sixth of what a short command costs.
    std::fflush(nullptr);
    std::_Exit(code);
}
