// What the window measures of itself, as values: what F3 shows, Ctrl+F3 writes and the report
// holds.
//
//   frame    from the beginning of a frame to its presentation, waiting for the graphics included
//   gap      from one presented frame to the next, as far as the second was wanted: an idle window,
//            which wants none, has no gap. A frame is wanted from the moment of the input or the
//            news that it shows, even where the pacer holds it back to leave the cores to training
//   input    from an input to the first frame presented behind it. What came while a frame was
//            being drawn counts from the middle of that time
//   answer   from an input to the frame that shows the explorer's answer to it: slider to picture
//
// Thread: any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gui/redraw_pacer.h"
#include "latent/snapshot.h"

namespace latent::app {

// Milliseconds; -1: there was none. The quantiles are values that occurred.
struct Spread {
    int count = 0;
    double median = -1, p90 = -1, p99 = -1, most = -1;
};
// Of the first `count` values, which are put into another order.
Spread spread_of(float* milliseconds, int count);

// What the program takes of the machine.
struct ProcessUse {
    double cores = -1;  // processor time of all threads over the last second; -1: unknown yet
    double window_cores = -1;  // of the window's own thread
    double resident_mb = 0;    // memory, in 10^6 bytes
    int threads = 0;
};

struct RunFigures {
    std::string name;
    bool training = false;
    std::int64_t step = 0;
    double samples_per_second = 0, steps_per_second = 0;
    double observing_share = 0;
    int threads = 0;  // the trainer computes with
};

struct WindowFigures {
    static constexpr int kGraph = 120;

    double seconds = 0;  // what follows is of the last so many seconds, unless it says otherwise
    Spread frame_ms, gap_ms, input_ms, answer_ms;
    double gap_ms_ever = -1;                 // the largest from a second behind the first frame on
    double frames_per_second = 0;            // of the last second, without those for these figures
    FrameCause cause = FrameCause::nothing;  // of most of them
    std::array<float, kGraph> graph{};       // ms of the last frames, the newest last
    int graph_count = 0;

    double uploads_per_second = 0, uploaded_mb_per_second = 0;  // textures and points
    int vertices = 0, draw_calls = 0;                           // of the last frame
    ProcessUse process;
    std::vector<RunFigures> runs;
};

RunFigures figures_of(const Snapshot& snapshot);

// "your hand", "news of training", ...: why frames are drawn, or that none is.
std::string words_of(FrameCause cause);

// One object on one line: {"seconds":5.0,"frame_ms":{...},...}.
std::string json_of(const WindowFigures& figures);

}  // namespace latent::app
