#include "panels/panel.h"

namespace latent::app {

#define PANEL(id) std::unique_ptr<Panel> make_##id##_panel();
#include "panels/panels.inc"
#undef PANEL

std::vector<std::unique_ptr<Panel>> make_panels() {
    std::vector<std::unique_ptr<Panel>> panels;
#define PANEL(id) panels.push_back(make_##id##_panel());
#include "panels/panels.inc"
#undef PANEL
    return panels;
}

}  // namespace latent::app
