#include "training/trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <utility>

#include "support/small_config.h"
#include "support/tiny_dataset.h"

using namespace latent;
using test::with;
using training::Trainer;

TEST_CASE("the last short batch of an epoch is trained on") {
    Trainer trainer(with(test::small_config("undercomplete"), "batch_size", "100"),
                    test::tiny_dataset(256));
    CHECK(trainer.steps_per_epoch() == 3);
    for (int i = 0; i < 6; ++i) CHECK(trainer.step().finite());
    CHECK(trainer.steps() == 6);
}

TEST_CASE("a learning rate set between steps acts from the next step on") {
    RunConfig config = test::small_config("undercomplete");
    Trainer trainer(config, test::tiny_dataset());
    trainer.step();
    config.set("optimizer.learning_rate", 0.0);
    trainer.configure(config);
    const auto before = trainer.weights().copy();
    trainer.step();
    CHECK(trainer.weights().copy() == before);
}

TEST_CASE("a weight set between steps acts from the next step on") {
    RunConfig config = test::small_config("vae");
    Trainer trainer(config, test::tiny_dataset());
    const training::TermValues before = trainer.step();
    config.set("terms.kl_prior.weight", 100.0);
    trainer.configure(config);
    const training::TermValues after = trainer.step();
    CHECK(before.total == doctest::Approx(before.terms[0] + before.terms[1]));
    CHECK(after.total == doctest::Approx(after.terms[0] + 100 * after.terms[1]));
}

TEST_CASE("a step whose loss is no number updates nothing") {
    RunConfig config = with(test::small_config("undercomplete"), "optimizer.kind", "sgd");
    config.set("optimizer.learning_rate", 10.0);
    config.set("reconstruction", std::string("mse"));
    Trainer trainer(config, test::tiny_dataset());
    const auto good = trainer.publish_weights();
    auto broken = std::make_shared<models::Weights>(*good);
    broken->values[0] = std::numeric_limits<float>::quiet_NaN();
    trainer.restore(*broken);
    CHECK_FALSE(trainer.step().finite());
    CHECK(trainer.steps() == 0);
    trainer.restore(*good);
    CHECK(trainer.step().finite());
    CHECK(trainer.steps() == 1);
}

TEST_CASE(
    "a fork starts from its parent's weights where shapes agree, and sees the batches that would "
    "have come next") {
    RunConfig config = test::small_config("undercomplete");
    Trainer parent(config, test::tiny_dataset());
    for (int i = 0; i < 11; ++i) parent.step();
    const auto weights = parent.publish_weights();

    Trainer same(config, test::tiny_dataset());
    same.adopt(*weights);
    CHECK(same.steps() == 11);
    CHECK(same.weights().copy() == weights->values);
    // Without noise and with equal batches the first loss after the fork is the parent's next.
    CHECK(same.step().total == parent.step().total);

    Trainer wider(with(config, "code.width", "5"), test::tiny_dataset());
    const auto fresh = wider.weights().copy();
    wider.adopt(*weights);
    const auto& stretches = wider.weights().stretches();
    const auto& theirs = parent.weights().stretches();
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const bool fits = stretches[i].parameter.sizes() == theirs[i].parameter.sizes();
        const auto now = wider.weights().copy();
        bool as_parent = true, as_fresh = true;
        for (std::int64_t j = 0; j < stretches[i].count; ++j) {
            if (fits)
                as_parent = as_parent && now[std::size_t(stretches[i].offset + j)] ==
                                             weights->values[std::size_t(theirs[i].offset + j)];
            as_fresh = as_fresh && now[std::size_t(stretches[i].offset + j)] ==
                                       fresh[std::size_t(stretches[i].offset + j)];
        }
        CAPTURE(stretches[i].name);
        CHECK((fits ? as_parent : as_fresh));
    }
}

TEST_CASE(
    "going back to published weights goes back to their step, and the optimiser forgets what it "
    "remembered") {
    RunConfig config = with(test::small_config("undercomplete"), "optimizer.kind", "sgd");
    config.set("optimizer.learning_rate", 1e-3);
    Trainer trainer(config, test::tiny_dataset());
    const auto start = trainer.publish_weights();
    const float first = trainer.step().total;
    for (int i = 0; i < 9; ++i) trainer.step();
    trainer.restore(*start);
    CHECK(trainer.steps() == 0);
    CHECK(trainer.weights().copy() == start->values);
    CHECK(trainer.step().total == first);  // the same batch again
    const auto after_one = trainer.weights().copy();
    Trainer fresh(config, test::tiny_dataset());
    fresh.step();
    CHECK(after_one == fresh.weights().copy());  // no momentum was carried over
}

TEST_CASE("training on after the end of a cosine moves the weights again") {
    RunConfig config = with(test::small_config("undercomplete"), "optimizer.schedule", "cosine");
    config.set("steps", std::int64_t(20));
    Trainer trainer(config, test::tiny_dataset());
    CHECK(trainer.last_step() == 20);
    for (int i = 0; i < 20; ++i) trainer.step();
    const auto moved_by = [&] {
        const auto before = trainer.weights().copy();
        trainer.step();
        const auto after = trainer.weights().copy();
        double squares = 0;
        for (std::size_t i = 0; i < after.size(); ++i)
            squares += double(after[i] - before[i]) * double(after[i] - before[i]);
        return std::sqrt(squares);
    };
    const double at_the_end = moved_by();
    trainer.extend();
    CHECK(trainer.last_step() == 41);
    CHECK(moved_by() > 20 * at_the_end);
}

TEST_CASE("a net whose operations share threads is trained to the same bits every time") {
    // Large enough for the optimiser to be shared too, and of a shape whose products end in other
    // last bits on two threads than on one.
    RunConfig config =
        with(test::small_config("contractive"), "terms.contractive.method", "backward");
    for (const auto& [path, value] : {std::pair{"architecture.encoder", "500,300,32"},
                                      {"code.width", "2"},
                                      {"batch_size", "1000"}})
        config = with(std::move(config), path, value);
    const auto trained = [&] {
        Trainer trainer(config, test::tiny_dataset(1000));
        trainer.use_threads(2);
        for (int i = 0; i < 12; ++i) REQUIRE(trainer.step().finite());
        return trainer.weights().copy();
    };
    const auto first = trained();
    CHECK(first.size() > (1 << 16));
    for (int again = 0; again < 3; ++again) CHECK(trained() == first);
}
