#include "gui/app.h"

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "export/folder.h"
#include "gl/pixels.h"
#include "gui/keys.h"
#include "gui/looks.h"

namespace latent::app {
namespace {

constexpr Size kSmallest{1280, 800};
constexpr double kHold = 0.012;       // seconds that a frame waits for the answer it has asked for
constexpr double kPatience = 0.5;     // seconds before what is waited for is named

Snapshot waiting_for_engine() {
    Snapshot snapshot;
    snapshot.message = "Loading the engine...";
    return snapshot;
}

constexpr double kSessionRests = 0.7;  // seconds from a change to the file

std::unique_ptr<SessionFile> session_of(const LaunchOptions& options) {
    return options.shot.empty() ? std::make_unique<SessionFile>(usual_library()) : nullptr;
}

SessionFile::Read last_session(const LaunchOptions& options, SessionFile* file) {
    return file && !options.fresh ? file->read() : SessionFile::Read{};
}

}  // namespace

App::App(const LaunchOptions& options, OpenEngine open_engine, const std::atomic<bool>& stop)
    : session_file_(session_of(options)),
      last_session_(last_session(options, session_file_.get())),
      options_(as_it_was(options, last_session_)),
      report_(options.report),
      stop_(stop),
      window_({options.width, options.height}, options.size_given || !options.shot.empty(),
              kSmallest),
      imgui_(window_),
      pacer_(window_.software_renderer()),
      requests_(ui_),
      panels_(make_panels()),
      workspaces_(make_workspaces()),
      waiting_(std::make_shared<Snapshot>(waiting_for_engine())),
      open_engine_(std::move(open_engine)),
      brought_in_(requests_, ui_, workspaces_, bell()) {
    report_.renderer(window_.renderer());
    for (const Workspace& each : workspaces_) ui_.workspaces.push_back({each.id, each.label});
    if (last_session_.session)
        take_choices(
            *last_session_.session, ui_, [](std::int64_t) { return RunId::none; },
            [](KeptScope scope) { return scope == KeptScope::window; });
    if (options_.theme_given) ui_.theme = options_.theme;
    if (!options_.workspace.empty()) ui_.workspace = options_.workspace;
    if (std::none_of(workspaces_.begin(), workspaces_.end(),
                     [&](const Workspace& each) { return each.id == ui_.workspace; }))
        ui_.workspace.clear();
    if (!options_.shot.empty()) {
        shot_.emplace(options_.at_step);
        imgui_.ignore_mouse(true);
        picture_.emplace();
        picture_->resize(options_.width, options_.height);
    }
}

App::~App() {
    window_.hide();  // at once; the last step of a run may take a moment
    // Before the runs are gone: which of them are there, and which have learnt nothing.
    std::vector<RunLibrary::Left> left = requests_.take_left();
    for (const RunId run : requests_.runs())
        if (requests_.leaves_nothing(run) && !requests_.folder_of(run).empty())
            left.push_back({requests_.folder_of(run), false});
    if (session_file_ && lab_) session_file_->save_now(session());
    requests_.disconnect();
    pictures_.reset();
    saver_.reset();
    describer_.reset();
    finder_.reset();
    lab_.reset();
    if (library_) library_->put_away(std::move(left));
}

std::function<void()> App::bell() {
    return [this] {
        news_ = true;
        Window::wake();
    };
}

void App::run() {
    window_.show();
    saver_ = std::make_unique<Saver>(export_folder(), bell());
    requests_.connect(saver_.get());
    if (!shot_) {
        library_ = std::make_unique<RunLibrary>(usual_library(), bell());
        finder_ = std::make_unique<RunFinder>(library_->runs(), bell());
    }
    draw_frame();
    // Only now: the graphics driver looks its functions up one by one, and each look-up would wait
    // for the loading of the engine's libraries, which holds the loader's lock for most of a
    // second.
    gone_ = std::make_shared<std::vector<std::string>>();
    const auto looked_for = last_session_.session && !options_.names_a_run()
                                ? last_session_.session->runs
                                : std::vector<SessionRun>();
    loader_ = std::make_unique<EngineLoader>(
        [open = open_engine_, looked_for, gone = gone_] {
            std::error_code error;
            for (const SessionRun& run : looked_for)
                if (!std::filesystem::is_directory(run.folder, error)) gone->push_back(run.folder);
            return open();
        },
        bell());
    while (!window_.closing() && !stop_) {
        // Nothing is drawn while minimised, so nothing that is due may shorten the sleep.
        const bool hidden = window_.minimised();
        const double wait = hidden ? 1.0 : pacer_.wait(glfwGetTime(), 0.5);
        if (wait > 0)
            window_.wait(wait);
        else
            window_.poll();

        const double now = glfwGetTime();
        if (hidden) meter_.hidden_until(now);
        WindowEvents events = window_.take_events();
        if (events.any) {
            if (!pending_.any) pending_.first_at = events.first_at;
            pending_.any = true;
            pending_.rescaled |= events.rescaled;
            for (auto& key : events.keys) pending_.keys.push_back(std::move(key));
            for (unsigned character : events.characters) pending_.characters.push_back(character);
            for (auto& path : events.dropped) pending_.dropped.push_back(std::move(path));
            pacer_.input(now);
        }
        if (news_.exchange(false)) pacer_.news(now);
        if (loader_ && loader_->ready()) take_engine();
        if (!first_data_.empty()) start_first_run();
        if (shot_ && lab_) pacer_.redraw_within(now, 0.02);
        if (!pacer_.due(now) || window_.minimised()) continue;
        draw_frame();
        if (shot_ && lab_ && shot_taken(*shown_snapshot(), glfwGetTime())) return;
    }
}

void App::take_engine() {
    const std::unique_ptr<EngineLoader> loader = std::move(loader_);
    try {
        engine_ = loader->take();
        describer_ = std::make_unique<Describer>(engine_, bell());
        pictures_ = std::make_unique<PictureReader>(engine_, bell());
        requests_.connect(pictures_.get());
        requests_.connect(library_.get(), finder_.get(), &engine_->catalog());
        if (session_file_ && session_file_->taken())
            requests_.notice(
                "Another window is open: what is open in this one is kept, but does "
                "not come back by itself.");
        if (!last_session_.sentence.empty()) requests_.notice(last_session_.sentence);
        if (options_.names_a_run() || !bring_session_back())
            first_data_ = data_of(engine_->catalog(), options_);
    } catch (const std::invalid_argument&) {
        throw;  // the command line asked for what cannot be
    } catch (const std::exception& error) {
        no_run(error);
    }
    pacer_.input(glfwGetTime());
}

// Once it is known what its data is.
void App::start_first_run() {
    const auto known = describer_->describe(first_data_, glfwGetTime());
    if (!known) return;
    first_data_.clear();
    try {
        if (!known->info) throw InvalidConfig(std::vector<Problem>{{"data", known->trouble}});
        const RunConfig config = config_of(engine_->catalog(), options_, *known->info);
        make_lab();
        RunOptions run_options = requests_.keeping(config);
        run_options.start = !shot_;
        ui_.shown = requests_.make_run(config, run_options);
    } catch (const std::invalid_argument&) {
        throw;
    } catch (const std::exception& error) {
        no_run(error);
    }
    pacer_.input(glfwGetTime());
}

void App::no_run(const std::exception& error) {
    if (shot_) throw std::runtime_error(error.what());
    auto failed = std::make_shared<Snapshot>();
    failed->state = RunState::failed;
    failed->message = error.what();
    waiting_ = std::move(failed);
}

void App::make_lab() {
    if (lab_) return;
    EngineOptions engine_options;
    engine_options.reserved_cores = 1;
    lab_ = engine_->make_lab(engine_options);
    lab_->on_news([this] {
        if (!news_.exchange(true)) Window::wake();
    });
    requests_.connect(*lab_, describer_.get());
    brought_in_.connect(engine_->catalog(), *describer_, *pictures_);
}

bool App::bring_session_back() {
    if (!last_session_.session || last_session_.session->runs.empty()) return false;
    make_lab();
    return bring_runs_back(*last_session_.session, *gone_, *lab_, requests_, ui_);
}

Session App::session() {
    return session_now(requests_, window_.size(), window_.closing() || stop_, texts_.of(ui_));
}

// A moment after something has changed; the file is written in the background.
void App::keep_session(double now) {
    if (!session_file_ || !lab_) return;
    session_looked_at_ = now;
    Session now_open = session();
    if (now_open != saved_) {
        saved_ = std::move(now_open);
        if (unsaved_since_ < 0) unsaved_since_ = now;
    }
    if (unsaved_since_ < 0) return;
    if (now - unsaved_since_ >= kSessionRests && session_file_->save(saved_)) {
        unsaved_since_ = -1;
        return;
    }
    requests_.redraw_within(std::max(0.05, kSessionRests - (now - unsaved_since_)));
}

// Ctrl+Z and Ctrl+Shift+Z.
void App::undo_by_key(const WindowEvents& events) {
    if (imgui_.typing() || shot_) return;
    const auto exists = [this](RunId run) { return requests_.snapshot_of(run) != nullptr; };
    const auto send = [this](RunId run, const std::string& path, const ParamValue& value) {
        requests_.take_back(run, path, value);
    };
    for (const KeyPress& key : events.keys) {
        if (!key.control || key.alt || key.name != "z") continue;
        requests_.notice(key.shift ? undo_.redo(ui_, exists, send) : undo_.undo(ui_, exists, send));
        requests_.take_sent();  // this was no new change
    }
}

std::shared_ptr<const Snapshot> App::shown_snapshot() const {
    auto snapshot = requests_.snapshot_of(ui_.shown);
    return snapshot ? snapshot : waiting_;
}

const Workspace& App::workspace() const {
    for (const Workspace& each : workspaces_)
        if (each.id == ui_.workspace) return each;
    return workspaces_.front();
}

float App::wanted_scale() const {
    return options_.scale > 0 ? options_.scale : shot_ ? 1.0f : window_.content_scale();
}

Size App::frame_size() const {
    return picture_ ? Size{options_.width, options_.height} : window_.size();
}

void App::draw_frame() {
    const double started = glfwGetTime();
    const WindowEvents events = std::exchange(pending_, {});
    if (const float scale = wanted_scale();
        scale != scale_ || theme_.kind != ui_.theme || events.rescaled) {
        theme_ = imgui_.use(ui_.theme, scale);
        scale_ = scale;
    }
    textures_.begin_frame(started);
    requests_.begin_frame(started, events.any ? events.first_at : -1);
    const auto snapshot = shown_snapshot();

    imgui_.ignore_mouse(shot_ || !wanted_pictures_.empty());
    imgui_.begin_frame(frame_size());
    const bool watching = !shot_ && undo_.watching(events.any, started);
    if (watching) undo_.begin(texts_.of(ui_), ui_.shown);
    draw_window(events, snapshot, started);
    for (const SentSetting& setting : requests_.take_sent()) undo_.sent(setting, started);
    if (watching) {
        undo_.end(texts_.of(ui_), ui_.shown, ImGui::IsAnyMouseDown(), started);
        if (const double again = undo_.wants_frame(started); again >= 0)
            requests_.redraw_within(again);
    }
    // Runs that are started or opened need no input.
    if (watching || unsaved_since_ >= 0 || started - session_looked_at_ > kSessionRests)
        keep_session(started);
    double input_at = std::exchange(held_input_at_, -1);
    if (input_at < 0 && events.any) input_at = events.first_at;
    if (held_back(events)) {
        held_input_at_ = input_at;
        return;
    }
    const Size pixels = picture_ ? frame_size() : window_.framebuffer_size();
    if (picture_)
        picture_->bind();
    else
        glViewport(0, 0, pixels.width, pixels.height);
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(theme_.background);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    imgui_.end_frame();
    save_wanted_pictures();
    if (picture_) gl::RenderTarget::unbind();
    window_.present();

    const double ended = glfwGetTime();
    measure(input_at, started, ended);
    pacer_.frame_drawn(started, ended);
    if (requests_.wanted_redraw() >= 0) pacer_.redraw_within(ended, requests_.wanted_redraw());
    if (imgui_.more_to_come()) pacer_.redraw_within(ended, 0);
    if (!wanted_pictures_.empty()) pacer_.redraw_within(ended, 0);
    if (ui_.notice_until > ended) pacer_.redraw_within(ended, ui_.notice_until - ended);
    if (imgui_.typing()) pacer_.redraw_within(ended, 0.4);  // the caret blinks
    if (overlay_.seen(ui_))
        pacer_.redraw_within(ended, FiguresOverlay::kSeconds, FrameCause::figures);
    report_.map_shows(points_.moves());
    if (report_.wanted())
        report_.looks(looks_of(ui_, workspace(), theme_, ImGui::GetIO().DisplaySize, &requests_));
    report_.says(ui_.notice_until > ended ? ui_.notice : "");
    report_.run_is(snapshot->state, snapshot->progress.step);
}

// Behind the frame just presented, before the next one is thought of.
// A slider's picture is answered in a few milliseconds, and drawing takes longer, above all without
// a graphics card: what would show the slider alone is not drawn, but laid out again with the
// picture in it. Never twice in a row, so that there is always a frame to see.
bool App::held_back(const WindowEvents& events) {
    const bool wanted = events.any && requests_.asked_for_input() && !shot_ &&
                        wanted_pictures_.empty() && !requests_.wants_pictures();
    holding_ = wanted && !holding_;
    if (!holding_) return false;
    imgui_.drop_frame();
    pacer_.hold(glfwGetTime(), kHold);
    return true;
}

void App::measure(double input_at, double started, double ended) {
    WindowMeter::Frame frame;
    frame.wanted_at = pacer_.wanted_since();
    frame.started = started;
    frame.ended = ended;
    frame.input_at = input_at;
    frame.cause = pacer_.cause();
    frame.uploads = textures_.uploads() + points_.uploads();
    frame.uploaded_bytes = textures_.uploaded_bytes() + points_.uploaded_bytes();
    if (const ImDrawData* drawn = ImGui::GetDrawData()) {
        frame.vertices = drawn->TotalVtxCount;
        for (int i = 0; i < drawn->CmdListsCount; ++i)
            frame.draw_calls += drawn->CmdLists[i]->CmdBuffer.Size;
    }
    meter_.frame(frame);
    report_.frame(ended - started, input_at < 0 ? -1 : ended - input_at);
    for (double seconds : requests_.frame_presented(ended)) {
        meter_.answer_shown(ended, seconds);
        report_.answer_shown(seconds);
    }
    report_.longest_gap(meter_.gap_ms_ever());
    if (report_.wants_figures(ended)) report_.figures(ended, json_of(figures_now(ended)));
}

WindowFigures App::figures_now(double now) {
    WindowFigures figures = meter_.figures(now);
    figures.process = process_.use(now);
    for (const RunId run : requests_.runs())
        if (const auto snapshot = requests_.snapshot_of(run))
            figures.runs.push_back(figures_of(*snapshot));
    return figures;
}

void App::draw_window(const WindowEvents& events, const std::shared_ptr<const Snapshot>& newest,
                      double now) {
    const Snapshot& snapshot = *newest;
    if (!imgui_.typing()) act_on_keys(events, snapshot, requests_, ui_);
    undo_by_key(events);
    const bool paste =
        !imgui_.typing() &&
        std::any_of(events.keys.begin(), events.keys.end(), [](const KeyPress& key) {
            return key.control && !key.alt && !key.shift && key.name == "v";
        });
    brought_in_.pasted(
        paste, [this] { return glfwGetClipboardString(window_.handle()); }, snapshot);
    brought_in_.dropped(events.dropped, snapshot, now);
    describe_progress(now);
    // Whatever panels are on screen: a reset that no panel of scores was there for counts, too.
    ui_.measuring.see(ui_.shown, snapshot.progress.step, snapshot.state == RunState::running);
    // What was is for looking at; keys and dropped files go to the run as it is.
    looking_back_.keep_only({ui_.shown});
    const auto looked_at = looking_back_.look(ui_.shown, newest, ui_.past_step);
    PanelContext context{*looked_at, lab_ ? engine_->catalog() : no_catalog_,
                         requests_,  ui_,
                         textures_,  points_,
                         theme_,     now,
                         &snapshot};
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const ImGuiWindowFlags flags =
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
        ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground;
    if (ImGui::Begin("window", nullptr, flags) && !workspaces_.empty()) {
        ImGui::PopStyleVar();
        draw_workspace(workspace(), panels_, context, ImVec2(0, 0), size);
        open_sheet_.draw(context);
        overlay_.draw(context, [this](double at) { return figures_now(at); });
    } else {
        ImGui::PopStyleVar();
    }
    ImGui::End();
}

// What is looked at for longer than a moment is named in the status bar.
void App::describe_progress(double now) {
    ui_.busy.clear();
    const auto looking = describer_ ? describer_->looking() : Describer::Looking();
    if (looking.data.empty()) return;
    const double left = kPatience - (now - looking.since);
    if (left > 0)
        requests_.redraw_within(left);
    else
        ui_.busy = looking_at(looking.data);
}

void App::save_wanted_pictures() {
    const auto read = [this] {
        const Size pixels = window_.framebuffer_size();
        return picture_ ? picture_->read() : gl::read_window(pixels.width, pixels.height);
    };
    wanted_pictures_.take(requests_.take_wanted_pictures(), frame_size(), read, *saver_);
}

bool App::shot_taken(const Snapshot& snapshot, double now) {
    const bool still = requests_.wanted_redraw() < 0;
    const bool measuring = ui_.measuring.catching_up(ui_.shown);
    if (!shot_->settled(snapshot, requests_, *lab_, ui_.shown, still, measuring, now)) return false;
    gl::write_png(options_.shot, picture_->read());
    return true;
}

}  // namespace latent::app
