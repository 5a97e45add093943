// One run as a row of the list:
//
//   (o) width 8, seed 1      !  ...    20.9   84 %       its colour, name, trouble, menu; error, 5-NN
//   <o> > training  =======-----          8   12 s       an eye, state, progress;        width, time
//       a note in the user's own words
//
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "state/run_list.h"
#include "widgets/in_place.h"
#include "widgets/theme.h"

namespace latent::app {

// Where things stand; the same for all rows and for the headings above them.
struct RowColumns {
    struct Pair {
        float right = 0;
        std::string_view top, bottom;  // ids of sort keys, "" for a column that is only read
    };
    float left = 0, right = 0;  // of the row
    float name = 0, name_end = 0;
    Few<Pair, 4> pairs;  // of figures
};
RowColumns row_columns(const Theme& theme, float left, float width);

// A click on a heading sorts by it, a second one the other way round. Takes two small lines.
void row_headings(const Theme& theme, const RowColumns& columns, std::string& sort, bool& falling);

struct RowLook {
    bool shown = false;                             // in Explore
    bool focused = false;                           // keys act on it
    bool left_out = false;                          // of the comparison
    bool typing_name = false, typing_note = false;  // the panel puts a field in its place
};

enum class RowPart { none, body, colour, eye, menu, name, note };

struct RowNews {
    RowPart part = RowPart::none;  // that was clicked
    bool right = false, twice = false;
    bool asks = false;  // the mouse rests on it: a tooltip with everything is due
    ImVec2 at;          // of the row
    ImVec2 name_at, note_at;
    float name_width = 0, note_width = 0;
};

float row_height(const Theme& theme, const RunRow& row, const RowLook& look);

// Takes its height of the layout, in the width of the columns. Rows out of sight are not drawn.
RowNews run_row(const Theme& theme, const RunRow& row, const RowColumns& columns,
                const RowLook& look);

// All that is known of it, for the tooltip.
std::string row_details(const RunRow& row);

}  // namespace latent::app
