#include "gui/describer.h"

#include <exception>
#include <utility>

#include "state/run_text.h"

namespace latent::app {

std::shared_ptr<const Described> Describer::Look::result() const {
    const std::lock_guard<std::mutex> lock(mutex);
    return found;
}

Describer::Describer(std::shared_ptr<const Engine> engine, std::function<void()> told)
    : engine_(std::move(engine)), told_(std::move(told)) {}

std::shared_ptr<const Described> Describer::describe(const std::string& data, double now) {
    const auto known = looks_.find(data);
    if (known != looks_.end()) return known->second->result();
    Look& look = *(looks_[data] = std::make_unique<Look>());
    look.since = now;
    const DatasetInfo* listed = find(engine_->catalog().datasets, data);
    if (listed && listed->train_count > 0)
        return look.found = std::make_shared<Described>(Described{*listed, ""});
    look.thread = std::async(std::launch::async, [this, &look, data] {
        auto found = std::make_shared<Described>();
        try {
            found->info = engine_->describe_data(data);
        } catch (const std::exception& error) {
            found->trouble = error.what();
        }
        {
            const std::lock_guard<std::mutex> lock(look.mutex);
            look.found = std::move(found);
        }
        told_();
    });
    return nullptr;
}

void Describer::forget(const std::string& data) {
    const auto known = looks_.find(data);
    if (known != looks_.end() && known->second->result()) looks_.erase(known);
}

Describer::Looking Describer::looking() const {
    Looking oldest;
    for (const auto& [data, look] : looks_)
        if (!look->result() && (oldest.data.empty() || look->since < oldest.since))
            oldest = {data, look->since};
    return oldest;
}

std::string looking_at(const std::string& data) { return "Looking at " + file_name(data) + " ..."; }

}  // namespace latent::app
