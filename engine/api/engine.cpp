#include "latent/engine.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "concurrency/process_setup.h"

namespace latent {
namespace {

std::string lines_of(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + problem.sentence;
    return text;
}

// Beside the program, or where LATENT_ENGINE says.
std::filesystem::path engine_path() {
    if (const char* chosen = std::getenv("LATENT_ENGINE")) return chosen;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return (error ? std::filesystem::path(".") : program.parent_path()) / "liblatent_engine.so";
}

}  // namespace

InvalidConfig::InvalidConfig(std::vector<Problem> problems)
    : std::invalid_argument(lines_of(problems)), problems_(std::move(problems)) {}

void prepare_process(char** argv) { concurrency::prepare_process_for_numerics(argv); }

std::shared_ptr<const Engine> open_engine() {
    const auto path = engine_path();
    if (!std::filesystem::exists(path))
        throw std::runtime_error("The engine is not at " + path.string() +
                                 ". Build the program again with ./dev build.");
    // Never closed: threads and exit handlers of the numerical libraries stay behind.
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        throw std::runtime_error("The engine at " + path.string() +
                                 " cannot be loaded: " + dlerror() + ".");
    using MakeEngine = Engine* (*)();
    const auto make = reinterpret_cast<MakeEngine>(dlsym(library, "latent_make_engine"));
    if (!make)
        throw std::runtime_error(
            path.string() + " is not an engine of this program. Build it again with ./dev build.");
    return std::shared_ptr<const Engine>(make());
}

}  // namespace latent
