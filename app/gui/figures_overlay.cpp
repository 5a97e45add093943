#include "gui/figures_overlay.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr std::size_t kMostRuns = 6;
constexpr double kLateMs = 50, kSmoothMs = 1000.0 / 60;  // lines in the graph

float line_height(const Theme& theme) { return std::round(ImGui::GetFontSize() + theme.unit); }

// Lines of text one below the other, at measures of the theme.
class Page {
 public:
    Page(const Theme& theme, ImVec2 at, float width)
        : theme_(theme), draw_(*ImGui::GetWindowDrawList()), at_(at), width_(width) {}

    void skip(float units) { at_.y += theme_.unit * units; }
    float bottom() const { return at_.y; }

    // Four columns: what, and three numbers.
    void columns(const char* what, ImU32 colour, const std::string& a, const std::string& b,
                 const std::string& c) {
        draw_.AddText(at_, theme_.muted, what);
        const float column = theme_.unit * 12;
        const float right = at_.x + width_;
        draw_tabular_right(draw_, ImVec2(right - column * 2, at_.y), colour, a);
        draw_tabular_right(draw_, ImVec2(right - column, at_.y), colour, b);
        draw_tabular_right(draw_, ImVec2(right, at_.y), colour, c);
        next();
    }
    // What, and from `left` units on what is said of it.
    void line(const std::string& what, const std::string& text, float left) {
        const float begins = theme_.unit * left;
        draw_.AddText(at_, theme_.muted, fitted(what, begins - theme_.unit).c_str());
        draw_tabular(draw_, ImVec2(at_.x + begins, at_.y), theme_.text,
                     fitted(text, width_ - begins));
        next();
    }
    void remark(const std::string& text) {
        draw_text(draw_, at_, theme_.muted, text, width_);
        next();
    }

    // A bar a frame; the newest on the right. The lines' names stand behind them.
    void graph(const WindowFigures& figures) {
        const float height = theme_.unit * 10;
        const float base = std::round(at_.y + height);
        const float width = width_ - ImGui::CalcTextSize("50 ms").x - theme_.unit;
        const double top = kLateMs * 1.2;
        const auto y = [&](double ms) {
            return std::round(base - height * float(std::min(ms, top) / top));
        };
        const float step = width / float(WindowFigures::kGraph);
        for (int i = 0; i < figures.graph_count; ++i) {
            const double ms = double(figures.graph[std::size_t(i)]);
            const float x = at_.x + step * float(WindowFigures::kGraph - figures.graph_count + i);
            const ImU32 colour = ms > kLateMs ? theme_.warn : theme_.accent;
            draw_.AddRectFilled(ImVec2(x, std::min(y(ms), base - 1)),
                                ImVec2(x + std::max(1.0f, step - 1), base), colour);
        }
        const float thick = std::max(1.0f, std::floor(theme_.scale));
        for (const double ms : {kSmoothMs, kLateMs}) {
            draw_.AddRectFilled(ImVec2(at_.x, y(ms)), ImVec2(at_.x + width, y(ms) + thick),
                                theme_.hairline);
            const std::string text = fixed(ms, 0) + " ms";
            const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
            draw_.AddText(ImVec2(at_.x + width_ - extent.x, std::round(y(ms) - extent.y / 2)),
                          theme_.muted, text.c_str());
        }
        draw_.AddRectFilled(ImVec2(at_.x, base), ImVec2(at_.x + width, base + thick),
                            theme_.hairline);
        at_.y = base + theme_.unit;
    }

 private:
    void next() { at_.y += line_height(theme_); }

    const Theme& theme_;
    ImDrawList& draw_;
    ImVec2 at_;
    float width_;
};

std::string ms_text(double ms) { return ms < 0 ? "-" : ms < 100 ? fixed(ms, 1) : fixed(ms, 0); }

void spread_row(Page& page, const Theme& theme, const char* what, const Spread& spread) {
    page.columns(what, theme.text, ms_text(spread.median), ms_text(spread.p99),
                 ms_text(spread.most));
}

std::string of_cores(double cores) { return cores < 0 ? "-" : fixed(cores * 100, 0) + " %"; }

std::string text_of(const RunFigures& run) {
    if (!run.training) return "not training";
    return fixed(run.samples_per_second, 0) + " samples/s, " + fixed(run.steps_per_second, 1) +
           " steps/s, observing " + percent(run.observing_share) + ", " +
           counted(run.threads, "thread");
}

std::size_t lines_of_runs(const WindowFigures& figures) {
    const std::size_t runs = figures.runs.size();
    return std::min(runs, kMostRuns) + (runs > 1 ? 1 : 0);
}

void write_times(Page& page, const Theme& theme, const WindowFigures& figures) {
    page.columns(("Last " + fixed(figures.seconds, 0) + " s, in ms").c_str(), theme.muted, "median",
                 "99 %", "most");
    spread_row(page, theme, "Frame", figures.frame_ms);
    spread_row(page, theme, "Gap between frames", figures.gap_ms);
    spread_row(page, theme, "Input to frame", figures.input_ms);
    spread_row(page, theme, "Slider to picture", figures.answer_ms);
    page.skip(1);
    page.graph(figures);
}

