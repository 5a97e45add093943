#include "gui/lab_requests.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "state/about_settings.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr int kColours = 10;          // of the themes
constexpr double kSentSeconds = 1.5;  // what was sent counts until the run says so

}  // namespace

void LabRequests::begin_frame(double now, double input_at) {
    now_ = now;
    input_at_ = input_at;
    wanted_redraw_ = -1;
    asked_for_input_ = false;
    // Nobody looked at the embedding in the last frame: its thread rests.
    if (!embedding_is_seen_ && embedded_ != RunId::none && lab_) {
        lab_->stop_embedding();
        embedded_ = RunId::none;
    }
    embedding_is_seen_ = false;
    if (saver_)
        for (const std::string& sentence : saver_->take_sentences()) notice(sentence);
    if (library_)
        for (const std::string& sentence : library_->take_sentences()) notice(sentence);
    if (finder_ && lab_)
        for (const RunFinder::Found& found : finder_->take_found()) open_found(found);
    put_away();
}

std::vector<double> LabRequests::frame_presented(double now) {
    std::vector<double> waits;
    for (auto& [place, asked] : asked_) {
        if (asked.shown_at >= 0) waits.push_back(now - asked.shown_at);
        asked.shown_at = -1;
    }
    return waits;
}

bool LabRequests::all_answered(std::int64_t step) const {
    if (!lab_) return true;
    for (const auto& [place, asked] : asked_) {
        if (place.first != ui_.shown) continue;
        const auto answer = lab_->answer(place.first, place.second);
        if (!answer || answer->ticket < asked.ticket ||
            (answer->problem.empty() && answer->step < step))
            return false;
    }
    return true;
}

void LabRequests::send(const Command& command) { send(ui_.shown, command); }
std::uint64_t LabRequests::ask(const std::string& channel, Question question) {
    return ask(ui_.shown, channel, std::move(question));
}
std::shared_ptr<const Answer> LabRequests::answer(const std::string& channel) const {
    return answer(ui_.shown, channel);
}
void LabRequests::analyse(const std::string& analysis) { analyse(ui_.shown, analysis); }
void LabRequests::cancel_analysis(const std::string& analysis) {
    cancel_analysis(ui_.shown, analysis);
}
std::shared_ptr<const AnalysisResult> LabRequests::analysis(const std::string& analysis) const {
    return this->analysis(ui_.shown, analysis);
}

void LabRequests::send(RunId run, const Command& command) {
    if (!lab_ || run == RunId::none) return;
    try {
        if (const auto* setting = std::get_if<SetParam>(&command)) remember(run, *setting);
        if (const auto* said = std::get_if<Describe>(&command)) remember(run, said->about);
        lab_->post(run, command);
    } catch (const std::exception& error) {
        notice(error.what());
    }
}

std::uint64_t LabRequests::ask(RunId run, const std::string& channel, Question question) {
    if (!lab_ || run == RunId::none) return 0;
    Asked& asked = entry_of(asked_, run, channel);
    asked.ticket = lab_->ask(run, channel, std::move(question));
    asked_for_input_ |= input_at_ >= 0;
    if (input_at_ >= 0 && asked.input_at < 0) asked.input_at = input_at_;
    return asked.ticket;
}

std::shared_ptr<const Answer> LabRequests::answer(RunId run, const std::string& channel) const {
    if (!lab_ || run == RunId::none) return nullptr;
    auto newest = lab_->answer(run, channel);
    const auto found = asked_.find(named_of(run, channel));
    if (newest && found != asked_.end() && found->second.input_at >= 0 &&
        newest->ticket >= found->second.ticket) {
        found->second.shown_at = found->second.input_at;
        found->second.input_at = -1;
    }
    return newest;
}

void LabRequests::analyse(RunId run, const std::string& analysis) {
    if (!lab_ || run == RunId::none) return;
    try {
        lab_->analyse(run, analysis);
    } catch (const std::exception& error) {
        notice(error.what());
    }
}

void LabRequests::cancel_analysis(RunId run, const std::string& analysis) {
    if (lab_ && run != RunId::none) lab_->cancel_analysis(run, analysis);
}

