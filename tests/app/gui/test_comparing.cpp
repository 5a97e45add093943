// Keeping things, in the real window: what was open is there again after the program was killed, as
// a power cut would, and after it was closed.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "app/gui/window_program.h"
#include "support/temp_folder.h"

using namespace latent::test;

namespace {

namespace fs = std::filesystem;

bool within(double seconds, const std::function<bool()>& so) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    do {
        if (so()) return true;
        rest(0.05);
    } while (std::chrono::steady_clock::now() < until);
    return so();
}

// A library that outlives the programs that use it.
class Desk {
 public:
    void start(std::vector<std::string> options = {}) {
        options.insert(options.end(), {"--size", "1280x800"});
        program_ = std::make_unique<WindowProgram>(display_, options, home());
    }
    std::string home() const { return (folder_ / "home").string(); }
    WindowProgram& program() { return *program_; }

    int looks(const std::string& key) const {
        const auto line = program_->await(5, "looks");
        return line ? int(line->number(key)) : -2;
    }
    bool looks_say(const std::string& part) const {
        const auto line = program_->await(5, "looks");
        return line && line->holds(part);
    }
    bool said(double seconds, const std::string& part) const {
        return program_
            ->await(seconds,
                    [&](const ReportLine& line) { return line.is("notice") && line.holds(part); })
            .has_value();
    }
    bool state_is(double seconds, const std::string& state) const {
        return within(seconds, [&] {
            const auto line = program_->state();
            return line && line->holds("\"" + state + "\"");
        });
    }
    double step() const {
        const auto line = program_->state();
        return line ? line->number("step") : -1;
    }
    void key(const std::string& name) const { program_->hand({"key", name, "sleep", "0.2"}); }

    // Waits for codes, and pins one of them by the key for the next sample.
    void pin_one() {
        key("bracketright");
        REQUIRE(within(5, [&] { return looks("pinned") >= 0; }));
    }
    void lasso() {
        int left = 0, top = 0, width = 0, height = 0;
        const std::string text = program_->await(5, "looks")->text;
        const auto at = text.find("\"latent_map\":[");
        REQUIRE(at != std::string::npos);
        REQUIRE(std::sscanf(text.c_str() + at + 14, "%d,%d,%d,%d", &left, &top, &width, &height) ==
                4);
        std::vector<std::string> words{"keydown", "shift"};
        const double corners[][2] = {{0.3, 0.3}, {0.7, 0.3}, {0.75, 0.7}, {0.3, 0.7}};
        for (int i = 0; i < 4; ++i) {
            words.insert(words.end(),
                         {"mousemove", std::to_string(left + int(corners[i][0] * width)),
                          std::to_string(top + int(corners[i][1] * height)), "sleep", "0.06"});
            if (i == 0) words.insert(words.end(), {"mousedown", "1", "sleep", "0.05"});
        }
        words.insert(words.end(), {"mouseup", "1", "keyup", "shift", "sleep", "0.3"});
        program_->hand(words);
        REQUIRE(within(5, [&] { return looks("selected") > 0; }));
    }
    // `x`, `y`: from the left and the top of the panel, from its right and bottom where below 0.
    std::vector<std::string> place(const std::string& panel, int x, int y) const {
        int left = 0, top = 0, width = 0, height = 0;
        const std::string text = program_->await(5, "looks")->text;
        const auto at = text.find("\"" + panel + "\":[");
        REQUIRE(at != std::string::npos);
        REQUIRE(std::sscanf(text.c_str() + at + panel.size() + 4, "%d,%d,%d,%d", &left, &top,
                            &width, &height) == 4);
        return {"mousemove", std::to_string(left + x + (x < 0 ? width : 0)),
                std::to_string(top + y + (y < 0 ? height : 0)), "sleep", "0.25"};
    }
    void click(const std::string& panel, int x, int y, const char* button = "1") const {
        std::vector<std::string> words = place(panel, x, y);
        words.insert(words.end(), {"click", button, "sleep", "0.4"});
        program_->hand(words);
    }
    void click_at(int x, int y) const {
        program_->hand({"mousemove", std::to_string(x), std::to_string(y), "sleep", "0.25", "click",
                        "1", "sleep", "0.4"});
    }
    std::string names() const {
        const std::string text = program_->await(5, "looks")->text;
        const auto at = text.find("\"names\":\"") + 9;
        return text.substr(at, text.find('"', at) - at);
    }
    std::size_t folders(const std::string& name) const {
        std::error_code error;
        std::size_t count = 0;
        for (fs::directory_iterator each(fs::path(home()) / name, error), end;
             !error && each != end; each.increment(error))
            count += each->is_directory();
        return count;
    }

