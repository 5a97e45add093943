#include "gui/saver.h"

#include <chrono>
#include <exception>
#include <utility>

#include "export/folder.h"

namespace latent::app {
namespace {

bool done(const std::future<void>& writing) {
    return writing.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

Saver::Saver(std::filesystem::path folder, std::function<void()> told)
    : folder_(std::move(folder)), told_(std::move(told)) {}

void Saver::save(const std::string& name, std::function<void(const std::string& path)> write) {
    writing_.remove_if(done);
    writing_.push_back(std::async(std::launch::async, [this, name, write = std::move(write)] {
        std::string sentence;
        try {
            sentence = "Saved " + save_new(folder_, name, write).string();
        } catch (const std::exception& error) {
            sentence = name + " was not saved. " + error.what();
        }
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            sentences_.push_back(std::move(sentence));
        }
        told_();
    }));
}

std::vector<std::string> Saver::take_sentences() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(sentences_, {});
}

bool Saver::busy() const {
    for (const auto& each : writing_)
        if (!done(each)) return true;
    return false;
}

}  // namespace latent::app
