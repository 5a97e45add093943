// When a measurement is made anew by itself, and what is known of it meanwhile.
#include "state/measuring.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace latent;
using namespace latent::app;

namespace {

const RunId kRun{1};

std::shared_ptr<const AnalysisResult> result(std::int64_t step, std::uint64_t version,
                                             double seconds = 0.2) {
    auto made = std::make_shared<AnalysisResult>();
    made->step = step;
    made->done = true;
    made->version = version;
    made->seconds = seconds;
    return made;
}

// An engine that takes `cost` seconds for each, one after the other, in frames a tenth apart.
struct Bench {
    Measuring measuring;
    double now = 0, cost = 0.2;
    std::int64_t step = 0, per_second = 100;
    bool training = true;
    std::vector<std::string> ids{"mig"};
    Freshness freshness;
    std::uint64_t versions = 0;
    std::vector<std::string> at_work;  // in the order in which they were asked for
    double ends = 0, worked = 0;
    std::int64_t weights = -1;  // the step of the weights, where they stay behind the net
    std::map<std::string, std::shared_ptr<const AnalysisResult>> results;
    std::vector<std::pair<double, std::string>> begun;
    std::size_t largest = 0;  // batch

    void run(double seconds) {
        for (const double end = now + seconds; now < end; now += 0.1) {
            if (training) step += per_second / 10;
            if (!at_work.empty() && now >= ends) {
                results[at_work.front()] = result(weights < 0 ? step : weights, ++versions, cost);
                at_work.erase(at_work.begin());
                ends = now + cost;
            }
            measuring.see(kRun, step, training);
            for (const std::string& id : ids) {
                measuring.look(kRun, id, results[id], now);
                measuring.wish(kRun, id, freshness, now);
                const auto due = measuring.due(kRun, now);
                if (due.ids.empty()) continue;
                REQUIRE(at_work.empty());  // one batch at a time
                at_work = due.ids;
                ends = now + cost;
                worked += cost * double(due.ids.size());
                for (const std::string& each : due.ids) begun.emplace_back(now, each);
                largest = std::max(largest, due.ids.size());
            }
        }
    }
    int times(const std::string& id) const {
        return int(std::count_if(begun.begin(), begun.end(),
                                 [&](const auto& b) { return b.second == id; }));
    }
};

}  // namespace

TEST_CASE("measurements that keep themselves fresh cost a tenth of the time at most") {
    for (const double cost : {0.2, 1.0, 4.0}) {
        CAPTURE(cost);
        Bench bench;
        bench.cost = cost;
        bench.ids = {"mig", "sap", "irs"};
        bench.run(400);
        // The first of each is not rested for beforehand, and the last batch not yet afterwards.
        CHECK(bench.worked <= 400 * Measuring::kShare + 6 * cost + 1);
        CHECK(bench.worked >= 400 * Measuring::kShare * 0.5);
        for (const std::string& id : bench.ids) {
            CAPTURE(id);
            CHECK(bench.times(id) >= int(bench.begun.size()) / 3 - 1);  // they take turns
        }
    }
}

TEST_CASE("a measurement is not repeated within three seconds, nor before the net has moved on") {
    Bench bench;
    bench.cost = 0.01;
    bench.run(30);
    REQUIRE(bench.begun.size() >= 5);
    for (std::size_t i = 1; i < bench.begun.size(); ++i)
        CHECK(bench.begun[i].first - bench.begun[i - 1].first >= 2.9);
    bench.per_second = 0;
    bench.run(5);
    const std::size_t so_far = bench.begun.size();
    bench.run(30);
    CHECK(bench.begun.size() == so_far);
}

TEST_CASE("all that was never measured is measured without a rest") {
    Bench bench;
    bench.cost = 1;
    bench.ids = {"mig", "sap", "irs", "modularity"};
    bench.run(8);
    for (const std::string& id : bench.ids) CHECK(bench.times(id) >= 1);
}

