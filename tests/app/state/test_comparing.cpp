// Which run is measured next while many train: one at a time, in turn, and none twice for nothing.
#include "state/comparing.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latent;
using namespace latent::app;

namespace {

const RunId kOne{1}, kTwo{2}, kThree{3};

// Stands in for the panel and the engine.
struct ComparingBench {
    Comparing comparing;
    Comparing::Runs runs{{kOne, 100, true, true}, {kTwo, 100, true, true}};
    double now = 10;
    std::uint64_t version = 0;

    Comparing::Due due(std::vector<std::string> wishes = {"bottleneck"}) {
        now += 0.02;
        comparing.see(runs);
        for (const std::string& id : wishes) comparing.wish(id, now);
        return comparing.due(now);
    }
    void give(RunId run, const std::string& id, std::int64_t step, double seconds = 0.1,
              const std::string& problem = "") {
        auto result = std::make_shared<AnalysisResult>();
        result->analysis = id;
        result->step = step;
        result->done = true;
        result->seconds = seconds;
        result->problem = problem;
        result->version = ++version;
        comparing.look(run, id, result, now);
    }
    Comparing::Run& run(RunId id) {
        return *std::find_if(runs.begin(), runs.end(), [&](const auto& r) { return r.id == id; });
    }
};

}  // namespace

TEST_CASE("runs are measured one after the other, each with all that is wished for at once") {
    ComparingBench bench;
    const auto first = bench.due({"bottleneck", "knn5"});
    CHECK((first.run == kOne));
    CHECK(first.ids == std::vector<std::string>{"bottleneck", "knn5"});
    CHECK((bench.comparing.measuring() == kOne));
    CHECK(bench.due({"bottleneck", "knn5"}).ids.empty());  // not before the first is done
    bench.give(kOne, "bottleneck", 100);
    CHECK(bench.due({"bottleneck", "knn5"}).ids.empty());
    bench.give(kOne, "knn5", 100);
    const auto second = bench.due({"bottleneck", "knn5"});
    CHECK((second.run == kTwo));  // without a rest: it was never measured
    CHECK(second.ids.size() == 2);
}

TEST_CASE("a run is measured again when it has trained on by a seventh, and not before") {
    ComparingBench bench;
    bench.runs = {{kOne, 1000, true, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 1000);
    bench.now += 100;
    bench.run(kOne).step = 1100;
    CHECK(bench.due().ids.empty());
    bench.run(kOne).step = 1150;
    CHECK((bench.due().run == kOne));
}

TEST_CASE("while something trains, what it took is followed by a rest of four times as long") {
    ComparingBench bench;
    bench.runs = {{kOne, 1000, true, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 1000, 2.0);
    bench.run(kOne).step = 5000;
    const auto too_soon = bench.due();
    CHECK(too_soon.ids.empty());
    CHECK(too_soon.wait > 7);
    CHECK(too_soon.wait <= 8);
    bench.now += 8;
    CHECK((bench.due().run == kOne));
}

TEST_CASE("a run that came to rest is caught up with at once, and then left alone") {
    ComparingBench bench;
    bench.runs = {{kOne, 1000, true, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 1000, 5);
    bench.run(kOne) = {kOne, 1010, false, true};
    CHECK((bench.due().run == kOne));
    bench.give(kOne, "bottleneck", 1010);
    for (int i = 0; i < 100; ++i) {
        bench.now += 10;
        CHECK(bench.due().ids.empty());
    }
}

TEST_CASE("weights of an earlier step, as a run that failed has them, are not measured for ever") {
    ComparingBench bench;
    bench.runs = {{kOne, 1010, false, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 1000);
    for (int i = 0; i < 100; ++i) {
        bench.now += 10;
        CHECK(bench.due().ids.empty());
    }
}

TEST_CASE("nothing is measured of a net without training, nor before its data are there") {
    ComparingBench bench;
    bench.runs = {{kOne, 0, false, true}, {kTwo, 500, true, false}};
    CHECK(bench.due().ids.empty());
    bench.run(kTwo).loaded = true;
    CHECK((bench.due().run == kTwo));
}

TEST_CASE("the turn goes round: no run is measured twice while another waits") {
    ComparingBench bench;
    bench.runs.push_back({kThree, 100, true, true});
    std::vector<RunId> order;
    for (int i = 0; i < 9; ++i) {
        for (Comparing::Run& run : bench.runs) run.step = run.step * 5 / 4;
        bench.now += 60;
        const auto due = bench.due();
        REQUIRE((due.run != RunId::none));
        order.push_back(due.run);
        bench.give(due.run, "bottleneck", bench.run(due.run).step);
    }
    for (const RunId run : {kOne, kTwo, kThree})
        CHECK(std::count(order.begin(), order.end(), run) == 3);
}

TEST_CASE("what depends on the data alone is computed once, of an untrained run too") {
    ComparingBench bench;
    bench.run(kOne).step = 0;
    const auto ask = [&] {
        bench.now += 50;
        bench.comparing.see(bench.runs);
        bench.comparing.wish("pca_baseline", bench.now, true);
        return bench.comparing.due(bench.now);
    };
    CHECK((ask().run == kOne));
    CHECK(ask().ids.empty());
    bench.give(kOne, "pca_baseline", 0);
    bench.run(kOne).step = bench.run(kTwo).step = 100000;
    for (int i = 0; i < 10; ++i) CHECK(ask().ids.empty());
    bench.runs = {{kTwo, 100000, true, true}};  // closed: another can say it
    CHECK((ask().run == kTwo));
}

TEST_CASE("a refusal is kept and tried again half a minute later at the earliest") {
    ComparingBench bench;
    bench.runs = {{kOne, 1000, true, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 0, 0.1, "There is nothing to measure.");
    bench.run(kOne).step = 90000;
    bench.now += 20;
    CHECK(bench.due().ids.empty());
    bench.now += 20;
    CHECK((bench.due().run == kOne));
}

TEST_CASE("a result of before a reset is no longer shown, and measured anew") {
    ComparingBench bench;
    bench.runs = {{kOne, 1000, true, true}};
    bench.due();
    bench.give(kOne, "bottleneck", 1000);
    const auto last = bench.comparing.look(kOne, "bottleneck", nullptr, bench.now);
    REQUIRE((last != nullptr));
    bench.run(kOne).step = 10;
    bench.now += 100;
    CHECK((bench.due().run == kOne));
    CHECK((bench.comparing.look(kOne, "bottleneck", last, bench.now) == nullptr));
}

TEST_CASE("what nobody shows any more does not keep the others waiting for ever") {
    ComparingBench bench;
    bench.due();
    CHECK(bench.comparing.waiting().size() == 1);
    for (int i = 0; i < 11; ++i) {
        bench.now += 10;
        CHECK(bench.due().ids.empty());
    }
    bench.now += 20;
    CHECK((bench.due().run == kTwo));
    bench.runs = {{kOne, 100, true, true}};  // the run that was being measured was closed
    CHECK((bench.due().run == kOne));
}
