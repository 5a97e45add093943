// The matrix of traversals: what it asks for, and what a click on it does.
#include "support/sample_scores.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;
using latent::test::paused;

namespace {

const ImVec2 kRoom{640, 500};

std::shared_ptr<Answer> answer_to(const test::RecordingRequests& requests) {
    const auto* asked = requests.last<Traverse>("traversals");
    REQUIRE(asked);
    auto answer = std::make_shared<Answer>();
    answer->ticket = requests.ticket("traversals");
    const std::size_t rows = asked->from.size(), k = asked->origin.size();
    for (std::size_t r = 0; r < rows; ++r) {
        for (int i = 0; i < asked->count; ++i) {
            const float t = asked->from[r] +
                            (asked->to[r] - asked->from[r]) * float(i) / float(asked->count - 1);
            for (std::size_t j = 0; j < k; ++j)
                answer->codes.push_back(asked->origin[j] + t * asked->directions[r * k + j]);
        }
        answer->readings.push_back({{{"slant", -0.2f, 0.3f, 2}}, "slant changes", "slant"});
    }
    answer->samples = test::sample_images(int(rows) * asked->count, 601);
    return answer;
}

}  // namespace

TEST_CASE("the matrix asks for its rows in the order of what they carry, and to have them read") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    stage.frames(3);
    CHECK(stage.world.requests.asked("traversals") == 1);
    const auto* asked = stage.world.requests.last<Traverse>("traversals");
    REQUIRE(asked);
    CHECK(asked->read);
    REQUIRE(asked->from.size() == 6);
    CHECK(asked->count >= 7);
    const Directions directions(stage.world.snapshot.latents.get(), 6, false);
    const auto rows = ordered(directions, DirectionOrder::weight, {});
    for (std::size_t r = 0; r < 6; ++r) CHECK(asked->directions[r * 6 + std::size_t(rows[r])] == 1);
    const int sample = stage.world.ui.view().walk.sample;
    CHECK(asked->origin[0] == stage.world.snapshot.cloud->code(sample)[0]);
}

TEST_CASE("of many dimensions only the rows in sight are decoded") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(64, true)), kRoom);
    stage.frames(3);
    const auto* asked = stage.world.requests.last<Traverse>("traversals");
    REQUIRE(asked);
    CHECK(asked->from.size() >= 6);
    CHECK(asked->from.size() <= 20);
}

TEST_CASE("a click on a cell puts its code under the walk and leaves the matrix as it is") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    stage.frames(2);
    const auto answer = answer_to(stage.world.requests);
    stage.world.requests.answers["traversals"] = answer;
    stage.frames(2);
    stage.click({200, 80});
    const WalkState& walk = stage.world.ui.view().walk;
    REQUIRE(walk.touched);
    bool found = false;
    for (std::size_t i = 0; i * 6 < answer->codes.size(); ++i)
        found |=
            std::equal(walk.z.begin(), walk.z.end(), answer->codes.begin() + std::ptrdiff_t(i * 6));
    CHECK(found);
    CHECK(stage.world.requests.asked("traversals") == 1);
}

TEST_CASE("one row alone is a longer strip of it") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    stage.world.ui.traversals.large = true;
    stage.world.ui.traversals.row = 4;
    stage.frames(2);
    const auto* asked = stage.world.requests.last<Traverse>("traversals");
    REQUIRE(asked);
    REQUIRE(asked->from.size() == 1);
    CHECK(asked->directions[4] == 1);
    CHECK(asked->count > 11);
    stage.world.requests.answers["traversals"] = answer_to(stage.world.requests);
    stage.frames(2);
    stage.click({60, 150});
    CHECK(stage.world.ui.view().walk.touched);
}

TEST_CASE("a dimension that another panel looks at is shown along its own axis, however far down") {
    test::PanelStage stage("traversals",
                           paused(test::with_principal(test::running_snapshot(64, true))), kRoom);
    stage.world.ui.traversals.principal = true;
    stage.frames(2);
    stage.world.ui.view().focused_dimension = 60;
    stage.frames(4);
    CHECK_FALSE(stage.world.ui.traversals.principal);
    const auto* asked = stage.world.requests.last<Traverse>("traversals");
    REQUIRE(asked);
    bool there = false;
    for (std::size_t r = 0; r < asked->from.size(); ++r)
        there |= asked->directions[r * 64 + 60] == 1;
    CHECK(there);
}

