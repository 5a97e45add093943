// Colours, fonts and measures, in one place. Two themes: paper (light, for projectors and print)
// and night.
//
// Everything that draws takes its colours from here; sizes are multiples of `unit` (4 px at scale
// 1), so that the window looks the same at 1x and 2x. Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace latent::app {

enum class ThemeKind { paper, night };

struct Theme {
    ThemeKind kind = ThemeKind::paper;
    float scale = 1;        // device pixels a logical pixel
    float unit = 4;         // 4 * scale: the grid
    float hit_radius = 14;  // 14 * scale

    ImFont* small = nullptr;  // 13 px at scale 1: captions, axes
    ImFont* body = nullptr;   // 15 px
    ImFont* large = nullptr;  // 20 px: the one number that matters
    // Fonts may be null (tests without a font atlas): use Theme::push/pop through FontScope
    // (theme.cpp).

    ImU32 background, surface, text, muted, hairline, accent, accent_text, good, warn, bad,
        selection;

    // One colour-blind-safe set of ten for classes, the same in every panel and run; repeats beyond
    // ten.
    ImU32 class_colour(int label) const;
    // Curves: by position in the list of terms, the same in every panel.
    ImU32 series_colour(int index) const;
    // Magnitudes, t in [0, 1] (viridis-like, dark to bright), and signs, t in [-1, 1] (blue,
    // neutral, red).
    ImU32 sequential(float t) const;
    ImU32 diverging(float t) const;
};

// Colours only; fonts stay null.
Theme make_theme(ThemeKind kind, float scale);
// Writes the theme into ImGui's style.
void apply(const Theme& theme);

// Uses a font for a scope; nothing happens when it is null.
class FontScope {
 public:
    explicit FontScope(ImFont* font);
    ~FontScope();
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;

 private:
    bool pushed_;
};

}  // namespace latent::app
