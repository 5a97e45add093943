// The factor matrix: kept fresh while it is seen, clicked to show a dimension, and a way out where
// no factors are known.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/headless_imgui.h"
#include "support/sample_scores.h"
#include "support/stage.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kMatrixSize{320, 500};

struct MatrixStage : test::PanelStage {
    MatrixStage() : PanelStage("factor_matrix", test::world_with_factors(), kMatrixSize) {
        frame_seconds = 0.02;
    }
    void measured() {
        auto result = test::result_of(
            "factor_matrix", 12340,
            {test::score("carried_shape", "shape, best latent", 0.62, kUnknown, 0.004)});
        result->matrices = {test::sample_matrix()};
        world.requests.results["factor_matrix"] = result;
        frame();
        frame();
    }
};

}  // namespace

TEST_CASE("the matrix is measured as soon as it is looked at") {
    MatrixStage stage;
    stage.frame();
    CHECK(stage.world.requests.analysed == std::vector<std::string>{"factor_matrix"});
    stage.measured();
    CHECK(stage.frame() > 300);
    // Of the step at which the net is, a tenth of a second later: there is nothing new to find.
    CHECK(stage.world.requests.analysed.size() == 1);
}

TEST_CASE("a click on a cell chooses its dimension for the traversals, and again lets go of it") {
    MatrixStage stage;
    stage.measured();
    const auto click_row_until = [&](auto done) {
        for (float y = 40; y < 200 && !done(); y += 10) stage.imgui.click({100, y}, stage.drawn());
    };
    int& focused = stage.world.ui.view().focused_dimension;
    click_row_until([&] { return focused >= 0; });
    CHECK(focused == 0);
    const int with_focus = stage.frame();
    stage.world.ui.scores.matrix_by_factor = true;
    focused = -1;
    click_row_until([&] { return focused >= 0; });
    CHECK(focused == 2);  // z3 tells most of the first factor
    CHECK(with_focus > 300);
    CHECK(stage.world.requests.commands.empty());
}

TEST_CASE("without known factors it says so, and starts the same system on data that have them") {
    MatrixStage stage;
    const Catalog catalog = test::sample_catalog();
    stage.world.snapshot.data =
        std::make_shared<DatasetInfo>(*find(catalog.datasets, std::string("fashion_mnist")));
    CHECK(stage.frame() > 100);
    CHECK(stage.world.requests.analysed.empty());
    for (float y = 40; y < 400 && stage.world.requests.started.empty(); y += 10)
        stage.imgui.click({160, y}, stage.drawn());
    REQUIRE(stage.world.requests.started.size() == 1);
    const RunConfig& started = stage.world.requests.started.front();
    CHECK(started.text("data") == "sprites");
    CHECK(started.text("system") == "vae");
    CHECK(started.integer("code.width") == 4);
}

TEST_CASE("what cannot be said of a net stands in place of the matrix") {
    MatrixStage stage;
    auto refused = std::make_shared<AnalysisResult>();
    refused->problem = "Every factor has the same value throughout.";
    refused->version = 7;
    stage.world.requests.results["factor_matrix"] = refused;
    stage.frame();
    CHECK(stage.frame() > 60);
}
