#include "concurrency/faster_way.h"

#include <doctest/doctest.h>

#include <initializer_list>

using latent::concurrency::FasterWay;

namespace {

// What became of a while of repetitions: seconds in all, and how many went the second way.
struct While {
    double seconds = 0;
    int laps = 0, second = 0;
};

While go(FasterWay& way, double first, double second, double seconds) {
    While all;
    while (all.seconds < seconds) {
        const double lap = way.second() ? second : first;
        all.second += way.second();
        ++all.laps;
        all.seconds += lap;
        way.took(lap);
    }
    return all;
}

}  // namespace

TEST_CASE("the first way is gone until the second was found to be faster") {
    FasterWay way;
    CHECK(!way.second());
    const While slower = go(way, .01, .02, 30);
    CHECK(slower.second > 0);  // it was tried
    CHECK(slower.second < slower.laps / 50);

    FasterWay other;
    const While faster = go(other, .02, .01, 30);
    CHECK(faster.second > faster.laps * 9 / 10);
}

TEST_CASE("trying the slower way costs next to nothing, of short and of long repetitions") {
    for (const double lap : {.0005, .01, .1, .4, 5.}) {
        CAPTURE(lap);
        FasterWay way;
        const While all = go(way, lap, 2 * lap, 300 * lap + 60);
        CHECK(all.laps * lap > .93 * all.seconds);
    }
}

TEST_CASE("when the way gone has become slow, the other one is tried at once") {
    FasterWay way;
    go(way, .01, .012, 20);
    CHECK(!way.second());
    go(way, .018, .012, 1);  // another program has begun
    CHECK(way.second());
    go(way, .01, .012, 12);  // and ended
    CHECK(!way.second());
}

TEST_CASE("the first trial comes soon") {
    FasterWay way;
    CHECK(go(way, .01, .005, .5).second > 0);
    CHECK(way.second());
}

TEST_CASE("a moment's stall, whichever way is gone, does not make the slower way look better") {
    for (const double stall : {.05, .1, .3})
        for (const double ratio : {1.5, 2.}) {
            CAPTURE(stall);
            CAPTURE(ratio);
            FasterWay way;
            int laps = 0, second = 0;
            double since = 0;
            for (; laps < 6000; ++laps) {
                double lap = way.second() ? .01 * ratio : .01;
                since += lap;
                if (since > 1) lap += stall, since = 0;
                second += way.second();
                way.took(lap);
            }
            CHECK(second < laps / 10);
        }
}

TEST_CASE("two ways that take the same time are not taken in turns") {
    FasterWay way;
    int turns = 0;
    bool was = false;
    for (int i = 0; i < 10000; ++i) {
        way.took(.01);
        turns += way.second() != was;
        was = way.second();
    }
    CHECK(turns <= 2 * 100);  // there and back, once a second
    CHECK(go(way, .01, .01, 20).second < 2000 / 10);
}
