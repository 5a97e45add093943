#include "gui/window_meter.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace latent::app {
namespace {

constexpr double kWarmingUp = 1;  // seconds behind the first frame whose gaps are not for ever

double seconds_of_clock(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

// The beginning of a file of /proc; "" where there is none.
template <std::size_t N>
void read_line(const char* path, char (&text)[N]) {
    text[0] = 0;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    const ssize_t got = read(file, text, N - 1);
    close(file);
    text[std::max<ssize_t>(got, 0)] = 0;
}

double resident_megabytes() {
    char text[128];
    read_line("/proc/self/statm", text);
    long whole = 0, resident = 0;
    if (std::sscanf(text, "%ld %ld", &whole, &resident) != 2) return 0;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) * 1e-6;
}

int threads_of_process() {
    char text[1024];
    read_line("/proc/self/stat", text);
    const char* field = std::strrchr(text, ')');  // the program's name may hold anything
    for (int i = 2; field && i < 20; ++i) field = std::strchr(field + 1, ' ');
    return field ? std::atoi(field) : 0;
}

}  // namespace

double WindowMeter::frame(const Frame& frame) {
    double gap = -1;
    if (last_ended_ >= 0)
        gap = std::max(0.0, frame.ended - std::max({last_ended_, frame.wanted_at, hidden_until_}));
    if (first_ended_ < 0) first_ended_ = frame.ended;
    Drawn drawn;
    drawn.ended = frame.ended;
    drawn.frame_ms = float((frame.ended - frame.started) * 1e3);
    if (gap >= 0) drawn.gap_ms = float(gap * 1e3);
    if (frame.input_at >= 0) drawn.input_ms = float((frame.ended - frame.input_at) * 1e3);
    drawn.cause = frame.cause;
    drawn.uploads = frame.uploads;
    drawn.uploaded_bytes = frame.uploaded_bytes;
    drawn_.push(drawn);
    // A gap counts when all of it lies behind the first second.
    if (gap >= 0 && frame.ended - gap >= first_ended_ + kWarmingUp)
        gap_ms_ever_ = std::max(gap_ms_ever_, gap * 1e3);
    last_ended_ = frame.ended;
    vertices_ = frame.vertices;
    draw_calls_ = frame.draw_calls;
    return gap;
}

void WindowMeter::answer_shown(double now, double seconds) {
    answered_.push({now, float(seconds * 1e3)});
}

WindowFigures WindowMeter::figures(double now) const {
    WindowFigures figures;
    figures.seconds = kSeconds;
    figures.gap_ms_ever = gap_ms_ever_;
    figures.vertices = vertices_;
    figures.draw_calls = draw_calls_;

    std::array<float, std::size_t(kFrames)> frame{}, gap{}, input{}, answer{};
    int frames = 0, gaps = 0, inputs = 0, answers = 0, last_second = 0;
    std::array<int, 5> of_cause{};
    std::size_t uploads = 0, bytes = 0;  // before the last second
    for (int i = 0; i < drawn_.count(); ++i) {
        const Drawn& each = drawn_.back(i);
        const double age = now - each.ended;
        if (age > 1 && uploads == 0) uploads = each.uploads, bytes = each.uploaded_bytes;
        if (age > kSeconds) break;
        frame[std::size_t(frames++)] = each.frame_ms;
        if (each.gap_ms >= 0) gap[std::size_t(gaps++)] = each.gap_ms;
        if (each.input_ms >= 0) input[std::size_t(inputs++)] = each.input_ms;
        if (age > 1) continue;
        ++of_cause[std::size_t(each.cause)];
        last_second += each.cause != FrameCause::figures;
    }
    for (int i = 0; i < answered_.count() && now - answered_.back(i).at <= kSeconds; ++i)
        answer[std::size_t(answers++)] = answered_.back(i).ms;
    figures.frame_ms = spread_of(frame.data(), frames);
    figures.gap_ms = spread_of(gap.data(), gaps);
    figures.input_ms = spread_of(input.data(), inputs);
    figures.answer_ms = spread_of(answer.data(), answers);

    figures.frames_per_second = last_second;
    int most = 0;
    for (const FrameCause cause : {FrameCause::input, FrameCause::news, FrameCause::panel})
        if (const int of_it = of_cause[std::size_t(cause)]; of_it > most) {
            most = of_it;
            figures.cause = cause;
        }
    figures.graph_count = std::min(drawn_.count(), WindowFigures::kGraph);
    for (int i = 0; i < figures.graph_count; ++i)
        figures.graph[std::size_t(figures.graph_count - 1 - i)] = drawn_.back(i).frame_ms;
    if (drawn_.count() > 0) {
        figures.uploads_per_second = double(drawn_.back(0).uploads - uploads);
        figures.uploaded_mb_per_second = double(drawn_.back(0).uploaded_bytes - bytes) * 1e-6;
    }
    return figures;
}

ProcessUse ProcessMeter::use(double now) {
    if (at_ >= 0 && now - at_ < 0.9) return last_;
    const double processor = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
    const double window = seconds_of_clock(CLOCK_THREAD_CPUTIME_ID);
    if (at_ >= 0) {
        last_.cores = (processor - processor_) / (now - at_);
        last_.window_cores = (window - window_) / (now - at_);
    }
    at_ = now;
    processor_ = processor;
    window_ = window;
    last_.resident_mb = resident_megabytes();
    last_.threads = threads_of_process();
    return last_;
}

}  // namespace latent::app
