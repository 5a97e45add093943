#include "store/metrics_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "store/sentences.h"

namespace latent::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kBlock = 1 << 16;
constexpr std::size_t kLongestLine = 1 << 20;  // what goes on for longer is no line of ours
constexpr std::int64_t kMostAtOnce = 8 << 20;  // a watcher reads no more of it at a time

Json figure(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json figures(const std::map<std::string, double>& values) {
    Json json = Json::object();
    for (const auto& [name, value] : values) json[name] = figure(value);
    return json;
}

double number_of(const Json& json) {
    return json.is_number() ? json.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

// False when the text is no line of metrics.
bool parse(const std::string& text, MetricsLine& line) try {
    const Json json = Json::parse(text);
    line.step = json.at("step");
    line.epoch = number_of(json.at("epoch"));
    line.seconds = number_of(json.at("seconds"));
    if (json.contains("observing_share")) line.observing_share = json["observing_share"];
    for (const auto& [name, value] : json.at("train").items()) line.train[name] = number_of(value);
    for (const auto& [name, value] : json.at("held_out").items())
        line.held_out[name] = number_of(value);
    return true;
} catch (const Json::exception&) {
    return false;
}

// Where the lines up to `step` end, and the step of the last of them (-1: there is none). Read from
// the end, so that a long file costs no more than what is cut off.
struct End {
    std::int64_t size = 0, step = -1;
};
End end_at(int descriptor, std::int64_t step) {
    struct stat about {};
    if (fstat(descriptor, &about) != 0) return {};
    std::int64_t from = about.st_size;  // of `text`, which reaches to the end of what is kept
    std::string text;
    bool whole = false;  // what lies behind the last newline is a torn line
    for (;;) {
        // The last line that is wholly in `text`.
        const std::size_t end = text.rfind('\n');
        if (end == std::string::npos) {
            text.clear();
        } else if (!whole) {
            text.resize(end + 1);
            whole = true;
        }
        const std::size_t before =
            text.size() < 2 ? std::string::npos : text.rfind('\n', text.size() - 2);
        if (whole && !text.empty() && (before != std::string::npos || from == 0)) {
            const std::size_t start = before == std::string::npos ? 0 : before + 1;
            MetricsLine line;
            if (parse(text.substr(start), line) && line.step <= step)
                return {from + std::int64_t(text.size()), line.step};
            text.resize(start);
            if (start > 0) continue;
        }
        if (from == 0) return {};
        if (text.size() >
            kLongestLine) {  // as if it were torn, so that it is not read to its start
            text.clear();
            whole = false;
        }
        const std::int64_t more = std::min(kBlock, from);
        std::string block(std::size_t(more), '\0');
        const ssize_t got = pread(descriptor, block.data(), block.size(), from - more);
        if (got != more) return {};
        from -= more;
        text.insert(0, block);
    }
}

}  // namespace

MetricsLog::~MetricsLog() {
    if (descriptor_ >= 0) close(descriptor_);
}

void MetricsLog::open(const std::filesystem::path& file, std::int64_t step) {
    if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
    file_ = file;
    first_cut_ = step;
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) refuse_writing(file_, errno);
    cut_after(step);
}

void MetricsLog::cut_after(std::int64_t step) {
    if (descriptor_ < 0) return;
    const End end = end_at(descriptor_, step);
    size_ = end.size;
    last_step_ = end.step;
    if (ftruncate(descriptor_, size_) != 0) refuse_writing(file_, errno);
}

void MetricsLog::append(const MetricsLine& line) {
    if (file_.empty()) return;
    if (descriptor_ < 0) open(file_, first_cut_);  // it could not be opened before
    if (line.step <= last_step_) return;
    Json json;
    json["step"] = line.step;
    json["epoch"] = line.epoch;
    json["seconds"] = line.seconds;
    json["train"] = figures(line.train);
    json["held_out"] = figures(line.held_out);
    json["observing_share"] = line.observing_share;
    const std::string text = json.dump() + '\n';
    const ssize_t written = pwrite(descriptor_, text.data(), text.size(), size_);
    if (written != ssize_t(text.size())) {
        const int error = written < 0 ? errno : ENOSPC;
        if (ftruncate(descriptor_, size_) != 0) refuse_writing(file_, errno);
        refuse_writing(file_, error);
    }
    size_ += written;
    last_step_ = line.step;
}

MetricsTail::MetricsTail(std::filesystem::path file, std::int64_t step) : file_(std::move(file)) {
    const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    place_ = end_at(descriptor, step).size;
    close(descriptor);
}

std::vector<MetricsLine> MetricsTail::read(bool& cut) {
    cut = false;
    std::vector<MetricsLine> lines;
    const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return lines;
    struct stat about {};
    if (fstat(descriptor, &about) == 0 && about.st_size < place_) cut = true;
    std::string bytes(
        std::size_t(std::min(kMostAtOnce, std::max<std::int64_t>(0, about.st_size - place_))),
        '\0');
    const ssize_t got = cut ? 0 : pread(descriptor, bytes.data(), bytes.size(), place_);
    close(descriptor);
    if (got <= 0) return lines;
    place_ += got;
    rest_.append(bytes, 0, std::size_t(got));
    std::size_t start = 0;
    for (std::size_t end; (end = rest_.find('\n', start)) != std::string::npos; start = end + 1) {
        MetricsLine line;
        if (parse(rest_.substr(start, end - start), line)) lines.push_back(std::move(line));
    }
    rest_.erase(0, start);
    return lines;
}

}  // namespace latent::store