void write_counts(Page& page, const WindowFigures& figures) {
    constexpr float kLeft = 20;
    const ProcessUse& use = figures.process;
    page.line("Frames",
              fixed(figures.frames_per_second, 0) + " a second: " + words_of(figures.cause), kLeft);
    page.line(
        "Longest gap",
        figures.gap_ms_ever < 0 ? "none yet" : ms_text(figures.gap_ms_ever) + " ms since the start",
        kLeft);
    page.line("Uploads",
              fixed(figures.uploads_per_second, 0) + " a second, " +
                  fixed(figures.uploaded_mb_per_second, 2) + " MB",
              kLeft);
    page.line("Drawn",
              grouped(figures.vertices) + " vertices in " + counted(figures.draw_calls, "call"),
              kLeft);
    page.line("Processor", of_cores(use.cores) + " of a core; window " + of_cores(use.window_cores),
              kLeft);
    page.line("Memory", fixed(use.resident_mb, 0) + " MB; " + counted(use.threads, "thread"),
              kLeft);
    page.remark("Drag to move, F3 closes, Ctrl F3 saves.");
}

void write_runs(Page& page, const WindowFigures& figures) {
    constexpr float kLeft = 36;
    double all = 0;
    for (std::size_t i = 0; i < figures.runs.size(); ++i) {
        const RunFigures& run = figures.runs[i];
        all += run.training ? run.samples_per_second : 0;
        if (i < kMostRuns) page.line(run.name, text_of(run), kLeft);
    }
    if (figures.runs.size() > 1)
        page.line("All " + counted(std::int64_t(figures.runs.size()), "run"),
                  fixed(all, 0) + " samples/s", kLeft);
}

// The times on the left, the counts on the right, the runs below them.
void write(const Theme& theme, const WindowFigures& figures, ImVec2 at, float width) {
    const float gap = theme.unit * 6, half = std::round((width - gap) / 2);
    Page times(theme, at, half), counts(theme, ImVec2(at.x + half + gap, at.y), half);
    write_times(times, theme, figures);
    write_counts(counts, figures);
    Page runs(theme, ImVec2(at.x, std::max(times.bottom(), counts.bottom())), width);
    write_runs(runs, figures);
}

float height_of(const Theme& theme, const WindowFigures& figures) {
    const float line = line_height(theme);
    return std::max(line * 5 + theme.unit * 12, line * 7) + line * float(lines_of_runs(figures));
}

// Usually in the lower right, above the slider of time: over the code's bars, which say least about
// speed. Where it was dragged to, else; a double click takes it back.
class OverlayPlace {
 public:
    OverlayPlace(UiState& ui, const Theme& theme, ImVec2 extent) : ui_(ui), extent_(extent) {
        const ImVec2 screen = ImGui::GetIO().DisplaySize;
        room_ = ImVec2(std::max(0.0f, screen.x - extent.x), std::max(0.0f, screen.y - extent.y));
        const bool dragged = ui.figures_right >= 0 && ui.figures_down >= 0;
        at_ = dragged ? ImVec2(room_.x * ui.figures_right, room_.y * ui.figures_down)
                      : ImVec2(room_.x - theme.unit * 3, room_.y - theme.unit * 14);
        at_ = ImVec2(std::round(std::max(0.0f, at_.x)), std::round(std::max(0.0f, at_.y)));
    }
    ImVec2 at() const { return at_; }

    // In its window.
    void follow_mouse() {
        ImGui::SetCursorScreenPos(at_);
        ImGui::InvisibleButton("drag", extent_);
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            ui_.figures_right = ui_.figures_down = -1;
            return;
        }
        if (!ImGui::IsItemActive()) return;
        const ImVec2 moved = ImGui::GetIO().MouseDelta;
        if (moved.x == 0 && moved.y == 0) return;
        const auto share = [](float place, float room) {
            return room > 0 ? std::clamp(place / room, 0.0f, 1.0f) : 0.0f;
        };
        ui_.figures_right = share(at_.x + moved.x, room_.x);
        ui_.figures_down = share(at_.y + moved.y, room_.y);
    }

 private:
    UiState& ui_;
    ImVec2 extent_, room_, at_;
};

void save(Requests& requests, const WindowFigures& figures) {
    requests.save_file("figures.json", [json = json_of(figures)](const std::string& path) {
        std::ofstream file(path);
        file << json << "\n";
        if (!file.flush())
            throw std::runtime_error("The figures cannot be written to " + path + ".");
    });
}

}  // namespace

void FiguresOverlay::draw(PanelContext& context, const Take& take) {
    if (context.ui.save_figures) {
        context.ui.save_figures = false;
        save(context.requests, take(context.now));
    }
    if (!seen(context.ui)) {
        taken_at_ = -1e9;
        return;
    }
    if (context.now - taken_at_ >= kSeconds * 0.9) {
        figures_ = take(context.now);
        taken_at_ = context.now;
    }
    const Theme& theme = context.theme;
    const float u = theme.unit;
    const ImVec2 padding(u * 4, u * 3);
    FontScope font(theme.small);
    const float width = std::min(u * 136, ImGui::GetIO().DisplaySize.x - u * 8);
    const ImVec2 extent(width, padding.y * 2 + height_of(theme, figures_));
    OverlayPlace place(context.ui, theme, extent);
    ImGui::SetNextWindowPos(place.at(), ImGuiCond_Always);
    ImGui::SetNextWindowSize(extent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, theme.scale));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, u);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.surface);
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoFocusOnAppearing;
    if (ImGui::Begin("figures", nullptr, flags)) {
        place.follow_mouse();
        write(theme, figures_, ImVec2(place.at().x + padding.x, place.at().y + padding.y),
              width - padding.x * 2);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace latent::app
