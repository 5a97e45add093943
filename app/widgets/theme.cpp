#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace latent::app {
namespace {

constexpr ImU32 rgb(unsigned hex) {
    return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 255);
}

ImU32 mixed(ImU32 a, ImU32 b, float t) {
    const ImVec4 from = ImGui::ColorConvertU32ToFloat4(a), to = ImGui::ColorConvertU32ToFloat4(b);
    return ImGui::ColorConvertFloat4ToU32(
        ImVec4(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t,
               from.z + (to.z - from.z) * t, from.w + (to.w - from.w) * t));
}

// Ten colours told apart with every common colour blindness (M. Petroff, "Accessible Color
// Sequences for Data Visualization", 2021, arXiv 2107.02270), in an order that keeps the quiet ones
// for last.
constexpr std::array<ImU32, 10> kTen{rgb(0x3f90da), rgb(0xffa90e), rgb(0xbd1f01), rgb(0x832db6),
                                     rgb(0x92dadd), rgb(0xe76300), rgb(0xa96b59), rgb(0xb9ac70),
                                     rgb(0x717581), rgb(0x94a4a2)};

// Red and purple would sink into a dark ground (below a contrast of 3); a little lighter they do
// not, and stay as far from the other eight.
ImU32 of_ten(int index, ThemeKind kind) {
    const int count = int(kTen.size());
    const ImU32 colour = kTen[std::size_t(((index % count) + count) % count)];
    if (kind == ThemeKind::night && colour == rgb(0xbd1f01)) return rgb(0xcf2a10);
    if (kind == ThemeKind::night && colour == rgb(0x832db6)) return rgb(0x9743d0);
    return colour;
}

constexpr std::array<ImU32, 9> kViridis{rgb(0x440154), rgb(0x472d7b), rgb(0x3b528b),
                                        rgb(0x2c728e), rgb(0x21918c), rgb(0x28ae80),
                                        rgb(0x5ec962), rgb(0xaddc30), rgb(0xfde725)};

ImVec4 colour(ImU32 packed, float alpha = 1) {
    ImVec4 value = ImGui::ColorConvertU32ToFloat4(packed);
    value.w *= alpha;
    return value;
}

}  // namespace

ImU32 Theme::class_colour(int label) const { return of_ten(label, kind); }

ImU32 Theme::series_colour(int index) const {
    // A line is thin: the pale ones of the ten come last here.
    constexpr std::array<int, 10> order{0, 5, 3, 2, 6, 8, 1, 7, 9, 4};
    const int count = int(order.size());
    return of_ten(order[std::size_t(((index % count) + count) % count)], kind);
}

ImU32 Theme::sequential(float t) const {
    const float place =
        std::clamp(std::isfinite(t) ? t : 0.0f, 0.0f, 1.0f) * float(kViridis.size() - 1);
    const auto below = std::min(std::size_t(place), kViridis.size() - 2);
    return mixed(kViridis[below], kViridis[below + 1], place - float(below));
}

ImU32 Theme::diverging(float t) const {
    const ImU32 neutral = kind == ThemeKind::paper ? rgb(0xf3f1ec) : rgb(0x262a31);
    const ImU32 negative = kind == ThemeKind::paper ? rgb(0x2166ac) : rgb(0x6aaef0);
    const ImU32 positive = kind == ThemeKind::paper ? rgb(0xb2182b) : rgb(0xf4836b);
    const float signed_share = std::clamp(std::isfinite(t) ? t : 0.0f, -1.0f, 1.0f);
    return mixed(neutral, signed_share < 0 ? negative : positive, std::fabs(signed_share));
}

Theme make_theme(ThemeKind kind, float scale) {
    Theme theme;
    theme.kind = kind;
    theme.scale = scale;
    theme.unit = std::round(4 * scale);
    theme.hit_radius = 14 * scale;
    if (kind == ThemeKind::paper) {
        theme.background = rgb(0xfbfaf8);
        theme.surface = rgb(0xffffff);
        theme.text = rgb(0x1d2024);
        theme.muted = rgb(0x62676f);
        theme.hairline = rgb(0xdedbd5);
        theme.accent = rgb(0x0b6b85);
        theme.accent_text = rgb(0xffffff);
        theme.good = rgb(0x1b7a4b);
        theme.warn = rgb(0x9a5b00);
        theme.bad = rgb(0xb3261e);
        theme.selection = rgb(0xd8ebf0);
    } else {
        theme.background = rgb(0x14161a);
        theme.surface = rgb(0x1b1e23);
        theme.text = rgb(0xe8e7e3);
        theme.muted = rgb(0x9aa1ab);
        theme.hairline = rgb(0x31363e);
        theme.accent = rgb(0x5fc3d9);
        theme.accent_text = rgb(0x0b1418);
        theme.good = rgb(0x6fcf97);
        theme.warn = rgb(0xf0b45b);
        theme.bad = rgb(0xff8a80);
        theme.selection = rgb(0x1f3f49);
    }
    return theme;
}

