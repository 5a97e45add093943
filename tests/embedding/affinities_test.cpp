#include "embedding/affinities.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "embedding/points.h"

using namespace latent;
using embedding::Affinities;
using embedding::AffinitySearch;

namespace {

std::shared_ptr<const Affinities> affinities_of(
    const std::vector<float>& points, int width, double perplexity,
    AffinitySearch::Neighbours how = AffinitySearch::Neighbours::cheapest) {
    AffinitySearch search(points, width, perplexity, 0, how);
    while (search.advance(100)) {
    }
    return search.result();
}

// p_ij; 0 where there is no entry.
double entry(const Affinities& a, int i, int j) {
    double sum = 0;
    for (int e = a.begin[std::size_t(i)]; e < a.begin[std::size_t(i) + 1]; ++e)
        if (a.to[std::size_t(e)] == j) sum += double(a.p[std::size_t(e)]);
    return sum;
}

}  // namespace

TEST_CASE("conditional affinities have the entropy of the perplexity, whatever the codes' scale") {
    const auto points = test::clustered_points(91, 1, 91, 3);
    for (const double scale : {1e-12, 1.0, 1e9})
        for (const double perplexity : {5.0, 30.0, 60.0}) {
            CAPTURE(scale);
            CAPTURE(perplexity);
            std::vector<float> squares, p(91);
            for (const float value : points) squares.push_back(float(scale) * value * value);
            embedding::conditional_affinities(squares.data(), 91, perplexity, p.data());
            double sum = 0, entropy = 0;
            for (const float value : p) {
                sum += double(value);
                if (value > 0) entropy -= double(value) * std::log(double(value));
            }
            CHECK(sum == doctest::Approx(1).epsilon(1e-5));
            CHECK(std::exp(entropy) == doctest::Approx(perplexity).epsilon(1e-3));
            // The nearer the more.
            const auto nearest = std::min_element(squares.begin(), squares.end());
            CHECK(p[std::size_t(nearest - squares.begin())] ==
                  *std::max_element(p.begin(), p.end()));
        }
}

TEST_CASE("neighbours that are all equally far share alike") {
    const std::vector<float> squares(20, 0.0f);
    std::vector<float> p(20);
    embedding::conditional_affinities(squares.data(), 20, 5, p.data());
    for (const float value : p) CHECK(value == doctest::Approx(0.05));
}

TEST_CASE("affinities are symmetric, sum to one and are none with oneself") {
    const auto points = test::clustered_points(300, 4, 5, 1);
    const auto a = affinities_of(points, 4, 20);
    REQUIRE(a->count == 300);
    CHECK(a->perplexity == 20);
    CHECK(std::accumulate(a->p.begin(), a->p.end(), 0.0) == doctest::Approx(1));
    double p_ln_p = 0;
    for (const float p : a->p)
        if (p > 0) p_ln_p += double(p) * std::log(double(p));
    CHECK(a->p_ln_p == doctest::Approx(p_ln_p));
    for (int i = 0; i < 300; i += 7) {
        CHECK(entry(*a, i, i) == 0);
        CHECK(a->begin[std::size_t(i)] % Affinities::kLanes == 0);
        for (int j = 0; j < 300; ++j)
            CHECK(entry(*a, i, j) == doctest::Approx(entry(*a, j, i)).epsilon(1e-6));
    }
    // What belongs together does: by far the most of it is within the clusters.
    double within = 0;
    for (int i = 0; i < 300; ++i)
        for (int j = i % 5; j < 300; j += 5) within += entry(*a, i, j);
    CHECK(within > 0.95);
}

TEST_CASE("the graph finds nearly the affinities that comparing all pairs finds") {
    const auto points = test::clustered_points(1500, 8, 10, 2);
    const auto exact = affinities_of(points, 8, 30, AffinitySearch::Neighbours::exact),
               graph = affinities_of(points, 8, 30, AffinitySearch::Neighbours::approximate);
    double difference = 0;
    for (int i = 0; i < 1500; ++i)
        for (int e = exact->begin[std::size_t(i)]; e < exact->begin[std::size_t(i) + 1]; ++e)
            if (exact->p[std::size_t(e)] > 0)
                difference += std::abs(double(exact->p[std::size_t(e)]) -
                                       entry(*graph, i, exact->to[std::size_t(e)]));
    CHECK(difference < 0.02);
}

TEST_CASE("equal points have affinities like any others") {
    auto points = test::clustered_points(200, 3, 4, 1);
    for (int i = 0; i < 120; ++i) std::copy_n(points.begin(), 3, points.begin() + 3 * i);
    for (const auto how :
         {AffinitySearch::Neighbours::exact, AffinitySearch::Neighbours::approximate}) {
        const auto a = affinities_of(points, 3, 15, how);
        double sum = 0;
        for (const float p : a->p) {
            REQUIRE(std::isfinite(p));
            sum += double(p);
        }
        CHECK(sum == doctest::Approx(1));
    }
}

TEST_CASE("few points lower the perplexity to a third of their number") {
    CHECK(embedding::allowed_perplexity(30, 1000) == 30);
    CHECK(embedding::allowed_perplexity(30, 91) == 30);
    CHECK(embedding::allowed_perplexity(30, 61) == 20);
    const auto points = test::clustered_points(31, 3, 4, 1);
    CHECK(affinities_of(points, 3, 30)->perplexity == 10);
}
