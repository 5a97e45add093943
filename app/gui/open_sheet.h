// Ctrl+O: the runs that the window has kept, narrowed by typing; Enter opens the first of them.
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/catalogue.h"

namespace latent::app {

// As the list shows them: the last ones first, by day. `open`: names of folders that are open.
std::vector<CatalogueEntry> kept_entries(const std::vector<KeptRun>& runs,
                                         const std::vector<std::string>& open);

class OpenSheet {
 public:
    // While ui.show_kept is set.
    void draw(PanelContext& context);

 private:
    Catalogue list_;
};

}  // namespace latent::app
