// The path between two pins and along the difference of two groups: what it asks, marks and does.
#include "panels/frame_exports.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;
using latent::test::paused;

namespace {

const ImVec2 kPathSize{900, 190};

// What the engine would say to the question asked last.
std::shared_ptr<Answer> answer_to(const test::RecordingRequests& requests, int neighbours) {
    const auto* way = requests.last<Interpolate>("path");
    REQUIRE(way);
    auto answer = std::make_shared<Answer>();
    answer->ticket = requests.ticket("path");
    for (int i = 0; i < way->count; ++i) {
        const float t =
            way->first + (way->last - way->first) * float(i) / float(std::max(1, way->count - 1));
        for (std::size_t j = 0; j < way->from.size(); ++j)
            answer->codes.push_back(way->from[j] + t * (way->to[j] - way->from[j]));
        answer->neighbours.push_back(neighbours);
        answer->cycle_errors.push_back(0.25f);
    }
    answer->radius = 0.5f;
    answer->samples = test::sample_images(way->count, 501);
    return answer;
}

}  // namespace

TEST_CASE(
    "without two pins the path says how to begin, and a button pins two of different classes") {
    test::PanelStage stage("path", paused(test::running_snapshot()), kPathSize);
    stage.frames(2);
    CHECK(stage.world.requests.asked("path") == 0);
    for (float y = 60; y < 180 && stage.world.ui.second_pin < 0; y += 8) stage.click({450, y});
    const int a = stage.world.ui.pinned, b = stage.world.ui.second_pin;
    REQUIRE(a >= 0);
    REQUIRE(b >= 0);
    const auto& labels = stage.world.snapshot.cloud->probe->labels;
    CHECK(labels[std::size_t(a)] != labels[std::size_t(b)]);
    stage.frames(1);
    CHECK(stage.world.requests.asked("path") == 1);
}

TEST_CASE("the path asks for the way from pin to pin, with the codes it is compared to") {
    test::PanelStage stage("path", paused(test::running_snapshot(3)), kPathSize);
    stage.world.ui.pinned = 4;
    stage.world.ui.second_pin = 9;
    stage.frames(3);
    const auto* way = stage.world.requests.last<Interpolate>("path");
    REQUIRE(way);
    CHECK(stage.world.requests.asked("path") == 1);
    const CodeCloud& cloud = *stage.world.snapshot.cloud;
    CHECK(way->from == std::vector<float>(cloud.code(4), cloud.code(4) + 3));
    CHECK(way->to == std::vector<float>(cloud.code(9), cloud.code(9) + 3));
    CHECK((way->cloud == stage.world.snapshot.cloud));
    CHECK_FALSE(way->spherical);
    CHECK(way->last == 1);
    CHECK(way->count >= 8);

    stage.world.ui.path.spherical = stage.world.ui.path.overshoot = true;
    stage.frames(2);
    way = stage.world.requests.last<Interpolate>("path");
    CHECK(way->spherical);
    CHECK(way->last == 1.5f);
    CHECK((way->count - 1) % 3 == 0);  // the second pin is a frame of its own
}

TEST_CASE("the path is marked on the map, a hovered frame too, and a click walks from there") {
    test::PanelStage stage("path", paused(test::running_snapshot()), kPathSize);
    stage.world.ui.pinned = 4;
    stage.world.ui.second_pin = 9;
    stage.frames(2);
    const auto answer = answer_to(stage.world.requests, 3);
    stage.world.requests.answers["path"] = answer;
    stage.frames(2);
    auto& marks = stage.world.ui.view().marks;
    REQUIRE(marks.count("path") == 1);
    CHECK(marks["path"].line);
    CHECK(marks["path"].codes == answer->codes);
    CHECK(marks.count("path.frame") == 0);

    stage.click({200, 80});
    REQUIRE(marks.count("path.frame") == 1);
    const std::vector<float> here = marks["path.frame"].codes;
    REQUIRE(here.size() == 2);
    CHECK(stage.world.ui.view().walk.z == here);
    CHECK(stage.world.ui.view().walk.touched);
    stage.imgui.move({200, 5});
    stage.frames(2);
    CHECK(marks.count("path.frame") == 0);

    stage.world.ui.second_pin = -1;
    stage.frames(2);
    CHECK(marks.count("path") == 0);
}

