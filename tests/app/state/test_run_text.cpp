#include "state/run_text.h"

#include <doctest/doctest.h>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

Snapshot at(RunState state, std::int64_t step, std::int64_t last_step) {
    Snapshot snapshot = test::running_snapshot();
    snapshot.state = state;
    snapshot.progress.step = step;
    snapshot.progress.last_step = last_step;
    snapshot.progress.epoch = double(step) / 469;
    return snapshot;
}

}  // namespace

TEST_CASE("a running run says its epoch, its data and what observing costs") {
    CHECK(status_sentence(at(RunState::running, 1000, 9380)) ==
          "Epoch 3 of 20: 60,000 images in 469 batches of 128. Observing costs 3 % of the time.");
}

TEST_CASE("what is not known is not said") {
    CHECK(status_sentence(at(RunState::running, 1000, 0)).find("Epoch 3:") == 0);
    CHECK(
        status_sentence(at(RunState::running, 1000, 1200)).find("Epoch 3, step 1,000 of 1,200:") ==
        0);
    // Trained on beyond its end: "epoch 21 of 20" would be wrong.
    CHECK(status_sentence(at(RunState::running, 9400, 9380)).find("Epoch 21:") == 0);
    Snapshot bare = at(RunState::running, 12, 0);
    bare.progress.steps_per_epoch = 0;
    bare.progress.observing_share = 0;
    CHECK(status_sentence(bare) == "Step 12.");
}

TEST_CASE("the first and the last step of an epoch belong to it") {
    CHECK(status_sentence(at(RunState::running, 0, 9380)).find("Epoch 1 of 20") == 0);
    CHECK(status_sentence(at(RunState::running, 469, 9380)).find("Epoch 1 of 20") == 0);
    CHECK(status_sentence(at(RunState::running, 470, 9380)).find("Epoch 2 of 20") == 0);
    CHECK(status_sentence(at(RunState::running, 9380, 9380)).find("Epoch 20 of 20") == 0);
    CHECK(status_sentence(at(RunState::paused, 938, 9380))
              .find("Paused at the end of epoch 2 of 20") == 0);
    CHECK(status_sentence(at(RunState::paused, 939, 9380)).find("Paused in epoch 3 of 20") == 0);
    CHECK(status_sentence(at(RunState::paused, 0, 9380)).find("Paused before the first step") == 0);
}

TEST_CASE("one of a thing has no s") {
    Snapshot snapshot = at(RunState::finished, 1, 1);
    CHECK(status_sentence(snapshot).find("Finished after 1 step") == 0);
    snapshot.progress.steps_per_epoch = 1;
    CHECK(status_sentence(snapshot).find("Finished after 1 epoch (1 step)") == 0);
}

TEST_CASE("loading, failed and diverged runs say so in their own words") {
    Snapshot loading;
    loading.message = "Reading Fashion-MNIST";
    CHECK(status_sentence(loading) == "Reading Fashion-MNIST.");
    CHECK(status_sentence(test::failed_snapshot()).find("Failed: train-images.gz says") == 0);
    Snapshot diverged = at(RunState::diverged, 10, 0);
    CHECK(status_sentence(diverged).find("Diverged: the loss is no longer a finite number") == 0);
    diverged.message = "bce became infinite at step 10.";
    CHECK(status_sentence(diverged) == "Diverged: bce became infinite at step 10.");
}

TEST_CASE("a run is named by its system and the width of its code") {
    CHECK(run_name(test::running_snapshot(2)) == "undercomplete k=2");
    CHECK(run_name(test::running_snapshot(10, true)) == "vae k=10");
    CHECK(run_name(test::empty_snapshot()) == "new run");
}

TEST_CASE("a result of a later step than the net's is of before the reset") {
    Snapshot now = at(RunState::running, 1000, 0);
    now.progress.samples_per_second = 12800;  // 100 steps a second
    now.progress.batch_size = 128;
    CHECK((standing(1000, now) == Standing::current));
    CHECK((standing(1060, now) == Standing::current));  // the snapshot is a little late
    CHECK((standing(999, now) == Standing::behind));
    CHECK((standing(5000, now) == Standing::of_before));
    now.state = RunState::paused;
    CHECK((standing(1000, now) == Standing::current));
    CHECK((standing(1001, now) == Standing::of_before));
    now.progress.step = 0;
    CHECK((standing(1400, now) == Standing::of_before));

    CHECK(result_stamp(1400, Standing::current, 1400) == "step 1,400");
    CHECK(result_stamp(1400, Standing::behind, 2000) ==
          "step 1,400; the net is at 2,000: run again");
    CHECK(result_stamp(1400, Standing::of_before, 0) ==
          "step 1,400 of before the reset; the net is at 0: run again");
}

TEST_CASE("a file is called by the last part of its path") {
    CHECK(file_name("/home/me/points.csv") == "points.csv");
    CHECK(file_name("/home/me/pictures/") == "pictures/");
    CHECK(file_name("points.csv") == "points.csv");
}

TEST_CASE("a run that another program trains is watched, not paused") {
    Snapshot now = at(RunState::paused, 280, 0);
    CHECK(state_word(now) == "paused");
    auto kept = std::make_shared<Kept>();
    kept->watched = true;
    now.kept = kept;
    CHECK(state_word(now) == "watched");
    CHECK(status_sentence(now).find("Another program trains this run") == 0);
}
