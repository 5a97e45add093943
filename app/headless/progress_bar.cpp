#include "headless/progress_bar.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "headless/table.h"

namespace latent::headless {
namespace {

constexpr int kBarWidth = 20;

int terminal_width() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// The newest weighted sum of the terms on the training batches, or nullptr before the first.
const float* newest_loss(const Snapshot& snapshot) {
    if (!snapshot.history) return nullptr;
    for (const Series& series : snapshot.history->series)
        if (series.id == "total" && !series.held_out && !series.values.empty())
            return &series.values.back();
    return nullptr;
}

// Seconds to the last step at the newest rate; negative when it cannot be told.
double seconds_left(const Progress& progress) {
    if (progress.samples_per_second <= 0 || progress.last_step <= 0) return -1;
    // Batches at the end of an epoch may be smaller: count samples by the epoch where its length is
    // known.
    const double samples_a_step =
        progress.steps_per_epoch > 0 && progress.train_count > 0
            ? double(progress.train_count) / double(progress.steps_per_epoch)
            : double(progress.batch_size);
    return double(progress.last_step - progress.step) * samples_a_step /
           progress.samples_per_second;
}

}  // namespace

namespace {

// "[########............]  42 %  "
std::string bar_text(double progress) {
    const double share = std::clamp(progress, 0.0, 1.0);
    const auto filled = std::size_t(share * kBarWidth);
    char percent[16];
    std::snprintf(percent, sizeof percent, "] %3d %%  ", int(share * 100));
    return "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + percent;
}

std::string clipped(std::string line, int width) {
    if (line.size() > std::size_t(width)) line.resize(std::size_t(width));
    return line;
}

}  // namespace

std::string progress_line(double progress, const std::string& doing, int width) {
    return clipped(bar_text(progress) + doing, width);
}

std::string progress_line(const Snapshot& snapshot, int width) {
    const Progress& progress = snapshot.progress;
    std::string line;
    if (snapshot.state == RunState::idle) {
        line = snapshot.message.empty() ? "Starting" : snapshot.message;
    } else {
        if (progress.last_step > 0)
            line = bar_text(double(progress.step) / double(progress.last_step));
        line += "step " + with_separators(progress.step);
        if (progress.last_step > 0) line += " of " + with_separators(progress.last_step);
        if (progress.samples_per_second > 0)
            line +=
                "  " + with_separators(std::llround(progress.samples_per_second)) + " samples/s";
        if (const double left = seconds_left(progress); left >= 0)
            line += "  " + clock_time(left) + " left";
        if (const float* loss = newest_loss(snapshot)) line += "  loss " + readable(double(*loss));
    }
    return clipped(std::move(line), width);
}

ProgressBar::ProgressBar() : on_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() { finish(); }

void ProgressBar::show(const Snapshot& snapshot) {
    if (on_terminal_) put(progress_line(snapshot, terminal_width() - 1));
}

void ProgressBar::show(double progress, const std::string& doing) {
    if (on_terminal_) put(progress_line(progress, doing, terminal_width() - 1));
}

void ProgressBar::put(std::string line) {
    if (visible_ && line == shown_) return;
    std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
    std::fflush(stderr);
    shown_ = std::move(line);
    visible_ = true;
}

void ProgressBar::finish() {
    if (!visible_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    visible_ = false;
}

}  // namespace latent::headless
