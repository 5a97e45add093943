// What the command line waits at while a run trains: news from the engine, or a signal from the
// user.
//
// The thread sleeps in poll(2), so that waiting costs the training nothing. Signals arrive as data
// (signalfd(2)) rather than by interrupting: from construction on, SIGINT and SIGTERM are blocked
// in this thread and in every thread made after it, so construct one before the engine makes any.
//
// Thread: ring() from any; the rest from the thread that made it. Throws std::system_error when the
// system has no file descriptors left.
#pragma once

namespace latent::headless {

constexpr int kHeartbeat = 1000;  // ms; news wakes earlier, so this bounds only the loss of a ring

class Doorbell {
 public:
    Doorbell();
    ~Doorbell();
    Doorbell(const Doorbell&) = delete;
    Doorbell& operator=(const Doorbell&) = delete;

    void ring();

    // Returns after a ring (rings since the last wait count), a signal or `milliseconds`, whichever
    // is first. The value is the signal's number, or 0.
    int wait(int milliseconds);

 private:
    int bell_ = -1, signals_ = -1;  // file descriptors
};

}  // namespace latent::headless
