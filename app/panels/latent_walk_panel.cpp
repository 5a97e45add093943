// Sliders over the dimensions of the code, and the picture that the newest weights decode from
// them.
//
// Every change asks the explorer; while it trains the same code is asked again as the weights move
// on, so that the picture sharpens live. What is shown is stamped with its step and age.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "panels/panel.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "state/walk.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/histogram_slider.h"
#include "widgets/image_view.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

const char* const kChannel = "walk";
constexpr double kAskAgainEvery = 0.2;  // seconds, while it trains

class LatentWalkPanel final : public Panel {
 public:
    const char* id() const override { return "latent_walk"; }
    const char* title() const override { return "Latent walk"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const CodeCloud* cloud = context.snapshot.cloud.get();
        if (!cloud || cloud->count == 0 || cloud->width == 0)
            return empty_state(
                theme, waiting_text(context.snapshot, "Sliders through the latent space appear"));
        WalkState& walk = context.ui.view().walk;
        const Reconstructions* made = context.snapshot.reconstructions.get();
        follow(walk, *cloud, made && !made->samples.empty() ? made->samples.front() : 0);

        const auto answer = newest_answer(context);
        stamp(context, answer.get());
        const float sliders =
            (histogram_slider_height(theme) + theme.unit / 2) * float(cloud->width) + theme.unit;
        const float tools = theme.unit * 8;
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float rest = room.y - tools - sliders;
        pictures(
            context, answer.get(),
            std::max(std::min(rest, room.x * 0.55f), std::max(theme.unit * 24, room.y * 0.38f)));
        buttons(context, *cloud, walk);
        if (ImGui::BeginChild("sliders")) draw_sliders(context, *cloud, walk);
        ImGui::EndChild();
        ask(context, *cloud, walk);
    }

 private:
    // The newest answer is kept over the frames in which a new one is on its way.
    std::shared_ptr<const Answer> newest_answer(PanelContext& context) {
        const auto answer = context.requests.answer(kChannel);
        if (context.ui.shown != run_) {
            run_ = context.ui.shown;
            asked_.clear();
            asked_version_ = ticket_ = 0;
            answered_at_ = context.now;
            answer_ = nullptr;
        }
        if (answer && (!answer_ || answer->ticket != answer_->ticket)) {
            answer_ = answer;
            answered_at_ = context.now;
        }
        return answer_;
    }

    void stamp(const PanelContext& context, const Answer* answer) const {
        if (!answer || !answer->problem.empty()) return;
        CaptionLine line(context.theme);
        const bool newest = answer->step >= context.snapshot.progress.step;
        const double age = answer->age + std::max(0.0, context.now - answered_at_);
        line.text(context.theme.muted, "step " + grouped(answer->step) + ", " +
                                           (newest ? "up to date" : duration(age) + " old"));
    }

    // The decoded picture, large; the sample it came from beside it.
    static void pictures(PanelContext& context, const Answer* answer, float height) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const int sample = context.ui.view().walk.sample;
        const Probe* probe = context.snapshot.cloud->probe.get();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        ImGui::Dummy(ImVec2(width, height));

