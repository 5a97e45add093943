// Which weights the jobs of a run work on, and what is kept of them.
#include "analysis/analyst.h"
#include "support/eventually.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;
using test::eventually;

namespace {

const RunId kRun{1};

void pause(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

// A net whose weights are a step further whenever they are looked at.
struct Moving {
    Moving()
        : config(test::small_config("undercomplete")),
          data(test::tiny_dataset(128)),
          trainer(config, data),
          weights(trainer.publish_weights()) {}
    analysis::Analyst::Material next() {
        auto newer = std::make_shared<models::Weights>(*weights);
        newer->step = ++looked;
        last = newer;
        while (held_back) pause(1);
        return {newer, data, std::make_shared<const RunConfig>(config)};
    }
    RunConfig config;
    std::shared_ptr<const data::Dataset> data;
    training::Trainer trainer;
    std::shared_ptr<const models::Weights> weights;
    std::weak_ptr<const models::Weights> last;
    std::atomic<int> looked{0};
    std::atomic<bool> held_back{false};
    models::VersionCounter versions;
    analysis::Analyst analyst{[this](RunId) { return next(); }, [] {}, versions};

    bool done(const std::string& id) {
        return eventually([&] {
            const auto result = analyst.result(kRun, id);
            return result && result->done;
        });
    }
};

}  // namespace

TEST_CASE("analyses that were asked for together are of one step, and later ones of a newer one") {
    Moving run;
    run.held_back = true;
    for (const char* id : {"pca95", "unsupervised", "intrinsic_dimension"})
        run.analyst.analyse(kRun, id);
    run.held_back = false;
    for (const char* id : {"pca95", "unsupervised", "intrinsic_dimension"}) {
        CAPTURE(id);
        REQUIRE(run.done(id));
        CHECK(run.analyst.result(kRun, id)->step == run.analyst.result(kRun, "pca95")->step);
    }
    const std::int64_t step = run.analyst.result(kRun, "pca95")->step;
    pause(200);
    run.analyst.analyse(kRun, "pca95");
    REQUIRE(run.done("pca95"));
    CHECK(run.analyst.result(kRun, "pca95")->step > step);
}

TEST_CASE("weights and codes of a run that was removed are not kept") {
    Moving run;
    run.analyst.analyse(kRun, "pca95");
    REQUIRE(run.done("pca95"));
    const auto kept = run.last;
    pause(20);
    CHECK_FALSE(kept.expired());
    run.analyst.forget(kRun);
    CHECK(eventually([&] { return kept.expired(); }));
    CHECK_FALSE(run.analyst.result(kRun, "pca95"));
}
