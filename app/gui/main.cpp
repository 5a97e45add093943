// latent-explorer: the window. Exit codes: 0, 1 when something failed, 2 when what was asked cannot
// be.
#include <atomic>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "gui/app.h"
#include "gui/options.h"
#include "gui/stop_signals.h"
#include "latent/engine.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kRefused = 2;

int complain(const std::exception& error, int code) {
    std::fprintf(stderr, "%s\n", error.what());
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace latent;
    try {
        const app::LaunchOptions options =
            app::parse_options(std::vector<std::string>(argv + 1, argv + argc));
        if (options.help) {
            std::fputs(app::usage().c_str(), stdout);
            return kDone;
        }
        prepare_process(argv);
        std::atomic<bool> stop{false};
        const app::StopSignals signals([&stop] {
            stop = true;
            app::Window::wake();
        });
        app::App(options, open_engine, stop).run();
        return kDone;
    } catch (const app::NoDisplay& error) {
        return complain(error, kRefused);
    } catch (const std::invalid_argument& error) {
        return complain(error, kRefused);
    } catch (const std::exception& error) {
        return complain(error, kFailed);
    }
}
