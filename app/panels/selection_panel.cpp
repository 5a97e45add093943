// The samples chosen on the map: how many of each class, their mean as an input and as a code,
// their errors, and all of them as a contact sheet.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "panels/code_exports.h"
#include "panels/panel.h"
#include "state/own_version.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/group_list.h"
#include "widgets/image_view.h"
#include "widgets/sample_card.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

const char* const kChannel = "mean code";
constexpr double kAskAgainEvery = 0.3;                        // seconds, while it trains
constexpr std::size_t kMostAveraged = std::size_t(32) << 20;  // numbers; then every n-th sample
// Batches of the engine count upwards from 1; those made here must differ from all of them.

// The mean of samples of any kind, and of how many it is taken.
struct MeanSample {
    Samples mean;
    std::size_t of = 0;
};

MeanSample mean_of(const Samples& all, const std::vector<int>& samples, std::uint64_t version) {
    MeanSample found;
    found.mean.kind = all.kind;
    found.mean.count = 1;
    found.mean.shape = all.shape;
    found.mean.version = version;
    const auto size = std::size_t(std::max(0, int(all.shape.size())));
    if (size == 0) return found;
    const std::size_t stride = std::max<std::size_t>(1, samples.size() * size / kMostAveraged);
    std::vector<double> sum(size, 0.0);
    for (std::size_t m = 0; m < samples.size(); m += stride) {
        const int i = samples[m];
        if (i < 0 || i >= all.count) continue;
        if (all.kind == DataKind::images) {
            const std::uint8_t* from = all.image(i);
            for (std::size_t p = 0; p < size; ++p) sum[p] += from[p];
        } else {
            const float* from = all.numbers(i);
            for (std::size_t p = 0; p < size; ++p) sum[p] += double(from[p]);
        }
        ++found.of;
    }
    const double by = 1 / double(std::max<std::size_t>(1, found.of));
    for (double each : sum) {
        if (all.kind == DataKind::images)
            found.mean.pixels.push_back(std::uint8_t(std::lround(each * by)));
        else
            found.mean.values.push_back(float(each * by));
    }
    return found;
}

struct ErrorFigures {
    double mean = 0, median = 0, most = 0;
    std::size_t known = 0;
};

ErrorFigures errors_of(const CodeCloud& cloud, const std::vector<int>& samples) {
    std::vector<float> errors;
    for (int i : samples)
        if (i >= 0 && std::size_t(i) < cloud.errors.size() &&
            std::isfinite(cloud.errors[std::size_t(i)]))
            errors.push_back(cloud.errors[std::size_t(i)]);
    ErrorFigures found;
    found.known = errors.size();
    if (errors.empty()) return found;
    found.mean = std::accumulate(errors.begin(), errors.end(), 0.0) / double(errors.size());
    const auto middle = errors.begin() + std::ptrdiff_t(errors.size() / 2);
    std::nth_element(errors.begin(), middle, errors.end());
    found.median = double(*middle);
    found.most = double(*std::max_element(middle, errors.end()));
    return found;
}

class SelectionPanel final : public Panel {
 public:
    const char* id() const override { return "selection"; }
    const char* title() const override { return "Selection"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const CodeCloud* cloud = context.snapshot.cloud.get();
        if (!cloud || !cloud->probe)
            return empty_state(theme, waiting_text(context.snapshot, "Selected samples appear"));
        Selection& selection = context.ui.selection;
        follow_data(selection, context.snapshot.data ? context.snapshot.data->id : std::string(),
                    cloud->count);
        if (selection.count == 0 && selection.groups.empty())
            return empty_state(theme,
                               "Nothing is selected. Draw round points of the map with the Shift "
                               "key held.");
        painter_.look_at(context.snapshot.data.get(), cloud->probe.get());
        learn(context, *cloud);
        words(context, *cloud);
        if (selection.count == 0) return;
        composition(context, *cloud);
        means(context, *cloud);
        contact_sheet(context, *cloud);
    }

