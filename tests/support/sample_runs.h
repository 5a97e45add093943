// Runs for lists and charts over many of them: a sweep over widths, as it may stand half-way.
#pragma once

#include <memory>
#include <string>

#include "recording_requests.h"

namespace latent::test {

inline std::shared_ptr<Snapshot> sample_run(std::int64_t width, const std::string& name,
                                            const std::string& group = "",
                                            RunState state = RunState::running) {
    auto run = std::make_shared<Snapshot>(running_snapshot(int(width)));
    run->state = state;
    run->progress.step = state == RunState::finished ? 2000 : 500;
    run->progress.last_step = 2000;
    RunAbout about;
    about.name = name;
    about.group = group;
    run->about = std::make_shared<RunAbout>(about);
    run->kept = std::make_shared<Kept>();
    return run;
}

// Squared errors of the probe, the same for every sample.
inline void give_error(Snapshot& run, float error) {
    auto cloud = std::make_shared<CodeCloud>(*run.cloud);
    cloud->errors.assign(std::size_t(cloud->count), error);
    run.cloud = cloud;
}

}  // namespace latent::test