TEST_CASE("effects are asked for only where the rows are sorted by them") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    stage.frames(3);
    CHECK(stage.world.requests.asked("traversals.effects") == 0);
    stage.world.ui.traversals.order = DirectionOrder::effect;
    stage.frames(3);
    CHECK(stage.world.requests.asked("traversals.effects") == 1);
    auto effects = std::make_shared<Answer>();
    effects->ticket = stage.world.requests.ticket("traversals.effects");
    effects->effects = {0, 0, 0, 0, 0, 9};
    stage.world.requests.answers["traversals.effects"] = effects;
    stage.frames(3);
    const auto* asked = stage.world.requests.last<Traverse>("traversals");
    CHECK(asked->directions[5] == 1);  // the first row is z6 now
}

TEST_CASE("a step of an unanswered traversal of another shape is never drawn as this one") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    stage.frames(2);
    stage.world.requests.answers["traversals"] = answer_to(stage.world.requests);
    stage.frames(2);
    const int with_pictures = stage.world.textures.asked;
    CHECK(with_pictures > 0);
    stage.world.ui.traversals.range = TraversalRange::fixed;
    stage.frames(1);
    const int then = stage.world.textures.asked;
    stage.frames(2);  // asked for, not answered yet: the old pictures are of another range
    CHECK(stage.world.textures.asked == then);
}

namespace {

struct WithFactors {
    test::PanelStage stage{"traversals", paused(test::running_snapshot(4, true)), kRoom};
    WithFactors() {
        stage.world = test::world_with_factors();
        stage.world.snapshot.state = RunState::paused;
    }
    // Triangles of a frame: more where more words stand.
    int drawn() {
        stage.frames(2);
        return stage.imgui.frame(stage.drawn());
    }
    void measured(std::shared_ptr<const AnalysisResult> result) {
        stage.world.requests.results["factor_matrix"] = std::move(result);
    }
};

}  // namespace

TEST_CASE(
    "which factor a row moves is measured for the matrix, and stays while it is measured anew") {
    WithFactors with;
    const int without = with.drawn();
    auto& analysed = with.stage.world.requests.analysed;
    CHECK(analysed == std::vector<std::string>{"factor_matrix"});
    auto found = test::result_of("factor_matrix", with.stage.world.snapshot.progress.step, {});
    found->matrices = {test::sample_matrix()};
    with.measured(found);
    const int worded = with.drawn();
    CHECK(worded > without);
    // The net has moved on, and the matrix is measured again: its progress has no words.
    with.stage.world.snapshot.progress.step += 100;
    with.stage.world.now += 10;
    auto progress = std::make_shared<AnalysisResult>();
    progress->progress = 0.5;
    with.measured(progress);
    CHECK(with.drawn() == worded);
    // What another net did says nothing of this one.
    with.stage.world.snapshot.progress.step = 0;
    CHECK(with.drawn() == without);
}

TEST_CASE("where no factors are known none are measured for the matrix") {
    WithFactors with;
    auto plain = std::make_shared<DatasetInfo>(*with.stage.world.snapshot.data);
    plain->factors.clear();
    with.stage.world.snapshot.data = plain;
    with.drawn();
    CHECK(with.stage.world.requests.analysed.empty());
}

TEST_CASE("rows that start at a group's mean are asked for anew when the group is another") {
    test::PanelStage stage("traversals", paused(test::running_snapshot(6, true)), kRoom);
    Selection& selection = stage.world.ui.selection;
    const int total = stage.world.snapshot.cloud->count;
    select(selection, total, {1});
    save_group(selection);
    stage.world.ui.traversals.origin = TraversalOrigin::group;
    stage.world.ui.traversals.group = "group:group A";
    stage.frames(3);
    REQUIRE(stage.world.requests.asked("traversals") == 1);
    remove_group(selection, 0);
    select(selection, total, {7});
    save_group(selection);
    stage.frames(2);
    CHECK(stage.world.requests.asked("traversals") == 2);
    CHECK(stage.world.requests.last<Traverse>("traversals")->origin[0] ==
          stage.world.snapshot.cloud->code(7)[0]);
}
