// The way from one code to another, decoded: between two pinned samples, or along the difference of
// two groups of samples (attribute vector, White 2016) from the walk's sample.
//
//   pin to pin   z(t) = A + t (B - A)                    or along a great circle
//   attribute    z(t) = z + t (mean of B - mean of A)    t from -1 to 2
//
// Each frame says how many codes of the data lie near it and how far the encoder brings it back to:
// where no code is near, the decoder was never taught, and the frame has an amber border.
#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "panels/frame_exports.h"
#include "panels/live_question.h"
#include "panels/panel.h"
#include "panels/walk_pictures.h"
#include "state/groups.h"
#include "state/kept.h"
#include "state/known_code.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "state/walk.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/film_strip.h"
#include "widgets/format.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostFrames = 16;

Help about_near() {
    return {"Codes near",
            "How many samples of the data have a code near this place. None: no real sample is "
            "like this, and nothing ever taught the decoder what to draw here.",
            "codes within r of z", "",
            "r is the median distance from a code to the fifth nearest to it."};
}
Help about_cycle() {
    return {"Cycle error",
            "The frame is encoded again: how far from its own place does it land? Small where "
            "decoder and encoder agree, large where the picture is none that the encoder knows.",
            "|E(D(z)) - z|", "", ""};
}

class PathPanel final : public Panel {
 public:
    const char* id() const override { return "path"; }
    const char* title() const override { return "Path"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const CodeCloud* cloud = context.snapshot.cloud.get();
        if (!cloud || cloud->count == 0 || cloud->width == 0)
            return empty_state(theme,
                               waiting_text(context.snapshot, "The way between two codes appears"));
        if (question_.look(context)) {
            abouts_.clear();
            asked_ = {};
        }
        exports_.begin(context, "path");
        PathChoice& choice = context.ui.path;
        const std::vector<NamedGroup>& groups = known_groups_.of(
            context.snapshot.data, cloud->probe, context.ui.selection.groups_version,
            [&] { return groups_of(context.snapshot, context.ui.selection); });
        groups_ = &groups;
        choices(context, choice);
        Key key;
        if (!ends(context, *cloud, choice, key)) {
            clear_marks(context);
            abouts_.clear();  // what is no longer seen is not saved either
            asked_ = {};
            return how_to_begin(context, *cloud, choice);
        }

        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const Layout layout = layout_of(theme, *cloud, at, room, key.overshoot || key.attribute);
        key.count = layout.count;
        ask(context, *cloud, key);
        const Answer* answer = question_.answer();
        if (answer && !answer->problem.empty()) {
            clear_marks(context);
            return paragraph(theme.bad, answer->problem);
        }
        painter_.look_at(context.snapshot.data.get(), cloud->probe.get());
        const Key* shown = abouts_.of(answer);
        mark(context, *cloud, answer);
        frames(context, *cloud, layout, shown ? answer : nullptr, shown ? *shown : key, room);
    }

 private:
    // What is asked, apart from where the codes are just now.
    struct Key {
        bool attribute = false, spherical = false, overshoot = false;
        int a = -1, b = -1;        // pins; for an attribute `a` is the sample it is added to
        std::string from, to;      // groups
        std::uint64_t groups = 0;  // Selection::groups_version: a name may have other samples
        int count = 0;
        float first() const { return attribute ? -1.0f : 0.0f; }
        float last() const { return attribute ? 2.0f : overshoot ? 1.5f : 1.0f; }
        float t(int i) const {
            return count > 1 ? first() + (last() - first()) * float(i) / float(count - 1) : first();
        }
        bool operator==(const Key& o) const {
            return attribute == o.attribute && spherical == o.spherical &&
                   overshoot == o.overshoot && a == o.a && b == o.b && from == o.from &&
                   to == o.to && groups == o.groups && count == o.count;
        }
    };
    struct Layout {
        FilmStrip strip;
        ImVec2 at;       // of the first picture
        float line = 0;  // height of a line of numbers
        int count = 0;
    };