void apply(const Theme& theme) {
    ImGuiStyle style;
    const float unit = theme.unit, hairline = std::max(1.0f, std::floor(theme.scale));
    style.WindowPadding = ImVec2(3 * unit, 2 * unit);
    style.FramePadding = ImVec2(2 * unit, unit);
    style.CellPadding = ImVec2(unit, unit / 2);
    style.ItemSpacing = ImVec2(2 * unit, unit);
    style.ItemInnerSpacing = ImVec2(unit, unit);
    style.IndentSpacing = 4 * unit;
    style.ScrollbarSize = 2.5f * unit;
    style.GrabMinSize = 3 * unit;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = hairline;
    style.FrameBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = style.TabRounding =
        unit / 2;
    style.PopupRounding = unit;
    style.MouseCursorScale = theme.scale;
    style.DisplaySafeAreaPadding = ImVec2(unit, unit);

    const ImVec4 none(0, 0, 0, 0), text = colour(theme.text), accent = colour(theme.accent);
    const ImU32 fill = mixed(theme.surface, theme.text, 0.06f),
                held = mixed(theme.surface, theme.text, 0.12f);
    ImVec4* colours = style.Colors;
    for (int i = 0; i < ImGuiCol_COUNT; ++i) colours[i] = text;
    colours[ImGuiCol_Text] = text;
    colours[ImGuiCol_TextDisabled] = colour(theme.muted);
    colours[ImGuiCol_WindowBg] = colour(theme.background);
    colours[ImGuiCol_ChildBg] = none;
    colours[ImGuiCol_PopupBg] = colour(theme.surface);
    colours[ImGuiCol_Border] = colour(theme.hairline);
    colours[ImGuiCol_BorderShadow] = none;
    colours[ImGuiCol_FrameBg] = colour(fill);
    colours[ImGuiCol_FrameBgHovered] = colour(held);
    colours[ImGuiCol_FrameBgActive] = colour(held);
    colours[ImGuiCol_TitleBg] = colours[ImGuiCol_TitleBgActive] =
        colours[ImGuiCol_TitleBgCollapsed] = colour(theme.surface);
    colours[ImGuiCol_MenuBarBg] = colour(theme.background);
    colours[ImGuiCol_ScrollbarBg] = none;
    colours[ImGuiCol_ScrollbarGrab] = colour(theme.hairline);
    colours[ImGuiCol_ScrollbarGrabHovered] = colours[ImGuiCol_ScrollbarGrabActive] =
        colour(theme.muted, 0.6f);
    colours[ImGuiCol_CheckMark] = accent;
    colours[ImGuiCol_SliderGrab] = accent;
    colours[ImGuiCol_SliderGrabActive] = accent;
    colours[ImGuiCol_Button] = colour(fill);
    colours[ImGuiCol_ButtonHovered] = colour(held);
    colours[ImGuiCol_ButtonActive] = colour(theme.selection);
    colours[ImGuiCol_Header] = colour(theme.selection);
    colours[ImGuiCol_HeaderHovered] = colour(fill);
    colours[ImGuiCol_HeaderActive] = colour(theme.selection);
    colours[ImGuiCol_Separator] = colour(theme.hairline);
    colours[ImGuiCol_SeparatorHovered] = colours[ImGuiCol_SeparatorActive] = accent;
    colours[ImGuiCol_ResizeGrip] = none;
    colours[ImGuiCol_ResizeGripHovered] = colours[ImGuiCol_ResizeGripActive] =
        colour(theme.hairline);
    colours[ImGuiCol_Tab] = none;
    colours[ImGuiCol_TabHovered] = colour(fill);
    colours[ImGuiCol_TabActive] = colour(theme.selection);
    colours[ImGuiCol_TabUnfocused] = none;
    colours[ImGuiCol_TabUnfocusedActive] = colour(theme.selection);
    colours[ImGuiCol_TableHeaderBg] = none;
    colours[ImGuiCol_TableBorderStrong] = colours[ImGuiCol_TableBorderLight] =
        colour(theme.hairline);
    colours[ImGuiCol_TableRowBg] = none;
    colours[ImGuiCol_TableRowBgAlt] = colour(theme.text, 0.03f);
    colours[ImGuiCol_TextSelectedBg] = colour(theme.selection);
    colours[ImGuiCol_DragDropTarget] = accent;
    colours[ImGuiCol_NavHighlight] = none;
    colours[ImGuiCol_ModalWindowDimBg] = colour(theme.background, 0.6f);
    ImGui::GetStyle() = style;
}

FontScope::FontScope(ImFont* font) : pushed_(font != nullptr) {
    if (pushed_) ImGui::PushFont(font);
}
FontScope::~FontScope() {
    if (pushed_) ImGui::PopFont();
}

}  // namespace latent::app
