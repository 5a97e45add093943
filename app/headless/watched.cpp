#include "headless/watched.h"

#include "headless/exit_code.h"
#include "headless/progress_bar.h"

namespace latent::headless {

Watched watched(const PartInfo& part, Doorbell& doorbell,
                const std::function<AnalysisResult(const Engine::Report& report)>& make) {
    Watched made;
    ProgressBar bar;
    try {
        made.result = make([&](double progress, const std::string& doing) {
            bar.show(progress, part.label + ": " + doing);
            if (made.signal == 0) made.signal = doorbell.wait(0);
            return made.signal == 0;
        });
    } catch (...) {
        // An engine that was told to stop may do so by an exception of its own.
        if (made.signal == 0) throw;
    }
    bar.finish();
    if (made.signal != 0) complain("Stopped before '" + part.id + "' was done.");
    return made;
}

}  // namespace latent::headless
