#include "gui/fonts.h"

#include <cmath>
#include <filesystem>
#include <initializer_list>

namespace latent::app {
namespace {

// The first of the files that is there, or "".
std::string first_of(std::initializer_list<const char*> files) {
    std::error_code ignored;
    for (const char* file : files)
        if (std::filesystem::exists(file, ignored)) return file;
    return "";
}

// What the window prints; the atlas keeps the pointer. Latin-1 with Latin Extended-A for names in
// captions, the hat and Greek for formulas, then dashes and quotes, sub- and superscripts, arrows,
// mathematics, geometric shapes.
const ImWchar* ranges() {
    static constexpr ImWchar kRanges[] = {0x0020, 0x017F, 0x0302, 0x0302, 0x0391, 0x03C9,
                                          0x1D62, 0x1D65, 0x2010, 0x2027, 0x2030, 0x2044,
                                          0x2070, 0x209F, 0x2190, 0x2199, 0x2200, 0x2265,
                                          0x25A0, 0x25CF, 0x2C7C, 0x2C7C, 0};
    return kRanges;
}

ImFont* add(ImFontAtlas& atlas, const std::string& text, const std::string& symbols, float pixels) {
    ImFontConfig config;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    if (text.empty()) {
        config.SizePixels = std::round(pixels);
        return atlas.AddFontDefault(&config);
    }
    // Dear ImGui's size is ascent + descent, for Inter 1.21 em. The sizes of the design lie between
    // the two measures: as heights they would be small on a projector, as ems too wide for the side
    // panels at 1280 pixels.
    const float size = std::round(pixels * 1.1f);
    ImFont* font = atlas.AddFontFromFileTTF(text.c_str(), size, &config, ranges());
    if (!symbols.empty() && symbols != text) {
        config.MergeMode = true;  // adds what is missing, replaces nothing
        config.OversampleH = 1;
        atlas.AddFontFromFileTTF(symbols.c_str(), size, &config, ranges());
    }
    return font;
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, float scale) {
    const std::string dejavu =
        first_of({"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                  "/usr/share/fonts/dejavu/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans.ttf"});
    const std::string inter = first_of({"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                        "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                        "/usr/share/fonts/inter/Inter-Regular.ttf"});
    atlas.Clear();
    Fonts fonts;
    fonts.file = inter.empty() ? dejavu : inter;
    fonts.body = add(atlas, fonts.file, dejavu, 15 * scale);  // the first one is the default
    fonts.small = add(atlas, fonts.file, dejavu, 13 * scale);
    fonts.large = add(atlas, fonts.file, dejavu, 20 * scale);
    return fonts;
}

}  // namespace latent::app
