#include "gui/options.h"

#include <algorithm>
#include <functional>

#include "latent/param_spec.h"
#include "workspaces/workspace.h"

namespace latent::app {
namespace {

std::int64_t whole_number(const std::string& option, const std::string& text) {
    std::size_t read = 0;
    std::int64_t value = -1;
    try {
        value = std::stoll(text, &read);
    } catch (const std::exception&) {
        read = 0;
    }
    if (read == 0 || read != text.size() || value < 0)
        throw UsageError(option + " wants a whole number from 0 on, not \"" + text + "\".");
    return value;
}

void read_size(const std::string& text, LaunchOptions& options) {
    const auto cross = text.find('x');
    if (cross == std::string::npos)
        throw UsageError("--size wants WIDTHxHEIGHT in pixels, such as 1280x800, not \"" + text +
                         "\".");
    const std::int64_t width = whole_number("--size", text.substr(0, cross));
    const std::int64_t height = whole_number("--size", text.substr(cross + 1));
    if (width < 320 || height < 200 || width > 16384 || height > 16384)
        throw UsageError("--size can be from 320x200 to 16384x16384 pixels, not " + text + ".");
    options.width = int(width);
    options.height = int(height);
    options.size_given = true;
}

void read_scale(const std::string& text, LaunchOptions& options) {
    std::size_t read = 0;
    try {
        options.scale = std::stof(text, &read);
    } catch (const std::exception&) {
        read = 0;
    }
    if (read != text.size() || !(options.scale >= 0.5f && options.scale <= 4))
        throw UsageError("--scale wants a number from 0.5 to 4, not \"" + text + "\".");
}

std::string names_of_workspaces() {
    std::string names;
    for (const Workspace& each : make_workspaces())
        names += (names.empty() ? "" : " or ") + each.id;
    return names;
}

void read_workspace(const std::string& text, LaunchOptions& options) {
    for (const Workspace& each : make_workspaces())
        if (each.id == text) options.workspace = text;
    if (options.workspace != text)
        throw UsageError("--workspace can be " + names_of_workspaces() + ", not \"" + text + "\".");
}

struct Option {
    std::string name, operand, help;  // help "": not listed
    std::function<void(const std::string&, LaunchOptions&)> read;
};

std::vector<Option> known_options() {
    return {
        {"--system", "S", "the autoencoder to start with (latent-lab list systems)",
         [](const std::string& text, LaunchOptions& o) { o.system = text; }},
        {"--data", "D", "the data to start with: an id (latent-lab list datasets) or a file",
         [](const std::string& text, LaunchOptions& o) { o.data = text; }},
        {"--seed", "N", "the run's seed",
         [](const std::string& text, LaunchOptions& o) {
             o.seed = std::uint64_t(whole_number("--seed", text));
         }},
        {"--set", "PATH=VALUE", "a setting of the run, such as code.width=3; may be repeated",
         [](const std::string& text, LaunchOptions& o) {
             const auto equals = text.find('=');
             if (equals == std::string::npos || equals == 0)
                 throw UsageError("--set wants PATH=VALUE, such as code.width=3, not \"" + text +
                                  "\".");
             o.settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
         }},
        {"--theme", "NAME", "paper (light) or night",
         [](const std::string& text, LaunchOptions& o) {
             if (text != "paper" && text != "night")
                 throw UsageError("--theme can be paper or night, not \"" + text + "\".");
             o.theme = text == "night" ? ThemeKind::night : ThemeKind::paper;
             o.theme_given = true;
         }},
        {"--workspace", "ID", "the workspace to begin with: " + names_of_workspaces(),
         read_workspace},
        {"--size", "WxH", "the window's size in pixels", read_size},
        {"--scale", "X", "pixels a logical pixel, in place of the desktop's setting", read_scale},
        {"--shot", "FILE", "train to --at-step, write the window as PNG, and leave",
         [](const std::string& text, LaunchOptions& o) { o.shot = text; }},
        {"--at-step", "N", "the step at which --shot is taken",
         [](const std::string& text, LaunchOptions& o) {
             o.at_step = whole_number("--at-step", text);
         }},
        {"--report", "FILE", "",
         [](const std::string& text, LaunchOptions& o) { o.report = text; }},
    };
}

}  // namespace

LaunchOptions parse_options(const std::vector<std::string>& words) {
    LaunchOptions options;
    const std::vector<Option> known = known_options();
    std::vector<std::string> names{"--help", "--fresh"};
    for (const Option& option : known) names.push_back(option.name);
    bool step_given = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string name = words[i], operand;
        bool has_operand = false;
        if (const auto equals = name.find('=');
            equals != std::string::npos && name.rfind("--", 0) == 0) {
            operand = name.substr(equals + 1);
            name.resize(equals);
            has_operand = true;
        }
        if (name == "--help" || name == "-h") {
            options.help = true;
            continue;
        }
        if (name == "--fresh") {
            options.fresh = true;
            continue;
        }
        const Option* found = nullptr;
        for (const Option& option : known)
            if (option.name == name) found = &option;
        if (!found) {
            const std::string nearest = nearest_name(name, names);
            throw UsageError("There is no option " + name + "." +
                             (nearest.empty() ? " See latent-explorer --help."
                                              : " Did you mean " + nearest + "?"));
        }
        if (!has_operand) {
            if (i + 1 >= words.size())
                throw UsageError(name + " wants " + found->operand + " behind it.");
            operand = words[++i];
        }
        found->read(operand, options);
        step_given = step_given || name == "--at-step";
    }
    if (step_given && options.shot.empty())
        throw UsageError("--at-step says when --shot is taken; give --shot FILE too.");
    if (!options.size_given && options.scale > 0) {
        options.width = int(float(options.width) * options.scale);
        options.height = int(float(options.height) * options.scale);
    }
    return options;
}

std::string usage() {
    std::string text =
        "latent-explorer: train autoencoders and look inside them while they learn.\n\n";
    for (const Option& option : known_options()) {
        if (option.help.empty()) continue;
        std::string left = "  " + option.name + " " + option.operand;
        left.resize(std::max<std::size_t>(left.size() + 2, 22), ' ');
        text += left + option.help + "\n";
    }
    text += "  --fresh             without what was open when it was last closed\n";
    return text;
}

}  // namespace latent::app
