// Measures the window while it runs: a ring of its last frames, inputs and answers, of fixed size,
// so that measuring allocates nothing and costs a frame nothing.
//
// Times are seconds of the clock of glfwGetTime(). Thread: UI.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "gui/window_figures.h"

namespace latent::app {

// The newest N values.
template <class T, int N>
class Ring {
 public:
    void push(const T& value) {
        values_[std::size_t(next_)] = value;
        next_ = (next_ + 1) % N;
        if (count_ < N) ++count_;
    }
    int count() const { return count_; }
    // 0 is the newest.
    const T& back(int i) const { return values_[std::size_t((next_ - 1 - i + 2 * N) % N)]; }

 private:
    std::array<T, std::size_t(N)> values_{};
    int next_ = 0, count_ = 0;
};

class WindowMeter {
 public:
    struct Frame {
        double wanted_at = 0;  // by whatever it shows: RedrawPacer::wanted_since()
        double started = 0, ended = 0;
        double input_at = -1;  // of the oldest input that it is the first to show; -1: none
        FrameCause cause = FrameCause::nothing;
        std::size_t uploads = 0,
                    uploaded_bytes = 0;  // textures and points, since the program began
        int vertices = 0, draw_calls = 0;
    };

    // Until then nothing was to be seen of the window: no frame was missed.
    void hidden_until(double now) { hidden_until_ = now; }
    // Presented. The gap before it in seconds; -1 for the first.
    double frame(const Frame& frame);
    void answer_shown(double now, double seconds);
    double gap_ms_ever() const { return gap_ms_ever_; }

    // Over the last `kSeconds`; what the process takes and what the runs do is for others to add.
    static constexpr double kSeconds = 5;
    WindowFigures figures(double now) const;

 private:
    struct Drawn {
        double ended = 0;
        float frame_ms = 0, gap_ms = -1, input_ms = -1;
        FrameCause cause = FrameCause::nothing;
        std::size_t uploads = 0, uploaded_bytes = 0;
    };
    struct Answered {
        double at = 0;
        float ms = 0;
    };
    static constexpr int kFrames = 512;  // 5 s of 60 frames, and to spare

    Ring<Drawn, kFrames> drawn_;
    Ring<Answered, kFrames> answered_;
    double first_ended_ = -1, last_ended_ = -1, hidden_until_ = -1;
    double gap_ms_ever_ = -1;
    int vertices_ = 0, draw_calls_ = 0;
};

// Processor time and memory of this process, as the kernel counts them. Reads a line or two of
// /proc, so ask about once a second.
class ProcessMeter {
 public:
    ProcessUse use(double now);

 private:
    double at_ = -1, processor_ = 0, window_ = 0;  // of the last look
    ProcessUse last_;
};

}  // namespace latent::app
