// The same sample and its reconstruction as the width is dragged through the sweep: large pictures
// at the left, the slider with the error above it and every width's picture below. Where several
// seeds share a width, the one whose error stands in the middle.
//
// Samples that every look reconstructs come with the look; of others each run is asked, so that this
// works while all of them train.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "panels/compare/compared_runs.h"
#include "panels/compare/run_question.h"
#include "panels/live_question.h"
#include "panels/panel.h"
#include "state/columns.h"
#include "state/kept.h"
#include "state/looking_back.h"
#include "state/own_version.h"
#include "widgets/arrow_keys.h"
#include "widgets/caption.h"
#include "widgets/difference.h"
#include "widgets/format.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

class WidthSliderPanel final : public Panel {
 public:
    const char* id() const override { return "width_slider"; }
    const char* title() const override { return "Through the widths"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const std::vector<ComparedRun>& runs = compared_.look(context);
        encoded_.keep_only(compared_.ids());
        looking_back_.keep_only(compared_.ids());
        find_stops(context, runs);
        if (stops_.size() < 2 || !find_sample(context))
            return empty_state(theme, stops_.size() < 2
                                          ? "Two or more runs of different width make a slider "
                                            "here: start a sweep at the left."
                                          : "Pictures appear here with the first looks.");
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        if (room.x < theme.unit * 30 || room.y < theme.unit * 10) return;
        painter_.look_at(context.snapshot.data.get(), probe_.get());
        reconstruct(context);
        values_.clear();
        for (const Stop& stop : stops_) values_.push_back(stop.value);
        places_ = notches_.of(values_, [&] { return notches(values_); });
        const int chosen = chosen_stop(context);

        const float aspect = std::max(0.1f, picture_aspect(probe_->images));
        FontScope font(theme.small);
        const float line = ImGui::GetTextLineHeight(), u = theme.unit;
        const float high = std::min(room.y - line - u, (room.x * 0.5f / 3 - u) / aspect),
                    wide = std::floor(high * aspect);
        large_pictures(context, chosen, at, ImVec2(wide, std::floor(high)));
        const float left = at.x + (wide + u * 2) * 3 + u * 4;
        stops_strip(context, chosen, ImVec2(left, at.y),
                    ImVec2(at.x + room.x - left - u * 2, room.y));
        keys(context, chosen);
    }

 private:
    // A place along the slider: the runs of one width, and the one of them that is shown.
    struct Seed {
        const ComparedRun* run = nullptr;
        std::shared_ptr<const Samples> outputs;  // null: not known yet
        int output = -1;                         // among them
        float error = std::numeric_limits<float>::quiet_NaN();
        std::int64_t step = -1;  // of the weights
    };
    struct Stop {
        double value = 0;
        Few<Seed, 8> seeds;
        int shown = 0;
        const Seed& seed() const { return seeds[std::size_t(shown)]; }
    };

    void find_stops(const PanelContext& context, const std::vector<ComparedRun>& runs) {
        stops_.clear();
        for (const ComparedRun& run : runs) {
            const double value = number_at(*run.now->config, context.ui.comparison.axis);
            if (!std::isfinite(value)) continue;
            if (stops_.empty() || stops_.back().value != value) stops_.push_back({value, {}, 0});
            Seed seed;
            seed.run = &run;
            stops_.back().seeds.push_back(seed);
        }
    }

    // The sample of the first run that has been looked at; all have the same.
    bool find_sample(const PanelContext& context) {
        sample_ = context.ui.comparison.sample;
        for (const Stop& stop : stops_)
            for (const Seed& seed : stop.seeds) {
                const CodeCloud* cloud = seed.run->now->cloud.get();
                if (!cloud || !cloud->probe || sample_ < 0 || sample_ >= cloud->probe->images.count)
                    continue;
                probe_ = cloud->probe;
                one_ = beside_.of(*cloud, sample_);
                return one_ != nullptr;
            }
        return false;
    }

    void reconstruct(PanelContext& context) {
        for (Stop& stop : stops_) {
            Few<float, 8> errors;
            for (Seed& seed : stop.seeds) {
                look_up(context, seed);
                errors.push_back(seed.error);
            }
            stop.shown = std::max(0, median_index(errors));
        }
    }