TEST_CASE("a frame that no real code is near has a border of its own") {
    const auto vertices = [](int neighbours) {
        test::PanelStage stage("path", paused(test::running_snapshot()), kPathSize);
        stage.world.ui.pinned = 4;
        stage.world.ui.second_pin = 9;
        stage.frames(2);
        stage.world.requests.answers["path"] = answer_to(stage.world.requests, neighbours);
        stage.frames(2);
        return stage.imgui.frame(stage.drawn());
    };
    CHECK(vertices(0) > vertices(7) + 8);
}

TEST_CASE("an attribute is the difference of two groups' means, added to the walk's sample") {
    test::PanelStage stage("path", paused(test::running_snapshot(3)), kPathSize);
    stage.world.ui.path.attribute = true;
    stage.world.ui.path.from = "class:1";
    stage.world.ui.path.to = "class:2";
    stage.frames(2);
    CHECK(stage.world.requests.asked("path") == 0);  // no sample yet
    stage.world.ui.view().walk.sample = 12;
    stage.frames(2);
    const auto* way = stage.world.requests.last<Interpolate>("path");
    REQUIRE(way);
    const CodeCloud& cloud = *stage.world.snapshot.cloud;
    std::vector<int> first, second;
    for (int i = 0; i < cloud.count; ++i) {
        if (cloud.probe->labels[std::size_t(i)] == 1) first.push_back(i);
        if (cloud.probe->labels[std::size_t(i)] == 2) second.push_back(i);
    }
    const auto from = mean_code(cloud, first), to = mean_code(cloud, second);
    for (std::size_t j = 0; j < 3; ++j)
        CHECK(way->to[j] == doctest::Approx(cloud.code(12)[j] + to[j] - from[j]).epsilon(1e-4));
    CHECK(way->first == -1);
    CHECK(way->last == 2);

    // What is walked to by a click does not move the strip under the mouse.
    stage.world.ui.view().walk.z = {9, 9, 9};
    stage.world.ui.view().walk.touched = true;
    stage.frames(2);
    CHECK(stage.world.requests.asked("path") == 1);
}

TEST_CASE("marks of a panel that is not on screen are taken off the map") {
    test::HeadlessImGui imgui(1280, 800);
    test::PanelWorld world(test::running_snapshot());
    const Panels panels = make_panels();
    const Workspace workspace = make_workspaces().front();
    world.ui.view().marks["path"] = {{0, 0, 1, 1}, true, "path"};
    world.ui.view().marks["drawn"] = {{0, 0}, false, "drawn"};
    imgui.frame([&] {
        PanelContext context = world.context();
        draw_workspace(workspace, panels, context, ImVec2(0, 0), ImVec2(1280, 800));
    });
    CHECK(world.ui.view().marks.count("path") == 0);
    CHECK(world.ui.view().marks.count("drawn") == 1);  // of nobody's panel
}

TEST_CASE("another group of the same name and size is another way") {
    test::PanelStage stage("path", paused(test::running_snapshot(3)), kPathSize);
    Selection& selection = stage.world.ui.selection;
    const int total = stage.world.snapshot.cloud->count;
    for (const int sample : {1, 2}) {
        select(selection, total, {sample});
        save_group(selection);
    }
    stage.world.ui.path.attribute = true;
    stage.world.ui.path.from = "group:group A";
    stage.world.ui.path.to = "group:group B";
    stage.world.ui.view().walk.sample = 12;
    stage.frames(2);
    REQUIRE(stage.world.requests.asked("path") == 1);
    const std::vector<float> before = stage.world.requests.last<Interpolate>("path")->to;
    remove_group(selection, 1);
    select(selection, total, {7});
    save_group(selection);
    REQUIRE(selection.groups[1].name == "group B");
    stage.frames(2);
    CHECK(stage.world.requests.asked("path") == 2);
    CHECK(stage.world.requests.last<Interpolate>("path")->to != before);
}
