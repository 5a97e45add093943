#include "training/history.h"

#include <doctest/doctest.h>

#include "support/small_config.h"
#include "support/tiny_dataset.h"

using namespace latent;

namespace {

training::TermValues values(float bce, float kl) { return {{bce, kl}, bce + kl}; }

}  // namespace

TEST_CASE("a point of a curve is the mean of the steps since the last one") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    recorder.add_training(values(1, 10));
    recorder.add_training(values(3, 30));
    recorder.mark(2);
    recorder.mark(2);  // no step since: no point
    recorder.add_held_out(2, values(5, 50));
    const auto history = recorder.publish();
    REQUIRE(history->series.size() == 6);
    CHECK(history->series[0].id == "bce");
    CHECK(history->series[0].values == std::vector<float>{2});
    CHECK(history->series[2].id == "total");
    CHECK(history->series[2].values == std::vector<float>{22});
    CHECK(history->series[4].held_out);
    CHECK(history->series[4].values == std::vector<float>{50});
    CHECK((recorder.publish() == history));  // nothing new: the same object
}

TEST_CASE("a handful of steps before a pause makes no spike: they count into the last point") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    for (int i = 0; i < 99; ++i) recorder.add_training(values(1, 1));
    recorder.mark(99);
    recorder.add_training(values(11, 11));
    recorder.mark(100);
    const auto paused = recorder.publish();
    CHECK(paused->series[0].steps == std::vector<std::int64_t>{100});
    CHECK(paused->series[0].values[0] == doctest::Approx(1.1));
    for (int i = 0; i < 60; ++i) recorder.add_training(values(2, 2));
    recorder.mark(160);
    CHECK(recorder.publish()->series[0].values[1] == doctest::Approx(2));
}

TEST_CASE("where steps have become slow the curve goes on all the same") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    for (int i = 0; i < 8; ++i) recorder.add_training(values(1, 1));
    recorder.mark(8);
    for (int step = 9; step <= 40; ++step) {
        recorder.add_training(values(1, 1));
        recorder.mark(step);
    }
    CHECK(recorder.publish()->series[0].values.size() > 20);
    CHECK(recorder.publish()->series[0].steps.back() == 40);
}

TEST_CASE("a long curve is thinned without losing its end, its order or its mean") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    for (int step = 1; step <= 100000; ++step) {
        recorder.add_training(values(float(step), 0));
        recorder.mark(step);
    }
    const Series& series = recorder.publish()->series[0];
    CHECK(series.steps.size() <= 4000);
    CHECK(series.steps.size() >= 2000);
    CHECK(series.steps.back() == 100000);
    for (std::size_t i = 1; i < series.steps.size(); ++i)
        CHECK(series.steps[i] > series.steps[i - 1]);
    for (std::size_t i = 0; i < series.steps.size(); ++i)
        CHECK(std::abs(series.values[i] - float(series.steps[i])) <= 16.5f);
}

TEST_CASE("a slider that is dragged leaves one mark") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    recorder.add_change(10, "optimizer.learning_rate: 0.001 to 0.002");
    recorder.add_change(12, "optimizer.learning_rate: 0.002 to 0.003");
    recorder.add_change(13, "terms.kl_prior.weight: 1 to 2");
    recorder.add_change(500, "terms.kl_prior.weight: 2 to 3");
    const auto history = recorder.publish();
    REQUIRE(history->changes.size() == 3);
    CHECK(history->changes[0].text == "optimizer.learning_rate: 0.002 to 0.003");
    CHECK(history->changes[2].step == 500);
}

TEST_CASE("a run that goes back takes its curves back with it") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    training::HistoryRecorder recorder(trainer.terms());
    for (int step = 1; step <= 10; ++step) {
        recorder.add_training(values(float(step), 0));
        recorder.mark(step);
    }
    recorder.rewind(4);
    recorder.add_training(values(50, 0));
    recorder.mark(5);
    const auto history = recorder.publish();
    CHECK(history->series[0].steps == std::vector<std::int64_t>{1, 2, 3, 4, 5});
    CHECK(history->series[0].values.back() == 50);
}
