#include "widgets/film_strip.h"

#include <doctest/doctest.h>

using namespace latent::app;

TEST_CASE("a film strip keeps its frames apart, inside its room and in proportion") {
    const Theme theme = make_theme(ThemeKind::paper, 1);
    for (const ImVec2 room : {ImVec2(900, 120), ImVec2(600, 500), ImVec2(200, 700)})
        for (const float aspect : {1.0f, 1.6f}) {
            const FilmStrip strip = film_strip(theme, room, aspect, 15, 18);
            REQUIRE(strip.columns * strip.rows >= 15);
            CHECK(strip.cell_width >= 12);
            for (int i = 0; i < 15; ++i) {
                const Rect rect = strip.picture(ImVec2(0, 0), i);
                CHECK(rect.max.x <= room.x + 1);
                CHECK(rect.max.y + strip.text <= room.y + 1);
                CHECK((rect.max.x - rect.min.x) / (rect.max.y - rect.min.y) ==
                      doctest::Approx(aspect).epsilon(0.1));
                const ImVec2 middle((rect.min.x + rect.max.x) / 2, (rect.min.y + rect.max.y) / 2);
                CHECK(strip.frame_at(ImVec2(0, 0), middle, 15) == i);
            }
            CHECK(strip.frame_at(ImVec2(0, 0), ImVec2(-5, -5), 15) == -1);
        }
}

TEST_CASE("a wide row has more frames than a narrow one, within its ends") {
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const int narrow = frames_in_a_row(theme, ImVec2(300, 140), 1, 45, 68, 4, 16);
    const int wide = frames_in_a_row(theme, ImVec2(900, 140), 1, 45, 68, 4, 16);
    CHECK(narrow == 4);
    CHECK(wide > 8);
    CHECK(frames_in_a_row(theme, ImVec2(9000, 140), 1, 45, 68, 4, 16) == 16);
    CHECK(frames_in_a_row(theme, ImVec2(3, 3), 1, 45, 68, 4, 16) == 4);
}
