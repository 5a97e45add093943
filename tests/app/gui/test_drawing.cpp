// What reaches the screen, by a real OpenGL context: points where their codes are, images where
// they were put.
#include <doctest/doctest.h>
#include <epoxy/gl.h>

#include <chrono>
#include <cstdlib>
#include <limits>
#include <random>

#include "gl/point_renderer.h"
#include "gl/render_target.h"
#include "gl/texture_store.h"
#include "gui/imgui_layer.h"
#include "gui/window.h"
#include "support/xvfb.h"

using namespace latent;
using namespace latent::app;

namespace {

// A context to draw with.
struct Screen {
    Screen() { setenv("DISPLAY", display.display().c_str(), 1); }
    test::Xvfb display{640, 480};
};
struct Context {
    Screen screen;
    Window window{{320, 200}, true, {320, 200}};
};

PointsView view_of(const std::vector<float>& points, const std::vector<std::uint32_t>& colours) {
    PointsView view;
    view.count = int(points.size()) / 2;
    view.points = points.data();
    view.points_version = 1;
    view.units_per_pixel = 0.1f;  // 100 x 100 pixels show -5 .. 5
    view.width = view.height = 100;
    view.point_size = 9;
    view.colours = colours.data();
    view.colours_version = 1;
    view.background = IM_COL32_WHITE;
    return view;
}

// The pixel of a texture, row 0 at the top of the map.
ImU32 pixel(const Picture& picture, int size, int x, int y) {
    std::vector<ImU32> texels(std::size_t(size) * std::size_t(size));
    glBindTexture(GL_TEXTURE_2D, GLuint(std::intptr_t(picture.texture)));
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    const int row = picture.uv0.y > picture.uv1.y ? size - 1 - y : y;
    return texels[std::size_t(row) * std::size_t(size) + std::size_t(x)];
}

constexpr ImU32 kRed = IM_COL32(255, 0, 0, 255), kBlue = IM_COL32(0, 0, 255, 255);

}  // namespace

TEST_CASE("a point is drawn in its colour where its code is, and hidden ones are not") {
    const Context context;
    gl::PointRenderer renderer;
    std::vector<float> points{2.05f, 3.05f, -2.05f, -3.05f, 0.05f, 0.05f};
    const std::vector<std::uint32_t> colours{kRed, kBlue, kBlue & ~IM_COL32_A_MASK};
    PointsView view = view_of(points, colours);
    Picture picture = renderer.draw(view);
    REQUIRE(picture);
    CHECK(pixel(picture, 100, 70, 19) == kRed);  // x = +2, y = +3: up is up
    CHECK(pixel(picture, 100, 29, 80) == kBlue);
    CHECK(pixel(picture, 100, 50, 49) == IM_COL32_WHITE);
    CHECK(pixel(picture, 100, 70, 30) == IM_COL32_WHITE);

    SUBCASE("the view pans and zooms") {
        view.centre_x = 2.05f;
        view.centre_y = 3.05f;
        view.units_per_pixel = 0.01f;
        picture = renderer.draw(view);
        CHECK(pixel(picture, 100, 50, 50) == kRed);
        CHECK(pixel(picture, 100, 29, 80) == IM_COL32_WHITE);
    }
    SUBCASE("grid lines lie under the points") {
        view.grid_x = {2.05f};
        view.grid = kBlue;
        picture = renderer.draw(view);
        CHECK(pixel(picture, 100, 70, 90) == kBlue);
        CHECK(pixel(picture, 100, 70, 19) == kRed);
    }
    SUBCASE("faint points lie under the others, whatever their order") {
        const std::vector<float> same{2.05f, 3.05f, 2.05f, 3.05f};
        const std::vector<std::uint32_t> fading{kRed, (kBlue & ~IM_COL32_A_MASK) | 0x40000000u};
        PointsView faint = view_of(same, fading);
        faint.points_version = faint.colours_version = 9;
        faint.faint_first = true;
        for (const float size : {9.0f, 1.0f}) {
            faint.point_size = size;
            picture = renderer.draw(faint);
            CHECK(pixel(picture, 100, 70, 19) == kRed);
        }
    }
    SUBCASE("it is drawn again only when something changed") {
        const std::size_t drawn = renderer.redraws();
        renderer.draw(view);
        renderer.draw(view);
        CHECK(renderer.redraws() == drawn);
        view.colours_version = 2;
        renderer.draw(view);
        CHECK(renderer.redraws() == drawn + 1);
        points[0] = -4.05f;
        view.points_version = 2;
        picture = renderer.draw(view);
        CHECK(renderer.redraws() == drawn + 2);
        CHECK(pixel(picture, 100, 9, 19) == kRed);
    }
}

