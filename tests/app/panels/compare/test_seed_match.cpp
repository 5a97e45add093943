// Whether two runs found the same features: which pair is compared, how partners are put on the
// diagonal, and what is said of it.
#include <doctest/doctest.h>

#include <cmath>

#include "panels/compare/dimension_match.h"
#include "support/sample_compared.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

struct SeedMatchStage : test::PanelStage {
    explicit SeedMatchStage(const test::ComparedRuns& of)
        : PanelStage("seed_match", Snapshot(), {345, 280}) {
        test::PanelWorld other = test::compared_world(of);
        world.snapshot = other.snapshot;
        world.catalog = other.catalog;
        world.requests = other.requests;
    }
    const MatchDimensions* asked() const {
        return world.requests.questions_to.empty()
                   ? nullptr
                   : std::get_if<MatchDimensions>(&world.requests.questions_to.back().question);
    }
    void answer(const std::vector<int>& partners, int columns) {
        auto answer = std::make_shared<Answer>();
        answer->ticket = world.requests.questions_to.size();
        answer->partners = partners;
        answer->correlations.assign(partners.size() * std::size_t(columns), 0.1f);
        for (std::size_t i = 0; i < partners.size(); ++i)
            answer->correlations[i * std::size_t(columns) + std::size_t(partners[i])] = -0.95f;
        const auto& question = world.requests.questions_to.back();
        world.requests.answers_of[{question.run, question.channel}] = answer;
    }
};

test::ComparedRuns two_seeds(int width) {
    test::ComparedRuns of;
    of.widths = {2, width};
    of.seeds = {1, 2};
    return of;
}

Answer answer_of(std::vector<float> correlations, std::vector<int> partners) {
    Answer answer;
    answer.correlations = std::move(correlations);
    answer.partners = std::move(partners);
    return answer;
}

}  // namespace

TEST_CASE("partners lie on the diagonal, the surest first, and the sign does not matter") {
    const DimensionMatch match =
        match_of(answer_of({0.1f, 0.5f, 0.2f, -0.9f, 0.1f, 0.1f}, {1, 0}), 2, 3);
    CHECK(match.row_order == std::vector<int>{1, 0});
    CHECK(match.column_order == std::vector<int>{0, 1, 2});
    CHECK(match.matched == 2);
    CHECK(match.same == 1);
    CHECK(match.mean == doctest::Approx(0.7));
}

TEST_CASE("constant dimensions have no partner and count for nothing") {
    const DimensionMatch match = match_of(answer_of({NAN, NAN, NAN, 0.9f}, {-1, 1}), 2, 2);
    CHECK(match.matched == 1);
    CHECK(match.mean == doctest::Approx(0.9));
    CHECK(match.row_order == std::vector<int>{1, 0});
    CHECK(match.column_order == std::vector<int>{1, 0});
    const DimensionMatch still = match_of(answer_of({NAN}, {-1}), 1, 1);
    CHECK(still.matched == 0);
    CHECK_FALSE(match_sentence(still).empty());
}

TEST_CASE("an answer of other widths, or a refusal, is no match") {
    CHECK(match_of(answer_of({1, 0}, {0}), 2, 2).rows == 0);
    Answer refusal = answer_of({1}, {0});
    refusal.problem = "These runs look at other samples.";
    CHECK(match_of(refusal, 1, 1).rows == 0);
    CHECK(match_of(answer_of({1}, {7}), 1, 1).matched == 0);  // a partner that is not there
}

TEST_CASE("it is said whether both found the same") {
    const auto with = [](float first, float second) {
        return match_sentence(match_of(answer_of({first, 0, 0, second}, {0, 1}), 2, 2));
    };
    CHECK(with(0.97f, -0.89f) ==
          "Mean best-match correlation 0.93: both runs found the same 2 features.");
    CHECK(with(0.9f, 0.3f).find("1 of 2 features are the same") != std::string::npos);
    CHECK(with(0.4f, 0.42f).find("0.41: the axes are arbitrary") != std::string::npos);
}

TEST_CASE("two runs that differ in their seed alone are compared first") {
    SeedMatchStage stage(two_seeds(8));
    stage.world.ui.shown = RunId(1);
    stage.frames(1);
    REQUIRE((stage.asked() != nullptr));
    CHECK(stage.asked()->first->width == stage.asked()->second->width);
    CHECK(stage.world.requests.questions_to.back().channel == "compare.match");
    stage.frames(5);
    CHECK(stage.world.requests.questions_to.size() == 1);  // not before it is answered
    stage.world.ui.comparison.first = RunId(2);
    stage.world.ui.comparison.second = RunId(3);
    stage.frames(1);
    CHECK(stage.asked()->first->width == 2);
    CHECK(stage.asked()->second->width == 8);
}

TEST_CASE("a click on a cell looks at those dimensions of the two runs") {
    for (const int width : {4, 20}) {  // with numbers in the cells, and too many for them
        SeedMatchStage stage([&] {
            test::ComparedRuns of;
            of.widths = {width};
            of.seeds = {1, 2};
            return of;
        }());
        stage.frames(1);
        REQUIRE((stage.asked() != nullptr));
        std::vector<int> partners;
        for (int i = 0; i < width; ++i) partners.push_back((i + 1) % width);
        stage.answer(partners, width);
        stage.frames(2);
        auto& views = stage.world.ui.views;
        for (float y = 70; y < 240 && views[RunId(1)].focused_dimension < 0; y += 9)
            for (float x = 90; x < 330 && views[RunId(1)].focused_dimension < 0; x += 25)
                stage.click({x, y});
        REQUIRE(views[RunId(1)].focused_dimension >= 0);
        CHECK(views[RunId(2)].focused_dimension >= 0);
    }
}

TEST_CASE("one run alone is told what this takes") {
    test::ComparedRuns of;
    of.widths = {4};
    SeedMatchStage stage(of);
    stage.frames(3);
    CHECK(stage.world.requests.questions_to.empty());
}
