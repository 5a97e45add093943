#include "gui/report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <sstream>
#include <stdexcept>

#include "gui/window_figures.h"

namespace latent::app {
namespace {

constexpr double kSecondsBetweenFigures = 1;

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
    const auto spread = [](const char* name, std::vector<float>& values) {
        const Spread of = spread_of(values.data(), int(values.size()));
        const std::string key = std::string(",\"") + name + "_ms_";
        return key + "p50\":" + number(of.median) + key + "p90\":" + number(of.p90) + key +
               "p99\":" + number(of.p99) + key + "max\":" + number(of.most);
    };
    line("\"summary\",\"frames\":" + std::to_string(frames_.size()) + spread("frame", frames_) +
         ",\"answers\":" + std::to_string(answers_.size()) + spread("answer", answers_) +
         ",\"inputs\":" + std::to_string(inputs_.size()) + spread("input", inputs_) +
         ",\"gap_ms_max\":" + number(gap_ms_ever_) +
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

void Report::frame(double seconds, double since_input) {
    if (!file_.is_open()) return;
    if (frames_.empty()) line("\"first_frame\",\"ms\":" + number(process_age()));
    frames_.push_back(float(seconds * 1e3));
    if (since_input >= 0) inputs_.push_back(float(since_input * 1e3));
}

bool Report::wants_figures(double now) const {
    return file_.is_open() && now - figures_at_ >= kSecondsBetweenFigures;
}

void Report::figures(double now, const std::string& json) {
    if (!file_.is_open()) return;
    figures_at_ = now;
    line("\"figures\",\"ms\":" + number(process_age()) + "," +
         json.substr(json.find('{') + 1, json.rfind('}') - 1));
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