TEST_CASE("a picture lies under the points, where its corners are and the right way up") {
    const Context context;
    gl::PointRenderer renderer;
    gl::TextureStore textures;
    textures.begin_frame(0);
    const std::vector<float> points{2.05f, 3.05f};
    const std::vector<std::uint32_t> colours{kRed};
    PointsView view = view_of(points, colours);
    // Blue above, black below.
    const std::vector<std::uint8_t> rgba{0, 0, 255, 255, 0, 0, 255, 255,
                                         0, 0, 0,   255, 0, 0, 0,   255};
    GroundPicture ground;
    ground.picture = textures.computed("ground", 1, 2, 2, rgba.data());
    ground.left = ground.bottom = -4;
    ground.right = ground.top = 4;
    view.ground = {ground};
    Picture picture = renderer.draw(view);
    CHECK(pixel(picture, 100, 30, 15) == kBlue);
    CHECK(pixel(picture, 100, 30, 85) == IM_COL32(0, 0, 0, 255));
    CHECK(pixel(picture, 100, 3, 50) == IM_COL32_WHITE);
    CHECK(pixel(picture, 100, 70, 19) == kRed);

    SUBCASE("half seen through, and blended between its pixels") {
        view.ground[0].opacity = 0.5f;
        view.ground[0].smooth = true;
        picture = renderer.draw(view);
        const ImU32 above = pixel(picture, 100, 30, 12), middle = pixel(picture, 100, 30, 50);
        CHECK(((above >> IM_COL32_R_SHIFT) & 255) == doctest::Approx(128).epsilon(0.03));
        CHECK(((middle >> IM_COL32_B_SHIFT) & 255) == doctest::Approx(192).epsilon(0.03));
    }
    SUBCASE("points that are nowhere are not drawn") {
        const float nowhere = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> lost{nowhere, nowhere};
        view.points = lost.data();
        view.points_version = 2;
        view.ground.clear();
        picture = renderer.draw(view);
        CHECK(pixel(picture, 100, 70, 19) == IM_COL32_WHITE);
        CHECK(pixel(picture, 100, 50, 50) == IM_COL32_WHITE);
    }
}

TEST_CASE("small maps side by side keep a picture each, drawn anew only when it changes") {
    const Context context;
    gl::PointRenderer renderer;
    const std::vector<float> points{0, 0};
    const std::vector<std::uint32_t> red{kRed}, blue{kBlue};
    PointsView left = view_of(points, red), right = view_of(points, blue);
    left.canvas = 1;
    right.canvas = 2;
    const Picture first = renderer.draw(left), second = renderer.draw(right);
    CHECK(first.texture != second.texture);
    CHECK(pixel(first, 100, 50, 50) == kRed);
    CHECK(pixel(second, 100, 50, 50) == kBlue);
    const std::size_t drawn = renderer.redraws();
    for (int frame = 0; frame < 3; ++frame) {
        renderer.draw(left);
        renderer.draw(right);
    }
    CHECK(renderer.redraws() == drawn);
    right.colours_version = 2;
    renderer.draw(left);
    renderer.draw(right);
    CHECK(renderer.redraws() == drawn + 1);
    CHECK(renderer.moves() == 0);  // those of the latent map alone
    for (std::uint64_t run = 3; run < 200; ++run) {
        left.canvas = run;
        renderer.draw(left);
    }
    CHECK(renderer.canvases() <= 64);
}

