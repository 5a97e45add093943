// A sample made by hand, what the net makes of it, and where its code lies among those of the data.
//
// The drawing is encoded after every movement and again as the weights move on. A figure is put
// where the data's figures are before it is encoded: a net that has only seen centred digits knows
// nothing of others.
#include <algorithm>
#include <cmath>

#include "panels/panel.h"
#include "panels/standing_question.h"
#include "state/pin.h"
#include "state/run_text.h"
#include "widgets/canvas.h"
#include "widgets/caption.h"
#include "widgets/export_menu.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

const char* const kMark = "drawn";
constexpr double kNotice = 8;  // seconds

class DrawPanel final : public Panel {
 public:
    const char* id() const override { return "draw"; }
    const char* title() const override { return "Draw"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const CodeCloud* cloud = context.snapshot.cloud.get();
        const Probe* probe = cloud ? cloud->probe.get() : nullptr;
        if (!probe || probe->images.count == 0)
            return empty_state(theme,
                               waiting_text(context.snapshot, "A canvas to draw on appears"));
        if (probe->images.kind != DataKind::images) refuse_brought(context.ui, context.now);
        if (const std::string why = why_no_canvas(probe->images); !why.empty())
            return empty_state(theme, why);
        DrawView& view = context.ui.draw;
        if (style_of_ != probe->images.version) {
            style_of_ = probe->images.version;
            style_ = drawing_style(probe->images);
            find_depths(probe->images);
        }
        view.drawing.fit(style_);
        painter_.look_at(context.snapshot.data.get(), probe);
        take_brought(context);

        const bool image = probe->images.kind == DataKind::images;
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float thumb = theme.unit * 11, tools = theme.unit * 6;
        const float height = std::max(theme.unit * 12, room.y - thumb - tools - theme.unit);
        const Places places =
            places_of(theme, image && style_.blank.shape.channels >= 3, at, room.x, height);
        if (places.palette > 0)
            palette(theme, view, ImVec2(at.x, places.canvas.min.y), places.palette);
        draw_canvas(theme, context.textures, painter_, places.canvas, style_, view);

        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height));
        draw_tools(context, *cloud, tools);
        prepare(view);
        const Answer* answer = nullptr;
        if (!view.drawing.blank())
            answer = question_
                         .follow(context, prepared_.version,
                                 [&] {
                                     return EncodeSamples{prepared_, false};
                                 })
                         .get();
        draw_decoded(context, places, answer);
        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height + tools));
        exports(context, places, thumb);
        say(context, *cloud, answer, room.x, thumb);
    }

 private:
    // Where the canvas and what is decoded stand: side by side, of one size.
    struct Places {
        Rect canvas, decoded;
        float palette = 0;  // height; 0: none
    };
    static Places places_of(const Theme& theme, bool coloured, ImVec2 at, float width,
                            float height) {
        Places places;
        float label = 0;
        {
            FontScope font(theme.small);
            label = ImGui::GetTextLineHeight() + theme.unit;
        }
        const float left = coloured ? theme.unit * 6 : 0, gap = theme.unit * 3;
        const float cell = std::max(theme.unit * 4, std::floor((width - left - gap) / 2));
        const float side = std::max(theme.unit * 4, height - label);
        places.canvas = {ImVec2(at.x + left, at.y), ImVec2(at.x + left + cell, at.y + side)};
        places.decoded = {ImVec2(at.x + left + cell + gap, at.y),
                          ImVec2(at.x + left + cell * 2 + gap, at.y + side)};
        if (coloured) places.palette = side;
        return places;
    }

    // One that was brought while the data were images, and they have changed since.
    static void refuse_brought(UiState& ui, double now) {
        if (ui.draw.brought.empty()) return;
        ui.draw.brought.clear();
        ui.notice = "A picture can be put on the canvas only while the data are images.";
        ui.notice_until = now + kNotice;
    }

    // A picture dropped or pasted: onto the canvas once it is read.
    void take_brought(PanelContext& context) {
        DrawView& view = context.ui.draw;
        if (view.brought.empty()) return;
        const auto picture = context.requests.read_picture(view.brought);
        if (!picture) return;
        view.brought.clear();
        if (!picture->trouble.empty()) {
            context.ui.notice = picture->trouble;
            context.ui.notice_until = context.now + kNotice;
            return;
        }
        view.drawing.take(picture->sample, 0);
        // Ink on white paper, where the data are white on black.
        view.inverted = unlike_ground(view.drawing.sample());
    }

    // Whether the edge of the image is nearer to the inverse of the data's ground.
    bool unlike_ground(const Samples& image) const {
        const int width = image.shape.width, height = image.shape.height;
        double sum = 0, ground = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
                const std::size_t p = std::size_t(y * width + x);
                sum += std::abs(int(image.pixels[p]) - int(style_.blank.pixels[p]));
                ground += std::abs(255 - int(image.pixels[p]) - int(style_.blank.pixels[p]));
            }
        return style_.figures && ground < sum;
    }

    static void palette(const Theme& theme, DrawView& view, ImVec2 at, float height) {
        const auto& colours = canvas_palette();
        const float pitch = std::min(theme.unit * 5, height / float(colours.size()));
        const float side = pitch - theme.unit * 0.75f;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        for (int i = 0; i < int(colours.size()); ++i) {
            const ImVec2 from(at.x + theme.unit / 2, at.y + pitch * float(i) + theme.unit / 2);
            ImGui::SetCursorScreenPos(from);
            ImGui::PushID(i);
            if (ImGui::InvisibleButton("ink", ImVec2(side, side))) view.ink = i;
            ImGui::PopID();
            const auto& c = colours[std::size_t(i)];
            const ImVec2 to(from.x + side, from.y + side);
            draw.AddRectFilled(from, to, IM_COL32(c[0], c[1], c[2], 255));
            draw.AddRect(from, to, view.ink == i ? theme.accent : theme.hairline, 0, 0,
                         view.ink == i ? 2 * theme.scale : theme.scale);
        }
    }

    bool centring(const DrawView& view) const { return view.centred.value_or(style_.figures); }

    // What can be done with the drawing, in one line below the pictures.
    void draw_tools(PanelContext& context, const CodeCloud& cloud, float height) {
        const Theme& theme = context.theme;
        DrawView& view = context.ui.draw;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImageShape& shape = style_.blank.shape;
        const DataKind kind = style_.blank.kind;
        const float width = theme.unit * 18;
        ImGui::SetCursorScreenPos(at);
        if (kind == DataKind::images) {
            float radius = brush_radius(view, shape);
            const float most = std::max(2.0f, 0.14f * float(std::min(shape.width, shape.height)));
            const float pitch = theme.unit * 36 / float(std::max(1, shape.width));
            if (small_slider(theme, "brush", width, 0.4f, most, brush_radius({}, shape),
                             radius * pitch / 2, "Width of the brush. The right button wipes.",
                             radius))
                view.brush = radius;
        } else if (kind == DataKind::points && shape.size() == 3) {
            depth_slider(theme, view, width);
        }
        FontScope font(theme.small);
        CaptionLine line(theme, at.y + (height - ImGui::GetTextLineHeight()) / 2);
        const int sample =
            context.ui.pinned >= 0 ? context.ui.pinned : context.ui.view().walk.sample;
        if (line.button("sample", "Starts from the sample that is pinned, or walked from") &&
            cloud.probe) {
            view.drawing.take(cloud.probe->images, std::max(0, sample));
            view.inverted = false;
        }
        if (line.button("clear", "Takes everything off the canvas")) {
            view.drawing.clear(style_);
            view.inverted = false;
        }
        if (line.button("undo", "Takes the last stroke back")) view.drawing.undo();
        if (kind == DataKind::sequences)
            for (int f = shape.width - 1; f >= 0 && shape.width > 1; --f) {
                bool on = view.feature == f;
                if (line.toggle(std::to_string(f + 1).c_str(), on, "Draws this feature"))
                    view.feature = f;
            }
        if (kind != DataKind::images) return;
        line.toggle("invert", view.inverted, "White for black: for ink on paper");
        if (shape.channels > 1) return;
        bool on = centring(view);
        if (line.toggle("centre", on,
                        "Brings the figure to the data's size and puts its centre of mass where "
                        "the data's is, as was done to the digits of MNIST"))
            view.centred = on;
    }

    // In the last line, at the right: the titles and the tools fill theirs.
    void exports(PanelContext& context, const Places& places, float height) const {
        FontScope font(context.theme.small);
        CaptionLine line(context.theme,
                         ImGui::GetCursorScreenPos().y + height - ImGui::GetTextLineHeight());
        const DrawView& view = context.ui.draw;
        const std::string_view blank = view.drawing.blank() ? "Nothing is drawn yet." : "";
        const auto chosen = export_menu(
            context.theme, line,
            {{"drawing", "The drawing (PNG)", blank}, {"both", "Drawn and decoded (PNG)", blank}});
        if (!chosen) return;
        const float aspect = std::max(0.05f, picture_aspect(view.drawing.sample()));
        const Rect drawn = fit_into(places.canvas, aspect),
                   decoded = fit_into(places.decoded, aspect);
        if (*chosen == "drawing")
            context.requests.save_picture(drawn.min, drawn.max, "drawing");
        else
            context.requests.save_picture(drawn.min, decoded.max, "drawn-and-decoded");
    }

    void find_depths(const Samples& data) {
        nearest_depth_ = farthest_depth_ = 0;
        if (data.kind != DataKind::points || data.shape.size() != 3) return;
        for (int i = 0; i < data.count; ++i) {
            const float y = data.numbers(i)[1];
            nearest_depth_ = i ? std::min(nearest_depth_, y) : y;
            farthest_depth_ = i ? std::max(farthest_depth_, y) : y;
        }
    }

    // The coordinate that the mouse cannot move.
    void depth_slider(const Theme& theme, DrawView& view, float width) {
        float depth = view.drawing.sample().values[1];
        if (!small_slider(theme, "depth", width, nearest_depth_, farthest_depth_,
                          style_.blank.values[1], theme.unit * 1.5f,
                          "The point's depth, which is y", depth))
            return;
        if (ImGui::IsItemActivated()) view.drawing.begin_stroke();
        view.drawing.place(1, depth);
    }

    // What is encoded: the drawing as the data would have it.
    void prepare(const DrawView& view) {
        const Prepared wanted{view.drawing.version(), view.inverted, centring(view), style_of_};
        if (wanted == prepared_for_) return;
        prepared_for_ = wanted;
        prepared_ = view.drawing.sample();
        if (prepared_.kind != DataKind::images || view.drawing.blank()) return;
        if (wanted.inverted) prepared_ = inverted(prepared_);
        if (wanted.centred) prepared_ = centred(prepared_, style_);
    }

    void draw_decoded(PanelContext& context, const Places& places, const Answer* answer) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const bool there = answer && answer->problem.empty() && answer->samples.count > 0;
        Samples none;
        none.kind = style_.blank.kind, none.shape = style_.blank.shape;
        const Samples& decoded = there ? answer->samples : none;
        Rect rect;
        if (there && can_overlay(prepared_))
            rect = painter_.draw_both(theme, context.textures, draw, places.decoded, prepared_, 0,
                                      decoded, 0);
        else
            rect = painter_.draw(theme, context.textures, draw, places.decoded, decoded, 0,
                                 theme.accent);
        FontScope font(theme.small);
        const float y = rect.max.y + theme.unit / 2;
        const float left = fit_into(places.canvas, std::max(0.05f, picture_aspect(none))).min.x;
        draw_text(draw, ImVec2(left, y), theme.muted, "drawn", rect.max.x - rect.min.x);
        const Words stamp = question_.stamp(context);
        const Words whole = Words("decoded, ") + stamp,
                    part = Words("decoded at step ") + (there ? grouped(answer->step) : "");
        const float room = places.decoded.max.x - rect.min.x;
        draw_text(draw, ImVec2(rect.min.x, y), theme.muted,
                  !there || stamp.empty()      ? Words("decoded")
                  : text_size(whole).x <= room ? whole
                                               : part,
                  room);
    }

    // The encoded picture and the nearest of the data, small, and what can be said in words.
    void say(PanelContext& context, const CodeCloud& cloud, const Answer* answer, float width,
             float thumb) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        auto& marks = context.ui.view().marks;
        const bool told = answer && (!answer->problem.empty() || answer->samples.count > 0);
        if (!told || !answer->problem.empty() || answer->codes.size() != std::size_t(cloud.width)) {
            marks.erase(kMark);
            ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
            FontScope font(theme.small);
            if (told && !answer->problem.empty())
                paragraph(theme.bad, answer->problem);
            else
                paragraph(theme.muted, hint(context.ui.draw));
            ImGui::PopTextWrapPos();
            return;
        }
        marks[kMark] = MapMark{answer->codes, false, kMark};
        // While a stroke goes on the answer may be to a drawing of a moment before.
        if (likeness_of_ != answer->ticket &&
            (question_.answered_version() == prepared_.version || likeness_of_ == 0)) {
            likeness_of_ = answer->ticket;
            likeness_ = likeness(prepared_, answer->samples, cloud);
            nearest_ = nearest_code(cloud, answer->codes);
        }
        const bool image = prepared_.kind == DataKind::images;
        float x = at.x;
        const auto small_picture = [&](const char* id, const Samples& samples, int i) {
            const Rect rect = painter_.draw(theme, context.textures, draw,
                                            {ImVec2(x, at.y), ImVec2(x + thumb, at.y + thumb)},
                                            samples, i, theme.text);
            ImGui::SetCursorScreenPos(rect.min);
            const bool clicked =
                ImGui::InvisibleButton(id, ImVec2(std::max(1.0f, rect.max.x - rect.min.x),
                                                  std::max(1.0f, rect.max.y - rect.min.y)));
            x += thumb + theme.unit * 2;
            return clicked;
        };
        const Samples& data = cloud.probe->images;
        if (image) {
            small_picture("encoded", prepared_, 0);
            if (ImGui::IsItemHovered()) help_tooltip(theme, {"", "What is encoded", "", "", ""});
        }
        if (nearest_ >= 0 && nearest_ < data.count) {
            if (small_picture("nearest", data, nearest_)) pin_sample(context.ui, cloud, nearest_);
            if (ImGui::IsItemHovered())
                help_tooltip(theme, {"",
                                     "The sample whose code is nearest to the drawing's. Click to "
                                     "pin it.",
                                     "", "", ""});
        }
        ImGui::SetCursorScreenPos(ImVec2(x, at.y));
        FontScope font(theme.small);
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + std::max(theme.unit, at.x + width - x));
        paragraph(likeness_.below > 0.99f ? theme.warn : theme.text, likeness_sentence(likeness_));
        ImGui::SetCursorScreenPos(ImVec2(x, ImGui::GetCursorScreenPos().y));
        const float beside = ImGui::CalcTextSize("export").x + theme.unit * 3;  // exports()
        paragraph(theme.muted,
                  fitted(nearest_text(context, *cloud.probe), at.x + width - x - beside));
        ImGui::PopTextWrapPos();
    }

    std::string_view hint(const DrawView& view) const {
        if (!view.drawing.blank()) return "Encoding ...";
        if (style_.blank.kind == DataKind::images)
            return "What is drawn is encoded at once. A picture can be dropped on the window or "
                   "pasted with Ctrl V.";
        return "What is made here is encoded at once; the map shows where its code lies.";
    }

    Words nearest_text(const PanelContext& context, const Probe& probe) const {
        if (nearest_ < 0) return "";
        const std::size_t i = std::size_t(nearest_);
        Words text = "nearest code: ";
        if (context.snapshot.data && i < probe.labels.size()) {
            const auto& names = context.snapshot.data->class_names;
            const int label = probe.labels[i];
            if (label >= 0 && std::size_t(label) < names.size())
                return text + names[std::size_t(label)];
        }
        return text + "sample " + grouped(i < probe.indices.size() ? probe.indices[i] : nearest_);
    }

    struct Prepared {
        std::uint64_t drawing = 0;
        bool inverted = false, centred = false;
        std::uint64_t data = 0;
        bool operator==(const Prepared& o) const {
            return drawing == o.drawing && inverted == o.inverted && centred == o.centred &&
                   data == o.data;
        }
    };

    SamplePainter painter_;
    StandingQuestion question_{kMark};
    DrawingStyle style_;
    std::uint64_t style_of_ = 0;  // version of the data it was read off
    float nearest_depth_ = 0,
          farthest_depth_ = 0;  // of the data, where they have three coordinates
    Prepared prepared_for_;
    Samples prepared_;
    Likeness likeness_;
    int nearest_ = -1;
    std::uint64_t likeness_of_ = 0;  // ticket
};

}  // namespace

std::unique_ptr<Panel> make_draw_panel() { return std::make_unique<DrawPanel>(); }

}  // namespace latent::app