std::shared_ptr<const AnalysisResult> LabRequests::analysis(RunId run,
                                                            const std::string& analysis) const {
    return lab_ && run != RunId::none ? lab_->analysis(run, analysis) : nullptr;
}

void LabRequests::embed(const EmbeddingOptions& options) {
    if (!lab_ || ui_.shown == RunId::none) return;
    embedding_is_seen_ = true;
    if (embedded_ == ui_.shown && options == embedding_options_) return;
    embedded_ = ui_.shown;
    embedding_options_ = options;
    lab_->embed(ui_.shown, options);
}

void LabRequests::stop_embedding() {
    embedded_ = RunId::none;
    if (lab_) lab_->stop_embedding();
}

std::shared_ptr<const Embedding> LabRequests::embedding() const {
    return lab_ ? lab_->embedding(ui_.shown) : nullptr;
}

std::shared_ptr<const ReadPicture> LabRequests::read_picture(const std::string& path) {
    const auto snapshot = snapshot_of(ui_.shown);
    if (!pictures_ || !snapshot || !snapshot->data) return nullptr;
    return pictures_->read(path, *snapshot->data);
}

void LabRequests::save_picture(ImVec2 min, ImVec2 max, const std::string& name) {
    wanted_pictures_.push_back({min, max, name});
}

void LabRequests::save_file(const std::string& name,
                            std::function<void(const std::string&)> write) {
    if (saver_) saver_->save(name, std::move(write));
}

std::shared_ptr<const Described> LabRequests::describe_data(const std::string& data) {
    return describer_ ? describer_->describe(data, now_) : nullptr;
}

// ---- runs that begin

RunOptions LabRequests::keeping(const RunConfig& config, RunAbout about) {
    RunOptions options;
    const std::time_t now = std::time(nullptr);
    if (about.created.empty()) about.created = date_of_creation(now);
    options.about = std::move(about);
    if (!library_ || !catalog_) return options;
    try {
        options.folder = library_->new_folder(folder_name(*catalog_, config, options.about), now);
    } catch (const std::exception& error) {
        notice(error.what());  // it trains all the same
    }
    return options;
}

RunId LabRequests::make_run(const RunConfig& config, const RunOptions& options) {
    const RunId run = lab_->create(config, options);
    folders_[run] = options.folder;
    made_.insert(run);
    return run;
}

// Made by `make` with a folder of its own, which goes again when there is no run.
template <class Make>
RunId LabRequests::make_run(const RunConfig& config, const RunAbout& about, std::int64_t from_step,
                            Make make) {
    if (!lab_) return RunId::none;
    RunOptions options = keeping(config, about);
    options.from_step = from_step;
    try {
        const RunId run = make(options);
        folders_[run] = options.folder;
        made_.insert(run);
        return run;
    } catch (const std::exception& error) {
        if (!options.folder.empty()) left_.push_back({options.folder, false});
        notice(first_line(error.what()));
        return RunId::none;
    }
}

void LabRequests::start_run(const RunConfig& config) {
    const RunId run = make_run(
        config, {}, -1, [&](const RunOptions& options) { return lab_->create(config, options); });
    if (run != RunId::none) show_run(run);
}

// The first that no open run has; as by its place in the list when all are taken.
int LabRequests::free_colour() const {
    std::set<int> taken;
    const std::vector<RunId> all = runs();
    for (std::size_t place = 0; place < all.size(); ++place) {
        const auto snapshot = snapshot_of(all[place]);
        const RunAbout* about = snapshot ? snapshot->about.get() : nullptr;
        taken.insert(about && about->colour >= 0 ? about->colour : int(place % kColours));
    }
    for (int colour = 0; colour < kColours; ++colour)
        if (!taken.count(colour)) return colour;
    return -1;
}

void LabRequests::fork_run(const RunConfig& config) { fork_run(ui_.shown, config, -1); }