        if (answer && !answer->problem.empty()) {
            ImGui::SetCursorScreenPos(at);
            paragraph(theme.bad, answer->problem);
            ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height + theme.unit));
            return;
        }
        float caption = 0;
        {
            FontScope font(theme.small);
            caption = ImGui::GetTextLineHeight() + theme.unit;
        }
        const bool beside = probe && sample >= 0 && sample < probe->images.count;
        const float side = std::max(theme.unit * 8, height - caption);
        // Both have the same scale, so that they can be compared pixel by pixel.
        const float gap = theme.unit * 3,
                    cell = beside ? std::min(side, (width - gap) / 2) : std::min(side, width);
        const float left = at.x + (width - (beside ? cell * 2 + gap : cell)) / 2;
        const auto show = [&](int place, const Picture& picture, const std::string& name) {
            const ImVec2 corner(left + (cell + gap) * float(place), at.y);
            const Rect rect = draw_picture(
                theme, draw, {corner, ImVec2(corner.x + cell, corner.y + side)}, picture);
            FontScope font(theme.small);
            const std::string shown = fitted(name, cell);
            draw.AddText(ImVec2(std::floor(rect.min.x), rect.max.y + theme.unit / 2), theme.muted,
                         shown.c_str());
        };
        Picture decoded;
        if (answer && answer->images.count > 0) decoded = context.textures.image(answer->images, 0);
        if (!decoded && probe && probe->images.shape.height > 0)
            decoded.aspect = float(probe->images.shape.width) / float(probe->images.shape.height);
        if (beside)
            show(0, context.textures.image(probe->images, sample),
                 sample_name(context, *probe, sample));
        show(beside ? 1 : 0, decoded, "decoded");
    }

    static std::string sample_name(const PanelContext& context, const Probe& probe, int sample) {
        std::string name = "input " + grouped(sample);
        if (std::size_t(sample) < probe.indices.size())
            name = "input " + grouped(probe.indices[std::size_t(sample)]);
        if (context.snapshot.data && std::size_t(sample) < probe.labels.size()) {
            const auto& classes = context.snapshot.data->class_names;
            const int label = probe.labels[std::size_t(sample)];
            if (label >= 0 && std::size_t(label) < classes.size())
                name = classes[std::size_t(label)];
        }
        return name;
    }

    void buttons(PanelContext& context, const CodeCloud& cloud, WalkState& walk) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float pitch = theme.unit * 7;
        float x = at.x;
        const auto button = [&](const char* id, Icon icon, const char* tooltip,
                                bool enabled = true) {
            ImGui::SetCursorScreenPos(ImVec2(x, at.y));
            x += pitch;
            return icon_button(theme, id, icon, tooltip, enabled);
        };
        if (button("previous", Icon::previous, "Previous sample ([)"))
            pin_neighbour(context.ui, cloud, -1);
        if (button("next", Icon::next, "Next sample (])")) pin_neighbour(context.ui, cloud, +1);
        const bool stats = context.snapshot.latents &&
                           int(context.snapshot.latents->dimensions.size()) == cloud.width;
        if (button("random", Icon::shuffle,
                   "A random code, drawn as the codes of the data are spread", stats))
            randomise(walk, *context.snapshot.latents, random_);
        if (button("reset", Icon::reset, "Back to the sample's own code",
                   walk.touched && walk.sample >= 0))
            choose_sample(walk, cloud, walk.sample);
        {
            FontScope font(theme.small);
            const char* said = walk.touched ? "moved by hand" : "the sample's own code";
            draw_text(
                *ImGui::GetWindowDrawList(),
                ImVec2(x + theme.unit, at.y + (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2),
                theme.muted, said,
                ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - x - theme.unit * 4);
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + pitch));
    }

    // By what a dimension carries, the most first. Rows hold still while the mouse is on them.
    void sort(const LatentStats* stats, int width) {
        if (int(order_.size()) == width && (hovered_ || !stats)) return;
        order_.resize(std::size_t(width));
        std::iota(order_.begin(), order_.end(), 0);
        if (!stats || int(stats->dimensions.size()) != width) return;
        const auto weight = [&](int j) {
            const LatentDimension& dimension = stats->dimensions[std::size_t(j)];
            return stats->gaussian ? dimension.kl : dimension.deviation;
        };
        std::stable_sort(order_.begin(), order_.end(),
                         [&](int a, int b) { return weight(a) > weight(b); });
    }

    void draw_sliders(PanelContext& context, const CodeCloud& cloud, WalkState& walk) {
        const Theme& theme = context.theme;
        const LatentStats* stats = context.snapshot.latents.get();
        if (stats && int(stats->dimensions.size()) != cloud.width) stats = nullptr;
        sort(stats, cloud.width);
        hovered_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.unit / 2));
        for (const int j : order_) {
            HistogramSlider slider;
            slider.label = "z" + std::to_string(j + 1);
            slider.reset_to =
                walk.sample >= 0 && walk.sample < cloud.count ? cloud.code(walk.sample)[j] : 0;
            if (stats) describe(stats->dimensions[std::size_t(j)], *stats, slider);
            ImGui::PushID(j);
            if (histogram_slider(theme, "slider", slider, walk.z[std::size_t(j)]))
                walk.touched = true;
            ImGui::PopID();
        }
        ImGui::PopStyleVar();
    }

    static void describe(const LatentDimension& dimension, const LatentStats& stats,
                         HistogramSlider& slider) {
        if (dimension.high > dimension.low)
            slider.low = dimension.low, slider.high = dimension.high;
        slider.bins = &dimension.histogram;
        slider.dimmed = !dimension.active;
        slider.reason = stats.gaussian ? "dead: carries " + significant(dimension.kl, 2) + " nats"
                                       : "dead: its codes hardly differ (" +
                                             significant(dimension.deviation, 2) + ")";
        if (dimension.active) return;
        // A dead dimension has no range of its own to walk; the prior's shows that nothing happens.
        slider.low = std::min(slider.low, dimension.mean - 3),
        slider.high = std::max(slider.high, dimension.mean + 3);
    }

    // A new code at once; the same code again once the last answer is there and the weights have
    // moved on, which they may well do more often than the map is drawn anew.
    void ask(PanelContext& context, const CodeCloud& cloud, const WalkState& walk) {
        if (int(walk.z.size()) != cloud.width) return;
        const bool moved = walk.z != asked_;
        const bool answered = ticket_ == 0 || (answer_ && answer_->ticket >= ticket_);
        const bool behind = context.snapshot.state == RunState::running && answer_ &&
                            answer_->step < context.snapshot.progress.step &&
                            context.now - asked_at_ > kAskAgainEvery;
        if (!moved && !(answered && (behind || cloud.version != asked_version_))) return;
        asked_at_ = context.now;
        asked_ = walk.z;
        asked_version_ = cloud.version;
        ticket_ = context.requests.ask(kChannel, DecodeCodes{walk.z});
    }

    RunId run_ = RunId::none;
    std::vector<float> asked_;
    std::uint64_t asked_version_ = 0, ticket_ = 0;
    std::shared_ptr<const Answer> answer_;
    double answered_at_ = 0, asked_at_ = 0;
    std::vector<int> order_;  // dimensions as shown
    bool hovered_ = false;
    std::mt19937 random_{1};
};

}  // namespace

std::unique_ptr<Panel> make_latent_walk_panel() { return std::make_unique<LatentWalkPanel>(); }

}  // namespace latent::app
