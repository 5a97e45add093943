// What the parser objects to, said in our own words: one sentence a problem, with the nearest name
// that exists.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace latent::headless {

// `app` is the whole parser after parse() threw `error`. Never empty.
std::vector<std::string> usage_errors(const CLI::App& app, const CLI::ParseError& error);

}  // namespace latent::headless
