// Sliders through the latent space, and the picture that the newest weights decode from where they
// stand.
//
// For k > 2 they move along the principal directions of the codes unless the code's own axes are
// asked for. Every change asks the explorer; while it trains the same code is asked again as the
// weights move on, so that the picture sharpens live. What is shown is stamped with its step and
// age.
#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "panels/direction_effects.h"
#include "panels/frame_exports.h"
#include "panels/live_question.h"
#include "panels/panel.h"
#include "panels/traversal_choices.h"
#include "panels/walk_pictures.h"
#include "state/directions.h"
#include "state/known_code.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "state/traversal.h"
#include "state/walk.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/export_menu.h"
#include "widgets/format.h"
#include "widgets/histogram_slider.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kFewSliders = 12;  // sliders that need no filter

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
        const Directions directions(context.snapshot.latents.get(), cloud->width,
                                    !context.ui.walk.raw_axes);
        exports_.begin(context, "walk");
        if (question_.look(context)) {
            asked_.clear();
            film_ticket_ = 0;
        }
        effects_.update(context, directions, walk.sample);
        {
            CaptionLine line(theme);
            save(context, line, *cloud, directions);
            line.text(theme.muted, question_.stamp(context));
        }

        const float sliders =
            (histogram_slider_height(theme) + theme.unit / 2) * float(directions.count()) +
            theme.unit;
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float rest = room.y - theme.unit * 8 - sliders;
        const float height =
            std::max(std::min(rest, room.x * 0.55f), std::max(theme.unit * 24, room.y * 0.38f));
        pictures(context, height);
        tools(context, *cloud, walk, directions);
        if (ImGui::BeginChild("sliders")) draw_sliders(context, *cloud, walk, directions);
        ImGui::EndChild();
        ask(context, *cloud, walk);
    }

 private:
    // The moving picture goes along the slider that was moved last; it is decoded when it is asked
    // for.
    void save(PanelContext& context, CaptionLine& line, const CodeCloud& cloud,
              const Directions& directions) {
        const WalkState& walk = context.ui.view().walk;
        const Answer* decoded = question_.good();
        ShownFrames here;
        here.answer = question_.shared_answer();
        const std::string_view nothing =
            decoded && decoded->samples.count > 0 ? "" : "Nothing is decoded yet.";
        const auto chosen = export_menu(context.theme, line,
                                        {{"png", "Picture of the panel (PNG)"},
                                         {"gif", "Along the last slider (GIF)", why_no_gif(here)},
                                         {"csv", "This code (CSV)", nothing},
                                         {"npy", "This code (NPY)", nothing}});
        if (chosen && *chosen == "png") {
            exports_.picture();
            context.requests.redraw_within(0);
        } else if (chosen && *chosen == "gif") {
            const int along = moved_ >= 0 && moved_ < directions.count() ? moved_
                              : order_.empty()                           ? 0
                                                                         : order_.front();
            Traverse way = traverse(directions, {along}, walk.z, TraversalRange::quantiles, 24);
            way.beside = beside_.of(cloud, walk.sample);
            film_ticket_ = context.requests.ask("walk.film", std::move(way));
        } else if (chosen) {
            auto code = std::make_shared<Answer>();
            code->codes = walk.z;
            here.answer = code;
            here.width = cloud.width;
            exports_.codes(context, here, *chosen == "csv");
        }
        const auto film = film_ticket_ ? context.requests.answer("walk.film") : nullptr;
        if (!film || film->ticket < film_ticket_) return;
        film_ticket_ = 0;
        ShownFrames frames;
        frames.answer = film;
        frames.rows = 1;
        frames.columns = film->samples.count;
        frames.there_and_back = true;
        exports_.gif(context, frames);
    }

    void pictures(PanelContext& context, float height) {
        const Answer* answer = question_.answer();
        if (answer && !answer->problem.empty()) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            paragraph(context.theme.bad, answer->problem);
            ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height + context.theme.unit));
            return;
        }
        pictures_.draw(context, answer ? &answer->samples : nullptr, height);
    }

    void tools(PanelContext& context, const CodeCloud& cloud, WalkState& walk,
               const Directions& directions) {
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
        if (button("random", Icon::shuffle,
                   "A random code, drawn as the codes of the data are spread",
                   directions.stats != nullptr))
            randomise(walk, *directions.stats, random_);
        if (button("reset", Icon::reset, "Back to the sample's own code",
                   walk.touched && walk.sample >= 0))
            choose_sample(walk, cloud, walk.sample);
        if (cloud.width > 2) {
            float middle = at.y;
            {
                FontScope font(theme.small);
                middle += (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2;
            }
            choices(context, directions, middle);
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + pitch));
    }

    static void choices(PanelContext& context, const Directions& directions, float top) {
        WalkChoice& choice = context.ui.walk;
        CaptionLine line(context.theme, top);
        order_choice(line, directions, choice.order);
        if (directions.width > kFewSliders)
            line.toggle("active", choice.active_only,
                        "Only the directions in which the codes differ");
        if (has_principal(directions.stats, directions.width)) {
            bool principal = !choice.raw_axes;
            line.toggle("principal", principal,
                        "Along the principal directions of the codes, the widest first; "
                        "otherwise along the code's own axes");
            choice.raw_axes = !principal;
        }
    }

    // Rows hold still while the mouse is on them.
    void sort(const UiState& ui, const Directions& directions) {
        const bool by_effect = ui.walk.order == DirectionOrder::effect;
        const Order wanted{directions.count(),
                           directions.principal,
                           ui.walk.order,
                           ui.walk.active_only && directions.width > kFewSliders,
                           directions.stats ? directions.stats->version : 0,
                           by_effect ? effects_.version() : 0};
        if (wanted == sorted_ || (hovered_ && wanted.same_choice(sorted_))) return;
        sorted_ = wanted;
        order_ = ordered(directions, wanted.order, effects_.values(), wanted.active_only);
    }

    void draw_sliders(PanelContext& context, const CodeCloud& cloud, WalkState& walk,
                      const Directions& directions) {
        const Theme& theme = context.theme;
        sort(context.ui, directions);
        hovered_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
        if (order_.empty())
            return paragraph(theme.muted,
                             "No dimension is active: every sample has the same code.");
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.unit / 2));
        const float name_room =
            histogram_slider_name_room(theme, directions.name(directions.count() - 1));
        ImGuiListClipper visible;  // a code may have thousands of dimensions
        visible.Begin(int(order_.size()), histogram_slider_height(theme) + theme.unit / 2);
        while (visible.Step())
            for (int row = visible.DisplayStart; row < visible.DisplayEnd; ++row)
                draw_slider(theme, cloud, walk, directions, order_[std::size_t(row)], name_room);
        ImGui::PopStyleVar();
    }

    void draw_slider(const Theme& theme, const CodeCloud& cloud, WalkState& walk,
                     const Directions& directions, int i, float name_room) {
        const Direction direction = directions.at(i);
        HistogramSlider slider;
        slider.label = direction.name;
        slider.name_room = name_room;
        slider.low = direction.low;
        slider.high = direction.high;
        slider.bins = direction.histogram;
        slider.dimmed = direction.dead;
        slider.reason = direction.reason;
        slider.reset_to =
            has_code(cloud, walk.sample) ? directions.coordinate(i, cloud.code(walk.sample)) : 0;
        const auto& effects = effects_.values();
        if (int(effects.size()) == directions.count())
            slider.bar = effects_.largest() > 0 ? effects[std::size_t(i)] / effects_.largest() : 0;
        float value = directions.coordinate(i, walk.z.data());
        ImGui::PushID(directions.principal ? i + directions.width : i);
        const SliderUse use = histogram_slider(theme, "slider", slider, value);
        if (use.asked_about) help_tooltip(theme, about(directions, direction, i));
        if (use.changed) {
            directions.move(i, walk.z, value);
            moved_ = i;
            walk.touched = true;
        }
        ImGui::PopID();
    }

    Help about(const Directions& directions, const Direction& direction, int i) const {
        Help help;
        help.title = direction.name + (direction.dead ? ", dead" : "");
        if (directions.stats) {
            help.sentence = "Codes of the data: spread " + significant(direction.deviation, 3);
            if (direction.share >= 0)
                help.sentence += ", " + percent(direction.share) + " of their variance";
            if (directions.stats->gaussian && !directions.principal)
                help.sentence += ", KL " + significant(direction.kl, 3) + " nats";
            help.sentence += ".";
        }
        const auto& effects = effects_.values();
        if (int(effects.size()) == directions.count())
            help.note = "Bar: effect on the output, " + significant(effects[std::size_t(i)], 3) +
                        " a unit of the way (mean of ||dD/dz|| over codes of the data).";
        return help;
    }

    // The walk's code; once it was moved, the sample's own beside it, by the same weights.
    void ask(PanelContext& context, const CodeCloud& cloud, const WalkState& walk) {
        if (int(walk.z.size()) != cloud.width) return;
        const bool changed = walk.z != asked_ || walk.sample != asked_sample_;
        if (!question_.due(context, changed)) return;
        std::vector<float> codes = walk.z;
        if (walk.touched && has_code(cloud, walk.sample))
            codes.insert(codes.end(), cloud.code(walk.sample),
                         cloud.code(walk.sample) + cloud.width);
        asked_ = walk.z;
        asked_sample_ = walk.sample;
        question_.ask(context, DecodeCodes{std::move(codes), beside_.of(cloud, walk.sample)});
    }

    // What the rows' order depends on.
    struct Order {
        int count = 0;
        bool principal = false;
        DirectionOrder order = DirectionOrder::weight;
        bool active_only = false;
        std::uint64_t stats = 0, effects = 0;
        bool same_choice(const Order& o) const {
            return count == o.count && principal == o.principal && order == o.order &&
                   active_only == o.active_only;
        }
        bool operator==(const Order& o) const {
            return same_choice(o) && stats == o.stats && effects == o.effects;
        }
    };

    LiveQuestion question_{"walk", 0.2};
    DirectionEffects effects_{"effects"};
    WalkPictures pictures_;
    FrameExports exports_;
    std::uint64_t film_ticket_ = 0;  // of the moving picture that is waited for; 0: none
    int moved_ = -1;                 // the slider that was moved last
    BesideSample beside_;
    std::vector<float> asked_;
    int asked_sample_ = -1;
    Order sorted_;
    std::vector<int> order_;  // directions as shown
    bool hovered_ = false;
    std::mt19937 random_{1};
};

}  // namespace

std::unique_ptr<Panel> make_latent_walk_panel() { return std::make_unique<LatentWalkPanel>(); }

}  // namespace latent::app