TEST_CASE("a million points are drawn") {
    const Context context;
    gl::PointRenderer renderer;
    constexpr int kCount = 1000000;
    std::vector<float> points(std::size_t(kCount) * 2);
    std::minstd_rand random(1);
    std::uniform_real_distribution<float> anywhere(-5, 5);
    for (float& value : points) value = anywhere(random);
    const std::vector<std::uint32_t> colours(std::size_t(kCount), kRed);
    PointsView view = view_of(points, colours);
    view.point_size = 1;
    const auto start = std::chrono::steady_clock::now();
    const Picture picture = renderer.draw(view);
    glFinish();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    CHECK(pixel(picture, 100, 50, 50) == kRed);
    MESSAGE("a million points: ", seconds * 1000, " ms with ", context.window.renderer());
    CHECK(seconds < 10);
}

TEST_CASE("images become textures page by page, and go when nobody looks at them") {
    const Context context;
    gl::TextureStore store;
    Samples batch;
    batch.count = 5000;
    batch.shape = {1, 32, 32};
    batch.version = 7;
    batch.pixels.assign(std::size_t(batch.count) * 32 * 32, 0);
    for (int i = 0; i < batch.count; ++i)
        batch.pixels[std::size_t(i) * 32 * 32] = std::uint8_t(i % 251);

    store.begin_frame(0);
    const Picture picture = store.image(batch, 33);  // second row, second column of the first page
    REQUIRE(picture);
    CHECK(store.uploads() == 1);
    CHECK(picture.aspect == 1);
    CHECK(pixel({picture.texture}, 1024, 32, 32) != 0);
    CHECK((pixel({picture.texture}, 1024, 32, 32) & 0xFF) == 33);
    CHECK(picture.uv0.x == doctest::Approx(1.0 / 32));
    CHECK(picture.uv0.y == doctest::Approx(1.0 / 32));

    store.image(batch, 34);
    CHECK(store.uploads() == 1);  // the same page
    CHECK(store.image(batch, 4999));
    CHECK(store.uploads() == 2);
    CHECK(!store.image(batch, 5000));
    CHECK(!store.image(batch, -1));

    store.begin_frame(3);
    store.image(batch, 0);
    store.begin_frame(6);
    CHECK(store.batches() == 1);
    store.begin_frame(8);
    CHECK(store.batches() == 0);
}

TEST_CASE("colour images keep their channels") {
    const Context context;
    gl::TextureStore store;
    Samples batch;
    batch.count = 1;
    batch.shape = {3, 2, 2};
    batch.version = 9;
    batch.pixels = {10, 20, 30, 40,  50,  60,
                    70, 80, 90, 100, 110, 120};  // planes of red, green, blue
    store.begin_frame(0);
    const Picture picture = store.image(batch, 0);
    REQUIRE(picture);
    CHECK(pixel({picture.texture}, 2, 1, 0) == IM_COL32(20, 60, 100, 255));
}

TEST_CASE("the window has its three fonts, and they hold what formulas need") {
    Context context;
    ImGuiLayer layer(context.window);
    const Theme theme = layer.use(ThemeKind::paper, 1);
    REQUIRE(theme.body);
    REQUIRE(theme.small);
    REQUIRE(theme.large);
    layer.begin_frame({320, 200});
    layer.end_frame();
    if (layer.font_file().empty()) {
        MESSAGE("no font is installed; the built-in one is used");
        return;
    }
    MESSAGE("the window's font is ", layer.font_file());
    for (const int character :
         {0xE9 /* e acute */, 0x3B2 /* beta */, 0x3C3 /* sigma */, 0x3BC /* mu */, 0xD7 /* times */,
          0x2192 /* arrow */, 0x2212 /* minus */, 0x2265 /* greater or equal */,
          0x2082 /* subscript 2 */, 0x209A /* subscript p */, 0x2C7C /* subscript j */,
          0x1D62 /* subscript i */, 0x3A3 /* Sigma */, 0x2016 /* norm */, 0x302 /* hat */}) {
        CAPTURE(character);
#if IMGUI_VERSION_NUM < 19200
        CHECK(theme.body->FindGlyphNoFallback(ImWchar(character)) != nullptr);
#endif
    }
}
