// What the panels that show codes save.
#include <fstream>
#include <string>

#include "support/export_list.h"
#include "support/map_panel.h"
#include "support/stage.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

std::vector<std::string> lines_of(const test::RecordingRequests& requests, std::size_t file) {
    const test::TempFolder folder;
    const std::string path = (folder.path() / "codes.csv").string();
    requests.saved_files[file].second(path);
    std::ifstream text(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("the map saves its picture without its tools, and all codes with their classes") {
    test::Map map(test::running_snapshot());
    const ImVec2 word(1280 - 12, 14);
    auto& requests = map.world.requests;
    test::choose_export(map.imgui, map.drawing(), word, 0);
    REQUIRE(requests.saved_pictures.size() == 1);
    CHECK(requests.saved_pictures[0].name == "latent-map");
    CHECK(requests.saved_pictures[0].min.y > 40);
    CHECK(requests.saved_pictures[0].max.y == 800);
    test::choose_export(map.imgui, map.drawing(), word, 1);
    REQUIRE(requests.saved_files.size() == 1);
    CHECK(requests.saved_files[0].first == "latent-map.csv");
    const auto lines = lines_of(requests, 0);
    CHECK(lines.size() == std::size_t(map.world.snapshot.cloud->count) + 1);
    CHECK(lines[0].find("sample,split,class,z1,z2") == 0);
    test::choose_export(map.imgui, map.drawing(), word, 2);
    REQUIRE(requests.saved_files.size() == 2);
    CHECK(requests.saved_files[1].first == "latent-map.npy");
}

TEST_CASE("the selection saves the codes that are selected, and no others") {
    test::PanelStage stage("selection", test::running_snapshot(), ImVec2(360, 500));
    Selection& selection = stage.world.ui.selection;
    follow_data(selection, stage.world.snapshot.data->id, stage.world.snapshot.cloud->count);
    select(selection, stage.world.snapshot.cloud->count, {4, 8, 15});
    stage.frames(2);
    const ImVec2 word(360 - 12, 162);
    auto& requests = stage.world.requests;
    test::choose_export(stage.imgui, stage.drawn(), word, 1);
    REQUIRE(requests.saved_files.size() == 1);
    CHECK(requests.saved_files[0].first == "selection.csv");
    select(selection, stage.world.snapshot.cloud->count, {1});
    stage.frames(2);
    const auto lines = lines_of(requests, 0);  // of those that were selected when it was asked for
    REQUIRE(lines.size() == 4);
    CHECK(lines[1].find("28,") == 0);
    CHECK(lines[3].find("105,") == 0);
    test::choose_export(stage.imgui, stage.drawn(), word, 0);
    REQUIRE(requests.saved_pictures.size() == 1);
    CHECK(requests.saved_pictures[0].name == "selection");
}
