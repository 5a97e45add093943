// Do two runs find the same features? The correlation of every dimension of one code with every
// dimension of the other, over the same samples, partners on the diagonal. Two runs that differ in
// their seed alone are the first choice.
#include <algorithm>
#include <cmath>

#include "panels/compare/charted_runs.h"
#include "panels/compare/dimension_match.h"
#include "panels/panel.h"
#include "panels/table_export.h"
#include "state/own_version.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/heat_matrix.h"
#include "widgets/image_view.h"
#include "widgets/picker.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr const char* kChannel = "compare.match";
constexpr double kEvery = 1;      // seconds at least between two questions while a run trains
constexpr double kPatience = 10;  // and before one that went unanswered is asked again
constexpr int kMostPrinted = 12;  // dimensions whose cells have room for a number
constexpr int kMostDots = 600;    // of a pair's scatter
constexpr const char* kOffDiagonal =
    "Rows are dimensions of the first run, columns those of the second: bright where they say the "
    "same of the samples, up to the sign. Partners are on the diagonal, the surest first.";

bool comparable(const ChartedRun& run) {
    return run.snapshot->cloud && run.snapshot->cloud->width > 0;
}

// Other things being equal, that seeds differ is what the question is about.
int unlikeness(const ChartedRun& a, const ChartedRun& b) {
    int score = 0;
    for (const std::string& path : differences(*a.snapshot->config, *b.snapshot->config))
        score += path == "seed" ? -1 : path == "code.width" ? 100 : 10;
    return score;
}

class SeedMatchPanel final : public Panel {
 public:
    const char* id() const override { return "seed_match"; }
    const char* title() const override { return "Same features?"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const ChartedRuns& all = all_.look(context);
        const ChartedRuns& runs = runs_.of(all.version, [&] { return comparable_of(all); });
        if (runs.runs.size() < 2)
            return empty_state(theme,
                               "This takes two runs on the same data: train one again with "
                               "another seed, and see whether it finds the same features.");
        const Comparison& choice = context.ui.comparison;
        const auto [a, b] = pair_.of(runs.version, choice.first, choice.second,
                                     [&] { return chosen(context, runs); });
        const ChartedRun *first = runs.find(a), *second = runs.find(b);
        ask(context, *first, *second);
        pickers(context, runs, *first, *second);
        if (answer_ && !answer_->problem.empty()) return empty_state(theme, answer_->problem);
        if (match_.rows == 0) return empty_state(theme, "The dimensions are being compared.");
        {
            CaptionLine line(theme);
            export_table(context, line, "compare-features", [this] { return table(); });
            if (answer_) line.text(theme.muted, steps_text());
        }
        draw_match(context, *first, *second);
    }

 private:
    static ChartedRuns comparable_of(ChartedRuns runs) {
        runs.runs.erase(std::remove_if(runs.runs.begin(), runs.runs.end(),
                                       [](const ChartedRun& run) { return !comparable(run); }),
                        runs.runs.end());
        return runs;
    }

    Words steps_text() const {
        Words text = Words("step ") + grouped(first_cloud_->step);
        if (first_cloud_->step != second_cloud_->step)
            text = text + " and " + grouped(second_cloud_->step);
        return text;
    }

    // Those that were chosen, as far as they are still there; otherwise the most alike.
    using Pair = std::pair<RunId, RunId>;
    static Pair chosen(const PanelContext& context, const ChartedRuns& runs) {
        const Comparison& choice = context.ui.comparison;
        const ChartedRun *first = runs.find(choice.first), *second = runs.find(choice.second);
        if (first && second && first != second) return {first->id, second->id};
        int best = 0;
        Pair pair{RunId::none, RunId::none};
        for (const ChartedRun& a : runs.runs)
            for (const ChartedRun& b : runs.runs) {
                if (a.id == b.id || (first && a.id != first->id)) continue;
                if (second && !first && b.id != second->id) continue;
                const int score = unlikeness(a, b);
                if (pair.first != RunId::none && score >= best) continue;
                best = score;
                pair = {a.id, b.id};
            }
        return pair;
    }