void LabRequests::fork_run(RunId parent, const RunConfig& config, std::int64_t step) {
    RunAbout about;
    if (const auto snapshot = snapshot_of(parent)) {
        about.parent = snapshot->about && !snapshot->about->name.empty() ? snapshot->about->name
                                                                         : run_name(*snapshot);
        about.parent_step = step >= 0 ? step : snapshot->progress.step;
        if (snapshot->about) about.group = snapshot->about->group;
    }
    about.colour = free_colour();
    const RunId run = make_run(config, about, step, [&](const RunOptions& options) {
        return lab_->fork(parent, config, options);
    });
    if (run != RunId::none) show_run(run);
}

std::vector<RunId> LabRequests::start_runs(const std::vector<NewRun>& runs) {
    std::vector<RunId> started;
    for (const NewRun& each : runs) {
        const RunId run = make_run(each.config, each.about, -1, [&](const RunOptions& options) {
            return lab_->create(each.config, options);
        });
        if (run != RunId::none) started.push_back(run);
    }
    return started;
}

// ---- runs that are kept

std::string LabRequests::folder_of(RunId run) const {
    const auto known = folders_.find(run);
    if (known != folders_.end()) return known->second;
    const auto snapshot = snapshot_of(run);
    return snapshot && snapshot->kept ? snapshot->kept->folder : "";
}

bool LabRequests::leaves_nothing(RunId run) const {
    const auto snapshot = snapshot_of(run);
    if (!made_.count(run) || !snapshot || snapshot->progress.step > 0) return false;
    if (!snapshot->kept) return true;
    const auto& kept = snapshot->kept->checkpoints;  // of before a reset
    return std::none_of(kept.begin(), kept.end(), [](std::int64_t step) { return step > 0; });
}

void LabRequests::open_runs(const std::string& folder) {
    if (finder_) finder_->look(folder, false);
}

void LabRequests::open_dropped(const std::string& path) {
    if (finder_)
        finder_->look(path, true);
    else
        others_.push_back(path);
}

void LabRequests::open_found(const RunFinder::Found& found) {
    if (found.later) return open_later(found);
    if (found.folders.empty()) {
        if (found.dropped)
            others_.push_back(found.path);
        else
            notice("There is no run in " + found.path +
                   ": a run is a folder with a config.json in it.");
        return;
    }
    RunId first = RunId::none;
    int opened = 0;
    for (const std::string& folder : found.folders) {
        RunId run = open_in(folder);
        if (run == RunId::none) {
            run = open_anew(folder);
            opened += run != RunId::none;
        }
        if (first == RunId::none) first = run;
    }
    if (first == RunId::none) return;
    show_run(first);
    if (opened > 1) notice("Opened " + std::to_string(opened) + " runs of " + found.path + ".");
}

// Beside the others of that folder, without being shown; not when all of those were closed.
void LabRequests::open_later(const RunFinder::Found& found) {
    const auto of_the_folder = [&](RunId run) {
        return std::filesystem::path(folder_of(run)).parent_path() == found.path;
    };
    const std::vector<RunId> open = runs();
    if (std::none_of(open.begin(), open.end(), of_the_folder)) return finder_->leave(found.path);
    int opened = 0;
    for (const std::string& folder : found.folders)
        if (open_in(folder) == RunId::none) opened += open_anew(folder) != RunId::none;
    if (opened > 0) notice("Opened " + counted(opened, "more run") + " of " + found.path + ".");
}

// The run that is open there; none where there is none.
RunId LabRequests::open_in(const std::string& folder) const {
    for (const RunId run : runs())
        if (folder_of(run) == folder) return run;
    return RunId::none;
}

RunId LabRequests::open_anew(const std::string& folder) {
    try {
        RunOptions options;
        options.start = false;
        const RunId run = lab_->open(folder, options);
        folders_[run] = folder;
        return run;
    } catch (const std::exception& error) {
        notice(first_line(error.what()));
        return RunId::none;
    }
}

std::shared_ptr<const std::vector<KeptRun>> LabRequests::kept_runs() {
    if (!finder_) return std::make_shared<const std::vector<KeptRun>>();
    return finder_->kept();
}

void LabRequests::delete_run(RunId run) { close(run, true); }
void LabRequests::remove_run(RunId run) { close(run, false); }

