// Exploring in the real window with the mouse, as a student would: what was hovered, pinned,
// selected and drawn is read off the program's report, and a picture of each is kept as an artefact
// of the run (build/release/artefacts).
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

#include "app/gui/window_program.h"

using namespace latent::test;

namespace {

namespace fs = std::filesystem;

struct Place {
    int left = 0, top = 0, width = 0, height = 0;
    int x(double share) const { return left + int(share * width); }
    int y(double share) const { return top + int(share * height); }
};

class Explorer {
 public:
    explicit Explorer(std::vector<std::string> options)
        : program_(display_, with_size(std::move(options))) {}

    // Opened, trained for a while and paused.
    void settle() {
        REQUIRE(program_.await(90, "map_changed"));
        rest(2);
        program_.key("space");
        REQUIRE(within(20, [&] {
            const auto state = program_.state();
            return state && state->holds("\"paused\"");
        }));
    }

    // The newest of what the window looks like.
    ReportLine looks() const { return program_.await(5, "looks").value_or(ReportLine{}); }
    int number(const std::string& key) const { return int(looks().number(key)); }
    bool shows(const std::string& panel) const { return looks().holds("\"" + panel + "\":["); }
    Place place(const std::string& panel) const {
        const std::string text = looks().text;
        const auto at = text.find("\"" + panel + "\":[");
        REQUIRE(at != std::string::npos);
        Place found;
        const int read = std::sscanf(text.c_str() + at + panel.size() + 4, "%d,%d,%d,%d",
                                     &found.left, &found.top, &found.width, &found.height);
        REQUIRE(read == 4);
        return found;
    }
    bool has_mark(const std::string& name) const {
        const std::string text = looks().text;
        const auto from = text.find("\"marks\":\"");
        const auto to = text.find('"', from + 9);
        return from != std::string::npos &&
               text.substr(from, to - from).find(name) != std::string::npos;
    }

    void move(int x, int y) const {
        program_.hand({"mousemove", std::to_string(x), std::to_string(y), "sleep", "0.12"});
    }
    void click() const { program_.hand({"click", "1", "sleep", "0.15"}); }
    void key(const std::string& name) const { program_.hand({"key", name, "sleep", "0.15"}); }
    void hold(const std::string& name) const { program_.hand({"keydown", name}); }
    void let_go(const std::string& name) const { program_.hand({"keyup", name}); }
    // Along these points with the button down.
    void drag(const std::vector<std::pair<int, int>>& points) const {
        std::vector<std::string> words;
        for (std::size_t i = 0; i < points.size(); ++i) {
            words.insert(words.end(), {"mousemove", std::to_string(points[i].first),
                                       std::to_string(points[i].second), "sleep", "0.04"});
            if (i == 0) words.insert(words.end(), {"mousedown", "1", "sleep", "0.05"});
        }
        words.insert(words.end(), {"mouseup", "1", "sleep", "0.2"});
        program_.hand(words);
    }

    // Chooses the tab of a panel: the hand feels its way along the caption line of the panel that
    // now has the place.
    void open_tab(const std::string& shown, const std::string& wanted) const {
        const Place place = this->place(shown);
        for (int x = place.left + 12; x < place.left + place.width && !shows(wanted); x += 14) {
            move(x, place.top + 14);
            click();
        }
        INFO("the tab of ", wanted);
        REQUIRE(shows(wanted));
    }

    // Moves over the map until another sample than `but` is under the mouse; its number.
    int find_sample(int but = -1) const {
        const Place map = place("latent_map");
        for (double v = 0.35; v < 0.75; v += 0.04)
            for (double u = 0.3; u < 0.75; u += 0.04) {
                move(map.x(u), map.y(v));
                const int found = number("hovered");
                if (found >= 0 && found != but) return found;
            }
        return -1;
    }

    // Saves a picture of the window under this name; it replaces that of an earlier run.
    void keep_picture(const std::string& name) const {
        fs::create_directories(kArtefacts);
        const fs::path folder(kArtefacts);
        std::set<fs::path> before;
        for (const auto& entry : fs::directory_iterator(folder)) before.insert(entry.path());
        program_.key("ctrl+s");
        fs::path made;
        REQUIRE(within(10, [&] {
            for (const auto& entry : fs::directory_iterator(folder))
                if (!before.count(entry.path()) && entry.path().extension() == ".png" &&
                    entry.path().filename().string()[0] != '.')  // that is still being written
                    made = entry.path();
            return !made.empty();
        }));
        rest(0.2);
        fs::rename(made, folder / (name + ".png"));
        CHECK(fs::file_size(folder / (name + ".png")) > 20000);
    }

