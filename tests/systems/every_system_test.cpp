// The whole family: whatever system is listed is tested on every kind of data that it accepts.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <utility>

#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/observer.h"
#include "training/trainer.h"

using namespace latent;
using test::with;
using training::Trainer;

namespace {

void for_every_system(const std::function<void(const SystemInfo&, DataKind)>& body) {
    for (const SystemInfo& system : test::catalog().systems)
        for (DataKind kind : system.accepts) {
            const std::string on = name_of(kind);
            CAPTURE(system.id);
            CAPTURE(on);
            body(system, kind);
        }
}

// Everything that training changes: the net, heads and second players.
std::vector<std::vector<float>> everything(const Trainer& trainer) {
    const auto published = trainer.publish_weights();
    std::vector<std::vector<float>> all{published->values};
    for (const auto& player : published->players) all.push_back(player.second);
    return all;
}

std::vector<std::vector<float>> after(const RunConfig& config, DataKind kind, int steps) {
    Trainer trainer(config, test::tiny_dataset_of(kind));
    for (int i = 0; i < steps; ++i) trainer.step();
    return everything(trainer);
}

// The largest difference of two runs' numbers, as a share of how far the first came from its start.
double divergence(const std::vector<std::vector<float>>& start,
                  const std::vector<std::vector<float>>& a,
                  const std::vector<std::vector<float>>& b) {
    double apart = 0, way = 0;
    for (std::size_t player = 0; player < a.size(); ++player)
        for (std::size_t i = 0; i < a[player].size(); ++i) {
            apart = std::max(apart, std::abs(double(a[player][i]) - double(b[player][i])));
            way = std::max(way, std::abs(double(a[player][i]) - double(start[player][i])));
        }
    return apart / way;
}

}  // namespace

TEST_CASE("every system takes the same steps on three threads as on one, and the same each time") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        RunConfig config = with(test::small_config(system.id, kind), "batch_size", "100");
        // Steps along the gradient itself: Adam's first ones have its sign alone, which rounding
        // decides where a gradient is nearly 0.
        config = with(with(config, "optimizer.kind", "sgd"), "optimizer.learning_rate", "1e-5");
        const auto run = [&](int threads) {
            Trainer trainer(config, test::tiny_dataset_of(kind));
            trainer.use_threads(threads);
            const auto start = everything(trainer);
            for (int i = 0; i < 3; ++i) CHECK(trainer.step().finite());
            return std::pair(start, everything(trainer));
        };
        const auto [start, alone] = run(1);
        const auto shared = run(3).second;
        CHECK(alone != start);
        CHECK(divergence(start, alone, shared) < 1e-2);
        CHECK(run(3).second == shared);
    });
}

TEST_CASE("every system learns: its loss falls on 64 samples in 30 steps") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        const RunConfig config = with(test::small_config(system.id, kind), "batch_size", "64");
        Trainer trainer(with(config, "optimizer.learning_rate", "0.01"),
                        test::tiny_dataset_of(kind, 64));
        const float first = trainer.step().total;
        float last = first;
        for (int i = 1; i < 30; ++i) last = trainer.step().total;
        CHECK(std::isfinite(last));
        CHECK(last < 0.95f * first);
    });
}

TEST_CASE("every system's named terms, weighted, sum to its total") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        RunConfig config = test::small_config(system.id, kind);
        for (const std::string& term : config.terms())
            config = with(config, "terms." + term + ".weight", "2.5");
        Trainer trainer(config, test::tiny_dataset_of(kind));
        const training::TermValues& values = trainer.step();
        double sum = 0;
        for (std::size_t i = 0; i < values.terms.size(); ++i) {
            CHECK(std::isfinite(values.terms[i]));
            sum += trainer.terms()[i].weight * values.terms[i];
        }
        CHECK(values.total == doctest::Approx(sum).epsilon(1e-4));
        CHECK(values.terms.size() == trainer.terms().size());
        CHECK(trainer.terms().size() >= 1 + config.terms().size());
    });
}

