// Dear ImGui on a Window: its context, its fonts, its frames. Thread: UI, with the context current.
#pragma once

#include "gui/fonts.h"
#include "gui/window.h"
#include "widgets/theme.h"

namespace latent::app {

class ImGuiLayer {
 public:
    explicit ImGuiLayer(Window& window);
    ~ImGuiLayer();
    ImGuiLayer(const ImGuiLayer&) = delete;
    ImGuiLayer& operator=(const ImGuiLayer&) = delete;

    // The theme with its fonts, written into the style. `scale`: device pixels a logical pixel;
    // fonts are rasterised again only when it changed.
    Theme use(ThemeKind kind, float scale);

    // A frame of `size` window units; drawn into the framebuffer that is bound when it ends.
    void begin_frame(Size size);
    void end_frame();
    void drop_frame();  // in place of end_frame(): nothing of it is drawn

    // The mouse is nowhere while it is ignored: pictures do not depend on where it happens to lie.
    void ignore_mouse(bool ignored) { mouse_is_ignored_ = ignored; }

    // Keys or clicks wait for the next frame.
    bool more_to_come() const { return more_to_come_; }
    bool typing() const;  // keys belong to a text field
    const std::string& font_file() const { return fonts_.file; }

 private:
    Window& window_;
    Fonts fonts_;
    float scale_ = 0;
    bool mouse_is_ignored_ = false, more_to_come_ = false;
};

}  // namespace latent::app
