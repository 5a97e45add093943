#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "explore/answering.h"
#include "explore/neighbourhood.h"
#include "statistics/kmeans.h"

using namespace latent;

namespace {

// Three heaps of 30, 20 and 10 codes, and one code that is not finite.
std::shared_ptr<CodeCloud> heaps() {
    auto cloud = std::make_shared<CodeCloud>();
    cloud->width = 2;
    cloud->count = 61;
    cloud->step = 77;
    for (int i = 0; i < 60; ++i) {
        const int heap = i < 10 ? 2 : i < 30 ? 1 : 0;
        cloud->codes.push_back(float(10 * heap + 0.5 * std::sin(3.1 * i)));
        cloud->codes.push_back(float(-5 * heap + 0.5 * std::cos(2.3 * i)));
    }
    cloud->codes.push_back(std::numeric_limits<float>::quiet_NaN());
    cloud->codes.push_back(0);
    return cloud;
}

std::shared_ptr<CodeCloud> normal_codes(int count, int width) {
    auto cloud = std::make_shared<CodeCloud>();
    cloud->width = width;
    cloud->count = count;
    std::mt19937_64 rng(8);
    std::normal_distribution<float> normal;
    for (int i = 0; i < count * width; ++i) cloud->codes.push_back(normal(rng));
    return cloud;
}

Answer ask(const Cluster& question) {
    models::VersionCounter versions{0};
    return explore::Replica().answer(nullptr, question, versions);
}

}  // namespace

TEST_CASE("clusters of codes need no net, and are numbered by falling size") {
    Cluster question;
    question.cloud = heaps();
    question.clusters = 3;
    const Answer answer = ask(question);
    REQUIRE(answer.problem.empty());
    CHECK(answer.step == 77);
    REQUIRE(answer.clusters.size() == 61);
    for (int i = 0; i < 60; ++i)
        CHECK(answer.clusters[std::size_t(i)] == (i < 10 ? 2 : i < 30 ? 1 : 0));
    CHECK(answer.clusters[60] == -1);
    CHECK(ask(question).clusters == answer.clusters);
}

TEST_CASE("clusters of nothing, or none, are refused with a sentence") {
    Cluster question;
    CHECK(ask(question).problem.find("no codes") != std::string::npos);
    question.cloud = heaps();
    question.clusters = 0;
    CHECK(ask(question).problem.find("at least one cluster") != std::string::npos);
}

TEST_CASE("clusters of codes are those of k-means: of 8 starts, and of 3 where there are many") {
    for (const auto& [count, starts] : {std::pair{600, 8}, {20001, 3}}) {
        CAPTURE(count);
        Cluster question;
        question.cloud = normal_codes(count, 2);
        question.clusters = 4;
        question.seed = 5;
        statistics::KMeansOptions options;
        options.starts = starts;
        options.seed = 5;
        CHECK(ask(question).clusters ==
              statistics::kmeans(question.cloud->codes.data(), count, 2, 4, options).labels);
    }
}

TEST_CASE("many codes are clustered in many slices, so that others are served between") {
    Cluster question;
    question.cloud = normal_codes(70000, 8);
    question.clusters = 20;
    models::VersionCounter versions{0};
    explore::Replica replica;
    explore::Task task = replica.begin(nullptr, question, versions);
    for (int slice = 0; slice < 8; ++slice) replica.advance(task, versions);
    CHECK_FALSE(task.done());
    CHECK(task.answer.problem.empty());
}

TEST_CASE("neighbours are sought among 20,000 codes at most, a part of them a step") {
    auto cloud = normal_codes(60000, 2);  // two heaps, one after the other
    for (std::size_t i = 0; i < 15000; ++i) cloud->codes[2 * i] += 1000;
    explore::NeighbourCount near(*cloud, {1000, 0, 0, 0, 500, 0}, 100.0f);
    int steps = 0;
    for (; !near.done() && steps < 1000; ++steps) near.advance();
    REQUIRE(near.counts().size() == 3);
    CHECK(near.counts()[0] == 5000);
    CHECK(near.counts()[1] == 15000);
    CHECK(near.counts()[2] == 0);

    explore::NeighbourCount search(*cloud, {0, 0}, std::nullopt);
    for (steps = 0; !search.done() && steps < 1000; ++steps) search.advance();
    CHECK(steps > 2);  // 256 rows of 20,000 distances are no single step
    REQUIRE(search.done());
    CHECK(*search.radius() > 0);
    CHECK(search.counts()[0] > 0);

    explore::Neighbourhood known;
    CHECK_FALSE(known.radius(cloud).has_value());
    known.keep(cloud, 0.5f);
    CHECK(known.radius(cloud) == 0.5f);
    CHECK_FALSE(known.radius(heaps()).has_value());
}