    // All but the other one.
    static std::vector<Choice> choices_of(const ChartedRuns& runs, RunId other) {
        std::vector<Choice> choices;
        for (const ChartedRun& run : runs.runs) {
            if (run.id == other) continue;
            Choice each;
            each.id = std::to_string(std::int64_t(run.id));
            each.label = run.name;
            each.aside = "width " + std::to_string(run.snapshot->cloud->width);
            choices.push_back(std::move(each));
        }
        return choices;
    }

    void pickers(PanelContext& context, const ChartedRuns& runs, const ChartedRun& first,
                 const ChartedRun& second) {
        const Theme& theme = context.theme;
        Comparison& choice = context.ui.comparison;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, gap = theme.unit * 4;
        const float half = std::floor((width - gap) / 2);
        if (half < theme.unit * 4) return;
        const auto pick = [&](const char* id, float x, const ChartedRun& of,
                              const ChartedRun& other, Choices& kept, RunId& chosen_run,
                              RunId& other_run) {
            const std::vector<Choice>& choices =
                kept.of(runs.version, other.id, [&] { return choices_of(runs, other.id); });
            ImGui::SetCursorScreenPos(ImVec2(x, at.y));
            const auto picked =
                picker(theme, id, of.name, std::to_string(std::int64_t(of.id)), choices, half);
            if (!picked) return;
            chosen_run = RunId(std::stoll(*picked));
            other_run = other.id;
        };
        pick("first", at.x, first, second, first_choices_, choice.first, choice.second);
        pick("second", at.x + half + gap, second, first, second_choices_, choice.second,
             choice.first);
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + theme.unit * 7));
    }

    // Whenever another pair is chosen, and again as their codes move on.
    void ask(PanelContext& context, const ChartedRun& first, const ChartedRun& second) {
        const auto& a = first.snapshot->cloud;
        const auto& b = second.snapshot->cloud;
        if (first.id != first_ || second.id != second_) {
            first_ = first.id;
            second_ = second.id;
            ticket_ = 0;
            answer_ = nullptr;
            match_ = {};
        }
        const auto newest = ticket_ ? context.requests.answer(first_, kChannel) : nullptr;
        if (newest && newest->ticket == ticket_ && newest != answer_) {
            answer_ = newest;
            first_cloud_ = asked_first_;
            second_cloud_ = asked_second_;
            match_ = match_of(*newest, first_cloud_->width, second_cloud_->width);
            sentence_ = match_sentence(match_);
            matrix_ = matrix();
            version_ = own_version();
        }
        const bool answered = answer_ && answer_->ticket == ticket_;
        const bool moved = asked_first_ != a || asked_second_ != b;
        const double wait = asked_at_ + (answered ? kEvery : kPatience) - context.now;
        if (ticket_ && (answered ? !moved : false)) return;
        if (ticket_ && wait > 0) return context.requests.redraw_within(wait);
        asked_first_ = a;
        asked_second_ = b;
        asked_at_ = context.now;
        ticket_ = context.requests.ask(first.id, kChannel, MatchDimensions{a, b});
    }

    void draw_match(PanelContext& context, const ChartedRun& first, const ChartedRun& second) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        TextLines words;
        float line = 0;
        {
            FontScope font(theme.small);
            line = ImGui::GetTextLineHeight();
            words = wrapped(sentence_, room.x, 3);
        }
        const float below = line * float(words.size()) + theme.unit;
        const ImVec2 size(room.x, room.y - below);
        std::optional<HeatMatrix::Cell> over, clicked;
        if (match_.rows <= kMostPrinted && match_.columns <= kMostPrinted)
            draw_printed(context, size, over, clicked);
        else
            draw_dense(context, at, size, over, clicked);
        if (over) explain(context, first, second, *over);
        if (clicked) {
            context.ui.views[first.id].focused_dimension = clicked->row;
            context.ui.views[second.id].focused_dimension = clicked->column;
        }
        FontScope font(theme.small);
        for (std::size_t i = 0; i < words.size(); ++i)
            draw_text(*ImGui::GetWindowDrawList(),
                      ImVec2(at.x, at.y + room.y - below + theme.unit + line * float(i)),
                      theme.text, words[i]);
    }

    // |r| with the columns in the order of the partners. Rows are ordered already.
    Matrix matrix() const {
        Matrix heat;
        heat.title = "dimension";
        heat.help = kOffDiagonal;
        for (const int row : match_.row_order) heat.rows.push_back("z" + std::to_string(row + 1));
        for (const int column : match_.column_order)
            heat.columns.push_back("z" + std::to_string(column + 1));
        for (const int row : match_.row_order)
            for (const int column : match_.column_order)
                heat.values.push_back(std::abs(match_.at(row, column)));
        return heat;
    }

    CsvTable table() const {
        Matrix signs = matrix_;
        std::size_t i = 0;
        for (const int row : match_.row_order)
            for (const int column : match_.column_order) signs.values[i++] = match_.at(row, column);
        return table_of(signs);
    }

    // From places on screen to dimensions; a click on a row's name is none.
    std::optional<HeatMatrix::Cell> cell_of(int row, int column) const {
        if (row < 0 || column < 0 || row >= match_.rows || column >= match_.columns)
            return std::nullopt;
        return HeatMatrix::Cell{match_.row_order[std::size_t(row)],
                                match_.column_order[std::size_t(column)]};
    }

    void draw_printed(PanelContext& context, ImVec2 size, std::optional<HeatMatrix::Cell>& over,
                      std::optional<HeatMatrix::Cell>& clicked) {
        HeatMatrix& heat = heat_;
        heat.begin(context.theme, matrix_);
        heat.squeeze();
        heat.draw("match", size);
        if (heat.hovered()) over = cell_of(heat.hovered()->row, heat.hovered()->column);
        if (heat.clicked()) clicked = cell_of(heat.clicked()->row, heat.clicked()->column);
    }

    // Wide codes: a square of plain cells.
    void draw_dense(PanelContext& context, ImVec2 at, ImVec2 size,
                    std::optional<HeatMatrix::Cell>& over,
                    std::optional<HeatMatrix::Cell>& clicked) {
        const Theme& theme = context.theme;
        if (coloured_ != version_ || coloured_for_ != theme.kind) {
            coloured_ = version_;
            coloured_for_ = theme.kind;
            picture_version_ = own_version();
            pixels_.clear();
            for (const int row : match_.row_order)
                for (const int column : match_.column_order) {
                    const float r = match_.at(row, column);
                    const ImU32 colour =
                        std::isfinite(r) ? theme.sequential(std::abs(r)) : theme.hairline;
                    for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT})
                        pixels_.push_back(std::uint8_t(colour >> shift));
                    pixels_.push_back(255);
                }
        }
        const Picture picture = context.textures.computed(
            "compare.match", picture_version_, match_.columns, match_.rows, pixels_.data());
        const Rect place = fit_into({at, ImVec2(at.x + size.x, at.y + size.y)},
                                    float(match_.columns) / float(match_.rows));
        const Rect drawn = draw_picture(theme, *ImGui::GetWindowDrawList(), place,
                                        {picture.texture, picture.uv0, picture.uv1,
                                         float(match_.columns) / float(match_.rows)});
        const ImVec2 extent(drawn.max.x - drawn.min.x, drawn.max.y - drawn.min.y);
        if (extent.x < 1 || extent.y < 1) return;
        ImGui::SetCursorScreenPos(drawn.min);
        const bool pressed = ImGui::InvisibleButton("dense", extent);
        if (!ImGui::IsItemHovered()) return;
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        over = cell_of(int((mouse.y - drawn.min.y) / extent.y * float(match_.rows)),
                       int((mouse.x - drawn.min.x) / extent.x * float(match_.columns)));
        if (pressed) clicked = over;
    }

    // The two dimensions against each other, a dot a sample in the colour of its class.
    void explain(PanelContext& context, const ChartedRun& first, const ChartedRun& second,
                 const HeatMatrix::Cell& cell) const {
        const Theme& theme = context.theme;
        const float r = match_.at(cell.row, cell.column);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 2));
        ImGui::BeginTooltip();
        ImGui::TextUnformatted(("z" + std::to_string(cell.row + 1) + " of " + first.name +
                                " and z" + std::to_string(cell.column + 1) + " of " + second.name)
                                   .c_str());
        {
            FontScope font(theme.small);
            ImGui::PushTextWrapPos(theme.unit * 70);
            paragraph(theme.muted, std::isfinite(r)
                                       ? "Correlation " + correlation_text(r)
                                       : std::string("One of them is the same for every sample."));
            ImGui::PopTextWrapPos();
        }
        const float side = theme.unit * 40;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::Dummy(ImVec2(side, side));
        scatter(theme, *ImGui::GetWindowDrawList(), at, side, cell);
        ImGui::EndTooltip();
        ImGui::PopStyleVar();
    }

    void scatter(const Theme& theme, ImDrawList& draw, ImVec2 at, float side,
                 const HeatMatrix::Cell& cell) const {
        const CodeCloud &a = *first_cloud_, &b = *second_cloud_;
        const int count = std::min(a.count, b.count);
        if (count < 1 || cell.row >= a.width || cell.column >= b.width) return;
        const auto range = [&](const CodeCloud& cloud, int dimension) {
            float low = INFINITY, high = -INFINITY;
            for (int i = 0; i < count; ++i) {
                const float value = cloud.code(i)[dimension];
                if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
            }
            return std::make_pair(low, high > low ? high : low + 1);
        };
        const auto across = range(a, cell.row), up = range(b, cell.column);
        const Probe* probe = a.probe.get();
        draw.AddRect(at, ImVec2(at.x + side, at.y + side), theme.hairline);
        const int stride = std::max(1, count / kMostDots);
        for (int i = 0; i < count; i += stride) {
            const float x = (a.code(i)[cell.row] - across.first) / (across.second - across.first),
                        y = (b.code(i)[cell.column] - up.first) / (up.second - up.first);
            if (!std::isfinite(x) || !std::isfinite(y)) continue;
            const bool labelled = probe && std::size_t(i) < probe->labels.size();
            draw.AddCircleFilled(
                ImVec2(at.x + theme.unit + x * (side - theme.unit * 2),
                       at.y + side - theme.unit - y * (side - theme.unit * 2)),
                1.5f * theme.scale,
                labelled ? theme.class_colour(probe->labels[std::size_t(i)]) : theme.accent, 6);
        }
    }

    using Choices = Kept<std::vector<Choice>, std::uint64_t, RunId>;

    KeptRuns all_;
    Kept<ChartedRuns, std::uint64_t> runs_;  // that can be compared
    Kept<Pair, std::uint64_t, RunId, RunId> pair_;
    Choices first_choices_, second_choices_;
    RunId first_ = RunId::none, second_ = RunId::none;
    std::uint64_t ticket_ = 0, version_ = 0;
    double asked_at_ = 0;
    std::shared_ptr<const CodeCloud> asked_first_, asked_second_;  // of the question on its way
    std::shared_ptr<const CodeCloud> first_cloud_, second_cloud_;  // of the answer
    std::shared_ptr<const Answer> answer_;
    DimensionMatch match_;
    std::string sentence_;  // what it comes to
    Matrix matrix_;         // and as heat
    HeatMatrix heat_;
    std::uint64_t coloured_ = 0, picture_version_ = 0;
    ThemeKind coloured_for_ = ThemeKind::paper;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace

std::unique_ptr<Panel> make_seed_match_panel() { return std::make_unique<SeedMatchPanel>(); }

}  // namespace latent::app
