// One analysis made while a terminal watches: a progress bar, and Ctrl-C stops it between two
// steps.
#pragma once

#include <functional>
#include <string>

#include "headless/doorbell.h"
#include "latent/analysis.h"
#include "latent/engine.h"

namespace latent::headless {

struct Watched {
    AnalysisResult result;
    int signal = 0;  // not 0: it was stopped by that signal, which has been said on stderr
};

// `make` is called once, with the report that it must pass on to the engine.
Watched watched(const PartInfo& part, Doorbell& doorbell,
                const std::function<AnalysisResult(const Engine::Report& report)>& make);

}  // namespace latent::headless