    // From the look, or from an answer.
    void look_up(PanelContext& context, Seed& seed) {
        const auto look = looking_back_.look(seed.run->id, seed.run->now, context.ui.past_step);
        if (const auto& made = look->reconstructions) {
            const auto found = std::find(made->samples.begin(), made->samples.end(), sample_);
            if (found != made->samples.end() &&
                int(found - made->samples.begin()) < made->outputs.count) {
                seed.output = int(found - made->samples.begin());
                seed.outputs = std::shared_ptr<const Samples>(made, &made->outputs);
                seed.step = made->step;
                seed.error = std::size_t(seed.output) < made->squared_errors.size()
                                 ? made->squared_errors[std::size_t(seed.output)]
                                 : squared_error(*one_, 0, made->outputs, seed.output);
                return;
            }
        }
        // Old weights are not kept: nobody can be asked about then.
        if (!seed.run->now->cloud || context.ui.past_step >= 0) return;
        const auto make = [&] {
            EncodeSamples question;
            question.samples = *one_;
            return question;
        };
        const auto answer = encoded_.follow(context, seed.run->id, *seed.run->now,
                                            {float(sample_), float(probe_->images.version % 65536)},
                                            std::ref(make));
        if (!answer || answer->samples.count < 1 || !encoded_.is_about(seed.run->id)) return;
        seed.output = 0;
        seed.outputs = std::shared_ptr<const Samples>(answer, &answer->samples);
        seed.step = answer->step;
        seed.error = squared_error(*one_, 0, answer->samples, 0);
    }

    int chosen_stop(const PanelContext& context) const {
        const double width = context.ui.comparison.width;
        int best = 0;
        for (std::size_t i = 0; i < stops_.size(); ++i)
            if (std::fabs(stops_[i].value - width) <
                std::fabs(stops_[std::size_t(best)].value - width))
                best = int(i);
        return best;
    }

    // Original, output, difference.
    void large_pictures(PanelContext& context, int chosen, ImVec2 at, ImVec2 size) {
        const Theme& theme = context.theme;
        const float u = theme.unit;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Stop& stop = stops_[std::size_t(chosen)];
        const Seed& seed = stop.seed();
        const auto place = [&](int column) {
            const float x = at.x + float(column) * (size.x + u * 2);
            return Rect{ImVec2(x, at.y), ImVec2(x + size.x, at.y + size.y)};
        };
        const auto below = [&](int column, ImU32 colour, std::string_view text) {
            draw_text(draw, ImVec2(place(column).min.x, at.y + size.y + u / 2), colour, text,
                      size.x + u);
        };
        painter_.draw(theme, context.textures, draw, place(0), probe_->images, sample_, theme.text);
        below(0, theme.muted, "original");
        if (!seed.outputs) {
            for (const int column : {1, 2}) draw_picture(theme, draw, place(column), Picture());
            return below(1, theme.muted, "not known yet");
        }
        painter_.draw(theme, context.textures, draw, place(1), *seed.outputs, seed.output,
                      theme.accent);
        below(1, theme.text, name_of(context, stop));
        if (seed.outputs->kind == DataKind::images)
            draw_picture(theme, draw, place(2), difference(context, seed));
        else
            painter_.draw_both(theme, context.textures, draw, place(2), probe_->images, sample_,
                               *seed.outputs, seed.output);
        below(2, theme.muted, "difference");
    }

    Picture difference(PanelContext& context, const Seed& seed) {
        const Key key{seed.outputs->version, seed.output, probe_->images.version, sample_,
                      context.theme.kind};
        if (!(key == difference_of_)) {
            difference_of_ = key;
            difference_version_ = own_version();
            Samples output;
            output.shape = seed.outputs->shape;
            const auto pixels = std::ptrdiff_t(output.shape.size());
            output.pixels.assign(seed.outputs->pixels.begin() + pixels * seed.output,
                                 seed.outputs->pixels.begin() + pixels * (seed.output + 1));
            output.count = 1;
            sheet_ = difference_sheet(context.theme, *one_, {0}, output);
        }
        if (sheet_.rgba.empty()) return {};
        return context.textures.computed(difference_name_, difference_version_, sheet_.width(),
                                         sheet_.height(), sheet_.rgba.data());
    }

    // "width 8", or "learning rate 0.001" where runs differ in that.
    static Words name_of(const PanelContext& context, const Stop& stop) {
        const std::string_view axis = context.ui.comparison.axis;
        const auto dot = axis.rfind('.');
        Words name;
        for (const char& c : dot == axis.npos ? axis : axis.substr(dot + 1))
            name += c == '_' ? std::string_view(" ") : std::string_view(&c, 1);
        return name + " " + setting(stop.value);
    }

