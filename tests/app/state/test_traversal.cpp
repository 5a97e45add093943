#include "state/traversal.h"

#include <doctest/doctest.h>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

AnalysisResult factor_matrix(std::vector<float> values) {
    AnalysisResult result;
    Matrix matrix;
    matrix.title = "latent x factor";
    matrix.rows = {"z1", "z2"};
    matrix.columns = {"x", "y", "size"};
    matrix.values = std::move(values);
    result.matrices = {matrix};
    result.done = true;
    return result;
}

}  // namespace

TEST_CASE("a row takes its coordinate from end to end and leaves the others alone") {
    for (const bool principal : {false, true}) {
        const Snapshot snapshot = test::with_principal(test::running_snapshot(6));
        const Directions directions(snapshot.latents.get(), 6, principal);
        const std::vector<float> origin(snapshot.cloud->code(5), snapshot.cloud->code(5) + 6);
        const Traverse question = traverse(directions, {4, 1}, origin, TraversalRange::sigma, 9);
        REQUIRE(question.directions.size() == 12);
        REQUIRE(question.from.size() == 2);
        CHECK(question.count == 9);
        for (int r = 0; r < 2; ++r) {
            const int row = r == 0 ? 4 : 1;
            const Span span = span_of(directions.at(row), TraversalRange::sigma);
            for (const bool end : {false, true}) {
                std::vector<float> code = origin;
                const float t = end ? question.to[std::size_t(r)] : question.from[std::size_t(r)];
                for (std::size_t j = 0; j < 6; ++j)
                    code[j] += t * question.directions[std::size_t(r) * 6 + j];
                for (int other = 0; other < 6; ++other)
                    CHECK(directions.coordinate(other, code.data()) ==
                          doctest::Approx(other != row ? directions.coordinate(other, origin.data())
                                          : end        ? span.to
                                                       : span.from)
                              .epsilon(1e-4));
            }
        }
    }
}

TEST_CASE("the span of a row is two deviations, the data's quantiles, or from -3 to 3") {
    const Snapshot snapshot = test::running_snapshot(8, true);
    const Direction z3 = Directions(snapshot.latents.get(), 8, false).at(2);
    const LatentDimension& known = snapshot.latents->dimensions[2];
    CHECK(span_of(z3, TraversalRange::sigma).from ==
          doctest::Approx(known.mean - 2 * known.deviation));
    CHECK(span_of(z3, TraversalRange::quantiles).to == known.high);
    CHECK(span_of(z3, TraversalRange::fixed).from == -3);
    // Two deviations of a dead dimension would be one picture nine times.
    const Direction dead = Directions(snapshot.latents.get(), 8, false).at(3);
    CHECK(span_of(dead, TraversalRange::sigma).to == doctest::Approx(dead.mean + 3));
}

TEST_CASE("rows start at the sample, at zero, at the mean of all or of a group") {
    const Snapshot snapshot = test::running_snapshot(3);
    TraversalChoice choice;
    CHECK(origin_of(choice, snapshot, {}, 7)[0] == snapshot.cloud->code(7)[0]);
    CHECK(origin_of(choice, snapshot, {}, -1).empty());
    choice.origin = TraversalOrigin::zero;
    CHECK(origin_of(choice, snapshot, {}, -1) == std::vector<float>(3, 0.0f));
    choice.origin = TraversalOrigin::mean;
    CHECK(origin_of(choice, snapshot, {}, 0)[1] == snapshot.latents->dimensions[1].mean);
    choice.origin = TraversalOrigin::group;
    choice.group = "group:one";
    Selection selection;
    selection.groups = {{"one", {9}}};
    CHECK(origin_of(choice, snapshot, selection, 0)[2] == snapshot.cloud->code(9)[2]);
}

TEST_CASE("a dimension moves a factor only where one stands out from the others") {
    const AnalysisResult clear = factor_matrix({0.71f, 0.1f, 0.05f, 0.3f, 0.28f, 0.0f});
    CHECK(moved_factor(&clear, 0) == "moves x (0.71)");
    CHECK(moved_factor(&clear, 1).empty());  // x and y alike
    CHECK(moved_factor(&clear, 2).empty());  // not in the matrix
    const AnalysisResult weak = factor_matrix({0.05f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f});
    CHECK(moved_factor(&weak, 0).empty());
    CHECK(moved_factor(nullptr, 0).empty());
}
