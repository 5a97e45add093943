#include "gui/run_finder.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "export/whole_file.h"
#include "state/kept_json.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMostFound = 10000;
constexpr std::size_t kAboutBytes = 1 << 20;
constexpr std::size_t kTailBytes = 64 << 10;  // of metrics.jsonl: its last lines

bool holds_a_run(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "config.json", error);
}

// "width 2" before "width 16".
bool before(const std::string& a, const std::string& b) {
    const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (digit(a[i]) && digit(b[j])) {
            std::size_t end_a = i, end_b = j;
            while (end_a < a.size() && digit(a[end_a])) ++end_a;
            while (end_b < b.size() && digit(b[end_b])) ++end_b;
            std::string x = a.substr(i, end_a - i), y = b.substr(j, end_b - j);
            x.erase(0, std::min(x.find_first_not_of('0'), x.size() - 1));
            y.erase(0, std::min(y.find_first_not_of('0'), y.size() - 1));
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            i = end_a;
            j = end_b;
        } else {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i;
            ++j;
        }
    }
    return a.size() - i < b.size() - j;
}

std::vector<fs::path> runs_inside(const fs::path& folder) {
    std::vector<fs::path> runs;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (holds_a_run(entry->path()) && runs.size() < kMostFound) runs.push_back(entry->path());
    return runs;
}

// The last line of the file that is a JSON object.
json last_line(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) return nullptr;
    const std::streamoff size = stream.tellg();
    const std::streamoff from = std::max<std::streamoff>(0, size - std::streamoff(kTailBytes));
    stream.seekg(from);
    std::string text(std::size_t(std::max<std::streamoff>(0, size - from)), '\0');
    stream.read(text.data(), std::streamsize(text.size()));
    while (!text.empty()) {
        const std::size_t end = text.find_last_not_of("\r\n");
        if (end == std::string::npos) break;
        const std::size_t start = text.find_last_of('\n', end);
        const std::size_t begin = start == std::string::npos ? 0 : start + 1;
        json line = parsed(text.substr(begin, end + 1 - begin));
        if (line.is_object()) return line;  // the very last may be half a line
        text.resize(begin);
    }
    return nullptr;
}

std::string figures_of(const json& line) {
    std::int64_t step = -1;
    take(entry_of(line, "step"), step, 0, 1e15);
    if (step < 0) return "not trained yet";
    std::string text = "step " + grouped(step);
    double total = NAN;
    if (const json* held_out = entry_of(line, "held_out"))
        take(entry_of(*held_out, "total"), total, -1e30, 1e30);
    if (std::isfinite(total)) text += ", held-out loss " + significant(total, 4);
    return text;
}

std::time_t written_at(const fs::path& folder) {
    std::error_code error;
    fs::file_time_type newest = fs::last_write_time(folder, error);
    for (const char* file : {"metrics.jsonl", "config.json"})
        if (const auto time = fs::last_write_time(folder / file, error); !error)
            newest = std::max(newest, time);
    // Both clocks are asked now: C++17 does not know how they stand to one another.
    const auto age = fs::file_time_type::clock::now() - newest;
    return std::chrono::system_clock::to_time_t(
        std::chrono::system_clock::now() -
        std::chrono::duration_cast<std::chrono::system_clock::duration>(age));
}

std::string date_of(std::time_t time) {
    std::tm local{};
    localtime_r(&time, &local);
    char text[64] = {};
    std::strftime(text, sizeof text, "%Y-%m-%d", &local);
    return text;
}

}  // namespace

std::vector<std::string> run_folders_in(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code error;
    fs::path whole = fs::weakly_canonical(folder, error);
    if (error) whole = folder;
    if (holds_a_run(whole)) return {whole.string()};
    for (const fs::path& each : runs_inside(whole)) found.push_back(each.string());
    std::sort(found.begin(), found.end(), before);
    return found;
}

std::vector<KeptRun> kept_runs_in(const fs::path& folder) {
    std::vector<std::pair<std::time_t, KeptRun>> dated;
    for (const fs::path& each : runs_inside(folder)) {
        KeptRun run;
        run.folder = each.string();
        run.name = each.filename().string();
        std::string given, note;
        const json about = parsed(text_of_file(each / "about.json", kAboutBytes));
        take(entry_of(about, "name"), given);
        take(entry_of(about, "note"), note);
        if (!given.empty() && run.name.find(given) == std::string::npos) run.name = given;
        run.note = note;
        run.figures = figures_of(last_line(each / "metrics.jsonl"));
        const std::time_t time = written_at(each);
        run.date = date_of(time);
        dated.emplace_back(time, std::move(run));
    }
    std::sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : before(b.second.name, a.second.name);
    });
    std::vector<KeptRun> runs;
    for (auto& [time, run] : dated) runs.push_back(std::move(run));
    return runs;
}

RunFinder::RunFinder(fs::path library, std::function<void()> told, std::chrono::milliseconds pace)
    : library_(std::move(library)),
      told_(std::move(told)),
      watch_(
          [this](const std::string& folder, std::vector<std::string> runs) {
              {
                  const std::lock_guard<std::mutex> lock(mutex_);
                  found_.push_back({folder, std::move(runs), false, true});
              }
              told_();
          },
          pace) {}

void RunFinder::look(const std::string& path, bool dropped) {
    looking_.begin([this, path, dropped] {
        Found found{path, run_folders_in(path), dropped, false};
        if (!found.folders.empty() && !holds_a_run(path)) {
            const fs::path folder = fs::path(found.folders.front()).parent_path();
            std::error_code error;
            if (!fs::equivalent(folder, library_, error))
                watch_.watch(folder.string(), found.folders);
        }
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            found_.push_back(std::move(found));
        }
        told_();
    });
}

std::vector<RunFinder::Found> RunFinder::take_found() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(found_, {});
}

std::shared_ptr<const std::vector<KeptRun>> RunFinder::kept() {
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (kept_ || listing_) return kept_;
        listing_ = true;
    }
    looking_.begin([this] {
        auto runs = std::make_shared<const std::vector<KeptRun>>(kept_runs_in(library_));
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            kept_ = std::move(runs);
            listing_ = false;
        }
        told_();
    });
    return nullptr;
}

void RunFinder::forget() {
    const std::lock_guard<std::mutex> lock(mutex_);
    kept_.reset();
}

}  // namespace latent::app
