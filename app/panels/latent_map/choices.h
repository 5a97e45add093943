// The popups of the map's caption line: along which axes it is drawn, and what the colours say.
// Thread: UI.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/caption.h"
#include "widgets/map_camera.h"
#include "widgets/map_colours.h"
#include "widgets/map_projection.h"

namespace latent::app {

// "axes: PC1, PC2".
class AxesPicker {
 public:
    void draw(PanelContext& context, CaptionLine& line, const CodeCloud& cloud,
              const LatentStats* stats, const Projection& shown, MapCamera& camera);

 private:
    void kinds(PanelContext& context, const CodeCloud& cloud, const LatentStats* stats,
               MapCamera& camera);
    void numbers(const Theme& theme, const char* id, int width, const LatentStats* stats, int& axis,
                 MapCamera& camera);
    static void embedding_options(PanelContext& context);

    std::vector<int> order_;  // numbers of the code as the open lists show them
};

// "colour: class". Changes UiState::map_colour and the filter with it.
void colour_picker(PanelContext& context, CaptionLine& line, const CodeCloud& cloud,
                   const LatentStats* stats, const std::string& mode);

// The clusters of the codes, asked for while they are the colour.
class ClusterAsker {
 public:
    // Null before the first answer; `note` says why there is none.
    const std::vector<int>* clusters(PanelContext& context, std::string& note);
    std::uint64_t version() const { return version_; }  // differs whenever they do

 private:
    RunId run_ = RunId::none;
    std::uint64_t ticket_ = 0, asked_cloud_ = 0, version_ = 0;
    int asked_ = 0;
    double asked_at_ = -1e9;
    std::shared_ptr<const Answer> answer_;
    std::vector<int> clusters_;
};

}  // namespace latent::app