TEST_CASE("a net that stands still is caught up with at once, and then left alone") {
    Bench bench;
    bench.cost = 2;
    bench.ids = {"mig", "sap"};
    bench.run(10);
    bench.training = false;
    bench.measuring.see(kRun, bench.step, false);
    CHECK(bench.measuring.catching_up(kRun));
    bench.run(9);
    for (const std::string& id : bench.ids) CHECK(bench.results[id]->step == bench.step);
    CHECK_FALSE(bench.measuring.catching_up(kRun));
    const std::size_t so_far = bench.begun.size();
    bench.run(60);
    CHECK(bench.begun.size() == so_far);
}

TEST_CASE("every thousand steps means every thousand steps, and costs the others no rest") {
    Bench bench;
    bench.cost = 0.05;
    bench.freshness = {1000, 3, false};
    bench.run(100);  // 10,000 steps
    CHECK(bench.begun.size() >= 9);
    CHECK(bench.begun.size() <= 11);
    bench.training = false;
    const std::size_t so_far = bench.begun.size();
    bench.run(20);
    CHECK(bench.begun.size() <= so_far + 1);
}

TEST_CASE("what cannot be said of this net is not asked for all the time") {
    Bench bench;
    auto refused = std::make_shared<AnalysisResult>();
    refused->problem = "Every code is the same.";
    refused->version = 1;
    bench.results["mig"] = refused;
    bench.measuring.see(kRun, 5, true);
    int asked = 0;
    for (; bench.now < 100; bench.now += 0.1) {
        bench.measuring.see(kRun, ++bench.step, true);
        bench.measuring.look(kRun, "mig", bench.results["mig"], bench.now);
        bench.measuring.wish(kRun, "mig", {}, bench.now);
        if (bench.measuring.due(kRun, bench.now).ids.empty()) continue;
        ++asked;
        auto again = std::make_shared<AnalysisResult>(*refused);
        again->version = std::uint64_t(1 + asked);
        bench.results["mig"] = again;
    }
    CHECK(asked >= 2);
    CHECK(asked <= 5);
}

TEST_CASE("the last complete result stays while the next one is being made") {
    Measuring measuring;
    measuring.see(kRun, 100, true);
    CHECK((measuring.look(kRun, "mig", nullptr, 0).last == nullptr));
    const auto first = result(90, 1);
    CHECK((measuring.look(kRun, "mig", first, 1).found() == first.get()));
    measuring.asked(kRun, "mig", 2);
    CHECK(measuring.look(kRun, "mig", first, 2.1).busy);  // the old one still
    auto half = std::make_shared<AnalysisResult>();
    half->progress = 0.5;
    const Measured during = measuring.look(kRun, "mig", half, 3);
    CHECK(during.busy);
    CHECK(during.since == doctest::Approx(1));
    CHECK((during.running == half));
    CHECK((during.found() == first.get()));
    const auto second = result(120, 2);
    CHECK_FALSE(measuring.look(kRun, "mig", second, 4).busy);
    CHECK((measuring.look(kRun, "mig", second, 4).found() == second.get()));
    // Another run has results of its own.
    CHECK((measuring.look(RunId(2), "mig", nullptr, 4).last == nullptr));
}

TEST_CASE("a result of before a reset says so, and is measured anew") {
    Measuring measuring;
    const auto before = result(500, 1);
    measuring.see(kRun, 600, true);
    measuring.look(kRun, "mig", before, 0);
    measuring.see(kRun, 0, true);
    CHECK(measuring.look(kRun, "mig", before, 1).of_before);
    measuring.see(kRun, 500, true);  // the same step of another net
    CHECK(measuring.look(kRun, "mig", before, 9).of_before);
    measuring.wish(kRun, "mig", {}, 9);
    CHECK(measuring.due(kRun, 9).ids == std::vector<std::string>{"mig"});
    CHECK_FALSE(measuring.look(kRun, "mig", result(500, 2), 10).of_before);
}

TEST_CASE("one that was cancelled is no longer waited for") {
    Measuring measuring;
    measuring.see(kRun, 10, true);
    measuring.asked(kRun, "dci", 0);
    CHECK(measuring.look(kRun, "dci", nullptr, 1).busy);
    measuring.cancelled(kRun, "dci");
    CHECK_FALSE(measuring.look(kRun, "dci", nullptr, 1).busy);
}

