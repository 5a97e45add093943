// The command line of latent-explorer. Thread: any.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "widgets/theme.h"

namespace latent::app {

// Something asked for that cannot be. what() is a sentence. Exit code 2.
class UsageError : public std::invalid_argument {
 public:
    using std::invalid_argument::invalid_argument;
};

struct LaunchOptions {
    std::string system;  // "": undercomplete, or one that accepts the data
    std::string data;    // "": fashion_mnist, or what is installed and the system accepts
    std::optional<std::uint64_t> seed;
    std::vector<std::pair<std::string, std::string>>
        settings;                    // --set path=value, in the order given
    int width = 1280, height = 800;  // pixels; times `scale` unless --size was given
    bool size_given = false;
    float scale = 0;  // 0: the desktop's
    ThemeKind theme = ThemeKind::paper;
    bool theme_given = false;
    std::string workspace;  // id of the one to begin with; "": the first

    std::string shot;          // write a PNG there and leave
    std::int64_t at_step = 0;  // ... at this step
    std::string report;        // write what was measured there, a JSON object a line (gui/report.h)
    bool fresh = false;        // as if nothing had been open before
    bool help = false;
    // A run was asked for: it is started, and those of the last session stay closed.
    bool names_a_run() const {
        return !system.empty() || !data.empty() || seed || !settings.empty();
    }
};

// argv[1..]. Throws UsageError.
LaunchOptions parse_options(const std::vector<std::string>& words);

std::string usage();

}  // namespace latent::app
