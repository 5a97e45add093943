// Ctrl S and Ctrl V in the real window.
#include <doctest/doctest.h>
#include <stb_image.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "app/gui/window_program.h"

using namespace latent::test;
namespace fs = std::filesystem;

namespace {

// The export folder of the programs started in this scope.
class ExportsTo {
 public:
    explicit ExportsTo(const fs::path& folder) { setenv("LATENT_EXPORT_DIR", folder.c_str(), 1); }
    ~ExportsTo() { unsetenv("LATENT_EXPORT_DIR"); }
    ExportsTo(const ExportsTo&) = delete;
    ExportsTo& operator=(const ExportsTo&) = delete;
};

bool appears(const fs::path& file, double seconds) {
    for (int i = 0; i < int(seconds * 50) && !fs::exists(file); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return fs::exists(file);
}

}  // namespace

TEST_CASE("Ctrl S saves the window as it is seen, and the next time beside it") {
    if (!xdotool_is_there()) return;
    const Xvfb display(1280, 800);
    const TempFolder folder;
    const ExportsTo exports(folder / "exports");
    WindowProgram program(display, {"--size", "1280x800"});
    REQUIRE(program.await(60, "map_changed"));
    program.key("ctrl+s");
    REQUIRE(appears(folder / "exports" / "window.png", 20));
    program.key("ctrl+s");
    CHECK(appears(folder / "exports" / "window-2.png", 20));
    CHECK(program.close() == 0);

    int width = 0, height = 0, channels = 0;
    std::uint8_t* pixels =
        stbi_load((folder / "exports" / "window.png").c_str(), &width, &height, &channels, 4);
    REQUIRE(pixels);
    CHECK(width == 1280);
    CHECK(height == 800);
    int seen = 0, different = 0;  // from the ground in the corner: the top is up and is drawn on
    for (int x = 0; x < 200; ++x)
        for (int y = 0; y < 44; ++y) {
            const std::uint8_t* pixel = pixels + (y * width + x) * 4;
            seen += pixel[3] == 255;
            different += std::abs(int(pixel[1]) - int(pixels[1])) > 40;
        }
    stbi_image_free(pixels);
    CHECK(seen == 200 * 44);
    CHECK(different > 100);
}