    void choices(PanelContext& context, PathChoice& choice) {
        CaptionLine line(context.theme);
        exports_.menu(context, line, shown_frames(context));
        if (!choice.attribute) {
            line.toggle("overshoot", choice.overshoot,
                        "Goes on beyond the second pin, half as far again");
            line.toggle("spherical", choice.spherical,
                        "Along a great circle (slerp), which keeps the distance from the origin; "
                        "otherwise straight");
        } else if (groups_->size() > 1) {
            group_choice(context, line, "to", 1, choice.to);
            group_choice(context, line, "from", 0, choice.from);
        }
        bool pins = !choice.attribute;
        if (line.toggle("attribute", choice.attribute,
                        "Adds the difference of two groups of samples to the walk's sample"))
            choice.attribute = true;
        if (line.toggle("two pins", pins, "From one pinned sample to another"))
            choice.attribute = false;
        line.text(context.theme.muted, question_.stamp(context));
    }

    ShownFrames shown_frames(const PanelContext& context) {
        ShownFrames shown;
        const Key* key = abouts_.of(question_.good());
        if (!key) return shown;
        shown.answer = question_.shared_answer();
        shown.width = context.snapshot.cloud->width;
        shown.rows = 1;
        shown.columns = key->count;
        shown.there_and_back = true;
        for (int i = 0; i < key->count; ++i) shown.places.push_back(key->t(i));
        return shown;
    }

    void group_choice(PanelContext& context, CaptionLine& line, const std::string& name,
                      std::size_t otherwise, std::string& chosen) const {
        const NamedGroup* group = chosen_group(*groups_, chosen, otherwise);
        if (line.button((name + ": " + (group ? group->label : "none") + "###" + name).c_str(),
                        "A group saved on the map, or a class"))
            ImGui::OpenPopup(name.c_str());
        ImGui::SetNextWindowPos(ImVec2(ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y),
                                ImGuiCond_Appearing);
        ImGui::SetNextWindowSizeConstraints(ImVec2(0, 0), ImVec2(1e4f, context.theme.unit * 70));
        if (!ImGui::BeginPopup(name.c_str())) return;
        for (const NamedGroup& each : *groups_)
            if (ImGui::Selectable((each.label + "##" + each.id).c_str(),
                                  group && each.id == group->id))
                chosen = each.id;
        ImGui::EndPopup();
    }

    // Fills in what the path goes between; false where there is not enough for one.
    bool ends(const PanelContext& context, const CodeCloud& cloud, const PathChoice& choice,
              Key& key) const {
        key.attribute = choice.attribute;
        const auto is_sample = [&](int i) { return i >= 0 && i < cloud.count; };
        if (choice.attribute) {
            const NamedGroup *from = chosen_group(*groups_, choice.from, 0),
                             *to = chosen_group(*groups_, choice.to, 1);
            key.a = context.ui.views[context.ui.shown].walk.sample;
            if (!from || !to || !is_sample(key.a)) return false;
            key.from = from->id;
            key.to = to->id;
            key.groups = context.ui.selection.groups_version;
            return true;
        }
        key.spherical = choice.spherical;
        key.overshoot = choice.overshoot;
        key.a = context.ui.pinned;
        key.b = context.ui.second_pin;
        return is_sample(key.a) && is_sample(key.b) && key.a != key.b;
    }

