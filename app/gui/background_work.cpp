#include "gui/background_work.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace latent::app {
namespace {

bool done(const std::future<void>& work) {
    return work.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

void BackgroundWork::begin(std::function<void()> work) {
    under_way_.remove_if(done);
    under_way_.push_back(std::async(std::launch::async, std::move(work)));
}

bool BackgroundWork::busy() const {
    return !std::all_of(under_way_.begin(), under_way_.end(), done);
}

ReportingWork::ReportingWork(std::function<void()> told) : told_(std::move(told)) {}

void ReportingWork::begin(std::function<Sentences()> work) {
    work_.begin([this, work = std::move(work)] {
        Sentences sentences = work();
        if (sentences.empty()) return;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            std::move(sentences.begin(), sentences.end(), std::back_inserter(sentences_));
        }
        told_();
    });
}

ReportingWork::Sentences ReportingWork::take_sentences() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(sentences_, {});
}

}  // namespace latent::app
