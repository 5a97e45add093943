#include "gui/folder_watch.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace latent::app {
namespace {

bool can_be_opened(const std::filesystem::path& run) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(run / "config.json", error)) return false;
    const std::filesystem::directory_iterator first(run / "checkpoints", error);
    return !error && first != std::filesystem::directory_iterator();
}

std::vector<std::string> new_runs_in(const std::string& folder,
                                     const std::set<std::string>& known) {
    std::vector<std::string> runs;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (!known.count(entry->path().string()) && can_be_opened(entry->path()))
            runs.push_back(entry->path().string());
    std::sort(runs.begin(), runs.end());
    return runs;
}

}  // namespace

FolderWatch::FolderWatch(Come come, std::chrono::milliseconds pace)
    : come_(std::move(come)), pace_(pace) {}

FolderWatch::~FolderWatch() {
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        over_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void FolderWatch::watch(const std::string& folder, const std::vector<std::string>& known) {
    const std::lock_guard<std::mutex> lock(mutex_);
    known_[folder].insert(known.begin(), known.end());
    if (!thread_.joinable()) thread_ = std::thread([this] { look_again_and_again(); });
}

void FolderWatch::leave(const std::string& folder) {
    const std::lock_guard<std::mutex> lock(mutex_);
    known_.erase(folder);
}

void FolderWatch::look_again_and_again() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
        changed_.wait_for(lock, pace_, [this] { return over_; });
        if (over_) return;
        const auto folders = known_;
        lock.unlock();
        std::map<std::string, std::vector<std::string>> found;
        for (const auto& [folder, known] : folders) {
            auto runs = new_runs_in(folder, known);
            if (!runs.empty()) found[folder] = std::move(runs);
        }
        lock.lock();
        for (auto& [folder, runs] : found) {
            const auto watched = known_.find(folder);
            if (watched == known_.end()) continue;  // it was left meanwhile
            watched->second.insert(runs.begin(), runs.end());
            come_(folder, std::move(runs));
        }
    }
}

}  // namespace latent::app
