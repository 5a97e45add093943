#include "state/looking_back.h"

#include <algorithm>
#include <iterator>

#include "state/own_version.h"

namespace latent::app {

std::shared_ptr<const Snapshot> LookingBack::look(RunId run, std::shared_ptr<const Snapshot> now,
                                                  std::int64_t step) {
    if (step < 0) looks_.erase(run);
    if (step < 0 || !now || !now->timeline) return now;
    const auto frame = now->timeline->at(step);
    if (!frame) return now;
    Look& look = looks_[run];
    if (look.then && look.frame == frame && look.now == now) return look.then;

    auto then = std::make_shared<Snapshot>(as_it_was(*now, *frame, own_version()));
    // Statistics that were not kept: those of now, so that the map keeps the plane it is drawn in.
    if (!then->latents && now->latents && int(now->latents->dimensions.size()) == frame->width)
        then->latents = now->latents;
    if (look.then && look.frame == frame) {
        // The run has trained on, but what is looked at is the same: nothing is uploaded again.
        then->cloud = look.then->cloud;
        then->reconstructions = look.then->reconstructions;
        if (frame->latents) then->latents = look.then->latents;
    }
    look = {frame, std::move(now), std::move(then)};
    return look.then;
}

void LookingBack::keep_only(const std::vector<RunId>& runs) {
    for (auto look = looks_.begin(); look != looks_.end();)
        look = std::find(runs.begin(), runs.end(), look->first) == runs.end() ? looks_.erase(look)
                                                                              : std::next(look);
}

}  // namespace latent::app
