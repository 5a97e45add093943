#include "embedding/embedder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <mutex>
#include <ostream>
#include <thread>

#include "embedding/points.h"
#include "support/eventually.h"

using namespace latent;
using embedding::Embedder;
using test::eventually;

namespace {

// A lab reduced to what the embedder sees of it.
struct Desk {
    std::mutex mutex;
    std::map<RunId, std::shared_ptr<const CodeCloud>> clouds;
    std::atomic<int> wakes{0}, looks{0};
    std::atomic<std::uint64_t> versions{0};
    Embedder embedder{[this](RunId run) -> std::shared_ptr<const CodeCloud> {
                          std::lock_guard lock(mutex);
                          ++looks;
                          const auto found = clouds.find(run);
                          return found == clouds.end() ? nullptr : found->second;
                      },
                      [this] { ++wakes; }, [this]() -> std::uint64_t { return ++versions; }};

    // The embedder goes before what it looks at.
    ~Desk() { embedder.close(); }

    void publish(RunId run, std::shared_ptr<const CodeCloud> cloud) {
        {
            std::lock_guard lock(mutex);
            clouds[run] = std::move(cloud);
        }
        embedder.look();
    }
    Embedding shown(RunId run) const {
        const auto embedding = embedder.embedding(run);
        return embedding ? *embedding : Embedding();
    }
};

std::shared_ptr<CodeCloud> some_cloud(unsigned seed, std::int64_t step) {
    auto cloud = test::cloud_of(test::clustered_points(60, 4, 3, seed), 4, 3);
    cloud->step = step;
    cloud->version = std::uint64_t(step) + 1;
    return cloud;
}

EmbeddingOptions at_perplexity(double value) {
    EmbeddingOptions options;
    options.perplexity = value;
    return options;
}

constexpr RunId kOne{1}, kTwo{2};

}  // namespace

TEST_CASE("an embedding waits for codes, follows them and rests when they rest") {
    Desk desk;
    desk.embedder.embed(kOne, at_perplexity(10));
    CHECK(eventually([&] { return desk.looks > 0; }));
    CHECK_FALSE(bool(desk.embedder.embedding(kOne)));
    const auto first = some_cloud(1, 0);
    desk.publish(kOne, first);
    REQUIRE(eventually([&] { return desk.shown(kOne).iteration > 0; }));
    CHECK(desk.wakes > 0);
    CHECK(desk.shown(kOne).version > 0);
    auto second = std::make_shared<CodeCloud>(*some_cloud(2, 50));
    second->probe = first->probe;
    desk.publish(kOne, second);
    REQUIRE(eventually([&] { return desk.shown(kOne).step == 50; }));
    REQUIRE(eventually([&] { return desk.shown(kOne).settled; }));
    // What rests has been measured, and costs nothing more.
    CHECK(desk.shown(kOne).trustworthiness > 0.5);
    const auto rest = desk.embedder.embedding(kOne);
    const int looks = desk.looks;
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    CHECK(desk.looks <= looks + 1);
    CHECK(desk.embedder.embedding(kOne) == rest);
}

TEST_CASE("options change an embedding on its way, the same ones again do not") {
    Desk desk;
    desk.publish(kOne, some_cloud(1, 0));
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return desk.shown(kOne).settled; }));
    const auto rest = desk.embedder.embedding(kOne);
    desk.embedder.embed(kOne, at_perplexity(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(desk.embedder.embedding(kOne) == rest);
    desk.embedder.embed(kOne, at_perplexity(15));
    CHECK(eventually([&] { return desk.shown(kOne).perplexity == 15; }));
    EmbeddingOptions again = at_perplexity(15);
    again.restarts = 1;
    REQUIRE(eventually([&] { return desk.shown(kOne).iteration > 100; }));
    desk.embedder.embed(kOne, again);
    CHECK(eventually([&] { return desk.shown(kOne).iteration <= 50; }));
}

TEST_CASE("one run at a time: the last one asked for") {
    Desk desk;
    desk.publish(kOne, some_cloud(1, 0));
    desk.publish(kTwo, some_cloud(2, 0));
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return desk.shown(kOne).iteration > 0; }));
    desk.embedder.embed(kTwo, at_perplexity(10));
    const auto last_of_one = desk.embedder.embedding(kOne);
    REQUIRE(eventually([&] { return desk.shown(kTwo).settled; }));
    CHECK(desk.embedder.embedding(kOne) == last_of_one);
}

TEST_CASE("stopped, an embedding stays as it is, and goes on from there when asked again") {
    Desk desk;
    desk.publish(kOne, some_cloud(1, 0));
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return desk.shown(kOne).iteration > 0; }));
    desk.embedder.stop();
    const auto last = desk.embedder.embedding(kOne);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    CHECK(desk.embedder.embedding(kOne) == last);
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return desk.embedder.embedding(kOne) != last; }));
    CHECK(desk.shown(kOne).iteration >= last->iteration);
}

TEST_CASE("the embedding of a run that is gone is gone") {
    Desk desk;
    desk.publish(kOne, some_cloud(1, 0));
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return desk.shown(kOne).iteration > 0; }));
    desk.embedder.forget(kOne);
    CHECK_FALSE(bool(desk.embedder.embedding(kOne)));
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    CHECK_FALSE(bool(desk.embedder.embedding(kOne)));
}

TEST_CASE("why there is no embedding is published once") {
    Desk desk;
    auto cloud = std::make_shared<CodeCloud>(*some_cloud(1, 0));
    std::fill(cloud->codes.begin(), cloud->codes.end(), 1.0f);
    desk.publish(kOne, cloud);
    desk.embedder.embed(kOne, at_perplexity(10));
    REQUIRE(eventually([&] { return !desk.shown(kOne).problem.empty(); }));
    const auto said = desk.embedder.embedding(kOne);
    for (int i = 0; i < 5; ++i) {
        desk.embedder.look();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(desk.embedder.embedding(kOne) == said);
}

TEST_CASE("wishes in a hurry end as the last one, whatever the embedder was doing") {
    Desk desk;
    desk.publish(kOne, some_cloud(1, 0));
    desk.publish(kTwo, some_cloud(2, 0));
    for (int i = 0; i < 300; ++i) {
        desk.embedder.embed(i % 2 ? kOne : kTwo, at_perplexity(5 + i % 10));
        if (i % 7 == 0) desk.embedder.stop();
        if (i % 11 == 0) desk.publish(kOne, some_cloud(3, i));
        if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    desk.embedder.embed(kTwo, at_perplexity(17));
    CHECK(eventually([&] { return desk.shown(kTwo).perplexity == 17; }));
}
