#include "widgets/traversal_table.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("the columns of a traversal and its words share the width of the panel") {
    test::HeadlessImGui imgui;
    const Theme theme = make_theme(ThemeKind::paper, 1);
    imgui.frame([&] {
        for (const ImVec2 room : {ImVec2(540, 480), ImVec2(850, 700), ImVec2(330, 300)})
            for (const int rows : {2, 4, 10, 64})
                for (const float aspect : {1.0f, 1.6f}) {
                    const TraversalTable table = traversal_table(theme, aspect, room, rows);
                    CHECK(table.columns >= 7);
                    CHECK(table.columns % 2 == 1);  // one in the middle
                    CHECK(table.names + table.words +
                              (table.cell_width + table.gap) * float(table.columns) <=
                          room.x + 1);
                    CHECK(table.pitch > table.cell_height);
                }
        // Few rows have the larger pictures, and their words below them.
        const TraversalTable few = traversal_table(theme, 1, ImVec2(540, 480), 2),
                             many = traversal_table(theme, 1, ImVec2(540, 480), 10);
        CHECK(few.cell_width > many.cell_width);
        CHECK(few.below > 0);
        CHECK(few.words == 0);
        CHECK(many.words > 0);
    });
}