    // ---- the slider ------------------------------------------------------------------------------
    void stops_strip(PanelContext& context, int chosen, ImVec2 at, ImVec2 room) {
        const Theme& theme = context.theme;
        const float u = theme.unit, line = ImGui::GetTextLineHeight();
        if (room.x < u * 20) return;
        sentence(context, chosen, at, room.x);
        // Half a picture of room at both ends.
        const float aspect = std::max(0.1f, picture_aspect(probe_->images));
        const float top = at.y + line + u * 2, track = u * 6, numbers = line + u / 2;
        float low = 1e9f;
        for (std::size_t i = 1; i < places_.size(); ++i)
            low = std::min(low, places_[i] - places_[i - 1]);
        const float left_height = room.y - (top - at.y) - track - numbers;
        float face = std::min(left_height * 0.55f, u * 18 / std::max(1.0f, aspect));
        const float span = room.x - std::min(face * aspect, u * 18);
        face = std::floor(std::min(face, std::max(u * 5, span * low - u) / aspect));
        const float curve = left_height - face - u;
        const float inset = std::max(u * 3, face * aspect / 2), left = at.x + inset,
                    width = room.x - inset * 2;
        const auto x_of = [&](std::size_t i) { return std::floor(left + width * places_[i]); };

        if (curve > u * 4) error_curve(context, chosen, ImVec2(left, top), width, curve);
        const float slider = top + std::max(0.0f, curve);
        drag(context, ImVec2(at.x, slider), ImVec2(room.x, track), left, width);
        knob(context, chosen, left, width, slider + track / 2);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        float free = -1e9f;
        for (std::size_t i = 0; i < stops_.size(); ++i) {
            const std::string text = setting(stops_[i].value);
            const float x = x_of(i), half = ImGui::CalcTextSize(text.c_str()).x / 2;
            const bool is_chosen = int(i) == chosen;
            if (x - half > free || is_chosen) {
                draw_text(draw, ImVec2(x - half, slider + track),
                          is_chosen ? theme.accent : theme.muted, text);
                free = x + half + u;
            }
        }
        faces(context, chosen, left, width, slider + track + numbers, face, aspect);
    }

    void sentence(const PanelContext& context, int chosen, ImVec2 at, float width) const {
        const Stop& stop = stops_[std::size_t(chosen)];
        const Seed& seed = stop.seed();
        Words text = name_of(context, stop) + ": ";
        if (std::isfinite(seed.error))
            text = text + "squared error " + significant(double(seed.error));
        else
            text += "not known yet";
        if (seed.step >= 0) text = text + ", step " + grouped(seed.step);
        if (stop.seeds.size() > 1)
            text = text + ", the middle of " + counted(std::int64_t(stop.seeds.size()), "run");
        draw_tabular(*ImGui::GetWindowDrawList(), at, context.theme.text, fitted(text, width));
    }

    // Of this sample, over the widths: its own scale, from 0.
    void error_curve(const PanelContext& context, int chosen, ImVec2 at, float width,
                     float height) const {
        const Theme& theme = context.theme;
        float most = 0;
        for (const Stop& stop : stops_)
            if (std::isfinite(stop.seed().error)) most = std::max(most, stop.seed().error);
        if (!(most > 0)) return;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float bottom = std::floor(at.y + height - theme.unit * 1.5f),
                    high = height - theme.unit * 3;
        draw.AddRectFilled(ImVec2(at.x, bottom), ImVec2(at.x + width, bottom + theme.scale),
                           theme.hairline);
        Few<ImVec2, 64> line;
        for (std::size_t i = 0; i < stops_.size(); ++i)
            if (const float error = stops_[i].seed().error; std::isfinite(error))
                line.push_back(ImVec2(at.x + width * places_[i], bottom - high * error / most));
        draw.AddPolyline(line.begin(), int(line.size()), theme.muted, 0, 1.5f * theme.scale);
        for (std::size_t i = 0; i < stops_.size(); ++i) {
            const float error = stops_[i].seed().error;
            if (!std::isfinite(error)) continue;
            const ImVec2 dot(at.x + width * places_[i], bottom - high * error / most);
            const bool is_chosen = int(i) == chosen;
            draw.AddCircleFilled(dot, theme.unit * (is_chosen ? 1.1f : 0.7f),
                                 is_chosen ? theme.accent : theme.muted, 20);
        }
    }

