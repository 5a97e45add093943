// What the user has chosen in the Disentangle workspace. Thread: UI.
#pragma once

#include <map>
#include <string>

namespace latent::app {

struct ScoresView {
    bool matrix_by_factor = false;       // factor matrix: rows by the factor they tell most of
    bool dear_by_itself = false;         // the dear scores, too, every 1,000 steps
    bool own_scale = false;              // curves: what noise gets at 0, a perfect code at 1
    std::map<std::string, bool> curves;  // shown or hidden against the usual, by figure
    std::string focused;  // figure whose noise and perfect code the curves show; "": none
};

}  // namespace latent::app
