// What an analysis found, on screen: its figures as a table, its charts, its
// matrices as heat, its rows of pictures, laid
// out side by side as far as the width allows. Thread: UI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "latent/analysis.h"
#include "widgets/heat_matrix.h"
#include "widgets/line_chart.h"
#include "widgets/sample_picture.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

// Whole numbers in full, others with four digits, and at most four behind the point.
std::string figure_text(double value);

// A table of figures: what noise and a perfect code get beside each where that is known, and in words
// why one is undefined. Several tables below each other share their columns. In small print: push
// the font before.
struct FigureColumns {
    float chance = 0, ceiling = 0;  // widths; 0: nothing to put there
    float unit = 0, value = 0;
    void make_room(const Theme& theme, const std::vector<Figure>& figures);
    float all() const { return chance + ceiling + unit + value; }
};
void draw_figure_heads(const Theme& theme, const FigureColumns& columns, float width);
void draw_figures(const Theme& theme, const std::vector<Figure>& figures,
                  const FigureColumns& columns, float width);

// One that a panel keeps asks for no memory once it has drawn a frame of a result.
class ResultView {
 public:
    // Takes the layout's whole width and as much height as it needs. The painter knows the data.
    void draw(const Theme& theme, Textures& textures, SamplePainter& painter,
              const AnalysisResult& result);

 private:
    // Those of the last result, and more where one before it had more.
    std::vector<LineChart> plots_;
    std::vector<HeatMatrix> heats_;
};

// A bar that is filled to `progress`, with what is being done before it. Takes one line.
void draw_progress(const Theme& theme, std::string_view doing, double progress, float width);

}  // namespace latent::app