 private:
    // What depends on which samples are chosen is found once, what depends on their codes with
    // every look.
    void learn(PanelContext& context, const CodeCloud& cloud) {
        const Selection& selection = context.ui.selection;
        const bool new_choice = version_ != selection.version || probe_ != cloud.probe.get();
        if (new_choice) {
            version_ = selection.version;
            probe_ = cloud.probe.get();
            samples_ = selected(selection);
            mean_ = mean_of(cloud.probe->images, samples_, own_version());
            count_classes(context, cloud);
        }
        if (new_choice || cloud_ != cloud.version) errors_ = errors_of(cloud, samples_);
        cloud_ = cloud.version;
        ask(context, cloud, new_choice);
    }

    void ask(PanelContext& context, const CodeCloud& cloud, bool new_choice) {
        if (run_ != context.ui.shown) {
            run_ = context.ui.shown;
            ticket_ = 0;
            answer_.reset();
        }
        const auto newest = context.requests.answer(kChannel);
        if (newest && newest->ticket == ticket_) answer_ = newest;
        if (samples_.empty()) return;
        const bool free = ticket_ == 0 || (newest && newest->ticket >= ticket_);
        if (!new_choice && ticket_ != 0) {
            if (!free || asked_cloud_ == cloud.version) return;
            if (const double rest = asked_at_ + kAskAgainEvery - context.now; rest > 0)
                return context.requests.redraw_within(rest);
        }
        asked_cloud_ = cloud.version;
        asked_at_ = context.now;
        DecodeCodes question;
        question.codes = mean_code(cloud, samples_);
        question.beside = std::make_shared<const Samples>(mean_.mean);
        ticket_ = context.requests.ask(kChannel, std::move(question));
    }

    void count_classes(const PanelContext& context, const CodeCloud& cloud) {
        classes_.clear();
        const std::vector<int>& labels = cloud.probe->labels;
        std::vector<int> counts;
        for (int i : samples_) {
            if (std::size_t(i) >= labels.size() || labels[std::size_t(i)] < 0) continue;
            const auto label = std::size_t(labels[std::size_t(i)]);
            if (counts.size() <= label) counts.resize(label + 1, 0);
            ++counts[label];
        }
        for (std::size_t label = 0; label < counts.size(); ++label) {
            if (counts[label] == 0) continue;
            std::string name = "class " + std::to_string(label);
            if (context.snapshot.data && label < context.snapshot.data->class_names.size())
                name = context.snapshot.data->class_names[label];
            classes_.push_back({int(label), counts[label], name});
        }
        std::stable_sort(classes_.begin(), classes_.end(),
                         [](const Class& a, const Class& b) { return a.count > b.count; });
    }

    void words(PanelContext& context, const CodeCloud& cloud) {
        const Theme& theme = context.theme;
        Selection& selection = context.ui.selection;
        WordRow row(theme);
        if (selection.count > 0) {
            row.text(theme.text, grouped(selection.count) + " of " + grouped(cloud.count));
            if (row.word("alone", selection.isolated, "Hides all the others on the map"))
                isolate(selection, !selection.isolated);
            if (row.word("invert", false, "Selects the others in their place"))
                invert(selection, cloud.count);
            if (row.word("save", false, "Saves them as a group, which can be selected again"))
                save_group(selection);
            if (row.word("clear", false, "Selects nothing (Esc)")) clear(selection);
        }
        if (selection.groups.empty()) return;
        if (selection.count > 0) row.gap();
        if (row.word(group_word(selection).c_str(), false, "Groups of samples that were saved"))
            ImGui::OpenPopup("groups of the selection");
        const ImVec2 at = row.below();
        FontScope font(theme.body);
        group_popup(theme, "groups of the selection", at, selection, cloud.count);
    }

