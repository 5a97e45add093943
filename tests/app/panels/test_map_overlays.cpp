// What lies under and over the points of the latent map, and its axes and colours.
#include "panels/latent_map/overlay.h"
#include "support/map_panel.h"

using namespace latent;
using namespace latent::app;
using test::Map;

namespace {

Snapshot with_directions(int width) {
    Snapshot snapshot = test::running_snapshot(width);
    auto stats = std::make_shared<LatentStats>(*snapshot.latents);
    for (int d = 0; d < 2; ++d) {
        PrincipalDirection direction;
        direction.direction.assign(std::size_t(width), 0.0f);
        direction.direction[0] = d == 0 ? 0.6f : -0.8f;
        direction.direction[1] = d == 0 ? 0.8f : 0.6f;
        direction.share = 0.4f;
        stats->principal.push_back(direction);
    }
    snapshot.latents = stats;
    return snapshot;
}

template <class Wanted>
const Wanted* last(const test::RecordingRequests& requests, const std::string& channel) {
    for (auto question = requests.questions.rbegin(); question != requests.questions.rend();
         ++question)
        if (question->first == channel) return std::get_if<Wanted>(&question->second);
    return nullptr;
}

}  // namespace

TEST_CASE("every overlay has a name and a sentence of its own and is drawn on every kind of map") {
    for (const auto& overlay : make_map_overlays()) {
        CAPTURE(overlay->id());
        CHECK(std::string(overlay->sentence()).size() > 20);
        for (const int width : {1, 2, 5}) {
            Map map(width > 2 ? with_directions(width) : test::running_snapshot(width));
            map.world.ui.map.overlays.insert(overlay->id());
            for (int i = 0; i < 3; ++i) map.frame();
            CHECK(map.canvas.last.count == map.world.snapshot.cloud->count);
        }
    }
}

TEST_CASE("codes of more than two numbers are shown along their principal directions at first") {
    Map map(with_directions(5));
    CHECK(map.camera().axes == MapAxes::principal);
    Map two(with_directions(2));
    CHECK(two.camera().axes == MapAxes::raw);
    map.camera().axes = MapAxes::raw;
    map.camera().axes_chosen = true;
    map.frame();
    CHECK(map.camera().axes == MapAxes::raw);
}

TEST_CASE("the manifold asks for codes in the map's plane and lays the pictures where they are") {
    Map map(with_directions(4));
    map.world.ui.view().walk.z = {1, 2, 3, 4};
    map.world.ui.map.overlays.insert("manifold");
    map.frame();
    const DecodeCodes* asked = map.world.requests.last_decode("manifold");
    REQUIRE(asked);
    const int count = int(asked->codes.size()) / 4;
    CHECK(count > 80);
    CHECK(count < 400);
    // At right angles to both directions, all are where the walk is.
    for (int i = 0; i < count; ++i) {
        CHECK(asked->codes[std::size_t(i) * 4 + 2] == doctest::Approx(3));
        CHECK(asked->codes[std::size_t(i) * 4 + 3] == doctest::Approx(4));
    }
    const std::size_t questions = map.world.requests.questions.size();
    map.frame();
    CHECK(map.world.requests.questions.size() == questions);  // one on its way at a time

    auto answer = std::make_shared<Answer>();
    answer->ticket = questions;
    answer->codes = asked->codes;
    answer->samples = test::sample_images(count, 77);
    map.world.requests.answers["manifold"] = answer;
    map.frame();
    REQUIRE(int(map.canvas.last.ground.size()) == count);
    const GroundPicture &first = map.canvas.last.ground[0], &second = map.canvas.last.ground[1];
    CHECK(first.right == doctest::Approx(second.left));
    CHECK(first.right - first.left == doctest::Approx(first.top - first.bottom));
    CHECK(map.canvas.last.grid_x.empty());

    SUBCASE("and asks anew when the weights have moved") {
        auto moved = std::make_shared<CodeCloud>(*map.world.snapshot.cloud);
        ++moved->version;
        map.world.snapshot.cloud = moved;
        for (int i = 0; i < 12; ++i) map.frame();
        CHECK(map.world.requests.questions.size() == questions + 1);
    }
    SUBCASE("a problem is said on the map") {
        auto failed = std::make_shared<Answer>();
        failed->ticket = questions;
        failed->problem = "Not built yet.";
        map.world.requests.answers["manifold"] = failed;
        map.frame();
        map.frame();
        CHECK(map.canvas.last.ground.empty());
    }
}

