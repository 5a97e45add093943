// `latent-explorer --shot` and everything that ends the program before a window is of use.
#include <doctest/doctest.h>
#include <stb_image.h>

#include <algorithm>
#include <set>

#include "app/gui/window_program.h"

using namespace latent::test;
using latent::testing::Outcome;
using latent::testing::ProgramOptions;
using latent::testing::run_program;

namespace {

Outcome explorer(std::vector<std::string> options, const std::string& display = "") {
    options.insert(options.begin(), kExplorer);
    const TempFolder home;
    ProgramOptions how;
    how.seconds = 120;
    how.without_variables = {"DISPLAY", "WAYLAND_DISPLAY"};
    if (!display.empty()) {
        how.without_variables.clear();
        how.variables = {{"DISPLAY", display}};
    }
    how.variables.emplace_back("LATENT_HOME", home.path().string());
    return run_program(options, how);
}

struct Shot {
    int width = 0, height = 0, colours = 0;
    double brightness = 0;  // mean, 0 .. 255
};
Shot read_shot(const std::string& file) {
    Shot shot;
    int channels = 0;
    std::uint8_t* pixels = stbi_load(file.c_str(), &shot.width, &shot.height, &channels, 3);
    if (!pixels) return shot;
    std::set<std::uint32_t> colours;
    const std::size_t count = std::size_t(shot.width) * std::size_t(shot.height);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* p = pixels + i * 3;
        colours.insert(std::uint32_t(p[0]) << 16 | std::uint32_t(p[1]) << 8 | p[2]);
        shot.brightness += (p[0] + p[1] + p[2]) / 3.0 / double(count);
    }
    shot.colours = int(colours.size());
    stbi_image_free(pixels);
    return shot;
}

std::size_t lines_in(const std::string& text) {
    return std::size_t(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a shot has exactly the size asked for, in either theme, and shows a trained run") {
    const Xvfb display(1280, 800);
    const TempFolder folder;
    const std::string file = (folder / "shot.png").string();

    SUBCASE("paper at the smallest size") {
        const Outcome outcome =
            explorer({"--shot", file, "--at-step", "5", "--size", "1280x800"}, display.display());
        CHECK(outcome.err == "");
        REQUIRE(outcome.exit_code == 0);
        const Shot shot = read_shot(file);
        CHECK(shot.width == 1280);
        CHECK(shot.height == 800);
        CHECK(shot.colours > 500);  // a map, pictures, text: not an empty window
        CHECK(shot.brightness > 150);
    }
    SUBCASE("night, larger than the screen, at twice the scale") {
        const Outcome outcome =
            explorer({"--shot", file, "--at-step", "0", "--size", "2560x1600", "--scale", "2",
                      "--theme", "night", "--system", "vae", "--seed", "3"},
                     display.display());
        CHECK(outcome.err == "");
        REQUIRE(outcome.exit_code == 0);
        const Shot shot = read_shot(file);
        CHECK(shot.width == 2560);
        CHECK(shot.height == 1600);
        CHECK(shot.colours > 500);
        CHECK(shot.brightness < 80);
    }
    SUBCASE("what cannot be is refused in a sentence") {
        Outcome outcome = explorer({"--shot", file, "--system", "undercomplet"}, display.display());
        CHECK(outcome.exit_code == 2);
        CHECK(lines_in(outcome.err) == 1);
        CHECK(outcome.err.find("undercomplete") != std::string::npos);
        outcome = explorer({"--shot", file, "--set", "code.width=0"}, display.display());
        CHECK(outcome.exit_code == 2);
        CHECK(lines_in(outcome.err) == 1);
    }
    SUBCASE("a picture that cannot be written is a failure") {
        const Outcome outcome =
            explorer({"--shot", (folder / "nowhere" / "shot.png").string()}, display.display());
        CHECK(outcome.exit_code == 1);
        CHECK(lines_in(outcome.err) == 1);
    }
}

TEST_CASE("without a display there is one sentence that says how to go on") {
    for (const std::string& display : {std::string(), std::string(":4321")}) {
        CAPTURE(display);
        const Outcome outcome = explorer({}, display);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out == "");
        CHECK(lines_in(outcome.err) == 1);
        CHECK(outcome.err.find("latent-lab") != std::string::npos);
        CHECK(outcome.seconds < 2);
    }
}

TEST_CASE("options that make no sense are refused before a window opens") {
    const std::vector<std::vector<std::string>> wrong{
        {"--tehme", "night"}, {"--theme", "dark"},     {"--size", "large"}, {"--size", "10x10"},
        {"--scale", "none"},  {"--set", "code.width"}, {"--seed", "-1"},    {"--at-step", "100"},
        {"--shot"},           {"picture.png"}};
    for (const auto& options : wrong) {
        CAPTURE(options.front());
        const Outcome outcome = explorer(options);
        CHECK(outcome.exit_code == 2);
        CHECK(lines_in(outcome.err) == 1);
    }
    CHECK(explorer({"--tehme", "night"}).err.find("--theme") != std::string::npos);
    const Outcome help = explorer({"--help"});
    CHECK(help.exit_code == 0);
    CHECK(help.out.find("--shot") != std::string::npos);
}
