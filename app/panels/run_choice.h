// Which system on which data: two catalogues that read as a sentence, "Variational autoencoder / on
// Sprites". A choice starts a run beside the one shown and keeps the user's numbers.
//
// Systems that do not take the data are greyed and say why. Data can always be chosen: where the
// system does not take it, the reason and the systems that do are offered, and nothing happens
// until one of them is chosen. Thread: UI.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/catalogue.h"

namespace latent::app {

class RunChoice {
 public:
    void draw(PanelContext& context, const RunConfig& config);

 private:
    // A choice that waits until its data is known.
    struct Waiting {
        RunId run = RunId::none;  // beside which it was made
        std::string system, data;
    };
    static std::shared_ptr<const Described> described(PanelContext& context,
                                                      const std::string& data);
    void go_on(PanelContext& context, const RunConfig& config);
    std::vector<CatalogueEntry> systems(PanelContext& context, const RunConfig& config);
    std::vector<CatalogueEntry> datasets(PanelContext& context, const RunConfig& config);
    void choose(PanelContext& context, const RunConfig& old, const std::string& system,
                const std::string& data);
    void offer(PanelContext& context, const RunConfig& config);

    Catalogue systems_, datasets_;
    std::optional<Waiting> waiting_;
};

}  // namespace latent::app