    // A bar as long as the panel, divided by class, with the names of the largest below.
    void composition(PanelContext& context, const CodeCloud& cloud) {
        static_cast<void>(cloud);
        if (classes_.empty()) return;
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, height = theme.unit * 2.5f;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        ImGui::InvisibleButton("classes", ImVec2(std::max(1.0f, width), height));
        const bool hovered = ImGui::IsItemHovered();
        int total = 0;
        for (const Class& each : classes_) total += each.count;
        float x = at.x, label_x = at.x;
        const float label_y = at.y + height + theme.unit;
        bool room = true;
        for (const Class& each : classes_) {
            const float part = width * float(each.count) / float(total);
            const ImU32 colour = theme.class_colour(each.label);
            draw.AddRectFilled(ImVec2(x, at.y), ImVec2(x + part, at.y + height), colour);
            const std::string text = each.name + " " + grouped(each.count);
            if (hovered && ImGui::GetIO().MousePos.x >= x && ImGui::GetIO().MousePos.x < x + part)
                help_tooltip(theme, {each.name,
                                     counted(each.count, "sample") + ", " +
                                         percent(double(each.count) / total) + " of them.",
                                     "", "", ""});
            x += part;
            const float needed = ImGui::CalcTextSize(text.c_str()).x + theme.unit * 3;
            room = room && label_x + needed <= at.x + width;
            if (!room) continue;
            draw.AddCircleFilled(ImVec2(label_x + theme.unit, label_y + ImGui::GetFontSize() / 2),
                                 theme.unit * 0.8f, colour, 16);
            draw.AddText(ImVec2(label_x + theme.unit * 2.5f, label_y), theme.text, text.c_str());
            label_x += needed + theme.unit * 2;
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, label_y + ImGui::GetFontSize() + theme.unit * 2));
    }

    // The mean input, what the mean code decodes to, and the errors.
    void means(PanelContext& context, const CodeCloud& cloud) {
        const Theme& theme = context.theme;
        const float aspect = std::max(0.2f, picture_aspect(cloud.probe->images));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = theme.unit * 16, width = std::floor(height * std::min(aspect, 2.0f));
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        const float text = ImGui::GetTextLineHeight();
        const auto show = [&](int column, const Samples& samples, ImU32 ink, const char* name,
                              const std::string& tooltip) {
            const ImVec2 corner(at.x + float(column) * (width + theme.unit * 3), at.y);
            painter_.draw(theme, context.textures, draw,
                          {corner, ImVec2(corner.x + width, corner.y + height)}, samples, 0, ink);
            draw_text(draw, ImVec2(corner.x, corner.y + height + theme.unit / 2), theme.muted, name,
                      width + theme.unit * 2);
            ImGui::SetCursorScreenPos(corner);
            ImGui::PushID(name);
            ImGui::InvisibleButton("picture", ImVec2(width, height + text));
            if (ImGui::IsItemHovered()) help_tooltip(theme, {"", tooltip, "", "", ""});
            ImGui::PopID();
        };
        show(0, mean_.mean, theme.text, "mean input",
             "The mean of " + counted(std::int64_t(mean_.of), "sample") +
                 ", number by number: where they differ it is blurred.");
        Samples none;
        none.kind = cloud.probe->images.kind;
        none.shape = cloud.probe->images.shape;
        const bool decoded = answer_ && answer_->problem.empty() && answer_->samples.count > 0;
        show(1, decoded ? answer_->samples : none, theme.accent, "mean code",
             answer_ && !answer_->problem.empty()
                 ? answer_->problem
                 : "Decoded from the mean of their codes: sharp where the decoder knows what lies "
                   "between them.");
        const float x = at.x + 2 * (width + theme.unit * 3) + theme.unit * 2,
                    right = at.x + ImGui::GetContentRegionAvail().x;
        if (errors_.known > 0 && right - x > theme.unit * 20) {
            float y = at.y;
            const auto line = [&](const std::string& name, const std::string& value) {
                draw_text(draw, ImVec2(x, y), theme.muted, name);
                draw_tabular_right(draw, ImVec2(right, y), theme.text, value);
                y += text + theme.unit / 2;
            };
            line("squared error of " + grouped(std::int64_t(errors_.known)), "");
            line("mean", significant(errors_.mean));
            line("median", significant(errors_.median));
            line("largest", significant(errors_.most));
        }
        {
            // Beside the names of the pictures: the lines of the titles and of the words are full.
            const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
            CaptionLine line(theme, at.y + height + theme.unit / 2);
            export_codes(
                context, line,
                {"selection",
                 ImVec2(corner.x, corner.y + panel_padding(theme).y + caption_height(theme)),
                 ImVec2(corner.x + size.x, corner.y + size.y), &samples_});
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height + text + theme.unit * 2));
    }

    // All of them in rows, those in view alone drawn.
    void contact_sheet(PanelContext& context, const CodeCloud& cloud) {
        const Theme& theme = context.theme;
        const Samples& all = cloud.probe->images;
        const float aspect = std::clamp(picture_aspect(all), 0.2f, 4.0f);
        if (ImGui::GetContentRegionAvail().y < theme.unit * 8) return;
        if (ImGui::BeginChild("sheet")) {
            const float height = std::floor(theme.unit * 9 / std::max(1.0f, aspect / 2)),
                        cell = std::floor(height * aspect), gap = theme.unit;
            const float width = ImGui::GetContentRegionAvail().x;
            const int columns = std::max(1, int((width + gap) / (cell + gap)));
            const int rows = (int(samples_.size()) + columns - 1) / columns;
            ImDrawList& draw = *ImGui::GetWindowDrawList();
            int hovered = -1;
            ImVec2 anchor;
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
            ImGuiListClipper visible;
            visible.Begin(rows, height + gap);
            while (visible.Step())
                for (int row = visible.DisplayStart; row < visible.DisplayEnd; ++row) {
                    const ImVec2 at = ImGui::GetCursorScreenPos();
                    ImGui::PushID(row);
                    const bool clicked =
                        ImGui::InvisibleButton("row", ImVec2(std::max(1.0f, width), height + gap));
                    const bool over = ImGui::IsItemHovered();
                    ImGui::PopID();
                    for (int column = 0; column < columns; ++column) {
                        const auto m = std::size_t(row * columns + column);
                        if (m >= samples_.size()) break;
                        const ImVec2 corner(at.x + float(column) * (cell + gap), at.y);
                        const Rect place{corner, ImVec2(corner.x + cell, corner.y + height)};
                        painter_.draw(theme, context.textures, draw, place, all, samples_[m],
                                      theme.text);
                        if (context.ui.pinned == samples_[m])
                            draw.AddRect(place.min, place.max, theme.accent, 0, 0, 2 * theme.scale);
                        if (!over || !place.contains(ImGui::GetIO().MousePos)) continue;
                        draw.AddRect(place.min, place.max, theme.accent, 0, 0, theme.scale);
                        hovered = samples_[m];
                        anchor = ImVec2(corner.x + cell / 2, corner.y);
                        if (clicked) pin_sample(context.ui, cloud, hovered);
                    }
                }
            visible.End();
            ImGui::PopStyleVar();
            if (hovered >= 0)
                sample_card(theme, context.textures, painter_, cloud, context.snapshot.data.get(),
                            hovered, anchor);
            // The map is drawn before this panel: the ring comes with the next frame.
            context.ui.map.pointed = hovered;
            if (hovered != hovered_) context.requests.redraw_within(0);
            hovered_ = hovered;
        }
        ImGui::EndChild();
    }

    struct Class {
        int label = 0, count = 0;
        std::string name;
    };

    std::uint64_t version_ = 0, cloud_ = 0, asked_cloud_ = 0, ticket_ = 0;
    const Probe* probe_ = nullptr;
    RunId run_ = RunId::none;
    std::vector<int> samples_;
    std::vector<Class> classes_;  // by falling count
    MeanSample mean_;
    ErrorFigures errors_;
    std::shared_ptr<const Answer> answer_;
    double asked_at_ = -1e9;
    SamplePainter painter_;
    int hovered_ = -1;
};

}  // namespace

std::unique_ptr<Panel> make_selection_panel() { return std::make_unique<SelectionPanel>(); }

}  // namespace latent::app
