// What the window measures of itself, for tests and for tuning: one JSON object a line, written as
// it happens.
//
//   {"event":"first_frame","ms":412.0}             from the start of the process to the first
//                                                  picture on screen
//   {"event":"map_changed","ms":1630.5}            to the first frame that shows other codes than
//                                                  the first ones
//   {"event":"state","state":"paused","step":120}  whenever the state changes, or the step while
//                                                  it is not running
//   {"event":"answer","ms":41.2}                   from an input to the frame that shows the
//                                                  decoded answer to it
//   {"event":"looks", ...}                         whenever what looks_of() says has changed
//   {"event":"notice","text":"Undone: the pins."}   whenever the status bar says something else
//   {"event":"figures", ...}                       once a second while frames are drawn: what
//                                                  json_of(WindowFigures) says
//   {"event":"summary", ...}                       at the end, over all the time: frames,
//                                                  frame_ms_p50, frame_ms_p99, answer_ms_p50,
//                                                  input_ms_p99, gap_ms_max ... (in milliseconds,
//                                                  -1 where there was none; gui/window_figures.h
//                                                  says what each is)
//
// Thread: UI. Errors: the constructor throws std::runtime_error when the file cannot be written.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

class Report {
 public:
    explicit Report(const std::string& file);  // "": measures nothing
    ~Report();
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    void renderer(const std::string& name);
    void frame(double seconds, double since_input);  // drawn and presented; < 0: without an input
    void longest_gap(double ms) { gap_ms_ever_ = ms; }
    bool wants_figures(double now) const;
    void figures(double now, const std::string& json);
    void map_shows(std::size_t moves);  // by the frame just presented
    void run_is(RunState state, std::int64_t step);
    void answer_shown(double seconds_since_input);
    void says(const std::string& sentence);  // in the status bar; written when it is another
    bool wanted() const { return file_.is_open(); }
    void looks(const std::string& json);  // written when it differs from the last

 private:
    void line(const std::string& json);

    std::ofstream file_;
    std::vector<float> frames_, answers_, inputs_;  // milliseconds
    double figures_at_ = -1e9, gap_ms_ever_ = -1;
    std::string looks_, sentence_;
    std::size_t first_moves_ = 0;
    bool map_changed_ = false, any_state_ = false;
    RunState state_ = RunState::idle;
    std::int64_t step_ = -1;
};

}  // namespace latent::app
