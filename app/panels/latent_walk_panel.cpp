// Sliders over the dimensions of the code, and the picture that the newest weights decode from
// them.
//
// Every change asks the explorer; while it trains the same code is asked again as the weights move
// on, so that the picture sharpens live. What is shown is stamped with its step and age.
#include <algorithm>
#include <cmath>

#include "panels/panel.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "state/walk.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/histogram_slider.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

const char* const kChannel = "walk";
constexpr double kAskAgainEvery = 0.2;  // seconds, while it trains
constexpr int kFew = 12;                // sliders that need neither filter nor order

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
        painter_.look_at(context.snapshot.data.get(), cloud->probe.get());

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
        const double age = answer->age + std::max(0.0, context.now - answered_at_);
        const Standing stands = standing(answer->step, context.snapshot);
        line.text(context.theme.muted,
                  "step " + grouped(answer->step) +
                      (stands == Standing::current     ? ", up to date"
                       : stands == Standing::of_before ? " of before the reset"
                                                       : ", " + duration(age) + " old"));
    }

    // The decoded picture, large; the sample it came from beside it.
    void pictures(PanelContext& context, const Answer* answer, float height) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const int sample = context.ui.view().walk.sample;
        const Probe* probe = context.snapshot.cloud->probe.get();
        ImDrawList& draw = *ImGui::GetWindowDrawList();

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
        // Both have the same scale, so that they can be compared pixel by pixel.
        const float gap = theme.unit * 3, most = beside ? (width - gap) / 2 : width;
        const float aspect = probe ? std::max(0.1f, picture_aspect(probe->images)) : 1;
        const float side = std::max(theme.unit * 8, std::min(height - caption, most / aspect));
        const float cell = std::min(side * aspect, most);
        const float left = at.x + (width - (beside ? cell * 2 + gap : cell)) / 2;
        const auto show = [&](int place, const Samples& samples, int i, ImU32 ink,
                              const std::string& name) {
            const ImVec2 corner(left + (cell + gap) * float(place), at.y);
            const Rect rect =
                painter_.draw(theme, context.textures, draw,
                              {corner, ImVec2(corner.x + cell, corner.y + side)}, samples, i, ink);
            FontScope font(theme.small);
            const std::string shown = fitted(name, cell);
            draw.AddText(ImVec2(std::floor(rect.min.x), rect.max.y + theme.unit / 2), theme.muted,
                         shown.c_str());
        };
        // While nothing is decoded yet the place is kept, in the proportions of the data.
        Samples none;
        if (probe) none.kind = probe->images.kind, none.shape = probe->images.shape;
        const bool decoded = answer && answer->samples.count > 0;
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + side + caption + theme.unit));
        if (beside)
            show(0, probe->images, sample, theme.text, sample_name(context, *probe, sample));
        show(beside ? 1 : 0, decoded ? answer->samples : none, 0, theme.accent, "decoded");
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
        const bool many = cloud.width > kFew;
        {
            FontScope font(theme.small);
            const char* said = walk.touched ? "moved by hand"
                               : many       ? "its own code"
                                            : "the sample's own code";
            const float middle = at.y + (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2;
            draw_text(*ImGui::GetWindowDrawList(), ImVec2(x + theme.unit, middle), theme.muted,
                      said, ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - x - theme.unit * 4);
            if (many) {
                CaptionLine line(theme, middle);
                line.toggle("by number", context.ui.sliders_by_number,
                            "In the order of the code; otherwise what carries most comes first");
                line.toggle("active", context.ui.active_only,
                            "Only the dimensions in which the codes differ");
            }
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + pitch));
    }

    // By what a dimension carries, the most first. Rows hold still while the mouse is on them.
    void sort(const UiState& ui, const LatentStats* stats, int width) {
        const bool fits = stats && int(stats->dimensions.size()) == width;
        const Order wanted{width, fits ? stats->version : 0, ui.sliders_by_number && width > kFew,
                           ui.active_only && width > kFew};
        if (wanted == sorted_ || (hovered_ && wanted.same_choice(sorted_))) return;
        sorted_ = wanted;
        order_.clear();
        for (int j = 0; j < width; ++j)
            if (!wanted.active_only || !fits || stats->dimensions[std::size_t(j)].active)
                order_.push_back(j);
        if (!fits || wanted.by_number) return;
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
        sort(context.ui, stats, cloud.width);
        hovered_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
        if (order_.empty())
            return paragraph(theme.muted,
                             "No dimension is active: every sample has the same code.");
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.unit / 2));
        const float name_room =
            histogram_slider_name_room(theme, "z" + std::to_string(cloud.width));
        ImGuiListClipper visible;  // a code may have thousands of dimensions
        visible.Begin(int(order_.size()), histogram_slider_height(theme) + theme.unit / 2);
        while (visible.Step())
            for (int row = visible.DisplayStart; row < visible.DisplayEnd; ++row) {
                const int j = order_[std::size_t(row)];
                HistogramSlider slider;
                slider.label = "z" + std::to_string(j + 1);
                slider.name_room = name_room;
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
        const bool moved = walk.z != asked_ || walk.sample != asked_sample_;
        const bool answered = ticket_ == 0 || (answer_ && answer_->ticket >= ticket_);
        const bool behind = context.snapshot.state == RunState::running && answer_ &&
                            standing(answer_->step, context.snapshot) != Standing::current &&
                            context.now - asked_at_ > kAskAgainEvery;
        if (!moved && !(answered && (behind || cloud.version != asked_version_))) return;
        asked_at_ = context.now;
        asked_ = walk.z;
        asked_sample_ = walk.sample;
        asked_version_ = cloud.version;
        ticket_ = context.requests.ask(kChannel, DecodeCodes{walk.z, sample_beside(cloud, walk)});
    }

    // The walk's sample alone, for nets with connections round the code; made anew when another
    // one is chosen.
    std::shared_ptr<const Samples> sample_beside(const CodeCloud& cloud, const WalkState& walk) {
        if (!cloud.probe || walk.sample < 0 || walk.sample >= cloud.probe->images.count)
            return nullptr;
        const Samples& all = cloud.probe->images;
        if (beside_ && beside_version_ == all.version && beside_sample_ == walk.sample)
            return beside_;
        auto one = std::make_shared<Samples>();
        one->kind = all.kind;
        one->count = 1;
        one->shape = all.shape;
        const auto size = std::ptrdiff_t(all.shape.size()), from = size * walk.sample;
        if (!all.pixels.empty())
            one->pixels.assign(all.pixels.begin() + from, all.pixels.begin() + from + size);
        if (!all.values.empty())
            one->values.assign(all.values.begin() + from, all.values.begin() + from + size);
        beside_version_ = all.version;
        beside_sample_ = walk.sample;
        return beside_ = std::move(one);
    }

    // What the rows' order depends on.
    struct Order {
        int width = 0;
        std::uint64_t stats = 0;
        bool by_number = false, active_only = false;
        bool same_choice(const Order& o) const {
            return width == o.width && by_number == o.by_number && active_only == o.active_only;
        }
        bool operator==(const Order& o) const { return same_choice(o) && stats == o.stats; }
    };

    RunId run_ = RunId::none;
    SamplePainter painter_;
    std::vector<float> asked_;
    int asked_sample_ = -1;
    std::shared_ptr<const Samples> beside_;
    std::uint64_t beside_version_ = 0;
    int beside_sample_ = -1;
    std::uint64_t asked_version_ = 0, ticket_ = 0;
    std::shared_ptr<const Answer> answer_;
    double answered_at_ = 0, asked_at_ = 0;
    Order sorted_;
    std::vector<int> order_;  // dimensions as shown
    bool hovered_ = false;
    std::mt19937 random_{1};
};

}  // namespace

std::unique_ptr<Panel> make_latent_walk_panel() { return std::make_unique<LatentWalkPanel>(); }

}  // namespace latent::app