 private:
    Xvfb display_;
    TempFolder folder_;
    std::unique_ptr<WindowProgram> program_;
};

}  // namespace

TEST_CASE("after kill -9 the runs, the selection, the pin and the layout are there again") {
    if (no_hand()) return;
    Desk desk;
    desk.start();
    REQUIRE(desk.program().await(90, "map_changed"));
    rest(1);
    desk.key("space");  // pausing saves
    REQUIRE(desk.state_is(20, "paused"));
    const double step = desk.step();
    REQUIRE(step > 0);
    desk.pin_one();
    desk.lasso();
    desk.key("2");
    REQUIRE(within(5, [&] { return desk.looks_say("\"workspace\":\"disentangle\""); }));
    const int pinned = desk.looks("pinned"), selected = desk.looks("selected");
    rest(2);  // a moment after the last change the session is on disk
    desk.program().kill_now();
    CHECK(desk.folders("runs") == 1);

    desk.start();
    CHECK(desk.said(60, "Your last session is back: 1 run. Space trains on."));
    CHECK(desk.state_is(60, "paused"));
    CHECK(desk.step() >= step);
    CHECK(desk.looks("runs") == 1);
    CHECK(desk.looks("pinned") == pinned);
    CHECK(desk.looks("selected") == selected);
    CHECK(desk.looks_say("\"workspace\":\"disentangle\""));
    desk.key("space");
    CHECK(desk.state_is(20, "running"));
    CHECK(desk.program().close() == 0);
    CHECK(desk.folders("runs") == 1);
}

TEST_CASE("what was chosen in the window is there again at the next start, whatever it trains") {
    if (no_hand()) return;
    Desk desk;
    desk.start({"--seed", "1", "--theme", "night"});
    REQUIRE(desk.program().await(90, "map_changed"));
    desk.key("3");
    REQUIRE(within(5, [&] { return desk.looks_say("\"workspace\":\"compare\""); }));
    CHECK(desk.program().close() == 0);
    CHECK(desk.folders("runs") == 1);
    REQUIRE(fs::exists(fs::path(desk.home()) / "session.json"));

    desk.start({"--seed", "2"});
    REQUIRE(desk.state_is(90, "running"));  // there is no large map in that workspace
    rest(1);
    CHECK(desk.looks("night") == 1);
    CHECK(desk.looks_say("\"workspace\":\"compare\""));
    CHECK(desk.looks("runs") == 1);  // a run was asked for by name: the old one stays closed
    desk.program().close();
    CHECK(desk.folders("runs") == 2);

    desk.start({"--fresh"});
    REQUIRE(desk.program().await(90, "map_changed"));
    CHECK(desk.looks("night") == 0);
    CHECK(desk.looks("runs") == 1);
    desk.program().kill_now();

    // A file that nobody can read.
    std::ofstream(fs::path(desk.home()) / "session.json") << "{\"latent_explorer_session\":";
    desk.start();
    REQUIRE(desk.program().await(90, "map_changed"));
    CHECK(desk.said(5, "The last session cannot be read"));
    CHECK(desk.program().close() == 0);
}

TEST_CASE("Ctrl+Z takes back what was changed in the window, and says what that was") {
    if (no_hand()) return;
    Desk desk;
    desk.start({"--seed", "1"});
    REQUIRE(desk.program().await(90, "map_changed"));
    rest(1);
    desk.key("space");
    REQUIRE(desk.state_is(20, "paused"));
    rest(1);
    desk.pin_one();
    const int pinned = desk.looks("pinned");
    rest(1);
    desk.lasso();
    const int selected = desk.looks("selected");
    rest(1);
    desk.key("ctrl+z");
    CHECK(desk.said(5, "Undone: the selection."));
    CHECK(desk.looks("selected") == 0);
    CHECK(desk.looks("pinned") == pinned);
    desk.key("ctrl+z");
    CHECK(desk.said(5, "Undone: the pins."));
    CHECK(desk.looks("pinned") == -1);
    desk.key("ctrl+shift+z");
    desk.key("ctrl+shift+z");
    CHECK(desk.said(5, "Redone: the selection."));
    CHECK(within(5, [&] { return desk.looks("selected") == selected; }));
    CHECK(desk.looks("pinned") == pinned);
    CHECK(desk.program().close() == 0);
}

