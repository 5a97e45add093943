// Factor matrix: how much each number of the code tells of each known factor, as heat. A click on a
// cell shows that number's row in the traversals.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "panels/panel.h"
#include "panels/score_rows.h"
#include "panels/table_export.h"
#include "state/drafts.h"
#include "state/kept.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/heat_matrix.h"
#include "widgets/result_view.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::size_t kMostData = 6;

// The dimension that a row is of: "z3" is 2. The row's own number where it is called otherwise.
int dimension_of(const std::string& name, int row) {
    if (name.size() < 2 || name[0] != 'z') return row;
    const int number = std::atoi(name.c_str() + 1);
    return number > 0 ? number - 1 : row;
}

class FactorMatrixPanel final : public Panel {
 public:
    const char* id() const override { return "factor_matrix"; }
    const char* title() const override { return "Factor matrix"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const PartInfo* part = find(context.catalog.analyses, kFactorMatrix);
        if (context.ui.shown == RunId::none || !context.snapshot.cloud || !context.snapshot.data)
            return empty_state(theme, waiting_text(context.snapshot,
                                                   "Which dimension carries which factor appears"));
        if (context.snapshot.data->factors.empty()) return offer(context);
        if (!part) return empty_state(theme, "This engine does not measure factors.");
        keep_fresh(context, part->id);
        const Measured state = measured(context, part->id);
        const AnalysisResult* found = state.found();
        if (!found || found->matrices.empty())
            return empty_state(theme, !state.last     ? waiting(state)
                                      : state.found() ? "Nothing was found out about the factors."
                                                      : state.last->problem);
        {
            CaptionLine line(theme);
            export_table(context, line, "factor-matrix",
                         [&] { return table_of(found->matrices.front()); });
            line.toggle("by factor", context.ui.scores.matrix_by_factor,
                        "Rows by the factor they tell most of; otherwise in the order of the code");
            line.text(theme.muted, stamp_text(state, context.snapshot));
        }
        draw_found(context, *part, state.last);
    }

 private:
    static std::string waiting(const Measured& state) {
        return state.running && !state.running->doing.empty() ? state.running->doing
                                                              : "The factors are being measured.";
    }

    // Without known factors there is nothing to compare the code with: data that have them.
    static void offer(PanelContext& context) {
        const Theme& theme = context.theme;
        const DatasetInfo& data = *context.snapshot.data;
        ImGui::Dummy(ImVec2(1, theme.unit * 2));
        paragraph(theme.muted, "What varies in " + data.label +
                                   " is not known in advance, so no dimension can be matched with "
                                   "a factor. Train the same system on data that were made from "
                                   "known factors:");
        ImGui::Dummy(ImVec2(1, theme.unit * 2));
        const float width = ImGui::GetContentRegionAvail().x;
        std::size_t offers = 0;
        for (const DatasetInfo& other : context.catalog.datasets) {
            if (other.factors.empty() || other.train_count <= 0 || offers == kMostData) continue;
            if (other.kind != data.kind) continue;  // a system made for these, as it is
            if (!context.snapshot.config) continue;
            const Fitted fitted =
                on_other_data(context.catalog, *context.snapshot.config,
                              kind_of_data(context.catalog, context.snapshot), other);
            if (!fitted.problem.empty()) continue;
            if (text_button(theme, (other.label + "##" + other.id).c_str(), offers == 0, width))
                context.requests.start_run(fitted.config);
            if (ImGui::IsItemHovered())
                help_tooltip(theme, {other.label, other.summary, "", "",
                                     "Factors: " + factors_text(other) +
                                         ".\nStarts a new run beside this one."});
            ++offers;
        }
        if (offers == 0)
            paragraph(theme.muted, "No such data fit this system. Choose another one first.");
    }

    static std::string factors_text(const DatasetInfo& data) {
        std::string text;
        for (const FactorInfo& factor : data.factors)
            text += (text.empty() ? "" : ", ") + factor.name + " (" + grouped(factor.count) + ")";
        return text;
    }

