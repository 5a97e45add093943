#include "embedding/tsne.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/dataset.h"
#include "embedding/points.h"
#include "embedding/start.h"
#include "statistics/neighbourhood_quality.h"

using namespace latent;
using embedding::AffinitySearch;
using embedding::Repulsion;
using embedding::Tsne;

namespace {

std::shared_ptr<const embedding::Affinities> exact_affinities_of(const std::vector<float>& points,
                                                                 int width, double perplexity) {
    AffinitySearch search(points, width, perplexity, 0);
    search.advance(1 << 30);
    return search.result();
}

Tsne laid_out(const std::vector<float>& points, int width, double perplexity, int iterations) {
    Tsne tsne(embedding::principal_start(points, width, 0),
              exact_affinities_of(points, width, perplexity));
    for (int i = 0; i < iterations; ++i) tsne.iterate();
    return tsne;
}

// Pixels in [0, 1] of the first images of the held-out split.
std::vector<float> fashion_images(int count) {
    const auto dataset = data::load_dataset("fashion_mnist");
    std::vector<std::int64_t> indices(std::size_t(count), 0);
    std::iota(indices.begin(), indices.end(), 0);
    std::vector<float> pixels(std::size_t(count) * 784);
    dataset->read(data::Split::held_out, indices.data(), count, pixels.data());
    return pixels;
}

}  // namespace

TEST_CASE("the gradient of KL agrees with finite differences") {
    const auto affinities = exact_affinities_of(test::clustered_points(30, 4, 3, 1), 4, 8);
    auto y = test::clustered_points(30, 2, 3, 2);
    Repulsion repulsion;
    std::vector<float> gradient(60);
    embedding::gradient(*affinities, repulsion, y.data(), 0, 1, gradient.data());
    double largest = 0;
    for (const float g : gradient) largest = std::max(largest, std::abs(double(g)));
    REQUIRE(largest > 1e-3);
    for (std::size_t i = 0; i < y.size(); ++i) {
        const float here = y[i], h = 0.02f;
        y[i] = here + h;
        const double above = embedding::divergence(*affinities, repulsion, y.data(), 0);
        y[i] = here - h;
        const double below = embedding::divergence(*affinities, repulsion, y.data(), 0);
        y[i] = here;
        CHECK((above - below) / (2 * double(h)) ==
              doctest::Approx(double(gradient[i])).epsilon(0.01 * largest));
    }
}

TEST_CASE("Barnes and Hut's gradient is the exact one within one per cent") {
    const auto points = test::clustered_points(1000, 6, 10, 1);
    const Tsne tsne = laid_out(points, 6, 30, 300);
    Repulsion repulsion;
    std::vector<float> exact(2000), fast(2000);
    const float* y = tsne.positions().data();
    for (const double exaggeration : {1.0, 12.0}) {
        embedding::gradient(tsne.affinities(), repulsion, y, 0, exaggeration, exact.data());
        embedding::gradient(tsne.affinities(), repulsion, y, 0.5, exaggeration, fast.data());
        // Against the pull alone: near the minimum the gradient itself is a small difference.
        std::vector<float> pull(2000);
        embedding::gradient(tsne.affinities(), repulsion, y, 0, exaggeration + 1, pull.data());
        double difference = 0, length = 0;
        for (std::size_t i = 0; i < 2000; ++i) {
            difference += std::pow(double(fast[i] - exact[i]), 2);
            length += std::pow(double(pull[i] - exact[i]), 2);
        }
        CHECK(std::sqrt(difference / length) < 0.01);
    }
    CHECK(embedding::divergence(tsne.affinities(), repulsion, y, 0.5) ==
          doctest::Approx(embedding::divergence(tsne.affinities(), repulsion, y, 0)).epsilon(0.01));
}

// scikit-learn 1.2.1 (method "barnes_hut", its default):
//   x = numpy.frombuffer(gzip.open("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz")
//       .read(), numpy.uint8, offset=16).reshape(-1, 784)[:500] / numpy.float32(255)
//   t = TSNE(perplexity=30, init="pca", learning_rate="auto", n_iter=1000, random_state=0)
//   y = t.fit_transform(x); t.kl_divergence_; trustworthiness(x, y, n_neighbors=12)
TEST_CASE("500 pictures of clothes are laid out as well as by scikit-learn") {
    constexpr double kKl = 0.52526, kTrustworthiness = 0.97853, kContinuity = 0.97206;
    const auto pixels = fashion_images(500);
    Tsne tsne = laid_out(pixels, 784, 30, 1000);
    CHECK(tsne.divergence() == doctest::Approx(kKl).epsilon(0.03));
    const auto quality =
        statistics::neighbourhood_quality(pixels.data(), 784, tsne.positions().data(), 2, 500, 12);
    CHECK(quality.trustworthiness > kTrustworthiness - 0.005);
    CHECK(quality.continuity > kContinuity - 0.005);
}

