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
        const float column = theme_.unit * 15;
        const float right = at_.x + width_;
        draw_tabular_right(draw_, ImVec2(right - column * 2, at_.y), colour, a);
        draw_tabular_right(draw_, ImVec2(right - column, at_.y), colour, b);
        draw_tabular_right(draw_, ImVec2(right, at_.y), colour, c);
        next();
    }
    void line(const char* what, const std::string& text) {
        draw_.AddText(at_, theme_.muted, what);
        const float left = theme_.unit * 32;
        draw_tabular(draw_, ImVec2(at_.x + left, at_.y), theme_.text, fitted(text, width_ - left));
        next();
    }
    void remark(const std::string& text) {
        draw_text(draw_, at_, theme_.muted, text, width_);
        next();
    }

    // A bar a frame; the newest on the right.
    void graph(const WindowFigures& figures) {
        const float height = theme_.unit * 10;
        const float base = std::round(at_.y + height);
        const double top = kLateMs * 1.2;
        const auto y = [&](double ms) {
            return std::round(base - height * float(std::min(ms, top) / top));
        };
        const float step = width_ / float(WindowFigures::kGraph);
        for (int i = 0; i < figures.graph_count; ++i) {
            const double ms = double(figures.graph[std::size_t(i)]);
            const float x = at_.x + step * float(WindowFigures::kGraph - figures.graph_count + i);
            const ImU32 colour = ms > kLateMs ? theme_.warn : theme_.accent;
            draw_.AddRectFilled(ImVec2(x, std::min(y(ms), base - 1)),
                                ImVec2(x + std::max(1.0f, step - 1), base), colour);
        }
        const float thick = std::max(1.0f, std::floor(theme_.scale));
        for (const double ms : {kSmoothMs, kLateMs}) {
            draw_.AddRectFilled(ImVec2(at_.x, y(ms)), ImVec2(at_.x + width_, y(ms) + thick),
                                theme_.hairline);
            // On a ground of its own: bars may stand there.
            const std::string text = fixed(ms, 0) + " ms";
            const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
            const ImVec2 place(at_.x, y(ms) - extent.y);
            draw_.AddRectFilled(place, ImVec2(place.x + extent.x + theme_.unit / 2, y(ms)),
                                theme_.surface);
            draw_.AddText(place, theme_.muted, text.c_str());
        }
        draw_.AddRectFilled(ImVec2(at_.x, base), ImVec2(at_.x + width_, base + thick),
                            theme_.hairline);
        at_.y = base + theme_.unit;
    }

 private:
    void next() { at_.y += std::round(ImGui::GetFontSize() + theme_.unit); }

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

float lines_of(const WindowFigures& figures) {
    const std::size_t runs = figures.runs.size();
    return 11 + float(std::min(runs, kMostRuns)) + (runs > 1 ? 1 : 0);
}

void write(Page& page, const Theme& theme, const WindowFigures& figures) {
    page.columns(("Last " + fixed(figures.seconds, 0) + " s, in ms").c_str(), theme.muted, "median",
                 "99 %", "most");
    spread_row(page, theme, "Frame", figures.frame_ms);
    spread_row(page, theme, "Gap between frames", figures.gap_ms);
    spread_row(page, theme, "Input to frame", figures.input_ms);
    spread_row(page, theme, "Slider to picture", figures.answer_ms);
    page.skip(1.5f);
    page.graph(figures);
    page.skip(1.5f);
    page.line("Frames",
              fixed(figures.frames_per_second, 0) + " a second: " + words_of(figures.cause));
    page.line("Longest gap", figures.gap_ms_ever < 0
                                 ? "none yet"
                                 : ms_text(figures.gap_ms_ever) + " ms since the start");
    page.line("Uploads", fixed(figures.uploads_per_second, 0) + " a second, " +
                             fixed(figures.uploaded_mb_per_second, 2) + " MB");
    page.line("Drawn",
              grouped(figures.vertices) + " vertices in " + counted(figures.draw_calls, "call"));
    const ProcessUse& use = figures.process;
    page.line("Processor", of_cores(use.cores) + " of a core; the window's thread " +
                               of_cores(use.window_cores));
    page.line("Memory", fixed(use.resident_mb, 0) + " MB; " + counted(use.threads, "thread"));
    double all = 0;
    for (std::size_t i = 0; i < figures.runs.size(); ++i) {
        const RunFigures& run = figures.runs[i];
        all += run.training ? run.samples_per_second : 0;
        if (i < kMostRuns) page.line(fitted(run.name, theme.unit * 30).c_str(), text_of(run));
    }
    if (figures.runs.size() > 1)
        page.line(("All " + counted(std::int64_t(figures.runs.size()), "run")).c_str(),
                  fixed(all, 0) + " samples/s");
}

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
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float u = theme.unit;
    const ImVec2 padding(u * 4, u * 3);
    FontScope font(theme.small);
    const float line = std::round(ImGui::GetFontSize() + u);
    const float width = std::min(u * 124, screen.x - u * 8);
    const float height = padding.y * 2 + line * (lines_of(figures_) + 1) + u * 14;
    // In the lower right, where it hides neither the map nor the sliders.
    ImGui::SetNextWindowPos(ImVec2(screen.x - u * 3, screen.y - u * 10), ImGuiCond_Always,
                            ImVec2(1, 1));
    ImGui::SetNextWindowSize(ImVec2(width, height));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, theme.scale));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, u);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.surface);
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing;
    if (ImGui::Begin("figures", nullptr, flags)) {
        const ImVec2 at = ImGui::GetWindowPos();
        Page page(theme, ImVec2(at.x + padding.x, at.y + padding.y), width - padding.x * 2);
        write(page, theme, figures_);
        page.skip(1);
        page.remark("F3 closes this, Ctrl F3 saves it as JSON with your exports.");
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace latent::app
