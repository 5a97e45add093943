// t-SNE as a front end asks for it: of a run that trains.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>

#include "support/eventually.h"
#include "support/small_config.h"
#include "training/engine.h"

using namespace latent;
using test::eventually;

namespace {

struct Desk {
    std::unique_ptr<Engine> engine = training::make_engine();
    std::unique_ptr<Lab> lab = engine->make_lab({});
    std::atomic<int> wakes{0};
    RunId run{};

    Desk() {
        RunConfig config = test::small_config("undercomplete");
        config.set("data", std::string("sprites"));
        config.set("samples.limit", std::int64_t(2000));
        lab->on_news([this] { ++wakes; });
        run = lab->create(config);
    }
    ~Desk() { lab.reset(); }

    Embedding shown() const {
        const auto embedding = lab->embedding(run);
        return embedding ? *embedding : Embedding();
    }
};

}  // namespace

TEST_CASE("a run's embedding follows its codes while it trains, and rests when it is paused") {
    Desk desk;
    EmbeddingOptions options;
    options.perplexity = 10;
    desk.lab->embed(desk.run, options);
    REQUIRE(eventually([&] { return desk.shown().iteration > 0; }));
    CHECK(desk.shown().problem.empty());
    CHECK(desk.shown().samples.size() == std::size_t(desk.lab->snapshot(desk.run)->cloud->count));
    const std::int64_t step = desk.shown().step;
    REQUIRE(eventually([&] { return desk.shown().step > step; }));
    desk.lab->post(desk.run, Pause{});
    REQUIRE(eventually([&] { return desk.shown().settled; }));
    CHECK(desk.shown().step == desk.lab->snapshot(desk.run)->cloud->step);
    CHECK(desk.wakes > 0);
    // A reset run begins anew, at step 0.
    desk.lab->post(desk.run, Reset{});
    CHECK(eventually([&] { return desk.shown().step == 0 && !desk.shown().positions.empty(); }));
    desk.lab->stop_embedding();
    const auto last = desk.lab->embedding(desk.run);
    desk.lab->remove(desk.run);
    CHECK_FALSE(bool(desk.lab->embedding(desk.run)));
    CHECK_FALSE(last->positions.empty());
}

TEST_CASE("an embedding of a run that is not there is none, and a lab may go while one is made") {
    Desk desk;
    desk.lab->embed(RunId{99}, {});
    CHECK_FALSE(bool(desk.lab->embedding(RunId{99})));
    desk.lab->embed(desk.run, {});
    eventually([&] { return bool(desk.lab->embedding(desk.run)); });
    desk.lab.reset();
}
