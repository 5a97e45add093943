// Every system on every dataset: fifty steps where it says it accepts the data, a sentence where
// not. Layers are narrow and batches small; the data are the real ones that are installed.
#include <doctest/doctest.h>

#include <cmath>

#include "data/dataset.h"
#include "data/view.h"
#include "support/small_config.h"
#include "training/trainer.h"

using namespace latent;

TEST_CASE("every system trains on every dataset that it accepts and refuses the others") {
    int trained = 0, refused = 0;
    for (const DatasetInfo& listed : test::catalog().datasets) {
        if (listed.train_count == 0) {
            MESSAGE(listed.id << " is not installed, so it is not tried.");
            continue;
        }
        RunConfig few;
        few.set("samples.classes", std::string());
        few.set("samples.limit", std::int64_t(400));
        const auto dataset = data::view(data::load_dataset(listed.id), few);
        CHECK(dataset->count(data::Split::train) <= 400);
        for (const SystemInfo& system : test::catalog().systems) {
            CAPTURE(listed.id);
            CAPTURE(system.id);
            RunConfig config = test::small_config(system.id, listed.kind);
            config.set("data", listed.id);
            config.set("batch_size", std::int64_t(8));
            const auto problems = validate_for(test::catalog(), config, dataset->info());
            if (!system.accepts_kind(listed.kind)) {
                REQUIRE_FALSE(problems.empty());
                CHECK(problems.front().sentence.find(name_of(listed.kind)) != std::string::npos);
                CHECK(problems.front().sentence.back() == '.');
                ++refused;
                continue;
            }
            for (const Problem& problem : validate(test::catalog(), config))
                FAIL_CHECK(problem.sentence);
            for (const Problem& problem : problems) FAIL_CHECK(problem.sentence);
            training::Trainer trainer(config, dataset);
            bool finite = true;
            for (int i = 0; i < 50 && finite; ++i) finite = trainer.step().finite();
            CHECK(finite);
            CHECK(trainer.weights().finite());
            ++trained;
        }
    }
    CHECK(trained > 50);
    CHECK(refused > 20);
}
