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

RunConfig config_of(const Engine& engine, const LaunchOptions& options) {
    const Catalog& catalog = engine.catalog();
    std::string data = options.data;
    if (data.empty()) {
        data = "fashion_mnist";
        const DatasetInfo* usual = find(catalog.datasets, data);
        // Where it is not installed the window still opens on something: generated data needs no
        // file.
        if (!usual || usual->train_count <= 0)
            for (const DatasetInfo& other : catalog.datasets)
                if (other.train_count > 0) {
                    data = other.id;
                    break;
                }
    }
    RunConfig config = preset(catalog, options.system, data);
    for (const auto& [path, value] : options.settings) set_from_text(catalog, config, path, value);
    if (options.seed) set_from_text(catalog, config, "seed", std::to_string(*options.seed));
    std::vector<Problem> problems = validate(catalog, config);
    if (!problems.empty()) throw InvalidConfig(std::move(problems));
    try {
        engine.describe_data(data);
    } catch (const std::runtime_error& error) {
        throw InvalidConfig(std::vector<Problem>{{"data", error.what()}});
    }
    return config;
}

RunConfig config_on_dropped(const Engine& engine, RunConfig config, const std::string& path) {
    engine.describe_data(path);  // reads the header; throws when it is not what it seems
    config.set("data", path);
    std::vector<Problem> problems = validate(engine.catalog(), config);
    if (!problems.empty()) throw InvalidConfig(std::move(problems));
    return config;
}

}  // namespace latent::app
