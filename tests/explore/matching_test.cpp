#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "explore/answering.h"

using namespace latent;

namespace {

std::shared_ptr<CodeCloud> random_codes(int count, int width, unsigned seed) {
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = count;
    cloud->width = width;
    cloud->step = 42;
    std::mt19937_64 rng(seed);
    std::normal_distribution<float> normal;
    for (int i = 0; i < count * width; ++i) cloud->codes.push_back(normal(rng));
    return cloud;
}

// Dimension j of the result is dimension order[j] of `cloud`, turned round where j is odd, scaled,
// with noise.
std::shared_ptr<CodeCloud> rearranged(const CodeCloud& cloud, const std::vector<int>& order,
                                      float noise) {
    auto other = std::make_shared<CodeCloud>();
    other->count = cloud.count;
    other->width = int(order.size());
    std::mt19937_64 rng(9);
    std::normal_distribution<float> normal;
    for (int i = 0; i < cloud.count; ++i)
        for (std::size_t j = 0; j < order.size(); ++j)
            other->codes.push_back(float(j + 1) * (j % 2 == 1 ? -1.0f : 1.0f) *
                                       (cloud.code(i)[order[j]] + noise * normal(rng)) +
                                   3);
    return other;
}

Answer ask(std::shared_ptr<const CodeCloud> first, std::shared_ptr<const CodeCloud> second) {
    MatchDimensions question;
    question.first = std::move(first);
    question.second = std::move(second);
    models::VersionCounter versions{0};
    return explore::Replica().answer(nullptr, question, versions);
}

}  // namespace

TEST_CASE("dimensions in another order, turned round and with noise, find their partners") {
    const auto first = random_codes(500, 6, 1);
    const std::vector<int> order{3, 0, 5, 1, 4, 2};
    const Answer answer = ask(first, rearranged(*first, order, 0.3f));
    REQUIRE(answer.problem.empty());
    CHECK(answer.step == 42);
    REQUIRE(answer.partners.size() == 6);
    REQUIRE(answer.correlations.size() == 36);
    for (int j = 0; j < 6; ++j) {
        const int a = order[std::size_t(j)];
        CHECK(answer.partners[std::size_t(a)] == j);
        const float r = answer.correlations[std::size_t(6 * a + j)];
        CHECK(std::abs(r) == doctest::Approx(1 / std::sqrt(1.09)).epsilon(0.03));
        CHECK((r < 0) == (j % 2 == 1));
    }
}

TEST_CASE("of more dimensions than partners, those that fit worst stay alone") {
    const auto wide = random_codes(400, 5, 2);
    const auto narrow = rearranged(*wide, {4, 1, 2}, 0.1f);
    CHECK(ask(wide, narrow).partners == std::vector<int>{-1, 1, 2, -1, 0});
    CHECK(ask(narrow, wide).partners == std::vector<int>{4, 1, 2});
}

TEST_CASE("a dimension that never changes has no correlation and no partner") {
    const auto first = random_codes(300, 3, 3);
    for (int i = 0; i < 300; ++i) first->codes[std::size_t(3 * i + 1)] = 7.25f;
    const Answer answer = ask(first, rearranged(*first, {2, 1, 0}, 0));
    REQUIRE(answer.problem.empty());
    CHECK(answer.partners == std::vector<int>{2, -1, 0});
    for (std::size_t b = 0; b < 3; ++b) {
        CHECK(std::isnan(answer.correlations[3 + b]));
        CHECK(std::isnan(answer.correlations[3 * b + 1]));
    }
    const auto constant = std::make_shared<CodeCloud>(*first);
    for (float& code : constant->codes) code = 1;
    CHECK(ask(constant, first).partners == std::vector<int>{-1, -1, -1});
}

TEST_CASE("samples whose code is no finite number are left out") {
    const auto first = random_codes(300, 2, 4);
    const auto second = rearranged(*first, {1, 0}, 0);
    first->codes[20] = std::numeric_limits<float>::quiet_NaN();
    second->codes[41] = std::numeric_limits<float>::infinity();
    const Answer answer = ask(first, second);
    REQUIRE(answer.problem.empty());
    CHECK(answer.partners == std::vector<int>{1, 0});
    CHECK(answer.correlations[1] == doctest::Approx(-1));  // turned round
    for (float& code : second->codes) code = std::numeric_limits<float>::quiet_NaN();
    CHECK(ask(first, second).problem.find("too few codes") != std::string::npos);
}

TEST_CASE("codes of other samples, or of none, or too wide, are not matched, and that is said") {
    CHECK(ask(random_codes(30, 2, 1), random_codes(31, 2, 1)).problem.find("different samples") !=
          std::string::npos);
    const auto a = random_codes(30, 2, 1), b = random_codes(30, 2, 1);
    auto probe = std::make_shared<Probe>();
    for (int i = 0; i < 30; ++i) probe->indices.push_back(i);
    a->probe = probe;
    b->probe = std::make_shared<Probe>(*probe);
    CHECK(ask(a, b).problem.empty());  // two runs' probes of the same samples
    probe->indices[3] = 99;
    CHECK(ask(a, b).problem.find("different samples") != std::string::npos);
    CHECK(ask(random_codes(0, 2, 1), random_codes(0, 2, 1)).problem.find("no codes") !=
          std::string::npos);
    CHECK(ask(random_codes(4, 513, 1), random_codes(4, 2, 1)).problem.find("512") !=
          std::string::npos);
}

TEST_CASE("wide codes are matched in many slices, so that others are served between") {
    const auto first = random_codes(500, 200, 5);
    MatchDimensions question{first, first};
    models::VersionCounter versions{0};
    explore::Replica replica;
    explore::Task task = replica.begin(nullptr, question, versions);
    int slices = 0;
    for (; !task.done() && slices < 100000; ++slices) replica.advance(task, versions);
    CHECK(slices > 10);
    REQUIRE(task.answer.partners.size() == 200);
    for (int a = 0; a < 200; ++a) CHECK(task.answer.partners[std::size_t(a)] == a);
}
