#include "state/undo.h"

#include <algorithm>
#include <utility>

#include "state/about_settings.h"

namespace latent::app {
namespace {

// After an input: a list that closes, a click that is told a frame later.
constexpr double kEffectsSeconds = 0.3;

std::string last_part(const std::string& path) {
    std::string name = path.substr(path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1);
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

}  // namespace

bool Undo::watching(bool input, double now) {
    if (input) input_at_ = now;
    return input || waits() || held_ || now - input_at_ < kEffectsSeconds || settled_.empty();
}

void Undo::begin(const std::vector<std::string>& texts, RunId shown) {
    if (waits() || held_) return;
    settled_ = newest_ = texts;  // what has changed since was nobody's doing
    shown_ = shown;
}

void Undo::end(const std::vector<std::string>& texts, RunId shown, bool held, double now) {
    const bool let_go = held_ && !held;
    held_ = held;
    if (shown != shown_ || settled_.size() != texts.size()) {  // what goes with it is no step
        if (waits()) settle();
        settled_ = newest_ = texts;
        shown_ = shown;
        return;
    }
    if (texts != newest_) {
        newest_ = texts;
        changed_at_ = now;
        waiting_ = true;
    }
    if (!waits()) return;
    if (let_go || (!held && now - changed_at_ >= kSettles)) settle();
}

void Undo::sent(const SentSetting& setting, double now) {
    changed_at_ = now;
    for (SentSetting& each : sent_)
        if (each.run == setting.run && each.path == setting.path) {
            each.after = setting.after;
            return;
        }
    sent_.push_back(setting);
}

double Undo::wants_frame(double now) const {
    if (!waits() || held_) return -1;
    return std::max(0.02, kSettles - (now - changed_at_));
}

void Undo::settle() {
    Step step;
    const std::vector<KeptField>& fields = kept_fields();
    for (std::size_t i = 0; i < newest_.size() && i < settled_.size(); ++i)
        if (fields[i].undoable && newest_[i] != settled_[i])
            step.fields.push_back({i, settled_[i], newest_[i]});
    for (SentSetting& each : sent_)
        if (to_text(each.before) != to_text(each.after)) step.settings.push_back(std::move(each));
    sent_.clear();
    settled_ = newest_;
    waiting_ = false;
    if (step.fields.empty() && step.settings.empty()) return;
    undone_.clear();
    done_.push_back(std::move(step));
    if (done_.size() > kMostSteps) done_.pop_front();
}

std::string Undo::undo(UiState& ui, const std::function<bool(RunId)>& exists, const Send& send) {
    if (waits()) settle();
    if (done_.empty()) return "There is nothing to undo.";
    Step step = std::move(done_.back());
    done_.pop_back();
    const std::string sentence = apply(step, true, "Undone: ", ui, exists, send);
    undone_.push_back(std::move(step));
    return sentence;
}

std::string Undo::redo(UiState& ui, const std::function<bool(RunId)>& exists, const Send& send) {
    if (waits()) settle();
    if (undone_.empty()) return "There is nothing to redo.";
    Step step = std::move(undone_.back());
    undone_.pop_back();
    const std::string sentence = apply(step, false, "Redone: ", ui, exists, send);
    done_.push_back(std::move(step));
    return sentence;
}

std::string Undo::apply(const Step& step, bool back, const char* word, UiState& ui,
                        const std::function<bool(RunId)>& exists, const Send& send) {
    const RunOf same_run = [&](std::int64_t number) {
        return exists(RunId(number)) ? RunId(number) : RunId::none;
    };
    std::string names;
    const auto name = [&](const std::string& what) { names += (names.empty() ? "" : ", ") + what; };
    for (const Change& change : step.fields) {
        const KeptField& field = kept_fields()[change.field];
        field.read(ui, back ? change.before : change.after, same_run);
        name(field.name);
    }
    for (const SentSetting& setting : step.settings) {
        if (!exists(setting.run)) continue;
        const ParamValue& value = back ? setting.before : setting.after;
        send(setting.run, setting.path, value);
        const std::string said = name_of_said(setting.path);
        if (said.empty())
            name(last_part(setting.path) + " " + to_text(value));
        else if (names.find(said) == std::string::npos)  // of many runs at once, it may be
            name(said);
    }
    // The next frame takes what is there now as it is.
    settled_.clear();
    newest_.clear();
    waiting_ = false;
    return names.empty() ? "What was changed then is no longer there." : word + names + ".";
}

}  // namespace latent::app