TEST_CASE("stretch asks in the plane that is seen and lays its heat under the points") {
    Map map(with_directions(3));
    map.world.ui.map.overlays.insert("stretch");
    map.frame();
    const Stretch* asked = last<Stretch>(map.world.requests, "stretch");
    REQUIRE(asked);
    REQUIRE(asked->plane.size() == 6);
    CHECK(asked->plane[0] == doctest::Approx(0.6));
    auto answer = std::make_shared<Answer>();
    answer->ticket = map.world.requests.questions.size();
    for (std::size_t i = 0; i < asked->codes.size() / 3; ++i)
        answer->stretch.insert(answer->stretch.end(), {1 + float(i), 0.1f, 2});
    map.world.requests.answers["stretch"] = answer;
    map.frame();
    REQUIRE(map.canvas.last.ground.size() == 1);
    CHECK(map.canvas.last.ground[0].smooth);
}

TEST_CASE("density is counted anew when the view moves, and only then") {
    Map map(test::running_snapshot());
    map.world.ui.map.overlays.insert("density");
    for (int i = 0; i < 3; ++i) map.frame();
    REQUIRE(map.canvas.last.ground.size() == 1);
    const std::uint64_t version = map.canvas.last.ground[0].version;
    map.frame();
    CHECK(map.canvas.last.ground[0].version == version);
    map.imgui.drag(ImVec2(600, 300), ImVec2(660, 340), map.drawing());
    CHECK(map.canvas.last.ground[0].version > version);
}

TEST_CASE("t-SNE is asked for while it is shown, and its points are the map") {
    Map map(test::running_snapshot(6));
    CHECK(map.world.requests.embedded.empty());
    map.camera().axes = MapAxes::tsne;
    map.camera().axes_chosen = true;
    map.world.ui.map.embedding.perplexity = 12;
    map.frame();
    REQUIRE(!map.world.requests.embedded.empty());
    CHECK(map.world.requests.embedded.back().perplexity == 12);

    auto embedding = std::make_shared<Embedding>();
    for (int i = 0; i < 100; ++i) {
        embedding->samples.push_back(i * 2);
        embedding->positions.push_back(float(i % 10) * 5);
        embedding->positions.push_back(float(i / 10) * 5);
    }
    embedding->version = 1;
    map.world.requests.the_embedding = embedding;
    for (int i = 0; i < 30; ++i) map.frame();
    CHECK(map.canvas.last.points[2 * 2 * 11] == doctest::Approx(5));
    CHECK(std::isnan(map.canvas.last.points[2]));
    CHECK(map.camera().units_per_pixel > 0.05f);  // the view has followed

    map.world.ui.map.overlays.insert("manifold");
    const std::size_t questions = map.world.requests.questions.size();
    map.frame();
    CHECK(map.world.requests.questions.size() == questions);  // nothing to decode from

    map.camera().axes = MapAxes::raw;
    const std::size_t asked = map.world.requests.embedded.size();
    map.frame();
    CHECK(map.world.requests.embedded.size() == asked);
}

TEST_CASE("marks of other panels are drawn on every kind of map") {
    Map map(with_directions(3));
    const auto vertices = [&] { return map.imgui.frame([&] { map.draw(); }); };
    const int without = vertices();
    MapMark path;
    path.line = true;
    path.label = "path";
    path.codes = {0, 0, 0, 1, 1, 1, 2, 0, 1};
    map.world.ui.view().marks["path"] = path;
    const int with = vertices();
    CHECK(with > without);
    map.world.ui.view().marks.clear();
    CHECK(vertices() == without);
}

