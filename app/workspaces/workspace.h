// A workspace: which panels stand where.
//
//   +--------------------------------------------+
//   | top                                        |     top, time, status: bars of a fixed height
//   +------+----------------------------+--------+
//   | left | centre                     | right  |     columns, whose panels stand one above the
//   other |      |                            |--------| |      |                            | |
//   +------+----------------------------+--------+
//   | bottom                            |        |     a strip, whose panels stand side by side
//   +--------------------------------------------+
//   | time                                       |
//   | status                                     |
//   +--------------------------------------------+
//
// The hairlines between them can be dragged; where they stand is kept in UiState as shares of the
// window, so that a window of another size looks the same. Thread: UI.
#pragma once

#include <imgui.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "panels/panel.h"
#include "widgets/caption.h"
#include "widgets/in_place.h"

namespace latent::app {

// Ids of the panels that share a place: tabs in its caption line choose between them.
struct Stack {
    std::vector<std::string> panels;
    Stack(const char* one) : panels{one} {}
    Stack(std::initializer_list<const char*> several) : panels(several.begin(), several.end()) {}
};

struct Workspace {
    std::string id, label;
    std::string top, time, status;
    // A column or strip holds one or two.
    std::vector<Stack> left, centre, right, bottom;
    Splits usual;  // where the lines stand until they are dragged
};

// Where the lines of the workspace stand.
const Splits& splits_of(const Workspace& workspace, const UiState& ui);

// Every registered workspace (workspaces.inc), in the order of the list.
std::vector<Workspace> make_workspaces();

// Brings a panel to the front: chooses its tab, and, when the workspace shown does not have it, the
// first one that does. False when none has.
bool show_panel(const std::vector<Workspace>& workspaces, UiState& ui, const std::string& panel);

using Panels = std::vector<std::unique_ptr<Panel>>;

// Fills the rectangle with the workspace. An id for which there is no panel leaves its place empty.
void draw_workspace(const Workspace& workspace, const Panels& panels, PanelContext& context,
                    ImVec2 origin, ImVec2 size);

// One panel in a borderless child of its own, with its title as a caption line (bars have none).
// Where it shares its place, `titles` are those of all that do and `chosen` says which it is;
// returns the index of a title that was clicked, or -1.
int draw_panel(Panel& panel, PanelContext& context, ImVec2 at, ImVec2 size,
               const Titles& titles = {}, int chosen = 0);

// A line of the sheet of keys; none stands between its two parts.
struct KeyLine {
    std::string keys, meaning;
};
std::vector<KeyLine> key_lines(const UiState& ui);

// The sheet of keys, while ui.show_keys is set. draw_workspace calls it.
void draw_key_sheet(PanelContext& context);

// Where everything stands, for draw_workspace and for tests.
struct Place {
    std::string_view panel;  // the one drawn; the workspace or `ui` has its name
    ImVec2 at, size;
    const Stack* stack = nullptr;  // all that share the place; null: no other
};
using Places = Few<Place, 10>;
Places arrange(const Workspace& workspace, const UiState& ui, const Theme& theme, ImVec2 origin,
               ImVec2 size);

}  // namespace latent::app