    void drag(PanelContext& context, ImVec2 at, ImVec2 size, float left, float width) {
        ImGui::SetCursorScreenPos(at);
        ImGui::InvisibleButton("widths", size);
        dragged_ = -1;
        if (!ImGui::IsItemActive()) return;
        dragged_ =
            std::clamp((ImGui::GetIO().MousePos.x - left) / std::max(1.0f, width), 0.0f, 1.0f);
        const int nearest = nearest_notch(places_, dragged_);
        if (nearest >= 0) context.ui.comparison.width = stops_[std::size_t(nearest)].value;
    }

    void knob(const PanelContext& context, int chosen, float left, float width, float y) const {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float line = std::max(1.0f, theme.scale);
        draw.AddRectFilled(ImVec2(left, std::floor(y)), ImVec2(left + width, std::floor(y) + line),
                           theme.muted);
        for (const float place : places_) {
            const float x = std::floor(left + width * place);
            draw.AddRectFilled(ImVec2(x, y - theme.unit), ImVec2(x + line, y + theme.unit),
                               theme.muted);
        }
        const float share = dragged_ >= 0 ? dragged_ : places_[std::size_t(chosen)];
        const ImVec2 centre(left + width * share, std::floor(y));
        draw.AddCircleFilled(centre, theme.unit * 2.25f, theme.surface, 32);
        draw.AddCircleFilled(centre, theme.unit * 1.9f, theme.accent, 32);
    }

    void faces(PanelContext& context, int chosen, float left, float width, float top, float height,
               float aspect) {
        const Theme& theme = context.theme;
        if (height < theme.unit * 4) return;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float wide = std::floor(height * aspect);
        float free = -1e9f;
        for (std::size_t i = 0; i < stops_.size(); ++i) {
            const float x = std::floor(left + width * places_[i] - wide / 2);
            if (x < free) continue;  // no room beside the one before
            free = x + wide + 1;
            const Seed& seed = stops_[i].seed();
            const Rect place{ImVec2(x, top), ImVec2(x + wide, top + height)};
            const Rect rect = seed.outputs ? painter_.draw(theme, context.textures, draw, place,
                                                           *seed.outputs, seed.output, theme.accent)
                                           : draw_picture(theme, draw, place, Picture());
            if (int(i) == chosen)
                draw.AddRect(rect.min, rect.max, theme.accent, 0, 0, 2 * theme.scale);
            if (!ImGui::IsWindowHovered() || !place.contains(ImGui::GetIO().MousePos)) continue;
            if (ImGui::IsMouseClicked(0)) context.ui.comparison.width = stops_[i].value;
            help_tooltip(theme, {"", seed.run->name, "", "",
                                 std::isfinite(seed.error)
                                     ? "Squared error " + significant(double(seed.error))
                                     : ""});
        }
    }

    void keys(PanelContext& context, int chosen) const {
        if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                    ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
            return;
        context.ui.comparison.took_arrows = true;
        const int to = std::clamp(chosen + pressed_arrow(), 0, int(stops_.size()) - 1);
        if (to != chosen) context.ui.comparison.width = stops_[std::size_t(to)].value;
    }

    struct Key {
        std::uint64_t outputs = 0;
        int output = -1;
        std::uint64_t inputs = 0;
        int input = -1;
        ThemeKind theme = ThemeKind::paper;
        bool operator==(const Key& o) const {
            return outputs == o.outputs && output == o.output && inputs == o.inputs &&
                   input == o.input && theme == o.theme;
        }
    };

    ComparedRuns compared_;
    LookingBack looking_back_;
    RunQuestions encoded_{"compare.width", 0.5};
    BesideSample beside_;
    SamplePainter painter_;

    // Of this frame.
    std::vector<Stop> stops_;
    std::vector<double> values_;
    Kept<std::vector<float>, std::vector<double>> notches_;  // by the values
    std::vector<float> places_;
    std::shared_ptr<const Probe> probe_;
    std::shared_ptr<const Samples> one_;  // the sample
    int sample_ = -1;
    float dragged_ = -1;  // where the mouse holds the knob, in [0, 1]

    PictureSheet sheet_;
    Key difference_of_;
    std::uint64_t difference_version_ = 0;
    const std::string difference_name_ = "width slider difference";
};

}  // namespace

std::unique_ptr<Panel> make_width_slider_panel() { return std::make_unique<WidthSliderPanel>(); }

}  // namespace latent::app
