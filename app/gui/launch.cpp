#include "gui/launch.h"

#include <chrono>
#include <utility>

namespace latent::app {

EngineLoader::EngineLoader(OpenEngine open, std::function<void()> loaded)
    : engine_(std::async(std::launch::async, [open = std::move(open), loaded = std::move(loaded)] {
          struct Tell {
              const std::function<void()>& loaded;
              ~Tell() { loaded(); }
          } tell{loaded};
          return open();
      })) {}

bool EngineLoader::ready() const {
    return engine_.valid() &&
           engine_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

namespace {

const char* const kUsualSystem = "undercomplete";
const char* const kUsualData = "fashion_mnist";

// The data to begin with when none is named. Where the usual set is not installed, or not for this
// system, the window still opens on something: generated data needs no file.
std::string usual_data(const Catalog& catalog, const std::string& system) {
    const SystemInfo* wanted = find(catalog.systems, system);
    const auto serves = [&](const DatasetInfo& data) {
        return data.train_count > 0 &&
               validate_for(catalog, preset(catalog, system, data.id, data.kind), data).empty();
    };
    const DatasetInfo* usual = find(catalog.datasets, kUsualData);
    if (!wanted || (usual && serves(*usual))) return kUsualData;
    for (const DatasetInfo& other : catalog.datasets)
        if (serves(other)) return other.id;
    return kUsualData;
}

// The system to begin with when only data is named.
std::string usual_system(const Catalog& catalog, const DatasetInfo& data) {
    const auto serves = [&](const std::string& system) {
        return validate_for(catalog, preset(catalog, system, data.id, data.kind), data).empty();
    };
    if (!find(catalog.systems, kUsualSystem) || serves(kUsualSystem)) return kUsualSystem;
    for (const SystemInfo& other : catalog.systems)
        if (serves(other.id)) return other.id;
    return kUsualSystem;
}

// What the options say of the system; "" where the data decides.
std::string system_of(const LaunchOptions& options) {
    return options.system.empty() && options.data.empty() ? kUsualSystem : options.system;
}

}  // namespace

std::string data_of(const Catalog& catalog, const LaunchOptions& options) {
    return options.data.empty() ? usual_data(catalog, system_of(options)) : options.data;
}

RunConfig config_of(const Catalog& catalog, const LaunchOptions& options, const DatasetInfo& data) {
    std::string system = system_of(options);
    if (system.empty()) system = usual_system(catalog, data);
    RunConfig config = preset(catalog, system, data_of(catalog, options), data.kind);
    for (const auto& [path, value] : options.settings) set_from_text(catalog, config, path, value);
    if (options.seed) set_from_text(catalog, config, "seed", std::to_string(*options.seed));
    std::vector<Problem> problems = validate(catalog, config);
    if (problems.empty()) problems = validate_for(catalog, config, data);
    if (!problems.empty()) throw InvalidConfig(std::move(problems));
    return config;
}

}  // namespace latent::app