TEST_CASE("a library that cannot be written leaves the window as useful as ever") {
    if (no_hand()) return;
    Desk desk;
    std::ofstream(desk.home()) << "in the way";
    desk.start({"--seed", "1"});
    REQUIRE(desk.program().await(90, "map_changed"));
    CHECK(desk.said(10, "This run is not kept"));
    CHECK(desk.program().close() == 0);
}

TEST_CASE("the list of kept runs opens one that was closed: type its name, Enter") {
    if (no_hand()) return;
    Desk desk;
    desk.start({"--seed", "1", "--set", "code.width=100"});
    REQUIRE(desk.program().await(90, "map_changed"));
    rest(1);
    CHECK(desk.program().close() == 0);
    desk.start({"--seed", "2", "--workspace", "explore"});
    REQUIRE(desk.program().await(90, "map_changed"));
    desk.key("ctrl+o");
    REQUIRE(within(5, [&] { return desk.looks("kept_list") == 1; }));
    rest(0.5);
    desk.key("Escape");
    REQUIRE(within(5, [&] { return desk.looks("kept_list") == 0; }));
    desk.key("ctrl+o");
    rest(0.5);
    desk.program().hand({"type", "--delay", "60", "width 100"});  // no digits of a time of day
    rest(0.3);
    desk.key("Return");
    CHECK(within(5, [&] { return desk.looks("kept_list") == 0; }));
    CHECK(within(10, [&] { return desk.looks("runs") == 2; }));
    CHECK(desk.program().close() == 0);
}

// All places are those of a window of 1280 x 800 (see the picture of this workspace in the README).
TEST_CASE(
    "a sweep from the window: columns fill, the width is dragged, a fork, kill -9, all is back") {
    if (no_hand()) return;
    Desk desk;
    desk.start({"--seed", "1", "--workspace", "compare", "--data", "fashion_mnist", "--set",
                "architecture.encoder=64,32", "--set", "samples.limit=12000", "--set",
                "code.width=2"});
    REQUIRE(within(90, [&] { return desk.looks("looked_at") == 1; }));
    desk.click("runs", 84, 20);  // the tab of the sweep, with seven widths picked
    desk.click("sweep", 128, -72);
    REQUIRE(within(20, [&] { return desk.looks("runs") == 8; }));
    CHECK(desk.names().find("Sweep 1: width/width 64") != std::string::npos);
    CHECK(within(120, [&] { return desk.looks("looked_at") == 8; }));  // every column fills

    std::vector<std::string> drag = desk.place("width_slider", 456, 103);
    drag.insert(drag.end(), {"mousedown", "1", "sleep", "0.3"});
    desk.program().hand(drag);
    CHECK(within(5, [&] { return desk.looks("width") == 1; }));
    drag = desk.place("width_slider", -90, 103);
    desk.program().hand(drag);
    CHECK(within(5, [&] { return desk.looks("width") >= 16; }));
    drag = desk.place("width_slider", -47, 103);
    drag.insert(drag.end(), {"mouseup", "1", "sleep", "0.3"});
    desk.program().hand(drag);
    CHECK(within(5, [&] { return desk.looks("width") == 64; }));

    desk.click("runs", 80, 110, "3");  // the menu of the first run
    desk.click("runs", 190, 328);      // fork with one thing changed
    desk.click_at(640, 214);           // which?
    desk.program().hand({"type", "--delay", "60", "learning"});
    desk.key("Return");
    rest(0.5);
    desk.click_at(700, 257);  // another rate
    desk.click_at(498, 347);
    CHECK(within(20, [&] { return desk.looks("runs") == 9; }));
    CHECK(within(120, [&] { return desk.looks("looked_at") == 9; }));

    rest(2);
    desk.click("runs", 40, 44);  // pause all; who pauses saves
    REQUIRE(within(60, [&] { return desk.looks("training") == 0; }));
    rest(3);
    const int step = desk.looks("least_step");
    const std::string names = desk.names();
    CHECK(step > 0);
    desk.program().kill_now();

    desk.start();
    REQUIRE(within(60, [&] { return desk.looks("runs") == 9; }));
    CHECK(within(60, [&] { return desk.looks("least_step") >= step; }));
    CHECK(desk.names() == names);
    CHECK(desk.looks("width") == 64);
    CHECK(desk.looks_say("\"workspace\":\"compare\""));
    CHECK(desk.program().close() == 0);
}
