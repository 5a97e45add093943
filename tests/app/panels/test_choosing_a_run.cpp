// The system panel's pickers and its loss: what is offered, what is started, what is kept.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "support/stage.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

struct SystemStage : test::PanelStage {
    explicit SystemStage(Snapshot snapshot, float height = 900)
        : PanelStage("system", test::PanelWorld(std::move(snapshot)), ImVec2(260, height),
                     ImVec2(900, height)) {}
    // Opens the picker of systems (0) or data (1), types and presses Enter.
    void choose(int picker, const char* text) {
        frames(2);
        click({120, 44 + 28 * float(picker)});
        frames(2);
        imgui.type(text);
        frames(2);
        imgui.enter(drawn());
        frames(2);
    }
};

}  // namespace

TEST_CASE("a system is found by typing, and its run starts beside the old one") {
    SystemStage stage(test::running_snapshot());
    stage.choose(0, "kingma");
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].text("system") == "vae");
    CHECK(stage.world.requests.started[0].text("data") == "fashion_mnist");
}

TEST_CASE("a system that does not take the data is not started") {
    SystemStage stage(test::running_snapshot());
    stage.choose(0, "recurrent");
    CHECK(stage.world.requests.started.empty());
    CHECK(stage.world.ui.view().wanted_data.empty());
}

TEST_CASE("data that the system does not take starts nothing: systems that do are offered") {
    SystemStage stage(test::running_snapshot(2, true));
    stage.world.ui.view().edits["code.width"] = std::int64_t(8);
    stage.choose(1, "waves");
    CHECK(stage.world.requests.started.empty());
    CHECK(stage.world.ui.view().wanted_data == "waves");
    CHECK(stage.world.ui.view().edits.size() == 1);  // nothing is lost

    // Below the sentence of a few lines stands the first offer.
    for (float y = 110; y < 200 && stage.world.requests.started.empty(); y += 10)
        stage.imgui.click({120, y}, stage.drawn());
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].text("system") == "recurrent");
    CHECK(stage.world.requests.started[0].text("data") == "waves");
    CHECK(stage.world.ui.view().wanted_data.empty());
}

TEST_CASE("data outside [0, 1] gets an error that fits, and the notice says so") {
    SystemStage stage(test::running_snapshot());
    // The plain system with cross-entropy, as somebody may have it.
    auto config = std::make_shared<RunConfig>(*stage.world.snapshot.config);
    config->set("reconstruction", std::string("bce"));
    stage.world.snapshot.config = config;
    stage.choose(1, "swiss");
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].text("reconstruction") == "mse");
    CHECK(stage.world.requests.started[0].text("output.kind") == "linear");
    CHECK(stage.world.ui.notice.find("Swiss roll") != std::string::npos);
}

TEST_CASE("what is not installed is asked how to get it, and nothing else is described") {
    SystemStage stage(test::running_snapshot());
    stage.frames(2);
    stage.imgui.click({120, 44 + 28}, stage.drawn());
    stage.frames(2);
    CHECK(stage.world.requests.described.empty());
    for (int round = 0; round < 2; ++round)  // the mouse passes over every line, twice
        for (float y = 100; y < 400; y += 4) {
            stage.imgui.move({300, y});
            stage.frames(1);
        }
    CHECK(stage.world.requests.described == std::set<std::string>{"mnist"});
}

TEST_CASE("a term is taken out by its cross, and kept again by the same") {
    SystemStage stage(test::running_snapshot(2, true));
    stage.frames(2);
    RunView& view = stage.world.ui.view();
    ImVec2 at(0, 0);
    for (float y = 260; y < 360 && view.removed_terms.empty(); y += 6)
        for (float x = 90; x < 200 && view.removed_terms.empty(); x += 6)
            stage.imgui.click(at = ImVec2(x, y), stage.drawn());
    REQUIRE(view.removed_terms.count("kl_prior") == 1);
    const RunConfig& config = *stage.world.snapshot.config;
    CHECK(config.has("terms.kl_prior.weight"));  // this run goes on as it is
    CHECK(stage.world.requests.started.empty());

    stage.frames(2);
    // The two buttons stand at the bottom: start, and take back.
    stage.imgui.click({120, 900 - 8 - 72 + 4 + 14}, stage.drawn());
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].terms().empty());
    CHECK(view.removed_terms.empty());
}

TEST_CASE("folded groups show nothing to drag until they are opened") {
    SystemStage closed(test::running_snapshot()), open(test::running_snapshot());
    open.world.ui.open_folds = {"code",      "architecture", "output", "corruption",
                                "optimizer", "samples",      "run"};
    closed.frames(2);
    open.frames(2);
    const int few = closed.imgui.frame(closed.drawn());
    CHECK(open.imgui.frame(open.drawn()) > few + 200);
}

TEST_CASE("a choice waits for a file that is still being looked at, and is then carried out") {
    Snapshot loading = test::running_snapshot();
    auto config = std::make_shared<RunConfig>(*loading.config);
    config->set("data", std::string("/home/me/points.csv"));
    loading.config = config;
    loading.data = nullptr;
    SystemStage stage(loading);
    test::RecordingRequests& requests = stage.world.requests;
    requests.slow = {"/home/me/points.csv"};
    DatasetInfo points = *find(stage.world.catalog.datasets, "swiss_roll");
    points.id = "/home/me/points.csv";
    requests.files[points.id] = points;
    stage.choose(0, "undercomplete");  // chosen already: nothing happens
    CHECK(requests.described.empty());
    config->set("system", std::string("vae"));
    stage.choose(0, "undercomplete");
    CHECK(requests.described.count(points.id) == 1);
    CHECK(requests.started.empty());
    requests.slow.clear();
    stage.frames(2);
    REQUIRE(requests.started.size() == 1);
    CHECK(requests.started[0].text("data") == points.id);
    CHECK(requests.started[0].text("output.kind") == "linear");
    CHECK(to_text(requests.started[0].at("architecture.encoder")) == "64,64");
}
