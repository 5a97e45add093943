// Several runs of one sweep for the panels over many runs: the same samples, codes of different
// widths that are turned copies of each other, frames to look back at.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "latent/timeline.h"
#include "sample_snapshots.h"

namespace latent::test {

// A run of that width at that step; `turned` by an angle in the plane of its first two numbers.
inline std::shared_ptr<Snapshot> compared_run(int width, std::int64_t seed = 0, double turned = 0,
                                              std::int64_t step = 12340) {
    auto run = std::make_shared<Snapshot>(with_principal(running_snapshot(width, false, step)));
    RunConfig config = *run->config;
    config.set("seed", seed);
    run->config = std::make_shared<RunConfig>(config);
    auto cloud = std::make_shared<CodeCloud>(*run->cloud);
    if (width >= 2)
        for (int i = 0; i < cloud->count; ++i) {
            float* code = cloud->codes.data() + std::ptrdiff_t(i) * width;
            const double x = double(code[0]), y = double(code[1]);
            code[0] = float(std::cos(turned) * x - std::sin(turned) * y);
            code[1] = float(std::sin(turned) * x + std::cos(turned) * y);
        }
    cloud->version = std::uint64_t(1000 + width * 10 + int(seed));
    run->cloud = cloud;
    auto made = std::make_shared<Reconstructions>(*run->reconstructions);
    for (float& error : made->squared_errors) error /= float(width);
    made->version = cloud->version;
    made->outputs.version = cloud->version;
    run->reconstructions = made;
    return run;
}

// With a frame at each of these steps, whose codes are those of now divided by the frame's number
// from the last (so that an older look is smaller).
inline std::shared_ptr<Snapshot> with_frames(std::shared_ptr<Snapshot> run,
                                             const std::vector<std::int64_t>& steps) {
    auto timeline = std::make_shared<Timeline>();
    for (std::size_t f = 0; f < steps.size(); ++f) {
        auto frame = std::make_shared<Frame>();
        frame->step = steps[f];
        frame->width = run->cloud->width;
        for (int i = 0; i < run->cloud->count; ++i) {
            frame->samples.push_back(i);
            for (int j = 0; j < frame->width; ++j)
                frame->codes.push_back(
                    to_half(run->cloud->code(i)[j] / float(steps.size() - f + 1)));
        }
        auto made = std::make_shared<Reconstructions>(*run->reconstructions);
        made->step = steps[f];
        frame->reconstructions = made;
        frame->latents = run->latents;
        timeline->frames.push_back(frame);
    }
    timeline->version = 1;
    run->timeline = timeline;
    return run;
}

}  // namespace latent::test
