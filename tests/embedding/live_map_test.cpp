#include "embedding/live_map.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "embedding/points.h"

using namespace latent;
using embedding::LiveMap;

namespace {

// Newer codes of the same samples.
std::shared_ptr<CodeCloud> moved(const CodeCloud& cloud, float by) {
    auto newer = std::make_shared<CodeCloud>(cloud);
    for (std::size_t i = 0; i < newer->codes.size(); ++i)
        newer->codes[i] += by * std::sin(float(i));
    newer->step += 100;
    ++newer->version;
    return newer;
}

void prepare_all(LiveMap& map) {
    while (map.preparing()) map.prepare(50);
}

void iterate(LiveMap& map, int times) {
    for (int i = 0; i < times; ++i) map.iterate();
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(double(a[i] - b[i]), 2);
    return std::sqrt(sum);
}

double length(const std::vector<float>& a) {
    return distance(a, std::vector<float>(a.size(), 0.0f));
}

std::shared_ptr<CodeCloud> some_cloud(int count = 200) {
    return test::cloud_of(test::clustered_points(count, 5, 4, 1), 5, 4);
}

EmbeddingOptions perplexity(double value) {
    EmbeddingOptions options;
    options.perplexity = value;
    return options;
}

}  // namespace

TEST_CASE("a map appears bit by bit, and its figures are those of its positions") {
    LiveMap map;
    CHECK(map.empty());
    map.follow(nullptr, perplexity(20));
    CHECK_FALSE(map.preparing());
    const auto cloud = some_cloud();
    map.follow(cloud, perplexity(20));
    REQUIRE(map.preparing());
    map.prepare(10);
    CHECK(map.preparing());
    CHECK(map.empty());
    prepare_all(map);
    REQUIRE(map.moving());
    const double at_start = map.embedding().kl;
    iterate(map, 400);
    map.measure();
    const Embedding shown = map.embedding();
    CHECK(shown.samples.size() == 200);
    CHECK(shown.positions.size() == 400);
    CHECK(shown.iteration == 400);
    CHECK(shown.perplexity == 20);
    CHECK(shown.kl < 0.5 * at_start);
    CHECK(shown.trustworthiness > 0.9);
    CHECK(shown.continuity > 0.9);
    CHECK(shown.problem.empty());
}

TEST_CASE("when the codes move, the points go on from where they are") {
    LiveMap map;
    const auto cloud = some_cloud();
    map.follow(cloud, perplexity(20));
    prepare_all(map);
    iterate(map, 700);
    const auto before = map.embedding().positions;
    const auto newer = moved(*cloud, 0.3f);
    map.follow(newer, perplexity(20));
    REQUIRE(map.preparing());
    iterate(map, 5);  // meanwhile the map goes on
    prepare_all(map);
    CHECK(map.embedding().iteration == 0);
    CHECK(map.embedding().step == 100);
    iterate(map, 50);
    const double way = distance(map.embedding().positions, before);
    CHECK(way > 0);
    CHECK(way < 0.3 * length(before));
}

TEST_CASE("codes that come while affinities are being found are taken up afterwards") {
    LiveMap map;
    const auto cloud = some_cloud();
    map.follow(cloud, perplexity(20));
    map.prepare(10);
    const auto newer = moved(*cloud, 0.1f), newest = moved(*newer, 0.1f);
    map.follow(newer, perplexity(20));
    map.follow(newest, perplexity(20));
    prepare_all(map);
    CHECK(map.embedding().step == 0);
    map.follow(newest, perplexity(20));
    REQUIRE(map.preparing());
    prepare_all(map);
    CHECK(map.embedding().step == 200);
}

TEST_CASE("points settle, rest, and are woken by codes that move") {
    LiveMap map;
    const auto cloud = some_cloud();
    map.follow(cloud, perplexity(20));
    prepare_all(map);
    int iterations = 0;
    for (; map.moving() && iterations < 5000; ++iterations) map.iterate();
    CHECK(map.settled());
    CHECK(iterations >= 500);
    CHECK(iterations < 3000);
    const auto rest = map.embedding();
    CHECK(rest.settled);
    map.follow(cloud, perplexity(20));
    iterate(map, 10);
    CHECK(map.embedding().positions == rest.positions);
    map.follow(moved(*cloud, 0.1f), perplexity(20));
    prepare_all(map);
    CHECK(map.moving());
    CHECK_FALSE(map.embedding().settled);
}

TEST_CASE("a paused map keeps still, and goes on to the newest codes") {
    LiveMap map;
    const auto cloud = some_cloud();
    EmbeddingOptions options = perplexity(20);
    map.follow(cloud, options);
    prepare_all(map);
    iterate(map, 300);
    const auto before = map.embedding().positions;
    options.paused = true;
    const auto newer = moved(*cloud, 0.1f);
    map.follow(newer, options);
    CHECK_FALSE(map.moving());
    CHECK_FALSE(map.preparing());
    map.prepare(1000);
    iterate(map, 10);
    CHECK(map.embedding().positions == before);
    options.paused = false;
    map.follow(newer, options);
    CHECK(map.preparing());
    CHECK(map.moving());
}

TEST_CASE("another perplexity makes new affinities and keeps the points") {
    LiveMap map;
    const auto cloud = some_cloud();
    map.follow(cloud, perplexity(20));
    prepare_all(map);
    iterate(map, 400);
    const auto before = map.embedding().positions;
    map.follow(cloud, perplexity(40));
    REQUIRE(map.preparing());
    prepare_all(map);
    CHECK(map.embedding().perplexity == 40);
    CHECK(map.embedding().positions == before);
}

