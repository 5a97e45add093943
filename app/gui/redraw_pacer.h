// When to draw the next frame.
//
// An idle window draws nothing. What the user does is drawn at once, and a few frames more, since
// hover and popups need a second look. What training does (news of snapshots and answers) and what
// panels animate is drawn at once on a graphics card; on a software renderer drawing competes with
// training for the cores, so such frames come only so often that drawing takes at most `share` of
// one core. While the user is at it, every frame counts as his.
//
// Times are seconds of one monotonic clock. Thread: UI.
#pragma once

namespace latent::app {

// Why a frame is drawn; `figures`: only to show what is measured of the window (F3).
enum class FrameCause { nothing, input, news, panel, figures };

class RedrawPacer {
 public:
    explicit RedrawPacer(bool software_renderer, double share = 0.3);

    void input(double now);
    void news(double now);  // the engine published something
    // A panel asked for it.
    void redraw_within(double now, double seconds, FrameCause cause = FrameCause::panel);
    void frame_drawn(double started, double ended);  // what was due before is done

    // What is due is held back for so long, or until there is news.
    void hold(double now, double seconds);

    bool due(double now) const { return now >= due_; }
    // Seconds to sleep until the next frame is due; at most `most`.
    double wait(double now, double most = 1.0) const;

    // Of the next frame: since when there has been something to show, although it may be held back
    // to leave the cores to training; and what came first.
    double wanted_since() const { return wanted_; }
    FrameCause cause() const { return cause_; }

    double frame_cost() const { return cost_; }  // seconds, smoothed
    bool user_is_at_it(double now) const;

 private:
    double paced(double now) const;  // the earliest time for a frame that is not the user's
    // `wanted`: the time for a frame that nobody holds back.
    void by(double time, double wanted, FrameCause cause);

    bool software_;
    double share_;
    double due_ = 0, wanted_ = 0;  // the first frame at once
    FrameCause cause_ = FrameCause::nothing;
    double last_started_ = -1, cost_ = 0;
    double last_input_ = -1e9;
    int settling_ = 0;  // frames still owed to the last input
};

}  // namespace latent::app
