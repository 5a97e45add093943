#include "training/timeline_recorder.h"

#include <algorithm>
#include <utility>

namespace latent::training {
namespace {

constexpr std::size_t kMostSamples = 2000, kFewestSamples = 64;
constexpr std::size_t kMostFrames = 100;
constexpr std::size_t kMostBytes = 16 << 20, kMostBytesOfCodes = kMostBytes / 24;
constexpr std::size_t kMostBytesOfStatistics = 128 << 10;  // beyond that a frame has none
constexpr double kInterval = 1, kFirstInterval = 0.25;     // seconds of training
constexpr int kFirstFrames = 16;

std::size_t bytes_of(const LatentStats& latents) {
    std::size_t floats = 0;
    for (const LatentDimension& dimension : latents.dimensions)
        floats += sizeof(LatentDimension) / sizeof(float) + dimension.histogram.size();
    for (const PrincipalDirection& direction : latents.principal)
        floats += sizeof(PrincipalDirection) / sizeof(float) + direction.direction.size() +
                  direction.histogram.size();
    return floats * sizeof(float);
}

std::size_t bytes_of(const Frame& frame) {
    std::size_t bytes = sizeof(Frame) + frame.samples.size() * sizeof(int) +
                        frame.codes.size() * sizeof(std::uint16_t);
    if (frame.reconstructions)
        bytes += frame.reconstructions->outputs.pixels.size() +
                 (frame.reconstructions->outputs.values.size() +
                  frame.reconstructions->squared_errors.size()) *
                     sizeof(float);
    if (frame.latents) bytes += bytes_of(*frame.latents);
    return bytes;
}

}  // namespace

// Of one probe and one width always the same, so that a point is followed from frame to frame.
const std::vector<int>& TimelineRecorder::samples_for(const CodeCloud& cloud,
                                                      const Reconstructions* shown) {
    if (cloud.probe && cloud.probe == probe_ && cloud.width == width_) return samples_;
    probe_ = cloud.probe;
    width_ = cloud.width;
    const std::size_t each = sizeof(int) + std::size_t(cloud.width) * sizeof(std::uint16_t);
    const std::size_t count = std::min({std::size_t(cloud.count), kMostSamples,
                                        std::max(kFewestSamples, kMostBytesOfCodes / each)});
    samples_.clear();
    if (shown)
        for (const int sample : shown->samples)
            if (sample >= 0 && sample < cloud.count && samples_.size() < count)
                samples_.push_back(sample);
    std::sort(samples_.begin(), samples_.end());
    samples_.erase(std::unique(samples_.begin(), samples_.end()), samples_.end());
    // The rest of them from the rest of the probe: every (others / wanted)-th.
    std::vector<int> others;
    for (int i = 0; i < cloud.count; ++i)
        if (!std::binary_search(samples_.begin(), samples_.end(), i)) others.push_back(i);
    const std::size_t wanted = count - samples_.size();
    for (std::size_t i = 0; i < wanted; ++i) samples_.push_back(others[i * others.size() / wanted]);
    std::sort(samples_.begin(), samples_.end());
    return samples_;
}

void TimelineRecorder::look(const std::shared_ptr<const CodeCloud>& cloud,
                            const std::shared_ptr<const Reconstructions>& reconstructions,
                            const std::shared_ptr<const LatentStats>& latents, double seconds,
                            bool stopped) {
    if (!cloud || cloud->width <= 0) return;
    const double interval = taken_ < kFirstFrames ? kFirstInterval : kInterval;
    const double since = seconds - last_seconds_;  // negative: the run's clock began anew
    if (!frames_.empty() && !stopped && since >= 0 && since < interval) return;
    const std::vector<int>& samples = samples_for(*cloud, reconstructions.get());
    auto frame = std::make_shared<Frame>();
    frame->step = cloud->step;
    frame->width = cloud->width;
    frame->samples = samples;
    frame->codes.reserve(samples.size() * std::size_t(cloud->width));
    for (const int sample : samples)
        for (int j = 0; j < cloud->width; ++j)
            frame->codes.push_back(to_half(cloud->code(sample)[j]));
    frame->reconstructions = reconstructions;
    if (latents && bytes_of(*latents) <= kMostBytesOfStatistics) frame->latents = latents;
    last_seconds_ = seconds;
    ++taken_;
    rewind(frame->step - 1);
    add(std::move(frame));
}

void TimelineRecorder::add(std::shared_ptr<const Frame> frame) {
    bytes_.push_back(bytes_of(*frame));
    total_bytes_ += bytes_.back();
    frames_.push_back(std::move(frame));
    changed_ = true;
    if (too_many(kMostFrames, kMostBytes)) thin();
}

bool TimelineRecorder::too_many(std::size_t count, std::size_t bytes) const {
    return frames_.size() > 2 && (frames_.size() > count || total_bytes_ > bytes);
}

// To three quarters at once, so that a folder that keeps them too is not rewritten at every frame.
void TimelineRecorder::thin() {
    while (too_many(kMostFrames * 3 / 4, kMostBytes / 4 * 3)) {
        const double now = double(frames_.back()->step),
                     length = now - double(frames_.front()->step);
        std::size_t dullest = 1;
        double least = -1;
        for (std::size_t i = 1; i + 1 < frames_.size(); ++i) {
            const double gap = double(frames_[i + 1]->step - frames_[i - 1]->step);
            const double cost = gap / (now - double(frames_[i]->step) + length / 8 + 1);
            if (least < 0 || cost < least) least = cost, dullest = i;
        }
        total_bytes_ -= bytes_[dullest];
        frames_.erase(frames_.begin() + std::ptrdiff_t(dullest));
        bytes_.erase(bytes_.begin() + std::ptrdiff_t(dullest));
    }
}

void TimelineRecorder::restore(std::vector<std::shared_ptr<const Frame>> frames) {
    clear();
    for (auto& frame : frames)
        if (frame && (frames_.empty() || frame->step > frames_.back()->step)) add(std::move(frame));
    taken_ = int(frames_.size());
}

void TimelineRecorder::rewind(std::int64_t step) {
    while (!frames_.empty() && frames_.back()->step > step) {
        total_bytes_ -= bytes_.back();
        frames_.pop_back();
        bytes_.pop_back();
        changed_ = true;
    }
}

void TimelineRecorder::clear() {
    rewind(-1);
    frames_.clear();
    bytes_.clear();
    total_bytes_ = 0;
    taken_ = 0;
    last_seconds_ = 0;
    changed_ = true;
}

std::shared_ptr<const Timeline> TimelineRecorder::publish() {
    if (!changed_) return published_;
    changed_ = false;
    published_.reset();
    if (frames_.empty()) return published_;
    auto timeline = std::make_shared<Timeline>();
    timeline->frames = frames_;
    timeline->version = ++version_;
    published_ = std::move(timeline);
    return published_;
}

}  // namespace latent::training
