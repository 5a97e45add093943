// Small marks of a run: its colour, its state, an eye, how far it is. Thread: UI.
#pragma once

#include <imgui.h>

#include "latent/snapshot.h"
#include "widgets/theme.h"

namespace latent::app {

// A disc round `centre`.
void draw_run_dot(ImDrawList& draw, ImVec2 centre, float radius, ImU32 colour, bool hollow);

// A triangle while it trains, two bars when paused, a tick when finished, a cross when it failed or
// diverged, a circle while it waits; in a square of `side` round `centre`.
void draw_state_mark(ImDrawList& draw, ImVec2 centre, float side, RunState state, ImU32 colour);

// Open, or struck out.
void draw_eye(ImDrawList& draw, ImVec2 centre, float side, bool open, ImU32 colour);

// A track from `from` to `to`, filled up to `share` in [0, 1].
void draw_progress(const Theme& theme, ImDrawList& draw, ImVec2 from, ImVec2 to, double share,
                   ImU32 colour);

}  // namespace latent::app
