// What codes are good for, and the monitor of collapse with its remedies.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "panels/remedy_buttons.h"
#include "support/export_list.h"
#include "support/headless_imgui.h"
#include "support/sample_scores.h"
#include "support/stage.h"
#include "support/temp_folder.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kRepresentationSize{380, 320};

struct RepresentationStage : test::PanelStage {
    RepresentationStage()
        : PanelStage("representation", test::world_with_factors(), kRepresentationSize) {
        frame_seconds = 0.02;
    }
    void collapsed(const std::vector<Remedy>& remedies) {
        auto result = test::result_of("collapse", 12340,
                                      {test::score("active_units", "active dimensions", 0)});
        result->verdict = "The code has collapsed: no dimension tells anything.";
        result->remedies = remedies;
        world.requests.results["collapse"] = result;
        frame();
        frame();
    }
};

const Remedy kLowerBeta{"beta 0.5", "A nat of code costs less than a nat of error.",
                        "terms.kl_prior.weight", 0.5};
const Remedy kWarmUp{"warm-up over 2,000 steps", "The code may form before it is taxed.",
                     "terms.kl_prior.warm_up", std::int64_t(2000)};

}  // namespace

TEST_CASE("what can be measured of the codes is, and what lacks its classes is not") {
    RepresentationStage stage;
    auto data = std::make_shared<DatasetInfo>(*stage.world.snapshot.data);
    data->class_names.clear();
    stage.world.snapshot.data = data;
    for (const char* id : {"pca95", "identity"})
        stage.world.requests.results[id] =
            test::result_of(id, 12340, {test::score("fvu_held_out", "unexplained", 0.1)});
    for (int i = 0; i < 5; ++i) stage.frame();
    const auto& asked = stage.world.requests.analysed;
    CHECK(std::count(asked.begin(), asked.end(), "collapse") == 1);
    CHECK(std::count(asked.begin(), asked.end(), "knn5") == 0);
}

TEST_CASE("measure all asks for every one that can be measured, once") {
    RepresentationStage stage;
    stage.frame();
    for (float x = kRepresentationSize.x - 12;
         x > kRepresentationSize.x - 120 && stage.world.requests.analysed.size() < 2; x -= 12)
        stage.imgui.click({x, 14}, stage.drawn());
    const auto& asked = stage.world.requests.analysed;
    for (const char* id : {"pca95", "identity"})
        CHECK(std::count(asked.begin(), asked.end(), id) == 1);
}

TEST_CASE("a remedy that acts live is sent to the run, and rests until the run says so") {
    RepresentationStage stage;
    stage.collapsed({kLowerBeta});
    const auto press = [&] {
        for (float y = 40; y < 140 && stage.world.requests.commands.empty(); y += 8)
            stage.imgui.click({50, y}, stage.drawn());
    };
    press();
    REQUIRE(stage.world.requests.commands.size() == 1);
    const auto& sent = std::get<SetParam>(stage.world.requests.commands.front());
    CHECK(sent.path == "terms.kl_prior.weight");
    CHECK(std::get<double>(sent.value) == 0.5);
    PanelContext context = stage.world.context();
    CHECK(state_of(kLowerBeta, context) == RemedyState::sent);
    press();
    CHECK(stage.world.requests.commands.size() == 1);
    RunConfig config = *stage.world.snapshot.config;
    config.set("terms.kl_prior.weight", 0.5);
    stage.world.snapshot.config = std::make_shared<RunConfig>(config);
    stage.world.now += 60;
    PanelContext later = stage.world.context();
    CHECK(state_of(kLowerBeta, later) == RemedyState::applied);
    CHECK(stage.world.requests.forked.empty());
}

TEST_CASE("a remedy that needs a new run forks this one with that setting") {
    RepresentationStage stage;
    stage.collapsed({kWarmUp});
    for (float y = 40; y < 140 && stage.world.requests.forked.empty(); y += 8)
        stage.imgui.click({50, y}, stage.drawn());
    REQUIRE(stage.world.requests.forked.size() == 1);
    const RunConfig& forked = stage.world.requests.forked.front();
    CHECK(forked.integer("terms.kl_prior.warm_up") == 2000);
    CHECK(forked.text("system") == "vae");
    CHECK(stage.world.requests.commands.empty());
}

TEST_CASE("a remedy for a setting that this run does not have is not offered") {
    RepresentationStage stage;
    const Remedy other{"free bits 0.1", "", "terms.no_such_term.free_bits", 0.1};
    PanelContext context = stage.world.context();
    CHECK(state_of(other, context) == RemedyState::unknown);
    CHECK(state_of(kLowerBeta, context) == RemedyState::offered);
}

TEST_CASE("the figures are saved as a table once there are any") {
    RepresentationStage stage;
    stage.frame();
    const ImVec2 word(kRepresentationSize.x - 12, 14);
    test::choose_export(stage.imgui, stage.drawn(), word, 0);
    CHECK(stage.world.requests.saved_files.empty());
    stage.world.requests.results["pca95"] = test::result_of(
        "pca95", 12340, {test::score("directions", "directions for 95 %", 7, 10, 1)});
    stage.frame();
    test::choose_export(stage.imgui, stage.drawn(), word, 0);
    REQUIRE(stage.world.requests.saved_files.size() == 1);
    CHECK(stage.world.requests.saved_files[0].first == "representation.csv");
    const test::TempFolder folder;
    const std::string path = (folder.path() / "table.csv").string();
    stage.world.requests.saved_files[0].second(path);
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    CHECK(text.str().find("id,score,value,unit,noise,perfect,step") == 0);
    CHECK(text.str().find("directions,Directions in use: directions for 95 %,7,,1,10,12340") !=
          std::string::npos);
    test::choose_export(stage.imgui, stage.drawn(), word, 1);
    CHECK(stage.world.requests.saved_pictures.size() == 1);
}
