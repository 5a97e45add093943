#include "widgets/export_menu.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"

using namespace latent::app;

TEST_CASE("the word export opens a list, and a click there says what was chosen") {
    latent::test::HeadlessImGui imgui(600, 300);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    std::string chosen;
    ImVec2 word, first;
    const auto draw = [&] {
        CaptionLine line(theme);
        const auto choice = export_menu(
            theme, line,
            {{"png", "Picture (PNG)"}, {"gif", "Movement (GIF)", "There is no path yet."}});
        if (choice) chosen = *choice;
        word = ImVec2(600 - 12 - 10, 8 + 6);
        first = ImVec2(word.x - 30, 8 + 17 + 8 + 12);
    };
    imgui.frame(draw);
    imgui.click(first, draw);
    CHECK(chosen.empty());  // it is not open
    imgui.click(word, draw);
    CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
    imgui.click(ImVec2(first.x, first.y + 26), draw);
    CHECK(chosen.empty());  // greyed
    imgui.click(word, draw);
    imgui.click(word, draw);
    if (!ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
        imgui.click(word, draw);
    imgui.click(first, draw);
    CHECK(chosen == "png");
}
