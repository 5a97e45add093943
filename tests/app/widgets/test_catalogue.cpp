// The list of systems and data: groups, narrowed by typing, chosen by click or Enter.
#include "widgets/catalogue.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"

using namespace latent::app;

namespace {

std::vector<CatalogueEntry> entries() {
    const auto entry = [](const char* id, const char* label, const char* group, const char* source,
                          bool available = true) {
        CatalogueEntry made;
        made.id = id;
        made.label = label;
        made.group = group;
        made.source = source;
        made.available = available;
        return made;
    };
    return {entry("pca", "Linear autoencoder", "plain", "Baldi & Hornik 1989"),
            entry("vae", "Variational autoencoder", "variational", "Kingma & Welling 2014"),
            entry("deep", "Deep autoencoder", "plain", "Hinton 2006"),
            entry("conv_vae", "Convolutional VAE", "variational", "Kingma again", false)};
}

struct CatalogueStage {
    latent::test::HeadlessImGui imgui{600, 700};
    Theme theme = make_theme(ThemeKind::paper, 1);
    Catalogue catalogue;
    std::optional<std::string> chosen;
    int asked = 0;

    std::function<void()> drawn() {
        return [this] {
            ImGui::SetCursorScreenPos(ImVec2(8, 8));
            const auto id = catalogue.draw(
                theme, "systems", "Linear autoencoder", "pca",
                [this] {
                    ++asked;
                    return entries();
                },
                200);
            if (id) chosen = id;
        };
    }
    void open() { imgui.click({100, 20}, drawn()); }
    bool is_open() {
        const int before = asked;
        imgui.frame(drawn());
        return asked > before;
    }
    void type(const char* text) {
        imgui.frame(drawn());
        imgui.type(text);
        imgui.frame(drawn());
        imgui.frame(drawn());
    }
};

}  // namespace

TEST_CASE("groups stand together in the order in which they first come") {
    CHECK(found(entries(), "") == std::vector<int>{0, 2, 1, 3});
}

TEST_CASE("typing narrows by name, group and paper, whatever the capitals") {
    CHECK(found(entries(), "KINGMA") == std::vector<int>{1, 3});
    CHECK(found(entries(), "plain deep") == std::vector<int>{2});
    CHECK(found(entries(), "vae 2014") == std::vector<int>{1});
    CHECK(found(entries(), "nothing of that name").empty());
}

TEST_CASE("the entries are only asked for while the list is open") {
    CatalogueStage stage;
    stage.imgui.frame(stage.drawn());
    CHECK(stage.asked == 0);
    stage.open();
    CHECK(stage.is_open());
}

TEST_CASE("Enter takes the first that can be chosen") {
    CatalogueStage stage;
    stage.open();
    stage.type("deep");
    stage.imgui.enter(stage.drawn());
    REQUIRE(stage.chosen);
    CHECK(*stage.chosen == "deep");
    CHECK(!stage.is_open());

    stage.chosen.reset();
    stage.open();
    stage.type("convolutional");  // greyed
    stage.imgui.enter(stage.drawn());
    CHECK(!stage.chosen);
}

TEST_CASE("a click chooses, but not what is greyed; under the mouse either can be read about") {
    CatalogueStage stage;
    stage.open();
    std::vector<std::string> read;
    for (float y = 60; y < 300; y += 6) {
        stage.imgui.move({120, y});
        stage.imgui.frame(stage.drawn());
        stage.imgui.frame(stage.drawn());
        const std::string& id = stage.catalogue.looked_at();
        if (read.empty() || read.back() != id) read.push_back(id);
        if (id != "conv_vae") continue;
        stage.imgui.click({120, y}, stage.drawn());
        CHECK(!stage.chosen);
        CHECK(stage.is_open());
        break;
    }
    CHECK(read == std::vector<std::string>{"pca", "deep", "vae", "conv_vae"});
    for (float y = 60; y < 300 && !stage.chosen; y += 6) {
        stage.imgui.move({120, y});
        stage.imgui.frame(stage.drawn());
        stage.imgui.frame(stage.drawn());
        if (stage.catalogue.looked_at() == "vae") stage.imgui.click({120, y}, stage.drawn());
    }
    REQUIRE(stage.chosen);
    CHECK(*stage.chosen == "vae");
}