TEST_CASE("clusters come apart") {
    const auto points = test::clustered_points(400, 10, 4, 1);
    const Tsne tsne = laid_out(points, 10, 30, 500);
    const auto& y = tsne.positions();
    // Every point's nearest other one is of its cluster.
    for (std::size_t i = 0; i < 400; ++i) {
        std::size_t nearest = i;
        float least = 1e30f;
        for (std::size_t j = 0; j < 400; ++j) {
            const float d = std::hypot(y[2 * i] - y[2 * j], y[2 * i + 1] - y[2 * j + 1]);
            if (j == i || d >= least) continue;
            least = d;
            nearest = j;
        }
        CHECK(nearest % 4 == i % 4);
    }
}

TEST_CASE("equal calls give equal maps") {
    const auto points = test::clustered_points(300, 5, 4, 1);
    CHECK(laid_out(points, 5, 20, 300).positions() == laid_out(points, 5, 20, 300).positions());
}

TEST_CASE("other affinities move the points on, they do not scatter them") {
    auto points = test::clustered_points(300, 5, 4, 1);
    Tsne tsne = laid_out(points, 5, 20, 600);
    const auto before = tsne.positions();
    for (std::size_t i = 0; i < points.size(); ++i) points[i] += 0.05f * float(i % 7);
    tsne.set_affinities(exact_affinities_of(points, 5, 20));
    const double kl = tsne.divergence();
    for (int i = 0; i < 200; ++i) tsne.iterate();
    CHECK(tsne.divergence() < kl);
    double moved = 0, spread = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        moved += std::pow(double(tsne.positions()[i] - before[i]), 2);
        spread += std::pow(double(before[i]), 2);
    }
    CHECK(moved < 0.2 * spread);
}

TEST_CASE("the start is the first two principal directions, a ten-thousandth wide") {
    // Long along (3, 4) / 5 of the first two coordinates, less so along the third.
    const auto noise = test::clustered_points(200, 3, 200, 1);
    std::vector<float> points;
    for (std::size_t i = 0; i < 200; ++i) {
        points.push_back(100 + 3 * noise[3 * i] - 0.1f * noise[3 * i + 1]);
        points.push_back(4 * noise[3 * i] + 0.1f * noise[3 * i + 1]);
        points.push_back(noise[3 * i + 2]);
    }
    const auto start = embedding::principal_start(points, 3, 0);
    // The correlation of the start's column with what the points were made from.
    const auto correlation = [&](std::size_t column, std::size_t source) {
        double mean = 0, product = 0, squares = 0, sources = 0;
        for (std::size_t i = 0; i < 200; ++i) mean += double(noise[3 * i + source]) / 200;
        for (std::size_t i = 0; i < 200; ++i) {
            const double a = double(start[2 * i + column]),
                         b = double(noise[3 * i + source]) - mean;
            product += a * b;
            squares += a * a;
            sources += b * b;
        }
        return product / std::sqrt(squares * sources);
    };
    CHECK(correlation(0, 0) > 0.99);
    CHECK(std::abs(correlation(1, 2)) > 0.97);
    double squares = 0;
    for (std::size_t i = 0; i < 400; i += 2) squares += std::pow(double(start[i]), 2) / 200;
    CHECK(std::sqrt(squares) == doctest::Approx(1e-4).epsilon(0.01));
}

TEST_CASE("codes of one dimension, and codes on a line, spread over the plane") {
    for (const int width : {1, 2}) {
        CAPTURE(width);
        const auto line = test::clustered_points(120, 1, 120, 1);
        std::vector<float> points;
        for (const float value : line) points.insert(points.end(), std::size_t(width), value);
        Tsne tsne = laid_out(points, width, 15, 400);
        double low = 0, high = 0;
        for (std::size_t i = 1; i < 240; i += 2) {
            REQUIRE(std::isfinite(tsne.positions()[i]));
            low = std::min(low, double(tsne.positions()[i]));
            high = std::max(high, double(tsne.positions()[i]));
        }
        CHECK(high - low > 1);
    }
}

TEST_CASE("many equal points stay together and disturb nobody") {
    auto points = test::clustered_points(300, 4, 3, 1);
    for (int i = 0; i < 150; i += 3) std::copy_n(points.begin(), 4, points.begin() + 4 * i);
    Tsne tsne = laid_out(points, 4, 20, 600);
    CHECK(std::isfinite(tsne.divergence()));
    for (const float value : tsne.positions()) REQUIRE(std::isfinite(value));
}