TEST_CASE("every system's gradient reaches every parameter, of heads and second players too") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        const RunConfig config = test::small_config(system.id, kind);
        Trainer trainer(config, test::tiny_dataset_of(kind));
        const auto before = trainer.weights().copy();
        const auto players = trainer.publish_weights()->players;
        for (int i = 0; i < 3; ++i) trainer.step();
        const auto now = trainer.weights().copy();
        for (const auto& stretch : trainer.weights().stretches()) {
            CAPTURE(stretch.name);
            bool moved = false;
            for (std::int64_t i = stretch.offset; i < stretch.offset + stretch.count; ++i)
                moved = moved || before[std::size_t(i)] != now[std::size_t(i)];
            CHECK(moved);
        }
        const auto players_now = trainer.publish_weights()->players;
        REQUIRE(players.size() == players_now.size());
        for (std::size_t i = 0; i < players.size(); ++i) CHECK(players[i] != players_now[i]);
    });
}

TEST_CASE("the same seed gives bit-equal weights, another seed others") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        for (const char* corruption : {"none", "masking"}) {
            CAPTURE(corruption);
            const RunConfig config =
                with(test::small_config(system.id, kind), "corruption.kind", corruption);
            const auto first = after(config, kind, 15);
            torch::rand({17});  // the library's own generator is not ours
            CHECK(after(config, kind, 15) == first);
            CHECK(after(with(config, "seed", "1"), kind, 15) != first);
        }
    });
}

TEST_CASE("looking at a run does not change it") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        const RunConfig config =
            with(test::small_config(system.id, kind), "corruption.kind", "gaussian");
        Trainer trainer(config, test::tiny_dataset_of(kind));
        models::VersionCounter versions{0};
        training::Observer observer(trainer.dataset(), config, versions);
        for (int i = 0; i < 15; ++i) {
            trainer.step();
            if (i % 4 == 0) {
                const training::Observation seen = observer.look(trainer);
                CHECK(seen.finite);
                CHECK(seen.held_out.finite());
                CHECK(seen.held_out.terms.size() == trainer.terms().size());
                CHECK(seen.reconstructions->outputs.kind == kind);
            }
        }
        CHECK(everything(trainer) == after(config, kind, 15));
    });
}

TEST_CASE("going back to published weights brings every player back") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        const RunConfig config = test::small_config(system.id, kind);
        Trainer trainer(config, test::tiny_dataset_of(kind));
        trainer.step();
        const auto good = trainer.publish_weights();
        const auto then = everything(trainer);
        for (int i = 0; i < 3; ++i) trainer.step();
        CHECK(everything(trainer) != then);
        trainer.restore(*good);
        CHECK(everything(trainer) == then);
        CHECK(trainer.step().finite());
    });
}

TEST_CASE("a fork takes its parent's heads and second players with it") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        const RunConfig config = test::small_config(system.id, kind);
        Trainer parent(config, test::tiny_dataset_of(kind));
        for (int i = 0; i < 3; ++i) parent.step();
        Trainer fork(with(config, "seed", "7"), test::tiny_dataset_of(kind));
        fork.adopt(*parent.publish_weights());
        CHECK(everything(fork) == everything(parent));
        CHECK(fork.steps() == parent.steps());
    });
}

TEST_CASE("every system's layers hold all of its parameters") {
    for_every_system([](const SystemInfo& system, DataKind kind) {
        Trainer trainer(test::small_config(system.id, kind), test::tiny_dataset_of(kind));
        const ModelInfo info = trainer.net().describe();
        std::int64_t counted = 0;
        for (const LayerInfo& layer : info.layers) counted += layer.weights + layer.biases;
        CHECK(counted == info.parameters);
        CHECK(info.parameters == trainer.net_size());
    });
}

TEST_CASE("every system says what it teaches, names its paper and belongs to a family") {
    for (const SystemInfo& system : test::catalog().systems) {
        CAPTURE(system.id);
        CHECK(system.teaches.size() > 20);
        CHECK(system.teaches.back() == '.');
        CHECK_FALSE(system.paper.empty());
        CHECK_FALSE(system.family.empty());
        CHECK_FALSE(system.accepts.empty());
        for (const auto& [kind, config] : system.config_on) CHECK(system.accepts_kind(kind));
    }
}