TEST_CASE("clusters are asked for while they are the colour, and again when their number changes") {
    Map map(test::running_snapshot());
    CHECK(last<Cluster>(map.world.requests, "clusters") == nullptr);
    map.world.ui.map_colour = "cluster";
    map.frame();
    const Cluster* asked = last<Cluster>(map.world.requests, "clusters");
    REQUIRE(asked);
    CHECK(asked->clusters == 10);
    CHECK(asked->cloud.get() == map.world.snapshot.cloud.get());
    auto answer = std::make_shared<Answer>();
    answer->ticket = map.world.requests.questions.size();
    for (int i = 0; i < map.world.snapshot.cloud->count; ++i) answer->clusters.push_back(i % 3);
    map.world.requests.answers["clusters"] = answer;
    map.frame();
    map.frame();
    CHECK(map.canvas.last.colours[0] == map.canvas.last.colours[3]);
    CHECK(map.canvas.last.colours[0] != map.canvas.last.colours[1]);
    map.world.ui.map.clusters = 4;
    for (int i = 0; i < 12; ++i) map.frame();
    CHECK(last<Cluster>(map.world.requests, "clusters")->clusters == 4);
}

TEST_CASE("while t-SNE is looked for, its sentence has the place of the axes' numbers") {
    Map map(test::running_snapshot(6));
    const auto beside_the_map = [&] {
        map.frame();
        int found = 0;
        const ImDrawData& drawn = *ImGui::GetDrawData();
        for (int list = 0; list < drawn.CmdListsCount; ++list)
            for (const ImDrawVert& vertex : drawn.CmdLists[list]->VtxBuffer)
                found += vertex.pos.x > 2 && vertex.pos.x < 40 && vertex.pos.y > 100 &&
                         vertex.pos.y < 600;
        return found;
    };
    CHECK(beside_the_map() > 0);
    CHECK(!map.canvas.last.grid_x.empty());
    map.camera().axes = MapAxes::tsne;
    map.camera().axes_chosen = true;
    CHECK(beside_the_map() == 0);
    CHECK(map.canvas.last.grid_x.empty());
    auto embedding = std::make_shared<Embedding>();
    embedding->problem = "There are too few codes.";
    map.world.requests.the_embedding = embedding;
    CHECK(beside_the_map() == 0);
}

TEST_CASE("on a t-SNE the walk's place is looked for when something has moved, not every frame") {
    Map map(test::running_snapshot(6));
    map.camera().axes = MapAxes::tsne;
    map.camera().axes_chosen = true;
    auto embedding = std::make_shared<Embedding>();
    for (int i = 0; i < 100; ++i) {
        embedding->samples.push_back(i);
        embedding->positions.push_back(float(i % 10) * 5);
        embedding->positions.push_back(float(i / 10) * 5);
    }
    embedding->version = 1;
    map.world.requests.the_embedding = embedding;
    WalkState& walk = map.world.ui.view().walk;
    const CodeCloud& cloud = *map.world.snapshot.cloud;
    walk.z.assign(cloud.code(0), cloud.code(0) + cloud.width);
    walk.touched = true;
    for (int i = 0; i < 40; ++i) map.frame();
    const auto drawn = [&] {
        map.frame();
        std::vector<float> places;
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int list = 0; list < data.CmdListsCount; ++list)
            for (const ImDrawVert& vertex : data.CmdLists[list]->VtxBuffer) {
                places.push_back(vertex.pos.x);
                places.push_back(vertex.pos.y);
            }
        return places;
    };
    const auto before = drawn();
    CHECK(drawn() == before);
    // Under the same version nobody has to see it.
    embedding->positions[0] = embedding->positions[1] = 20;
    CHECK(drawn() == before);
    walk.z.assign(cloud.code(55), cloud.code(55) + cloud.width);
    CHECK(drawn() != before);
}
