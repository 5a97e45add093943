// The panel of analyses: asked for by a click, patient for half a second, then with progress.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "support/stage.h"
#include "widgets/result_view.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kChecksSize{660, 260};

struct ChecksStage : test::PanelStage {
    explicit ChecksStage(Snapshot snapshot = test::running_snapshot())
        : PanelStage("checks", std::move(snapshot), kChecksSize) {
        frame();
    }
    // The button stands at the right end of the first line.
    void press() { click({kChecksSize.x - 40, 48}); }
    void result(std::shared_ptr<const AnalysisResult> made) {
        world.requests.results["identity"] = std::move(made);
    }
};

std::shared_ptr<const AnalysisResult> half_done() {
    auto result = std::make_shared<AnalysisResult>();
    result->analysis = "identity";
    result->progress = 0.5;
    result->doing = "Encoding 60,000 samples.";
    result->version = 3;
    return result;
}

}  // namespace

TEST_CASE("a check is asked for once by its button") {
    ChecksStage stage;
    stage.press();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"identity"});
    stage.press();  // still at it
    CHECK(stage.world.requests.analysed.size() == 1);
    CHECK(stage.world.requests.commands.empty());
}

TEST_CASE("another check is chosen by a click on its line") {
    ChecksStage stage;
    stage.imgui.click({60, 8 + 24 + 22 + 11}, stage.drawn());
    CHECK(stage.world.ui.check == "code_use");
    stage.press();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"code_use"});
}

TEST_CASE("after half a second there is progress, and the button cancels") {
    ChecksStage stage;
    stage.press();
    stage.result(half_done());
    stage.frame();
    stage.world.now += 0.2;
    stage.press();  // not a Cancel yet
    CHECK(stage.world.requests.cancelled.empty());
    stage.world.now += 0.4;
    stage.frame();
    stage.press();
    CHECK(stage.world.requests.cancelled == std::vector<std::string>{"identity"});
    CHECK(stage.world.requests.analysed.size() == 1);
}

TEST_CASE("the last result stays on screen while the check runs again") {
    ChecksStage stage;
    const int before = stage.frame();
    stage.result(test::sample_result(*stage.world.snapshot.data));
    const int with_result = stage.frame();
    CHECK(with_result > before + 200);  // figures, a chart, pictures
    stage.press();
    CHECK(stage.world.requests.analysed.size() == 1);
    stage.result(half_done());
    stage.world.now += 1;
    stage.frame();
    CHECK(stage.frame() > before + 200);
}

TEST_CASE("what cannot be said of a net is one sentence, and it can be asked again") {
    ChecksStage stage;
    const int before = stage.frame();
    auto refused = std::make_shared<AnalysisResult>();
    refused->analysis = "identity";
    refused->problem = "The identity meter needs images.";
    refused->version = 9;
    stage.result(refused);
    CHECK(stage.frame() < before + 400);
    stage.press();
    CHECK(stage.world.requests.analysed.size() == 1);
}

TEST_CASE("results of every kind of data are drawn") {
    for (const char* data : {"swiss_roll", "waves"}) {
        ChecksStage stage(test::numbers_snapshot(data));
        const int before = stage.frame();
        stage.result(test::sample_result(*stage.world.snapshot.data));
        CHECK(stage.frame() > before + 200);
    }
}

TEST_CASE("another run's results are its own") {
    ChecksStage stage;
    stage.result(test::sample_result(*stage.world.snapshot.data));
    stage.frame();
    stage.world.ui.shown = RunId(2);
    stage.world.requests.results.clear();
    const int other = stage.frame();
    stage.world.ui.shown = RunId(1);
    CHECK(stage.frame() > other + 200);
}

TEST_CASE("figures are printed as they were counted or measured") {
    CHECK(figure_text(60000) == "60,000");
    CHECK(figure_text(0.42) == "0.4200");
    CHECK(figure_text(0) == "0");
}

TEST_CASE("a check made before a reset says so, even when the net comes to the same step again") {
    ChecksStage stage;
    stage.world.snapshot.progress.step = 1400;
    stage.result(test::sample_result(*stage.world.snapshot.data, 1400));
    stage.frame();
    const int current = stage.frame();
    stage.world.snapshot.progress.step = 0;
    stage.frame();
    CHECK(stage.frame() > current + 40);  // the stamp is a longer sentence, four vertices a letter
    stage.world.snapshot.progress.step = 1400;
    CHECK(stage.frame() > current + 40);
    // Run again, the same step is of this net.
    auto anew =
        std::make_shared<AnalysisResult>(*test::sample_result(*stage.world.snapshot.data, 1400));
    anew->version = 12;
    stage.result(anew);
    CHECK(stage.frame() == current);
}
