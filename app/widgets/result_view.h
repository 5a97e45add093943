// What an analysis found, on screen: its figures as a table, its charts, its rows of pictures, laid
// out side by side as far as the width allows. Thread: UI.
#pragma once

#include <string>

#include "latent/analysis.h"
#include "widgets/sample_picture.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

// Whole numbers in full, others with four digits.
std::string figure_text(double value);

// Takes the layout's whole width and as much height as it needs. The painter knows the data.
void draw_result(const Theme& theme, Textures& textures, SamplePainter& painter,
                 const AnalysisResult& result);

// A bar that is filled to `progress`, with what is being done before it. Takes one line.
void draw_progress(const Theme& theme, const std::string& doing, double progress, float width);

}  // namespace latent::app
