// Points and sequences as pictures.
#include "widgets/sample_picture.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/headless_imgui.h"
#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

// Counts the sheets that are handed to the graphics card.
class CountingTextures final : public Textures {
 public:
    Picture image(const Samples&, int) override {
        ++images;
        return {};
    }
    Picture computed(const std::string&, std::uint64_t, int width, int height,
                     const std::uint8_t* rgba) override {
        inked = 0;
        for (int p = 0; p < width * height; ++p) inked += rgba[p * 4 + 3] != 0;
        return {};
    }
    int images = 0, inked = 0;
};

struct Easel {
    explicit Easel(const Snapshot& snapshot)
        : data(*snapshot.data), probe(*snapshot.cloud->probe) {}

    int vertices(const std::function<void(ImDrawList&)>& draw) {
        return imgui.frame([&] {
            painter.look_at(&data, &probe);
            draw(*ImGui::GetWindowDrawList());
        });
    }
    int vertices_of(const Samples& samples, int i, float side = 100) {
        return vertices([&](ImDrawList& draw) {
            painter.draw(theme, textures, draw, {ImVec2(0, 0), ImVec2(side, side)}, samples, i,
                         theme.text);
        });
    }

    DatasetInfo data;
    Probe probe;
    test::HeadlessImGui imgui{400, 400};
    Theme theme = make_theme(ThemeKind::paper, 1);
    CountingTextures textures;
    SamplePainter painter;
};

}  // namespace

TEST_CASE("a point in space is seen from the side: right and up stay, depth goes up to the right") {
    const float right[] = {1, 0, 0}, up[] = {0, 0, 1}, deep[] = {0, 1, 0};
    CHECK(seen_from_the_side(right, 3).x == 1);
    CHECK(seen_from_the_side(right, 3).y == 0);
    CHECK(seen_from_the_side(up, 3).x == 0);
    CHECK(seen_from_the_side(up, 3).y == 1);
    CHECK(seen_from_the_side(deep, 3).x > 0);
    CHECK(seen_from_the_side(deep, 3).y > 0);
    CHECK(seen_from_the_side(deep, 3).x < 0.5f);
    const float flat[] = {0.25f, -0.5f};
    CHECK(seen_from_the_side(flat, 2).y == -0.5f);
}

TEST_CASE("the cloud behind a point is made once for a probe and a size") {
    Easel easel(test::numbers_snapshot("swiss_roll"));
    const Samples& samples = easel.probe.images;
    for (int i = 0; i < 5; ++i) easel.vertices_of(samples, i);
    CHECK(easel.painter.sheets_made() == 1);
    CHECK(easel.textures.inked > 50);
    easel.vertices_of(samples, 0, 60);
    CHECK(easel.painter.sheets_made() == 2);
    easel.vertices_of(samples, 0);
    CHECK(easel.painter.sheets_made() == 2);
    ++easel.probe.images.version;
    easel.vertices_of(samples, 0);
    CHECK(easel.painter.sheets_made() == 3);
    CHECK(easel.textures.images == 0);
}

TEST_CASE("a sequence is a line, and laid over another one it is two") {
    Easel easel(test::numbers_snapshot("waves"));
    const Samples& inputs = easel.probe.images;
    const int none = easel.vertices_of(inputs, -1), one = easel.vertices_of(inputs, 0);
    CHECK(one > none + 2 * 31);
    CHECK(can_overlay(inputs));
    const Samples outputs = test::sample_numbers(easel.data, 3, 99, 0.2f);
    const int two = easel.vertices([&](ImDrawList& draw) {
        easel.painter.draw_both(easel.theme, easel.textures, draw, {ImVec2(0, 0), ImVec2(100, 100)},
                                inputs, 0, outputs, 0);
    });
    CHECK(two > one);
}

TEST_CASE("many features are a strip, whose comparison is a difference") {
    Snapshot snapshot = test::numbers_snapshot("waves");
    Easel easel(snapshot);
    easel.data.shape = {1, 10, 7};
    const Samples strip = test::sample_numbers(easel.data, 2, 5);
    CHECK(!can_overlay(strip));
    CHECK(easel.vertices_of(strip, 1) >= 4 * 70);
}

TEST_CASE("more than three coordinates are bars") {
    Easel easel(test::numbers_snapshot("swiss_roll"));
    easel.data.shape = {1, 1, 12};
    easel.probe.images = test::sample_numbers(easel.data, 30, 6);
    CHECK(picture_aspect(easel.probe.images) > 1);
    CHECK(easel.vertices_of(easel.probe.images, 3) >= 4 * 12);
    CHECK(easel.painter.sheets_made() == 0);
}

TEST_CASE("numbers that are none, and samples that are not there, are drawn as a frame") {
    for (const char* data : {"swiss_roll", "waves"}) {
        Easel easel(test::numbers_snapshot(data));
        Samples odd = test::sample_numbers(easel.data, 2, 7);
        for (float& value : odd.values) value = NAN;
        odd.values[0] = INFINITY;
        CHECK(easel.vertices_of(odd, 0) > 0);
        CHECK(easel.vertices_of(odd, 2) > 0);
        CHECK(easel.vertices_of(Samples(), 0) > 0);
    }
}
