#include "headless/usage_error.h"

#include <CLI/CLI.hpp>

#include "headless/exit_code.h"

namespace latent::headless {
namespace {

std::vector<std::string> names_of(const std::vector<const CLI::App*>& commands) {
    std::vector<std::string> names;
    for (const CLI::App* command : commands) names.push_back(command->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

}  // namespace

std::vector<std::string> usage_errors(const CLI::App& app, const CLI::ParseError& error) {
    const auto every = names_of(app.get_subcommands([](const CLI::App*) { return true; }));
    const auto chosen = app.get_subcommands();
    const auto left_over = app.remaining(true);

    if (chosen.empty()) {
        for (const std::string& word : left_over)
            if (word.rfind("-", 0) != 0)
                return {"There is no command '" + word + "'." + did_you_mean(word, every) +
                        " There are: " + comma_separated(every) + "."};
        if (!left_over.empty())
            return {"There is no option '" + left_over.front() +
                    "' here; a command comes first: " + comma_separated(every) + "."};
        return {error.what()};
    }
    const CLI::App& command = *chosen.front();
    std::vector<std::string> sentences;
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
        const auto options = option_names(command);
        for (const std::string& word : left_over) {
            const std::string name = word.substr(0, word.find('='));
            if (word.rfind("-", 0) == 0)
                sentences.push_back("'" + command.get_name() + "' has no option '" + name + "'." +
                                    did_you_mean(name, options) +
                                    " It has: " + comma_separated(options) + ".");
        }
        // Words that no option took follow an unknown option more often than not; alone they are
        // the problem.
        if (sentences.empty())
            sentences.push_back("'" + command.get_name() + "' does not know what to do with '" +
                                comma_separated(left_over) + "'.");
        return sentences;
    }
    const std::string said = error.what();
    if (dynamic_cast<const CLI::ExcludesError*>(&error)) {
        const std::string word = " excludes ";
        if (const std::size_t at = said.find(word); at != std::string::npos)
            return {said.substr(0, at) + " and " + said.substr(at + word.size()) +
                    " cannot both be given."};
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return {said.substr(0, said.find(':')) + " needs a value."};
    return {command.get_name() + ": " + said + (said.empty() || said.back() == '.' ? "" : ".")};
}

}  // namespace latent::headless
