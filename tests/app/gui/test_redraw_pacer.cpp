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
