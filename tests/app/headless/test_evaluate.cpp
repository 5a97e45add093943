// latent-lab evaluate: analyses of what `train --out` left.
#include <doctest/doctest.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

struct TrainedRun {
    TrainedRun() : run(folder / "run") {
        const Outcome outcome = lab({"train", "--data", "two_moons", "--system", "undercomplete",
                                     "--steps", "20", "--threads", "1", "--out", run});
        CAPTURE(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        trained = outcome.out;
    }
    TemporaryFolder folder;
    std::string run, trained;
};

}  // namespace

TEST_CASE("a run folder is evaluated by name, as text and as JSON, and by all there are") {
    const TrainedRun run;
    CHECK(contains(run.trained, "mean over samples"));
    CHECK_FALSE(contains(run.trained, "image"));

    const Outcome text = lab({"evaluate", run.run, "--analysis", "knn5"});
    CAPTURE(text.err);
    CHECK(text.exit_code == 0);
    CHECK(text.err.empty());
    CHECK(contains(text.out, "knn5"));
    CHECK(contains(text.out, "step 20"));

    const Outcome json = lab({"evaluate", "--analysis", "knn5", "code_use", "--json", run.run});
    CHECK(json.exit_code == 0);
    const Json results = Json::parse(json.out);
    REQUIRE(results.size() == 2);
    CHECK(results["knn5"]["step"] == 20);
    CHECK(results["knn5"]["figures"].size() >= 1);
    CHECK_FALSE(results["code_use"]["verdict"].get<std::string>().empty());

    for (const std::vector<std::string>& order :
         {std::vector<std::string>{"evaluate", run.run, "--analysis", "knn5", "--analysis",
                                   "code_use", "--json"},
          std::vector<std::string>{"evaluate", "--analysis", "knn5", "code_use", run.run,
                                   "--json"}})
        CHECK(Json::parse(lab(order).out).size() == 2);

    const Outcome all = lab({"evaluate", run.run, "--json"});
    CHECK(all.exit_code == 0);  // those that do not apply say why and are no failure
    CHECK(Json::parse(all.out).size() ==
          Json::parse(lab({"list", "analyses", "--json"}).out).size());
}

TEST_CASE("an analysis that cannot be said of a net fails with a sentence when it was named") {
    const TrainedRun run;
    const Outcome outcome = lab({"evaluate", run.run, "--analysis", "identity"});
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
}

TEST_CASE("what cannot be evaluated is refused before anything is loaded") {
    const TemporaryFolder folder;
    Outcome outcome = lab({"evaluate", folder / "nowhere"});
    CHECK(outcome.exit_code == 2);
    CHECK(lines_of(outcome.err).size() == 1);
    outcome = lab({"evaluate", folder / "", "--analysis", "kn5", "--analysis", "identitty"});
    CHECK(outcome.exit_code == 2);
    CHECK(lines_of(outcome.err).size() == 2);
    CHECK(contains(outcome.err, "knn5"));
    outcome = lab({"evaluate", folder / ""});  // a folder without a run in it
    CHECK(outcome.exit_code == 1);
    CHECK_FALSE(outcome.err.empty());
    CHECK(lab({"evaluate"}).exit_code == 2);
}

TEST_CASE("a system that does not take the data is refused by train and inspect alike") {
    for (const char* command : {"train", "inspect"}) {
        const Outcome outcome = lab({command, "--data", "waves", "--system", "conv"});
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(contains(outcome.err, "sequences"));
    }
}
