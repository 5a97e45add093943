// What a strip or a matrix of decoded codes saves: the panel as a picture, its frames as a moving
// picture, its codes as a table or an array.
//
//   exports_.begin(context, "path");             // first of all in the panel's draw()
//   exports_.menu(context, line, shown);         // in its caption line
//
// Thread: UI.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "latent/explorer.h"
#include "panels/panel.h"

namespace latent::app {

class CaptionLine;

struct ShownFrames {
    std::shared_ptr<const Answer> answer;  // codes and samples, [rows * columns]; null: none yet
    int width = 0;                         // of the codes
    int rows = 0, columns = 0;
    std::vector<std::string> row_names;  // [rows], first column of the table; empty: none
    std::vector<float> places;           // [rows * columns] coordinate on the way; empty: none
    bool there_and_back = false;         // how its moving picture is played
};

class FrameExports {
 public:
    // Saves the panel's picture where it was asked for in the frame before: by now the list that
    // asked for it is gone. `name`: of the files.
    void begin(PanelContext& context, const std::string& name);

    void menu(PanelContext& context, CaptionLine& line, const ShownFrames& shown);

    void picture() { picture_due_ = true; }
    void gif(PanelContext& context, const ShownFrames& shown) const;
    void codes(PanelContext& context, const ShownFrames& shown, bool as_table) const;

 private:
    std::string name_;
    bool picture_due_ = false;
};

// Why these cannot be a moving picture, in a sentence; "" when they can.
std::string_view why_no_gif(const ShownFrames& shown);

}  // namespace latent::app