    void draw_found(PanelContext& context, const PartInfo& part,
                    const std::shared_ptr<const AnalysisResult>& result) {
        const Theme& theme = context.theme;
        const AnalysisResult& found = *result;
        const Matrix& matrix = found.matrices.front();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        // Below the heat: what it comes to, in words, as far as there is room.
        float words = 0;
        {
            FontScope font(theme.small);
            words = ImGui::CalcTextSize(found.verdict.c_str(), nullptr, false, room.x).y;
        }
        HeatMatrix& heat = heat_;
        heat.begin(theme, matrix);
        const float rest = std::min(words + theme.unit * (14 + 4.5f * float(found.figures.size())),
                                    room.y * 0.45f);
        if (context.ui.scores.matrix_by_factor)
            heat.order(by_factor_.of(result, [&] { return order_by_column(matrix); }));
        int focused = -1;
        std::vector<bool>& dead = dead_;
        dead.clear();
        for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
            const int dimension = dimension_of(matrix.rows[r], int(r));
            if (dimension == context.ui.view().focused_dimension) focused = int(r);
            const LatentStats* stats = context.snapshot.latents.get();
            dead.push_back(stats && std::size_t(dimension) < stats->dimensions.size() &&
                           !stats->dimensions[std::size_t(dimension)].active);
        }
        heat.mute(dead);
        heat.focus(focused, focused != scrolled_to_);
        scrolled_to_ = focused;
        heat.draw("heat", ImVec2(room.x, room.y - rest));
        if (heat.clicked()) {
            const int dimension =
                dimension_of(matrix.rows[std::size_t(heat.clicked()->row)], heat.clicked()->row);
            int& chosen = context.ui.view().focused_dimension;
            chosen = chosen == dimension ? -1 : dimension;
            scrolled_to_ = heat.clicked()->row;  // it is in view
        }
        if (heat.hovered())
            explain(theme, context.snapshot.data->factors, matrix, found, *heat.hovered());
        if (ImGui::BeginChild("words", ImGui::GetContentRegionAvail())) {
            FontScope font(theme.small);
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
            legend(theme, part, matrix);
            paragraph(theme.text, found.verdict);
            ImGui::Dummy(ImVec2(1, theme.unit * 2));
            FigureColumns columns;
            columns.make_room(theme, found.figures);
            const float width = ImGui::GetContentRegionAvail().x;
            draw_figure_heads(theme, columns, width);
            draw_figures(theme, found.figures, columns, width);
            ImGui::PopStyleVar();
        }
        ImGui::EndChild();
    }

    // The scale of the colours, and what is measured.
    static void legend(const Theme& theme, const PartInfo& part, const Matrix& matrix) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        ImGui::Dummy(ImVec2(1, theme.unit));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float line = ImGui::GetTextLineHeight(), width = theme.unit * 24;
        const std::string low = setting(double(matrix.low)), high = setting(double(matrix.high));
        draw_tabular(draw, at, theme.muted, low);
        float x = at.x + tabular_width(low) + theme.unit;
        const int bands = 24;
        for (int i = 0; i < bands; ++i)
            draw.AddRectFilled(ImVec2(x + width * float(i) / float(bands), at.y + line * 0.2f),
                               ImVec2(x + width * float(i + 1) / float(bands), at.y + line * 0.8f),
                               theme.sequential((float(i) + 0.5f) / float(bands)));
        x += width + theme.unit;
        draw_tabular(draw, ImVec2(x, at.y), theme.muted, high);
        x += tabular_width(high) + theme.unit * 2;
        const Words name =
            fitted(part.label, at.x + ImGui::GetContentRegionAvail().x - x - theme.unit * 5);
        draw_text(draw, ImVec2(x, at.y), theme.muted, name);
        ImGui::SetCursorScreenPos(ImVec2(x + ImGui::CalcTextSize(name.c_str()).x, at.y));
        help_mark(theme, "matrix", [&] {
            return Help{part.label, matrix.help.empty() ? part.summary : matrix.help, part.formula,
                        part.source, "Outlined: the dimension that tells most of a factor."};
        });
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line + theme.unit * 1.5f));
    }

    static void explain(const Theme& theme, const std::vector<FactorInfo>& factors,
                        const Matrix& matrix, const AnalysisResult& found,
                        const HeatMatrix::Cell& cell) {
        const std::string& row = matrix.rows[std::size_t(cell.row)];
        if (cell.column < 0) return;
        const std::string& column = matrix.columns[std::size_t(cell.column)];
        const float value = matrix.value(std::size_t(cell.row), std::size_t(cell.column));
        Help help{row + " and " + column, "", "", "",
                  "Click to show " + row + " in the traversals."};
        help.sentence = std::isfinite(value) ? row + " tells " + percent(double(value)) +
                                                   " of what there is to know of " + column + " (" +
                                                   significant(double(value), 3) + ")."
                                             : "It is not defined here.";
        for (const FactorInfo& factor : factors)
            if (factor.name == column)
                help.sentence += "\n" + column + " has " + grouped(factor.count) +
                                 " values: at most " +
                                 significant(std::log(double(factor.count)), 3) + " nats.";
        // What the analysis says of this factor alone, and what noise gets.
        for (const Figure& figure : found.figures)
            if (of_one_factor(figure, {{column, 0, false}})) {
                help.sentence += "\n" + figure.label + ": " + significant(figure.value, 3);
                if (std::isfinite(figure.chance))
                    help.sentence += "; pure noise: " + significant(figure.chance, 2);
                help.sentence += ".";
            }
        help_tooltip(theme, help);
    }

    HeatMatrix heat_;
    Kept<std::vector<int>, std::shared_ptr<const AnalysisResult>> by_factor_;  // order of the rows
    std::vector<bool> dead_;
    int scrolled_to_ = -1;
};

}  // namespace

std::unique_ptr<Panel> make_factor_matrix_panel() { return std::make_unique<FactorMatrixPanel>(); }

}  // namespace latent::app
