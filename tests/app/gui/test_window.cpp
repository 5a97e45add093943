// The real window on a display of its own, driven by keys and the mouse as a student would.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/gui/window_program.h"

using namespace latent::test;

namespace {

bool is_paused(const ReportLine& line) { return line.is("state") && line.holds("\"paused\""); }
bool is_running(const ReportLine& line) { return line.is("state") && line.holds("\"running\""); }

// The last thing said about the state, once it is of that kind.
std::optional<ReportLine> state_within(const WindowProgram& program, double seconds,
                                       bool (*wanted)(const ReportLine&)) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    do {
        const auto state = program.state();
        if (state && wanted(*state)) return state;
        rest(0.02);
    } while (std::chrono::steady_clock::now() < until);
    return std::nullopt;
}

}  // namespace

TEST_CASE("the window opens, starts to train on its own, and its map moves") {
    const Xvfb display;
    WindowProgram program(display);
    const auto first = program.await(20, "first_frame");
    REQUIRE(first);
    const auto changed = program.await(60, "map_changed");
    REQUIRE(changed);
    CHECK(changed->number("ms") > first->number("ms"));
    REQUIRE(program.state());
    CHECK(is_running(*program.state()));
    MESSAGE("first frame ", first->number("ms"), " ms, map changed ", changed->number("ms"), " ms");

    SUBCASE("and is closed while it trains") { CHECK(program.close() == 0); }
    SUBCASE("and obeys the keys") {
        if (!xdotool_is_there()) {
            MESSAGE("xdotool is not installed: no keys were pressed");
            return;
        }
        program.key("space");
        const auto paused = state_within(program, 10, is_paused);
        REQUIRE(paused);
        const auto step = std::int64_t(paused->number("step"));

        program.key("period");
        CHECK(program.await(10, [&](const ReportLine& line) {
            return is_paused(line) && line.number("step") == double(step + 1);
        }));
        program.key("period");
        CHECK(program.await(10, [&](const ReportLine& line) {
            return is_paused(line) && line.number("step") == double(step + 2);
        }));

        // None of these may set training going or end the program.
        for (const char* name :
             {"Tab", "F1", "Escape", "bracketright", "bracketleft", "Tab", "r", "Escape"})
            program.key(name);
        rest(0.5);
        REQUIRE(program.state());
        CHECK(is_paused(*program.state()));

        program.key("space");
        CHECK(state_within(program, 10, is_running));
        CHECK(program.close() == 0);
    }
}

TEST_CASE("a window in which nothing moves sleeps") {
    if (!xdotool_is_there()) return;
    const Xvfb display;
    WindowProgram program(display);
    REQUIRE(program.await(60, "map_changed"));
    program.key("space");
    REQUIRE(state_within(program, 10, is_paused));
    rest(3);  // for the last snapshot, the view to come to rest and the libraries' threads to go to
              // sleep
    const double before = program.processor_seconds();
    constexpr double kSeconds = 5;
    rest(kSeconds);
    const double share = (program.processor_seconds() - before) / kSeconds;
    MESSAGE("a paused window takes ", share * 100, " % of a core");
    CHECK(share < 0.01);
}

TEST_CASE("a slider moved while it trains changes the decoded picture") {
    if (!xdotool_is_there()) return;
    const Xvfb display;
    WindowProgram program(display, {"--size", "1280x800"});
    REQUIRE(program.await(60, "map_changed"));
    // The sliders stand in the right column; where exactly is the layout's affair, so the hand
    // feels its way down.
    for (int y = 250; y < 330 && program.count("answer") == 0; y += 8) {
        program.hand({"mousemove", "1080", std::to_string(y), "mousedown", "1", "sleep", "0.05",
                      "mousemove", "1090", std::to_string(y), "sleep", "0.15", "mouseup", "1"});
        rest(0.3);
        if (program.count("answer") == 0) continue;
        for (int drag = 0; drag < 6; ++drag) {
            std::vector<std::string> words{"mousemove", "1020", std::to_string(y), "mousedown",
                                           "1"};
            for (int x = 1020; x <= 1180; x += 20) {
                words.insert(words.end(),
                             {"mousemove", std::to_string(x), std::to_string(y), "sleep", "0.06"});
            }
            words.insert(words.end(), {"mouseup", "1"});
            program.hand(words);
        }
    }
    CHECK(program.count("answer") >= 20);
    REQUIRE(program.close() == 0);
    const auto summary = program.await(2, "summary");
    REQUIRE(summary);
    MESSAGE("from a slider to the picture: median ", summary->number("answer_ms_p50"),
            " ms, nine in ten within ", summary->number("answer_ms_p90"), " ms; a frame takes ",
            summary->number("frame_ms_p50"), " ms");
    CHECK(summary->number("answer_ms_p50") > 0);
    CHECK(summary->number("answer_ms_p50") < 400);  // 100 on a machine with nothing else to do
}

TEST_CASE("the window says how fast it is: F3 shows it, Ctrl+F3 saves it, the report holds it") {
    if (no_hand()) return;
    const Xvfb display;
    WindowProgram program(display);
    REQUIRE(program.await(60, "map_changed"));
    program.key("F3");
    program.key("ctrl+F3");
    CHECK(program.await(10, [](const ReportLine& line) {
        return line.is("notice") && line.holds("Saved ") && line.holds("figures");
    }));
    const auto figures = program.await(10, [](const ReportLine& line) {
        // The first ones may come before there is a rate.
        return line.is("figures") && line.holds("\"training\":true") && line.number("step") > 0 &&
               line.number("samples_per_second") > 0;
    });
    REQUIRE(figures);
    CHECK(figures->number("resident_mb") > 50);
    CHECK(figures->number("vertices") > 1000);

    // Paused, it is drawn for the figures alone, and says that nothing moves.
    program.key("space");
    REQUIRE(state_within(program, 10, is_paused));
    rest(3);
    const auto idle = program.await(10, [](const ReportLine& line) {
        return line.is("figures") && line.holds("idle: nothing moves") &&
               line.holds("\"training\":false");
    });
    CHECK(idle);
    program.key("F3");
    rest(1);
    const std::size_t said = program.count("figures");
    rest(2);
    CHECK(program.count("figures") == said);  // nothing is drawn any more
    REQUIRE(program.close() == 0);
    const auto summary = program.await(2, "summary");
    REQUIRE(summary);
    CHECK(summary->number("gap_ms_max") > 0);
    CHECK(summary->number("input_ms_p50") > 0);
    CHECK(summary->number("frame_ms_max") >= summary->number("frame_ms_p99"));
}