TEST_CASE("another seed, a restart, a reset of the run or other samples begin anew") {
    const auto cloud = some_cloud();
    auto reset = moved(*cloud, 0.1f);
    reset->step = -1;
    auto narrower = test::cloud_of(test::clustered_points(200, 3, 4, 1), 3, 4);
    narrower->probe = cloud->probe;
    narrower->version = 7;
    auto other_samples = moved(*cloud, 0.1f);
    other_samples->probe = std::make_shared<Probe>(*cloud->probe);
    EmbeddingOptions seeded = perplexity(20), restarted = perplexity(20);
    seeded.seed = 1;
    restarted.restarts = 1;
    const std::vector<std::pair<std::shared_ptr<const CodeCloud>, EmbeddingOptions>> anew{
        {cloud, seeded},
        {cloud, restarted},
        {reset, perplexity(20)},
        {narrower, perplexity(20)},
        {other_samples, perplexity(20)}};
    for (std::size_t i = 0; i < anew.size(); ++i) {
        CAPTURE(i);
        LiveMap map;
        map.follow(cloud, perplexity(20));
        prepare_all(map);
        iterate(map, 300);
        REQUIRE(length(map.embedding().positions) > 1);
        map.follow(anew[i].first, anew[i].second);
        CHECK(map.empty());
        prepare_all(map);
        CHECK(length(map.embedding().positions) < 0.1);
    }
}

TEST_CASE("codes that cannot be mapped say why, and are mapped once they can") {
    const auto good = some_cloud();
    auto equal = moved(*good, 0), broken = moved(*good, 0);
    std::fill(equal->codes.begin(), equal->codes.end(), 0.1f);
    broken->codes[17] = std::numeric_limits<float>::quiet_NaN();
    const std::vector<std::pair<std::shared_ptr<const CodeCloud>, std::string>> bad{
        {equal, "equal"}, {broken, "finite"}, {some_cloud(5), "at least 8"}};
    for (const auto& [cloud, word] : bad) {
        CAPTURE(word);
        LiveMap map;
        map.follow(cloud, perplexity(20));
        CHECK_FALSE(map.preparing());
        CHECK_FALSE(map.empty());
        const Embedding shown = map.embedding();
        CHECK(shown.problem.find(word) != std::string::npos);
        CHECK(shown.positions.empty());
        CHECK(shown.samples.empty());
        auto later = moved(*good, 0.1f);
        later->version = 9;
        map.follow(later, perplexity(20));
        prepare_all(map);
        CHECK(map.moving());
        CHECK(map.embedding().problem.empty());
    }
}

TEST_CASE("few points, wide codes, one dimension and odd perplexities all give a map") {
    for (const auto& [count, width, wanted] :
         std::vector<std::tuple<int, int, double>>{{8, 3, 30},
                                                   {40, 1, 30},
                                                   {40, 2, 100},
                                                   {60, 700, 5},
                                                   {60, 3, -4},
                                                   {60, 3, std::nan("")}}) {
        CAPTURE(count);
        CAPTURE(width);
        LiveMap map;
        map.follow(test::cloud_of(test::clustered_points(count, width, 3, 1), width, 3),
                   perplexity(wanted));
        prepare_all(map);
        iterate(map, 300);
        map.measure();
        const Embedding shown = map.embedding();
        CHECK(shown.perplexity <= (count - 1) / 3.0);
        CHECK(std::isfinite(shown.kl));
        CHECK(std::isnan(shown.trustworthiness) == (count <= 24));
        for (const float value : shown.positions) REQUIRE(std::isfinite(value));
    }
}

TEST_CASE("codes far from nought, huge or tiny, are mapped like any others") {
    const auto cloud = some_cloud();
    for (const float scale : {1e-20f, 1e15f}) {
        auto scaled = std::make_shared<CodeCloud>(*cloud);
        for (float& value : scaled->codes) value = scale * (value + 100);
        LiveMap map;
        map.follow(scaled, perplexity(20));
        prepare_all(map);
        iterate(map, 400);
        map.measure();
        CHECK(map.embedding().trustworthiness > 0.9);
    }
}

TEST_CASE("too many points are thinned evenly within each class") {
    std::vector<int> labels;  // sorted by class, as files often are: 600 of 0, 300 of 1, 100 of 2
    for (int i = 0; i < 1000; ++i) labels.push_back(i < 600 ? 0 : i < 900 ? 1 : 2);
    const auto kept = embedding::thinned(labels, 1000, 100);
    REQUIRE(kept.size() == 100);
    CHECK(std::is_sorted(kept.begin(), kept.end()));
    CHECK(std::adjacent_find(kept.begin(), kept.end()) == kept.end());
    std::map<int, int> shares;
    for (const int i : kept) ++shares[labels[std::size_t(i)]];
    CHECK(shares[0] == 60);
    CHECK(shares[1] == 30);
    CHECK(shares[2] == 10);
    // From all of the class, not from its beginning.
    CHECK(kept.front() < 10);
    CHECK(kept[59] >= 590);
    CHECK(embedding::thinned({}, 1000, 100).size() == 100);
    CHECK(embedding::thinned(labels, 1000, 5000).size() == 1000);
}

TEST_CASE("a map of more samples than it may have is of a fair share of them") {
    const int count = Embedding::kMostPoints + 2000;
    LiveMap map;
    map.follow(test::cloud_of(test::clustered_points(count, 2, 4, 1), 2, 4), perplexity(5));
    while (map.preparing()) map.prepare(1000);
    const Embedding shown = map.embedding();
    REQUIRE(int(shown.samples.size()) == Embedding::kMostPoints);
    std::map<int, int> shares;
    for (const int sample : shown.samples) ++shares[sample % 4];
    for (const auto& [label, share] : shares) CHECK(share == Embedding::kMostPoints / 4);
}
