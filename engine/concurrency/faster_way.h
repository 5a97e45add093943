// Which of two ways of doing the same thing over and over is the faster one, found out while doing it.
//
//   every time:  if (way.second()) ...; else ...;   way.took(seconds);
//
// Most repetitions go the way that was faster so far. Now and then a few go the other way; when that
// takes less time on average than the last ones did, it becomes the way. The more the other way
// loses, the longer until it is tried again; and when the way taken has become much slower than it
// was and stays so, it is tried at once: something else has changed.
//
// For choices that depend on what else the machine is doing, which nobody announces. The repetitions
// must be of the same work, or the comparison is of that.
//
// Thread: one.
#pragma once

namespace latent::concurrency {

class FasterWay {
 public:
    bool second() const { return second_; }  // at first not
    void took(double seconds);               // the repetition that has just ended

 private:
    // Repetitions one after the other, and how long they took together.
    struct Stretch {
        int laps = 0;
        double seconds = 0;
        double each() const { return seconds / laps; }
    };

    void turn();
    void decide(double other);

    bool second_ = false, trying_ = false, turned_ = false;
    Stretch recent_;       // of the way that is being gone
    double usual_ = 0;     // seconds a repetition of the way taken
    int slow_ones_ = 0;    // stretches in a row that took much longer than that
    double since_ = 0;     // seconds since the last trial ended, or this one began
    double until_ = 0.25;  // seconds from one trial to the next
};

}  // namespace latent::concurrency
