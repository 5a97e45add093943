// Pictures: their differences as colours, and their place on screen.
#include <doctest/doctest.h>

#include "support/sample_snapshots.h"
#include "widgets/difference.h"
#include "widgets/image_view.h"

using namespace latent;
using namespace latent::app;

namespace {

Samples grey(std::vector<std::uint8_t> values) {
    Samples images;
    images.count = int(values.size());
    images.shape = {1, 1, 1};
    images.pixels = std::move(values);
    return images;
}

ImU32 pixel(const PictureSheet& sheet, int i) {
    const int x = i % sheet.columns, y = i / sheet.columns;
    const std::uint8_t* p = sheet.rgba.data() + std::size_t(y * sheet.width() + x) * 4;
    return IM_COL32(p[0], p[1], p[2], 255);
}

}  // namespace

TEST_CASE("too bright is positive, too dark negative, and equal neutral") {
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const PictureSheet sheet =
        difference_sheet(theme, grey({0, 255, 100}), {2, 0, 1}, grey({100, 255, 0}));
    REQUIRE(sheet.columns * sheet.rows >= 3);
    CHECK(pixel(sheet, 0) == theme.diverging(0));
    CHECK(pixel(sheet, 1) == theme.diverging(1));
    CHECK(pixel(sheet, 2) == theme.diverging(-1));
}

TEST_CASE("a sample that is not there leaves a neutral picture, and another shape none at all") {
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const PictureSheet sheet = difference_sheet(theme, grey({0}), {7}, grey({200}));
    CHECK(pixel(sheet, 0) == theme.diverging(0));
    CHECK(difference_sheet(theme, test::sample_images(2, 1), {0}, grey({1})).rgba.empty());
}

TEST_CASE("a picture is as large as its place allows and keeps its proportion") {
    const Rect wide = fit_into({ImVec2(0, 0), ImVec2(300, 100)}, 1);
    CHECK(wide.max.x - wide.min.x == 100);
    CHECK(wide.min.x == 100);
    const Rect tall = fit_into({ImVec2(10, 10), ImVec2(110, 310)}, 2);
    CHECK(tall.max.x - tall.min.x == 100);
    CHECK(tall.max.y - tall.min.y == 50);
}
