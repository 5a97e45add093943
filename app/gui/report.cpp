#include "gui/report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <sstream>
#include <stdexcept>

namespace latent::app {
namespace {

double seconds_of(const timespec& time) {
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

// Milliseconds since the process was started, by the kernel's count (in clock ticks, so to some 10
// ms).
double process_age() {
    std::ifstream stat("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(stat)), {});
    const auto name_end = text.rfind(')');
    if (name_end == std::string::npos) return 0;
    std::istringstream fields(text.substr(name_end + 1));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;  // the 22nd of the whole line
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (seconds_of(now) - std::stod(field) / double(sysconf(_SC_CLK_TCK))) * 1e3;
}

float quantile(std::vector<float> values, double share) {
    if (values.empty()) return -1;
    const auto at = values.begin() + std::ptrdiff_t(double(values.size() - 1) * share);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

}  // namespace

Report::Report(const std::string& file) {
    if (file.empty()) return;
    file_.open(file);
    if (!file_) throw std::runtime_error("The report cannot be written to " + file + ".");
}

Report::~Report() {
    if (!file_.is_open()) return;
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    line("\"summary\",\"frames\":" + std::to_string(frames_.size()) + ",\"frame_ms_p50\":" +
         number(quantile(frames_, 0.5)) + ",\"frame_ms_p99\":" + number(quantile(frames_, 0.99)) +
         ",\"answers\":" + std::to_string(answers_.size()) + ",\"answer_ms_p50\":" +
         number(quantile(answers_, 0.5)) + ",\"answer_ms_p90\":" + number(quantile(answers_, 0.9)) +
         ",\"cpu_seconds\":" + number(seconds_of(used)) + ",\"ms\":" + number(process_age()));
}

void Report::line(const std::string& json) {
    if (file_.is_open()) file_ << "{\"event\":" << json << "}\n" << std::flush;
}

void Report::renderer(const std::string& name) {
    std::string plain;
    for (char c : name)
        if (c != '"' && c != '\\' && c >= ' ') plain += c;
    line("\"renderer\",\"name\":\"" + plain + "\"");
}

void Report::frame(double seconds) {
    if (!file_.is_open()) return;
    if (frames_.empty()) line("\"first_frame\",\"ms\":" + number(process_age()));
    frames_.push_back(float(seconds * 1e3));
}

void Report::map_shows(std::size_t moves) {
    if (map_changed_ || moves == 0 || !file_.is_open()) return;
    if (first_moves_ == 0) {
        first_moves_ = moves;
        line("\"map_shown\",\"ms\":" + number(process_age()));
    }
    if (moves == first_moves_) return;
    map_changed_ = true;
    line("\"map_changed\",\"ms\":" + number(process_age()));
}

void Report::run_is(RunState state, std::int64_t step) {
    if (!file_.is_open()) return;
    const bool same_step = step == step_ || state == RunState::running;
    if (any_state_ && state == state_ && same_step) return;
    any_state_ = true;
    state_ = state;
    step_ = step;
    line("\"state\",\"state\":\"" + std::string(name_of(state)) +
         "\",\"step\":" + std::to_string(step));
}

void Report::answer_shown(double seconds_since_input) {
    if (!file_.is_open()) return;
    answers_.push_back(float(seconds_since_input * 1e3));
    line("\"answer\",\"ms\":" + number(seconds_since_input * 1e3));
}

void Report::says(const std::string& sentence) {
    if (!file_.is_open() || sentence == sentence_) return;
    sentence_ = sentence;
    std::string plain;
    for (const char c : sentence) {
        if (c == '"' || c == '\\') plain += '\\';
        if (static_cast<unsigned char>(c) >= 32) plain += c;
    }
    line("\"notice\",\"text\":\"" + plain + "\"");
}

void Report::looks(const std::string& json) {
    if (!file_.is_open() || json == looks_) return;
    looks_ = json;
    line(json);
}

}  // namespace latent::app
