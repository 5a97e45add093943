#include <doctest/doctest.h>

#include "gui/redraw_pacer.h"

using latent::app::RedrawPacer;

namespace {

// Draws whatever is due within `seconds`, each frame costing `cost`, with news every `news_every`.
// The frames drawn.
int frames_within(RedrawPacer& pacer, double from, double seconds, double cost, double news_every) {
    int frames = 0;
    double next_news = from;
    for (double now = from; now < from + seconds; now += 0.001) {
        if (news_every > 0 && now >= next_news) {
            pacer.news(now);
            next_news += news_every;
        }
        if (!pacer.due(now)) continue;
        pacer.frame_drawn(now, now + cost);
        now += cost;
        ++frames;
    }
    return frames;
}

}  // namespace

TEST_CASE("an idle window draws its first frame and then sleeps") {
    RedrawPacer pacer(true);
    CHECK(pacer.due(0));
    CHECK(frames_within(pacer, 0, 10, 0.02, 0) == 1);
    CHECK(pacer.wait(10) == 1.0);
}

TEST_CASE(
    "an input is drawn at once, looked at again while things settle, and then the window sleeps") {
    RedrawPacer pacer(true);
    frames_within(pacer, 0, 1, 0.02, 0);
    pacer.input(1);
    CHECK(pacer.due(1));
    const int frames = frames_within(pacer, 1, 10, 0.02, 0);
    CHECK(frames >= 3);
    CHECK(frames <= 8);
    CHECK(pacer.wait(20) == 1.0);
}

TEST_CASE("on a software renderer training's news take at most a third of a core") {
    RedrawPacer pacer(true);
    frames_within(pacer, 0, 1, 0.05, 0.01);
    const int frames = frames_within(pacer, 1, 10, 0.05, 0.01);
    CHECK(frames * 0.05 <= 10 * 0.31);
    CHECK(frames * 0.05 >= 10 * 0.25);
}

TEST_CASE("on a graphics card every piece of news is drawn, sixty times a second at most") {
    RedrawPacer pacer(false);
    frames_within(pacer, 0, 1, 0.002, 0.1);
    const int tenths = frames_within(pacer, 1, 10, 0.002, 0.1);
    CHECK(tenths >= 95);
    CHECK(tenths <= 101);
    RedrawPacer busy(false);
    CHECK(frames_within(busy, 0, 10, 0.002, 0.001) <= 601);
}

TEST_CASE("while the user drags, answers are drawn without delay even in software") {
    RedrawPacer pacer(true);
    frames_within(pacer, 0, 1, 0.05, 0);
    pacer.input(1);
    pacer.frame_drawn(1, 1.05);
    pacer.news(1.055);
    CHECK(pacer.wait(1.055) < 0.02);
}

TEST_CASE("a panel's wish for a frame is kept") {
    RedrawPacer pacer(false);
    frames_within(pacer, 0, 1, 0.002, 0);
    pacer.redraw_within(1, 0.125);
    CHECK(!pacer.due(1.1));
    CHECK(pacer.wait(1) == doctest::Approx(0.125));
    CHECK(pacer.due(1.126));
}

TEST_CASE("a frame is held back for an answer, but no longer than it was told to") {
    RedrawPacer pacer(true);
    frames_within(pacer, 0, 1, 0.02, 0);
    pacer.input(5);
    pacer.hold(5.001, 0.012);
    CHECK_FALSE(pacer.due(5.002));
    CHECK(pacer.due(5.0131));
    CHECK(pacer.wanted_since() == 5);  // it is still wanted since the input
    pacer.hold(5.001, 0.012);
    pacer.news(5.004);  // the answer
    CHECK(pacer.due(5.004));
}

TEST_CASE("a frame knows what wanted it first, and since when, although training's are paced") {
    RedrawPacer pacer(true);
    frames_within(pacer, 0, 1, 0.05, 0);
    pacer.frame_drawn(1, 1.05);
    pacer.news(1.06);
    CHECK_FALSE(pacer.due(1.06));  // held back for training's sake
    CHECK(pacer.wanted_since() == 1.06);
    pacer.redraw_within(1.07, 0, latent::app::FrameCause::figures);
    CHECK(pacer.cause() == latent::app::FrameCause::news);
    pacer.frame_drawn(1.2, 1.25);
    pacer.redraw_within(1.25, 0.5, latent::app::FrameCause::figures);
    CHECK(pacer.cause() == latent::app::FrameCause::figures);
    pacer.input(1.3);
    CHECK(pacer.cause() == latent::app::FrameCause::input);
    CHECK(pacer.wanted_since() == 1.3);
}