TEST_CASE("a wish lapses when its panel is no longer drawn") {
    Measuring measuring;
    measuring.see(kRun, 10, true);
    measuring.wish(kRun, "mig", {}, 1.0);
    measuring.wish(kRun, "sap", {}, 1.1);
    measuring.wish(kRun, "sap", {}, 1.2);
    CHECK(measuring.due(kRun, 1.2).ids == std::vector<std::string>{"sap"});
}

TEST_CASE(
    "the scores of a table are asked for together, and rested for by what they took together") {
    Bench bench;
    bench.cost = 1;
    bench.ids = {"mig", "sap", "irs"};
    bench.run(40);  // the first of each comes alone
    bench.begun.clear();
    bench.worked = 0;
    bench.run(300);
    REQUIRE(bench.begun.size() >= 9);
    CHECK(bench.largest == 3);
    for (std::size_t i = 0; i + 3 <= bench.begun.size(); i += 3) {
        CHECK(bench.begun[i].first == bench.begun[i + 2].first);
        if (i > 0) CHECK(bench.begun[i].first - bench.begun[i - 1].first >= 29.5);
    }
    // What wants to be fresh more seldom, or costs others no rest, is no part of it.
    Measuring measuring;
    measuring.see(kRun, 100, true);
    for (const char* id : {"mig", "sap", "pca95", "dci"}) measuring.look(kRun, id, result(9, 1), 0);
    measuring.wish(kRun, "mig", {}, 50);
    measuring.wish(kRun, "pca95", {1, 15, true}, 50);
    measuring.wish(kRun, "dci", {1, 3, false}, 50);
    measuring.wish(kRun, "sap", {}, 50);
    CHECK(measuring.due(kRun, 50).ids == std::vector<std::string>{"mig", "sap"});
}

TEST_CASE("a net that failed past its last weights is not measured again and again") {
    Bench bench;
    bench.ids = {"mig", "sap"};
    bench.run(5);
    bench.weights = bench.step - 3;  // those of the step at which it failed were never published
    bench.training = false;
    bench.run(10);
    for (const std::string& id : bench.ids) CHECK(bench.results[id]->step == bench.weights);
    CHECK_FALSE(bench.measuring.catching_up(kRun));
    const std::size_t so_far = bench.begun.size();
    bench.run(60);
    CHECK(bench.begun.size() == so_far);
    // When it goes on they are measured as ever.
    bench.weights = -1;
    bench.training = true;
    bench.run(20);
    CHECK(bench.begun.size() > so_far);
}

TEST_CASE("what the user cancelled is not measured by itself before it is asked for again") {
    Bench bench;
    bench.run(2);
    bench.measuring.cancelled(kRun, "mig");
    bench.at_work.clear();
    const std::size_t so_far = bench.begun.size();
    bench.run(60);
    CHECK(bench.begun.size() == so_far);
    CHECK(bench.measuring.look(kRun, "mig", nullptr, bench.now).cancelled);
    bench.training = false;
    bench.run(1);
    CHECK_FALSE(bench.measuring.catching_up(kRun));
    bench.measuring.asked(kRun, "mig", bench.now);
    CHECK_FALSE(bench.measuring.look(kRun, "mig", nullptr, bench.now).cancelled);
    // A net that begins anew is another one.
    bench.measuring.cancelled(kRun, "mig");
    bench.measuring.see(kRun, 0, true);
    CHECK_FALSE(bench.measuring.look(kRun, "mig", nullptr, bench.now).cancelled);
}

TEST_CASE("nothing is kept of a run that was removed") {
    Measuring measuring;
    measuring.see(kRun, 100, false);
    measuring.see(RunId(2), 100, false);
    const std::weak_ptr<const AnalysisResult> gone = [&] {
        const auto made = result(100, 1);
        measuring.look(kRun, "mig", made, 0);
        return made;
    }();
    const auto other = result(100, 2);
    measuring.look(RunId(2), "mig", other, 0);
    CHECK_FALSE(gone.expired());
    measuring.forget(kRun);
    CHECK(gone.expired());
    CHECK((measuring.look(RunId(2), "mig", nullptr, 1).last == other));
}
