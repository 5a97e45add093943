#include "analysis/nearest_neighbours.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

using namespace latent::analysis;

namespace {

CodeSet random_codes(std::int64_t count, std::int64_t width, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    CodeSet set{count, width, {}, {}};
    for (std::int64_t i = 0; i < count; ++i) {
        const int label = int(random() % 3);
        set.labels.push_back(label);
        for (std::int64_t j = 0; j < width; ++j)
            set.codes.push_back(normal(random) + 1.2f * float(label == int(j)) + 50);
    }
    return set;
}

// The definition, spelt out.
double plain_accuracy(const CodeSet& train, const CodeSet& queries, int k) {
    int correct = 0;
    for (std::int64_t q = 0; q < queries.count; ++q) {
        std::vector<std::pair<double, int>> distances;
        for (std::int64_t i = 0; i < train.count; ++i) {
            double d = 0;
            for (std::int64_t j = 0; j < train.width; ++j)
                d += std::pow(
                    double(train.codes[i * train.width + j]) - queries.codes[q * train.width + j],
                    2);
            distances.emplace_back(d, train.labels[i]);
        }
        std::partial_sort(distances.begin(), distances.begin() + k, distances.end());
        int best = -1;
        std::pair<int, double> best_votes{0, 0};
        for (int label = 0; label < 3; ++label) {
            std::pair<int, double> votes{0, 0};
            for (int n = 0; n < k; ++n)
                if (distances[n].second == label) votes.first++, votes.second -= distances[n].first;
            if (votes > best_votes || best < 0) best = label, best_votes = votes;
        }
        correct += best == queries.labels[q];
    }
    return double(correct) / double(queries.count);
}

}  // namespace

TEST_CASE("the blocked search gives what the definition gives, far from the origin too") {
    for (const std::int64_t width : {1, 2, 7}) {
        CAPTURE(width);
        const CodeSet train = random_codes(400, width, 1), queries = random_codes(150, width, 2);
        CHECK(knn_accuracy(train, queries, 5) ==
              doctest::Approx(plain_accuracy(train, queries, 5)).epsilon(0.01));
    }
}

TEST_CASE("classes far apart are told without error, and equal codes by chance") {
    CodeSet train{60, 2, {}, {}};
    for (int i = 0; i < 60; ++i) {
        train.codes.insert(train.codes.end(), {float(i % 3) * 10, float(i) * 1e-3f});
        train.labels.push_back(i % 3);
    }
    CHECK(knn_accuracy(train, train, 5) == 1);
    std::fill(train.codes.begin(), train.codes.end(), 0.0f);
    CHECK(knn_accuracy(train, train, 5) < 0.5);
}

TEST_CASE("what cannot be classified is refused") {
    CodeSet codes = random_codes(20, 2, 1), other = random_codes(20, 3, 1),
            few = random_codes(3, 2, 1);
    CHECK_THROWS_AS(knn_accuracy(codes, other, 5), std::invalid_argument);
    CHECK_THROWS_AS(knn_accuracy(few, codes, 5), std::invalid_argument);
    codes.labels.clear();
    CHECK_THROWS_AS(knn_accuracy(codes, few, 1), std::invalid_argument);
}