    void how_to_begin(PanelContext& context, const CodeCloud& cloud, const PathChoice& choice) {
        const Theme& theme = context.theme;
        const std::string_view sentence =
            choice.attribute
                ? (groups_->size() < 2
                       ? "These data have no classes. Lasso samples on the map and save them as a "
                         "group, twice: the path then adds what tells the two apart."
                       : "Click a sample on the map: the path adds to it what tells the two groups "
                         "apart.")
                : "Click a sample on the map and Ctrl-click another: the way between their codes "
                  "appears here, frame by frame.";
        const ImVec2 start = ImGui::GetCursorPos(), room = ImGui::GetContentRegionAvail();
        const float width = std::max(theme.unit * 10, std::min(room.x, theme.unit * 120));
        const ImVec2 size =
            ImGui::CalcTextSize(sentence.data(), sentence.data() + sentence.size(), false, width);
        const bool offers = !choice.attribute && cloud.count > 1;
        const float button = offers ? theme.unit * 10 : 0;
        const float top = start.y + std::max(0.0f, (room.y - size.y - button) / 2);
        const float left = start.x + std::max(0.0f, (room.x - size.x) / 2);
        ImGui::SetCursorPos(ImVec2(left, top));
        ImGui::PushTextWrapPos(left + width);
        ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
        ImGui::TextUnformatted(sentence.data(), sentence.data() + sentence.size());
        ImGui::PopStyleColor();
        ImGui::PopTextWrapPos();
        if (!offers) return;
        const float word = ImGui::CalcTextSize("A random pair").x + theme.unit * 6;
        ImGui::SetCursorPos(
            ImVec2(start.x + std::max(0.0f, (room.x - word) / 2), top + size.y + theme.unit * 3));
        if (text_button(theme, "A random pair")) random_pair(context, cloud);
    }

    // Of different classes where there are any: the way is the longer one to look at.
    void random_pair(PanelContext& context, const CodeCloud& cloud) {
        std::uniform_int_distribution<int> any(0, cloud.count - 1);
        const int a = any(random_);
        int b = a;
        const auto same_class = [&](int i) {
            const auto* labels = cloud.probe ? &cloud.probe->labels : nullptr;
            return labels && std::size_t(std::max(a, i)) < labels->size() &&
                   (*labels)[std::size_t(a)] == (*labels)[std::size_t(i)];
        };
        for (int attempt = 0; attempt < 50 && (b == a || (attempt < 40 && same_class(b)));
             ++attempt)
            b = any(random_);
        if (b == a) b = (a + 1) % cloud.count;
        pin_sample(context.ui, cloud, a);
        context.ui.second_pin = b;
    }

    static Layout layout_of(const Theme& theme, const CodeCloud& cloud, ImVec2 at, ImVec2 room,
                            bool in_thirds) {
        Layout layout;
        {
            FontScope font(theme.small);
            layout.line = std::ceil(ImGui::GetTextLineHeight());
        }
        const float names = theme.unit * 23, text = layout.line * 3 + theme.unit / 2;
        const float aspect = cloud.probe ? std::max(0.1f, picture_aspect(cloud.probe->images)) : 1;
        const ImVec2 place(std::max(1.0f, room.x - names), room.y);
        const float least = std::max(theme.unit * 17 * std::max(1.0f, aspect * 0.8f),
                                     (room.y - text) * aspect * 0.5f);
        layout.count = frames_in_a_row(theme, place, aspect, text, least, 4, kMostFrames);
        // So that both ends are frames of their own.
        if (in_thirds) layout.count -= (layout.count - 1) % 3;
        layout.strip.gap = theme.unit;
        layout.strip.text = text;
        layout.strip.columns = layout.count;
        layout.strip.rows = 1;
        const float across = (place.x + theme.unit) / float(layout.count) - theme.unit;
        layout.strip.cell_width =
            std::max(4.0f, std::floor(std::min(across, (room.y - text) * aspect)));
        layout.strip.cell_height = std::floor(layout.strip.cell_width / aspect);
        const float used = layout.strip.cell_height + text;
        layout.at = ImVec2(at.x + names, at.y + std::max(0.0f, std::floor((room.y - used) / 3)));
        return layout;
    }

