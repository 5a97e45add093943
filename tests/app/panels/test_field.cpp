#include <doctest/doctest.h>

#include <algorithm>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "support/stage.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

struct FieldStage : test::PanelStage {
    explicit FieldStage(Snapshot snapshot)
        : PanelStage("field", std::move(snapshot), ImVec2(340, 260)) {}
    int frame(ImVec2 extent = ImVec2(340, 260)) {
        size = extent;
        return PanelStage::frame();
    }
    const EncodeSamples* asked() const {
        const auto& all = world.requests.questions;
        return all.empty() ? nullptr : std::get_if<EncodeSamples>(&all.back().second);
    }
    // Every place is moved a little.
    void answer(int singular_values = 0) {
        auto made = std::make_shared<Answer>();
        made->ticket = world.requests.questions.size();
        made->step = world.snapshot.progress.step;
        made->samples = asked()->samples;
        for (float& value : made->samples.values) value *= 0.8f;
        for (int i = 0; i < made->samples.count; ++i)
            for (int s = 0; s < singular_values; ++s)
                made->singular_values.push_back(1.0f / float(s + 1));
        world.requests.answers["field"] = made;
    }
};

}  // namespace

TEST_CASE("images have no field to show, and nothing is asked") {
    FieldStage stage(test::running_snapshot());
    CHECK(stage.frame() > 20);
    CHECK(stage.world.requests.questions.empty());
}

TEST_CASE("a grid over the data is encoded once, and drawn when it is answered") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.world.ui.field.flow = false;
    stage.frame();
    const int before = stage.frame();
    REQUIRE(stage.asked());
    CHECK(stage.world.requests.questions.size() == 1);
    CHECK(stage.asked()->samples.count > 100);
    CHECK(stage.asked()->samples.count <= 4096);
    CHECK(!stage.asked()->singular_values);
    stage.answer();
    stage.frame();
    CHECK(stage.frame() > before + 200);  // arrows
    CHECK(stage.world.requests.redraws.empty());
}

TEST_CASE("particles move while they are shown, and only then is another frame asked for") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.frame();
    CHECK(stage.world.requests.redraws.empty());  // there is nothing to follow yet
    stage.answer();
    stage.frame();
    REQUIRE(!stage.world.requests.redraws.empty());
    CHECK(stage.world.requests.redraws.back() < 0.05);
    stage.world.ui.field.flow = false;
    const std::size_t before = stage.world.requests.redraws.size();
    stage.frame();
    CHECK(stage.world.requests.redraws.size() == before);
}

TEST_CASE("particles rest when nothing has been new for a while") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.frame();
    stage.answer();
    stage.frame();
    stage.world.now += 60;
    const std::size_t before = stage.world.requests.redraws.size();
    stage.frame();
    CHECK(stage.world.requests.redraws.size() == before);
}

TEST_CASE("a panel of another size draws nothing of the nodes it had before") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.world.ui.field.flow = false;
    stage.frame(ImVec2(200, 160));
    stage.answer();
    stage.frame(ImVec2(200, 160));
    const int with_field = stage.frame(ImVec2(200, 160));
    const int without = stage.frame(ImVec2(340, 260));  // the answer is to fewer nodes
    CHECK(without < with_field);
    stage.answer();
    stage.frame();
    CHECK(stage.frame() > without);
}

TEST_CASE("singular values are asked for only while they are shown") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.frame();
    stage.answer();
    stage.frame();
    stage.world.ui.field.colour = "ratio";
    stage.frame();
    REQUIRE(stage.world.requests.questions.size() == 2);
    CHECK(stage.asked()->singular_values);
    stage.answer(2);
    CHECK(stage.frame() > 100);
    stage.world.ui.field.colour = "singular";  // the same answer holds both
    stage.frame();
    CHECK(stage.world.requests.questions.size() == 2);
}

TEST_CASE("a problem of the explorer is said in place of the field") {
    FieldStage stage(test::numbers_snapshot("swiss_roll"));
    stage.frame();
    stage.answer();
    const int with = stage.frame();
    auto problem = std::make_shared<Answer>();
    problem->ticket = 1;
    problem->problem = "The code has 3 numbers, but the decoder takes 2.";
    stage.world.requests.answers["field"] = problem;
    FieldStage fresh(test::numbers_snapshot("swiss_roll"));
    fresh.frame();
    fresh.world.requests.answers["field"] = problem;
    CHECK(fresh.frame() < with);
}

TEST_CASE("the data are looked at once, not in every frame") {
    Snapshot snapshot = test::numbers_snapshot("swiss_roll");
    auto probe = std::make_shared<Probe>(*snapshot.cloud->probe);
    auto cloud = std::make_shared<CodeCloud>(*snapshot.cloud);
    cloud->probe = probe;
    snapshot.cloud = cloud;
    FieldStage stage(snapshot);
    stage.frame();
    REQUIRE(stage.asked());
    stage.answer();
    stage.frame();
    // Under the same version nobody has to see it; another grid would be asked about.
    for (float& value : probe->images.values) value *= 10;
    stage.frame();
    CHECK(stage.world.requests.questions.size() == 1);
    ++probe->images.version;
    stage.frame();
    CHECK(stage.world.requests.questions.size() == 2);
}
