// The desktop program: one window, one lab, one frame at a time.
//
//   events -> keys -> ONE snapshot -> workspace of panels -> Dear ImGui -> screen
//
// The window opens before the engine is loaded, sleeps while nothing moves, and never waits for the
// engine: everything it shows comes from the newest snapshot, everything it wants goes through
// Requests. Thread: the main thread.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "gl/point_renderer.h"
#include "gl/render_target.h"
#include "gl/texture_store.h"
#include "gui/bringing_in.h"
#include "gui/describer.h"
#include "gui/figures_overlay.h"
#include "gui/imgui_layer.h"
#include "gui/lab_requests.h"
#include "gui/launch.h"
#include "gui/open_sheet.h"
#include "gui/picture_reader.h"
#include "gui/redraw_pacer.h"
#include "gui/report.h"
#include "gui/run_finder.h"
#include "gui/run_library.h"
#include "gui/saver.h"
#include "gui/session.h"
#include "gui/session_runs.h"
#include "gui/shot.h"
#include "gui/window.h"
#include "gui/window_meter.h"
#include "gui/window_pictures.h"
#include "state/kept_fields.h"
#include "state/looking_back.h"
#include "state/ui_state.h"
#include "state/undo.h"
#include "workspaces/workspace.h"

namespace latent::app {

class App {
 public:
    // Opens the window. It closes in order, as by its close button, once `stop` is set and
    // Window::wake() called; both may be done on any thread. Throws NoDisplay, or
    // std::runtime_error with a sentence.
    App(const LaunchOptions& options, OpenEngine open_engine, const std::atomic<bool>& stop);
    ~App();

    // Until the window is closed, or the shot is taken. Throws std::invalid_argument when the
    // options ask for what cannot be, std::runtime_error when something failed; both with a
    // sentence.
    void run();

 private:
    void take_engine();
    void start_first_run();
    void make_lab();
    bool bring_session_back();  // its runs; false when there are none
    Session session();          // as it is now
    void keep_session(double now);
    void undo_by_key(const WindowEvents& events);
    std::function<void()> bell();
    void no_run(const std::exception& error);  // says why there is none
    void describe_progress(double now);
    std::shared_ptr<const Snapshot> shown_snapshot() const;
    void draw_frame();
    void draw_window(const WindowEvents& events, const std::shared_ptr<const Snapshot>& newest,
                     double now);
    WindowFigures figures_now(double now);
    bool held_back(const WindowEvents& events);
    void measure(double input_at, double started, double ended);
    void save_wanted_pictures();
    bool shot_taken(const Snapshot& snapshot, double now);
    const Workspace& workspace() const;
    float wanted_scale() const;
    Size frame_size() const;

    // What was open, before there is a window: it has the size of that.
    std::unique_ptr<SessionFile> session_file_;
    SessionFile::Read last_session_;
    LaunchOptions options_;
    Report report_;
    const std::atomic<bool>& stop_;
    std::atomic<bool> news_{false};
    Window window_;
    ImGuiLayer imgui_;
    gl::TextureStore textures_;
    gl::PointRenderer points_;
    std::optional<gl::RenderTarget>
        picture_;  // what --shot draws into, of exactly the size asked for
    RedrawPacer pacer_;
    WindowMeter meter_;
    ProcessMeter process_;
    FiguresOverlay overlay_;
    bool holding_ = false;       // the frame before was held back
    double held_input_at_ = -1;  // what caused it

    UiState ui_;
    Theme theme_;
    float scale_ = 0;
    LabRequests requests_;
    LookingBack looking_back_;
    KeptTexts texts_;
    Undo undo_;
    OpenSheet open_sheet_;
    Session saved_;              // as it was last looked at
    double unsaved_since_ = -1;  // it has changed then
    double session_looked_at_ = -1e9;
    Panels panels_;
    std::vector<Workspace> workspaces_;
    WindowEvents pending_;

    Catalog no_catalog_;
    std::shared_ptr<Snapshot> waiting_;  // shown while there is no run
    std::optional<Shot> shot_;
    OpenEngine open_engine_;
    std::shared_ptr<std::vector<std::string>> gone_;  // run folders, once the engine is loaded
    std::unique_ptr<EngineLoader> loader_;            // while it loads
    std::shared_ptr<const Engine> engine_;
    std::string first_data_;  // what the first run waits for to be described
    WindowPictures wanted_pictures_;
    // Last: their threads ring until they are joined.
    BringingIn brought_in_;
    std::unique_ptr<Saver> saver_;
    std::unique_ptr<RunLibrary> library_;
    std::unique_ptr<RunFinder> finder_;
    std::unique_ptr<PictureReader> pictures_;
    std::unique_ptr<Describer> describer_;
    std::unique_ptr<Lab> lab_;
};

}  // namespace latent::app