    void ask(PanelContext& context, const CodeCloud& cloud, const Key& key) {
        if (!has_code(cloud, key.a) || (!key.attribute && !has_code(cloud, key.b))) return;
        if (!question_.due(context, !(key == asked_))) return;
        asked_ = key;
        const auto code = [&](int i) {
            return std::vector<float>(cloud.code(i), cloud.code(i) + cloud.width);
        };
        Interpolate way;
        way.from = code(key.a);
        if (key.attribute) {
            const auto mean = [&](const std::string& id) {
                return mean_code(cloud, samples_of(id, context.snapshot, context.ui.selection));
            };
            const std::vector<float> from = mean(key.from), to = mean(key.to);
            way.to = way.from;
            if (from.size() == way.to.size() && to.size() == way.to.size())
                for (std::size_t j = 0; j < way.to.size(); ++j) way.to[j] += to[j] - from[j];
        } else {
            way.to = code(key.b);
        }
        way.spherical = key.spherical;
        way.first = key.first();
        way.last = key.last();
        way.count = key.count;
        way.cloud = context.snapshot.cloud;
        way.beside = beside_.of(cloud, key.a);
        abouts_.put(question_.ask(context, std::move(way)), key);
    }

    void clear_marks(PanelContext& context) {
        auto& marks = context.ui.view().marks;
        marks.erase("path");
        marks.erase("path.frame");
        hovered_ = -1;
    }

    void mark(PanelContext& context, const CodeCloud& cloud, const Answer* answer) {
        auto& marks = context.ui.view().marks;
        if (!answer || answer->codes.empty() ||
            answer->codes.size() % std::size_t(cloud.width) != 0) {
            marks.erase("path");
            return;
        }
        MapMark& line = marks["path"];
        if (line.codes != answer->codes) {
            line = {answer->codes, true, "path"};
            context.requests.redraw_within(1.0 / 60);
        }
    }

    void frames(PanelContext& context, const CodeCloud& cloud, const Layout& layout,
                const Answer* answer, const Key& key, ImVec2 room) {
        const Theme& theme = context.theme;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        line_names(theme, corner.x, layout, key);
        ImGui::SetCursorScreenPos(layout.at);
        const bool clicked = ImGui::InvisibleButton(
            "frames", ImVec2(std::max(1.0f, corner.x + room.x - layout.at.x),
                             std::max(1.0f, layout.strip.cell_height + layout.strip.text)));
        const int over = ImGui::IsItemHovered()
                             ? layout.strip.frame_at(layout.at, ImGui::GetIO().MousePos, key.count)
                             : -1;
        for (int i = 0; i < key.count; ++i) frame(context, layout, answer, key, i, i == over);
        if (over != hovered_) context.requests.redraw_within(1.0 / 60);
        hovered_ = over;

        auto& marks = context.ui.view().marks;
        const std::size_t k = std::size_t(cloud.width), from = std::size_t(std::max(0, over)) * k;
        if (over < 0 || !answer || answer->codes.size() < from + k) {
            marks.erase("path.frame");
            return;
        }
        const auto begin = answer->codes.begin() + std::ptrdiff_t(from);
        const std::vector<float> code(begin, begin + std::ptrdiff_t(k));
        marks["path.frame"] = {code, false, place_name(key, over)};
        preview(context, *answer, key, over);
        if (clicked) put(context.ui.view().walk, code);
    }

    static std::string place_name(const Key& key, int i) {
        const float t = key.t(i);
        if (std::fabs(t) < 1e-4f) return key.attribute ? "0" : "A";
        if (!key.attribute && std::fabs(t - 1) < 1e-4f) return "B";
        const std::string number = fixed(t, 2);
        return key.attribute && t > 0 ? "+" + number : number;
    }