    static bool within(double seconds, const std::function<bool()>& so) {
        const auto until =
            std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
        do {
            if (so()) return true;
            rest(0.05);
        } while (std::chrono::steady_clock::now() < until);
        return so();
    }

    int close() { return program_.close(); }

 private:
    static std::vector<std::string> with_size(std::vector<std::string> options) {
        options.insert(options.end(), {"--size", "1280x800"});
        return options;
    }

    Xvfb display_;
    WindowProgram program_;
};

}  // namespace

TEST_CASE("the mouse finds a sample, a click pins it, and a second pin makes a path of codes") {
    if (no_hand()) return;
    Explorer explorer({"--seed", "1"});
    explorer.settle();
    REQUIRE(explorer.find_sample() >= 0);
    rest(0.6);  // for the card, and for a map that still comes to rest
    const int first = explorer.number("hovered");
    REQUIRE(first >= 0);
    explorer.keep_picture("hover");
    explorer.click();
    CHECK(explorer.number("pinned") == first);

    REQUIRE(explorer.find_sample(first) >= 0);
    rest(0.6);
    const int second = explorer.number("hovered");
    REQUIRE(second >= 0);
    REQUIRE(second != first);
    explorer.hold("ctrl");
    explorer.click();
    explorer.let_go("ctrl");
    CHECK(explorer.number("pinned") == first);
    CHECK(explorer.number("second_pin") == second);
    explorer.keep_picture("pins");

    explorer.open_tab("curves", "path");
    CHECK(Explorer::within(10, [&] { return explorer.has_mark("path"); }));
    rest(0.5);
    explorer.keep_picture("interpolation");
    explorer.key("Escape");
    explorer.key("Escape");
    CHECK(explorer.number("second_pin") == -1);
    CHECK(explorer.close() == 0);
}

TEST_CASE("Shift and a drag lasso samples, which Escape lets go") {
    if (no_hand()) return;
    Explorer explorer({"--seed", "1"});
    explorer.settle();
    const Place map = explorer.place("latent_map");
    explorer.hold("shift");
    explorer.drag({{map.x(0.3), map.y(0.3)},
                   {map.x(0.5), map.y(0.27)},
                   {map.x(0.75), map.y(0.35)},
                   {map.x(0.7), map.y(0.7)},
                   {map.x(0.5), map.y(0.75)},
                   {map.x(0.3), map.y(0.65)}});
    explorer.let_go("shift");
    CHECK(Explorer::within(5, [&] { return explorer.number("selected") > 0; }));
    explorer.open_tab("reconstructions", "selection");
    rest(0.5);
    explorer.keep_picture("lasso");
    explorer.key("Escape");
    CHECK(Explorer::within(5, [&] { return explorer.number("selected") == 0; }));
    CHECK(explorer.close() == 0);
}

TEST_CASE("a digit drawn with the mouse gets a code and a place on the map") {
    if (no_hand()) return;
    Explorer explorer({"--seed", "1"});
    explorer.settle();
    explorer.open_tab("reconstructions", "draw");
    CHECK_FALSE(explorer.has_mark("drawn"));
    const Place draw = explorer.place("draw");
    // The canvas has the left half of the panel.
    const auto at = [&](double u, double v) {
        return std::pair<int, int>(draw.x(0.08 + 0.36 * u), draw.y(0.15 + 0.5 * v));
    };
    explorer.drag({at(0.3, 0.2), at(0.5, 0.1), at(0.7, 0.25), at(0.5, 0.45), at(0.72, 0.6),
                   at(0.5, 0.85), at(0.3, 0.75)});
    CHECK(Explorer::within(10, [&] { return explorer.has_mark("drawn"); }));
    rest(0.5);
    explorer.keep_picture("drawing");
    CHECK(explorer.close() == 0);
}

TEST_CASE(
    "the matrix of traversals stands in the second workspace, and a factor's cell finds its row") {
    if (no_hand()) return;
    Explorer explorer({"--system", "beta_vae", "--data", "sprites32", "--seed", "1"});
    explorer.settle();
    explorer.key("2");
    REQUIRE(Explorer::within(5, [&] { return explorer.shows("traversals"); }));
    rest(6);  // for the rows to be decoded and the factors to be measured
    const Place matrix = explorer.place("factor_matrix");
    for (double v = 0.2; v < 0.7 && explorer.number("focused") < 0; v += 0.06) {
        explorer.move(matrix.x(0.5), matrix.y(v));
        explorer.click();
    }
    CHECK(explorer.number("focused") >= 0);
    rest(1);
    explorer.keep_picture("traversals");
    explorer.key("1");
    CHECK(Explorer::within(5, [&] { return explorer.shows("latent_map"); }));
    CHECK(explorer.close() == 0);
}
