// From the command line to the first run: opens the engine off the UI thread and makes the config
// it starts with. Thread: UI, except where it says otherwise.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>

#include "gui/options.h"
#include "latent/engine.h"

namespace latent::app {

// How the engine is had: latent::open_engine, or a stand-in in tests. Called on a thread of its
// own.
using OpenEngine = std::function<std::shared_ptr<const Engine>()>;

// The engine being loaded. The destructor waits for it.
class EngineLoader {
 public:
    // `loaded` is called on the loading thread when the engine, or the reason why there is none, is
    // there.
    EngineLoader(OpenEngine open, std::function<void()> loaded);

    bool ready() const;
    // Once, when it is ready. Throws what the loading threw.
    std::shared_ptr<const Engine> take() { return engine_.get(); }

 private:
    std::future<std::shared_ptr<const Engine>> engine_;
};

// The data that the options ask for, or what to begin with.
std::string data_of(const Catalog& catalog, const LaunchOptions& options);

// The config that the options ask for on that data. Throws std::invalid_argument (InvalidConfig
// among them) with a sentence.
RunConfig config_of(const Catalog& catalog, const LaunchOptions& options, const DatasetInfo& data);

}  // namespace latent::app