    static void line_names(const Theme& theme, float left, const Layout& layout, const Key& key) {
        const float top = layout.at.y + layout.strip.cell_height + theme.unit / 2;
        FontScope font(theme.small);
        const auto name = [&](int line, const char* text, const Help& help) {
            const float y = top + layout.line * float(line);
            ImGui::GetWindowDrawList()->AddText(ImVec2(left, std::floor(y)), theme.muted, text);
            ImGui::SetCursorScreenPos(ImVec2(left + ImGui::CalcTextSize(text).x, std::floor(y)));
            help_mark(theme, text, help);
        };
        name(
            0, "t",
            key.attribute
                ? Help{"Place on the way", "How much of the difference of the two groups is added.",
                       "z(t) = z + t (mean of to - mean of from)", "White 2016, arXiv 1609.04468",
                       ""}
                : Help{"Place on the way", "From the first pin, A, at 0 to the second, B, at 1.",
                       key.spherical ? "z(t) = slerp(A, B, t)" : "z(t) = A + t (B - A)",
                       "White 2016, arXiv 1609.04468", ""});
        name(1, "codes near", about_near());
        name(2, "cycle error", about_cycle());
    }

    void frame(PanelContext& context, const Layout& layout, const Answer* answer, const Key& key,
               int i, bool over) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Rect place = layout.strip.picture(layout.at, i);
        Samples none;
        if (const Probe* probe = context.snapshot.cloud->probe.get())
            none.kind = probe->images.kind, none.shape = probe->images.shape;
        const Rect rect = painter_.draw(theme, context.textures, draw, place,
                                        answer ? answer->samples : none, i, theme.accent);
        const std::size_t n = std::size_t(i);
        const bool counted = answer && n < answer->neighbours.size();
        const bool lonely = counted && answer->neighbours[n] == 0;
        const float thick = std::floor(2 * theme.scale);
        if (lonely || over)
            draw.AddRect(ImVec2(rect.min.x - 1, rect.min.y - 1),
                         ImVec2(rect.max.x + 1, rect.max.y + 1), over ? theme.accent : theme.warn,
                         0, 0, thick);
        FontScope font(theme.small);
        const float middle = (place.min.x + place.max.x) / 2, top = place.max.y + theme.unit / 2;
        const auto number = [&](int line, ImU32 ink, const std::string& text) {
            draw_tabular(draw,
                         ImVec2(middle - tabular_width(text) / 2, top + layout.line * float(line)),
                         ink, text);
        };
        number(0, theme.muted, place_name(key, i));
        if (counted) number(1, lonely ? theme.warn : theme.text, grouped(answer->neighbours[n]));
        if (answer && n < answer->cycle_errors.size())
            number(2, theme.text, significant(answer->cycle_errors[n], 2));
    }

    void preview(PanelContext& context, const Answer& answer, const Key& key, int i) {
        const std::size_t n = std::size_t(i);
        std::string text = "t = " + fixed(key.t(i), 2) + ". ";
        if (n < answer.neighbours.size())
            text += answer.neighbours[n] == 0
                        ? Words("No code of the data lies within ") +
                              significant(answer.radius, 2) +
                              ": the decoder was never taught this place."
                        : counted(answer.neighbours[n], "code") + " of the data within " +
                              significant(answer.radius, 2) + ".";
        frame_tooltip(context.theme, context.textures, painter_, answer.samples, i, text,
                      "Click to walk from here.");
    }

    LiveQuestion question_{"path", 0.5};
    Abouts<Key> abouts_;
    FrameExports exports_;
    BesideSample beside_;
    SamplePainter painter_;
    Key asked_;
    Kept<std::vector<NamedGroup>, std::shared_ptr<const DatasetInfo>, std::shared_ptr<const Probe>,
         std::uint64_t>
        known_groups_;
    const std::vector<NamedGroup>* groups_ = nullptr;  // those of this frame
    int hovered_ = -1;
    std::mt19937 random_{std::random_device{}()};
};

}  // namespace

std::unique_ptr<Panel> make_path_panel() { return std::make_unique<PathPanel>(); }

}  // namespace latent::app
