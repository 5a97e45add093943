// The classifiers beneath the scores, against scikit-learn 1.2.1 on the same rows.
#include <doctest/doctest.h>

#include <cmath>

#include "statistics/boosted_trees.h"
#include "statistics/draws.h"
#include "statistics/linear_svm.h"
#include "statistics/logistic_regression.h"

using namespace latent::statistics;

namespace {

struct Rows {
    std::vector<float> first, both;
    std::vector<int> labels, any;  // of 20, 40 and 60 rows; any: whether it is not 0
};

Rows rows() {
    Rows made;
    for (int i = 0; i < 120; ++i) {
        const int label = i % 6 == 0 ? 0 : i % 2 == 0 ? 1 : 2;
        made.labels.push_back(label);
        made.any.push_back(label > 0);
        made.first.push_back(float(std::sin(1.7 * i) * 2 + label));
        made.both.push_back(made.first.back());
        made.both.push_back(float(std::cos(0.9 * i) - 0.5 * label));
    }
    return made;
}

doctest::Approx about(double value) { return doctest::Approx(value).epsilon(2e-4); }

}  // namespace

TEST_CASE("the linear support vector machine finds scikit-learn's weights") {
    const Rows given = rows();
    const LinearSvm svm(given.first, given.labels, .01);
    CHECK(svm.weight(0) == about(-0.23874533));
    CHECK(svm.weight(1) == about(-0.09971892));
    CHECK(svm.weight(2) == about(0.1611151));
    CHECK(svm.bias(0) == about(-0.11678803));
    CHECK(svm.bias(1) == about(-0.14053962));
    CHECK(svm.bias(2) == about(-0.26316135));
    CHECK(accuracy(svm.predict(given.first), given.labels) == doctest::Approx(.525));
}

TEST_CASE("of two classes the support vector machine keeps one plane, and both sides know it") {
    const Rows given = rows();
    const LinearSvm svm(given.first, given.any, .01);
    CHECK(svm.weight(1) == about(0.24430185));
    CHECK(svm.bias(1) == about(-0.13579947));
    CHECK(svm.weight(0) == about(-0.24430185));
    CHECK_THROWS_AS(LinearSvm(given.first, std::vector<int>(120, 1), .01), std::invalid_argument);
}

TEST_CASE("logistic regression finds scikit-learn's weights and probabilities") {
    const Rows given = rows();
    const LogisticRegression fitted(given.both, 2, given.labels, 3);
    CHECK(fitted.weight(0, 0) == about(-0.49716652));
    CHECK(fitted.weight(1, 0) == about(0.8017135));
    CHECK(fitted.weight(0, 2) == about(0.48366754));
    CHECK(fitted.weight(1, 2) == about(-0.87387604));
    CHECK(fitted.bias(0) == about(0.16399365));
    CHECK(fitted.bias(1) == about(0.41818597));
    CHECK(accuracy(fitted.predict(given.both), given.labels) == about(.6416666667));
    const std::vector<float> p = fitted.probabilities({given.both.begin(), given.both.begin() + 4});
    REQUIRE(p.size() == 6);
    CHECK(double(p[0]) == about(0.58464931));
    CHECK(double(p[5]) == about(0.76065882));
}

TEST_CASE("a class without rows is never predicted and has probability 0") {
    const Rows given = rows();
    std::vector<int> labels = given.labels;
    for (int& label : labels) label = label == 2 ? 3 : label;
    const LogisticRegression fitted(given.both, 2, labels, 4);
    const std::vector<float> p = fitted.probabilities(given.both);
    for (std::size_t i = 0; i < 120; ++i) CHECK(p[i * 4 + 2] == 0);
    CHECK(fitted.weight(0, 3) == about(0.48366754));
    CHECK_THROWS_AS(LogisticRegression(given.both, 2, labels, 3), std::invalid_argument);
}

TEST_CASE("boosted trees find the column that tells the classes, and tell them on new rows") {
    Draws draws(1);
    std::vector<float> train, test;
    std::vector<int> labels, wanted;
    for (int i = 0; i < 900; ++i) {
        const double x = draws.normal(), z = draws.normal(), y = draws.normal();
        const int label = y < -0.5 ? 0 : y < 0.5 ? 1 : 2;
        (i < 600 ? train : test)
            .insert((i < 600 ? train : test).end(), {float(x), float(y), float(z)});
        (i < 600 ? labels : wanted).push_back(label);
    }
    int rounds = 0;
    const auto count = [&rounds](double, const std::string&) { ++rounds; };
    const BoostedTreesResult found = fit_boosted_trees(train, 3, labels, 3, test, {}, count);
    CHECK(found.importances[1] > .95);
    CHECK(found.importances[0] + found.importances[1] + found.importances[2] == doctest::Approx(1));
    CHECK(accuracy(found.predicted, wanted) > .97);
    CHECK(rounds == 100);
}

TEST_CASE("trees that are no longer wanted stop growing") {
    const Rows given = rows();
    int rounds = 0;
    const auto give_up = [&rounds](double, const std::string&) {
        if (++rounds == 3) throw latent::Cancelled();
    };
    CHECK_THROWS_AS(fit_boosted_trees(given.both, 2, given.labels, 3, {}, {}, give_up),
                    latent::Cancelled);
    CHECK(rounds == 3);
}
