#include "training/pacer.h"

#include <doctest/doctest.h>

using latent::training::Pacer;

namespace {

struct Outcome {
    int looks = 0;
    double share = 0;
};

// A run whose steps and looks take these times, for `seconds`.
Outcome simulate(double step, double look, double seconds) {
    Pacer pacer(0.1, 0.05, 1.5);
    pacer.looked(look, 0);
    double elapsed = 0, spent = 0;
    Outcome outcome;
    while (elapsed < seconds) {
        elapsed += step;
        if (!pacer.due(elapsed, spent)) continue;
        elapsed += look;
        spent += look;
        pacer.looked(look, elapsed);
        ++outcome.looks;
        if (outcome.looks > 1) CHECK(spent <= 0.0501 * elapsed);
    }
    outcome.share = spent / elapsed;
    return outcome;
}

}  // namespace

TEST_CASE("cheap looks come about ten times a second") {
    const Outcome outcome = simulate(0.005, 0.001, 60);
    CHECK(outcome.looks > 500);
    CHECK(outcome.looks <= 600);
}

TEST_CASE("dear looks are spaced so that they never cost more than their share") {
    for (const double look : {0.03, 0.4, 2.0}) {
        CAPTURE(look);
        const Outcome outcome = simulate(0.02, look, 200);
        CHECK(outcome.looks >= int(0.8 * 0.05 * 200 / look));
        CHECK(outcome.share <= 0.05);
    }
}

TEST_CASE("the first look comes within a second and a half, however dear, and is made up for") {
    Pacer pacer(0.1, 0.05, 1.5);
    pacer.looked(2.0, 0);
    CHECK_FALSE(pacer.due(1.4, 0));
    CHECK(pacer.due(1.5, 0));
    pacer.looked(2.0, 3.5);
    CHECK_FALSE(pacer.due(30, 2.0));
    CHECK(pacer.due(80, 2.0));
}