// Folders are put away when nothing writes to them any more.
void LabRequests::put_away() {
    if (left_.empty() || !library_) return;
    if (lab_ && lab_->any_leaving()) return redraw_within(0.2);
    library_->put_away(std::exchange(left_, {}));
    if (finder_) finder_->forget();
}

// A setting on its way counts as the one before it.
void LabRequests::remember(RunId run, const SetParam& setting) {
    const auto snapshot = snapshot_of(run);
    if (!snapshot || !snapshot->config || !snapshot->config->has(setting.path)) return;
    ParamValue before = snapshot->config->at(setting.path);
    if (const auto view = ui_.views.find(run); view != ui_.views.end())
        if (const auto sent = view->second.sent.find(setting.path);
            sent != view->second.sent.end() && sent->second.until > now_)
            before = sent->second.value;
    sent_.push_back({run, setting.path, std::move(before), setting.value});
}

void LabRequests::remember(RunId run, const RunAbout& about) {
    for (SentSetting& said : said_of_run(run, about_of(run), about))
        sent_.push_back(std::move(said));
    said_[run] = {about, now_ + kSentSeconds};
}

// What was said and has not arrived yet counts.
RunAbout LabRequests::about_of(RunId run) const {
    if (const auto said = said_.find(run); said != said_.end() && said->second.second > now_)
        return said->second.first;
    const auto snapshot = snapshot_of(run);
    return snapshot && snapshot->about ? *snapshot->about : RunAbout();
}

void LabRequests::take_back(RunId run, const std::string& path, const ParamValue& value) {
    RunAbout about = about_of(run);
    if (say_of_run(about, path, value)) return send(run, Describe{about});
    send(run, SetParam{path, value});
    ui_.views[run].sent[path] = {value, now_ + kSentSeconds};
}

void LabRequests::show_run(RunId run) {
    const auto old_one = snapshot_of(ui_.shown), new_one = snapshot_of(run);
    const auto same = [&](const char* path) {
        const RunConfig &a = *old_one->config, &b = *new_one->config;
        return a.has(path) == b.has(path) && (!a.has(path) || a.at(path) == b.at(path));
    };
    const bool same_samples = old_one && new_one && old_one->config && new_one->config &&
                              same("data") && same("probe_points") && same("samples.classes") &&
                              same("samples.limit");
    if (!same_samples) {  // pins and filters are about samples that this run does not have
        unpin(ui_);
        ui_.hidden_classes.clear();
        clear(ui_.selection);
        ui_.selection.groups.clear();
        ++ui_.selection.groups_version;
    }
    ui_.shown = run;
}

void LabRequests::close(RunId run, bool to_trash) {
    if (!lab_) return;
    if (const std::string folder = folder_of(run); !folder.empty()) {
        const auto snapshot = snapshot_of(run);
        if (to_trash && snapshot && snapshot->kept && snapshot->kept->watched) {
            notice("Another program trains this run: it is closed here, but not deleted.");
            to_trash = false;
        }
        const bool nothing = leaves_nothing(run);
        if (nothing || to_trash) left_.push_back({folder, !nothing});
    }
    lab_->remove(run);
    folders_.erase(run);
    made_.erase(run);
    said_.erase(run);
    ui_.views.erase(run);
    ui_.measuring.forget(run);
    for (auto asked = asked_.begin(); asked != asked_.end();)
        asked = asked->first.first == run ? asked_.erase(asked) : std::next(asked);
    if (ui_.shown != run) return;
    const auto left = runs();
    show_run(left.empty() ? RunId::none : left.back());
}

const std::vector<RunId>& LabRequests::runs() const {
    if (lab_)
        lab_->list_runs(runs_);
    else
        runs_.clear();
    return runs_;
}

std::shared_ptr<const Snapshot> LabRequests::snapshot_of(RunId run) const {
    return lab_ && run != RunId::none ? lab_->snapshot(run) : nullptr;
}

void LabRequests::redraw_within(double seconds) {
    wanted_redraw_ = wanted_redraw_ < 0 ? seconds : std::min(wanted_redraw_, seconds);
}

void LabRequests::notice(const std::string& sentence) {
    ui_.notice = sentence;
    ui_.notice_until = now_ + 8;
}

}  // namespace latent::app
