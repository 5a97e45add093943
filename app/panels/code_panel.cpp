// How much each dimension of the code carries: its KL to the prior where the code is gaussian,
// otherwise its spread.
#include <algorithm>
#include <numeric>

#include "panels/panel.h"
#include "state/run_text.h"
#include "widgets/bar_strip.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kFewBars = 16;  // dimensions that are found without sorting

Help about_measure(bool gaussian) {
    if (gaussian)
        return {
            "KL to the prior, a dimension",
            "What a dimension tells about a sample, in nats; one that says nothing costs nothing.",
            "1/2 (mu^2 + sigma^2 - ln sigma^2 - 1), mean over the samples looked at",
            "Kingma & Welling 2014, arXiv 1312.6114",
            "A dimension is active when its mean code varies by 0.01 or more (Burda et al. 2016)."};
    return {"Spread, a dimension", "How far apart the codes lie along a dimension.",
            "standard deviation of the codes of the samples looked at", "",
            "A dimension is active when its code varies by 0.01 or more (Burda et al. 2016)."};
}

class CodePanel final : public Panel {
 public:
    const char* id() const override { return "code"; }
    const char* title() const override { return "Code"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const LatentStats* stats = context.snapshot.latents.get();
        if (!stats || stats->dimensions.empty())
            return empty_state(
                theme,
                waiting_text(context.snapshot, "What each dimension of the code carries appears"));
        const bool wide = int(stats->dimensions.size()) > kFewBars;
        update(*stats, wide && context.ui.sorted_code);
        {
            CaptionLine line(theme);
            line.text(theme.text, Words(grouped(active_)) + " of " +
                                      grouped(std::int64_t(bars_.size())) + " active");
            if (wide)
                line.toggle("sorted", context.ui.sorted_code,
                            "The largest first; otherwise in the order of the code");
        }
        FontScope font(theme.small);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const char* measure = stats->gaussian ? "KL in nats" : "spread of the codes";
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
        ImGui::TextUnformatted(measure);
        ImGui::PopStyleColor();
        ImGui::SameLine(0, 0);
        help_mark(theme, "measure", [&] { return about_measure(stats->gaussian); });
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + theme.unit * 5));
        ImGui::PopStyleVar();
        const int under = bar_strip(theme, "dimensions", ImGui::GetContentRegionAvail(), bars_);
        if (under >= 0) tooltip(theme, *stats, order_[std::size_t(under)]);
    }

 private:
    // The bars are made when the statistics change, not in every frame: there may be thousands.
    void update(const LatentStats& stats, bool sorted) {
        const std::size_t width = stats.dimensions.size();
        if (stats.version == version_ && sorted == sorted_ && width == bars_.size()) return;
        version_ = stats.version;
        sorted_ = sorted;
        const auto value = [&](int j) {
            const LatentDimension& dimension = stats.dimensions[std::size_t(j)];
            return stats.gaussian ? dimension.kl : dimension.deviation;
        };
        order_.resize(width);
        std::iota(order_.begin(), order_.end(), 0);
        if (sorted)
            std::stable_sort(order_.begin(), order_.end(),
                             [&](int a, int b) { return value(a) > value(b); });
        bars_.clear();
        active_ = 0;
        for (const int j : order_) {
            const bool active = stats.dimensions[std::size_t(j)].active;
            bars_.push_back({value(j), "z" + std::to_string(j + 1), !active});
            active_ += active;
        }
    }

    static void tooltip(const Theme& theme, const LatentStats& stats, int j) {
        const LatentDimension& dimension = stats.dimensions[std::size_t(j)];
        Help help{"z" + std::to_string(j + 1) + (dimension.active ? ", active" : ", dead"), "", "",
                  "", ""};
        help.sentence = "Codes: mean " + fixed(dimension.mean, 2) + ", spread " +
                        fixed(dimension.deviation, 2) + ", most from " + fixed(dimension.low, 2) +
                        " to " + fixed(dimension.high, 2) + ".";
        if (stats.gaussian) help.sentence += " KL " + significant(dimension.kl) + " nats.";
        if (!dimension.active)
            help.note =
                "The decoder learns nothing from it: its code hardly differs from sample to "
                "sample.";
        help_tooltip(theme, help);
    }

    std::vector<Bar> bars_;   // as shown
    std::vector<int> order_;  // the dimension of each
    int active_ = 0;
    std::uint64_t version_ = 0;
    bool sorted_ = false;
};

}  // namespace

std::unique_ptr<Panel> make_code_panel() { return std::make_unique<CodePanel>(); }

}  // namespace latent::app
