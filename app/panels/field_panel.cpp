// What reconstructing does to every place of the data space: the vector r(x) - x, for points in two
// or three coordinates.
//
// A denoising autoencoder learns to point back to where the data are dense: r(x) - x is close to
// sigma^2 times the gradient of the log density (Alain & Bengio 2014). A contractive one learns an
// encoder that answers to few directions: its Jacobian's singular values (Rifai et al. 2011).
#include <algorithm>
#include <cmath>

#include "panels/panel.h"
#include "panels/standing_question.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/image_view.h"
#include "widgets/text.h"
#include "widgets/vector_field.h"

namespace latent::app {
namespace {

constexpr int kMostNodes = 3600;
constexpr int kMostDots = 1500;
constexpr int kParticles = 300;
constexpr float kRate = 1.2f;  // of the field, a second: what is far off comes home in two or three
constexpr ImU32 kHeat = 165;   // alpha of the colours behind the dots

ImU32 with_alpha(ImU32 colour, float alpha) {
    return (colour & ~IM_COL32_A_MASK) |
           (ImU32(std::clamp(alpha, 0.0f, 1.0f) * 255) << IM_COL32_A_SHIFT);
}

struct Quantity {
    const char *id, *label, *meaning;
    bool of_jacobian;
};
const Quantity kQuantities[] = {
    {"length", "|r-x|", "How far a place is moved by being encoded and decoded: |r(x) - x|", false},
    {"singular", "s1",
     "The largest singular value of the encoder's Jacobian dE/dx: how strongly the code answers to "
     "a small move of x, in the direction in which it answers most",
     true},
    {"ratio", "s2/s1",
     "The second singular value over the largest: near 0 the code answers to one direction of x "
     "alone, as along a curve; near 1 to all alike",
     true}};

const Quantity& quantity_of(const std::string& id) {
    for (const Quantity& each : kQuantities)
        if (id == each.id) return each;
    return kQuantities[0];
}

constexpr double kFlowSeconds = 12;  // particles go on after the last that was new

class FieldPanel final : public Panel {
 public:
    const char* id() const override { return "field"; }
    const char* title() const override { return "Field"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const Probe* probe = context.snapshot.cloud ? context.snapshot.cloud->probe.get() : nullptr;
        if (!probe || probe->images.count == 0)
            return empty_state(theme,
                               waiting_text(context.snapshot, "The field of r(x) - x appears"));
        const Samples& data = probe->images;
        if (plane_of_ != data.version) {
            plane_of_ = data.version;
            plane_ = plane_of(data);
            grid_ = {};
        }
        if (plane_.coordinates == 0) return empty_state(theme, what_to_choose(context));

        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float line = theme.unit * 5;
        const ImVec2 size(std::floor(room.x), std::floor(room.y - line * 2));
        if (size.x < theme.unit * 12 || size.y < theme.unit * 12) return;
        const FieldGrid grid = grid_over(plane_, size.x, size.y, theme.unit * 2.75f, kMostNodes);
        if (!(grid == grid_)) {
            grid_ = grid;
            nodes_ = nodes_of(grid_, plane_, data.shape);
            ++nodes_version_;
            forget();
            to_these_nodes_ = false;
        }
        const Quantity& quantity = quantity_of(context.ui.field.colour);
        const auto& answer =
            question_.follow(context, nodes_version_ * 2 + (quantity.of_jacobian ? 1 : 0), [&] {
                return EncodeSamples{nodes_, quantity.of_jacobian};
            });
        read(context.now, theme, answer.get(), quantity);
        draw_plane(context, data, at, size);
        draw_legend(context, quantity, ImVec2(at.x, at.y + size.y), room.x, line);
        draw_words(context, answer.get(), ImVec2(at.x, at.y + size.y + line), room.x);
    }

 private:
    // Which data of the catalogue have a field to show.
    static Words what_to_choose(const PanelContext& context) {
        Words names;
        int count = 0;
        for (const DatasetInfo& data : context.catalog.datasets)
            if (data.kind == DataKind::points && data.shape.size() >= 2 && data.shape.size() <= 3 &&
                count++ < 3)
                names += Words(names.empty() ? "" : ", ") + data.label;
        const Words what = "The field r(x) - x is shown for points of two or three coordinates.";
        return names.empty() ? what : what + " Choose such data on the left: " + names + ".";
    }

    // What was read off an answer to other nodes.
    void forget() {
        field_ = {};
        values_.clear();
        heat_.clear();
        read_ticket_ = 0;
    }

    // From an answer to arrows and numbers on the nodes, when either is new.
    void read(double now, const Theme& theme, const Answer* answer, const Quantity& quantity) {
        if (!answer || !answer->problem.empty()) return forget();
        to_these_nodes_ = to_these_nodes_ || question_.answered();
        if (!to_these_nodes_) return;
        if (answer->ticket == read_ticket_ && read_quantity_ == quantity.id &&
            read_theme_ == theme.kind)
            return;
        const VectorField made = denoising_field(grid_, plane_, nodes_, answer->samples);
        if (made.arrows.empty()) return;  // to the nodes of before
        flows_until_ = now + kFlowSeconds;
        read_ticket_ = answer->ticket;
        read_quantity_ = quantity.id;
        read_theme_ = theme.kind;
        field_ = made;
        long_ = std::max(1e-9f, quantile(field_.lengths, 0.9f));
        values_ = values_of(*answer, quantity);
        high_ = std::string(quantity.id) == "ratio" ? 1 : quantile(values_, 0.98f);
        make_heat(theme);
    }

    std::vector<float> values_of(const Answer& answer, const Quantity& quantity) const {
        if (!quantity.of_jacobian) return field_.lengths;
        const std::size_t count = std::size_t(grid_.count());
        const std::size_t each = answer.singular_values.size() / std::max<std::size_t>(1, count);
        const bool ratio = std::string(quantity.id) == "ratio";
        if (each < (ratio ? 2u : 1u) || answer.singular_values.size() != each * count) return {};
        std::vector<float> values;
        for (std::size_t i = 0; i < count; ++i) {
            const float* s = answer.singular_values.data() + i * each;
            values.push_back(!ratio ? s[0] : s[0] > 0 ? s[1] / s[0] : 0);
        }
        return values;
    }

    // The numbers as a picture, smooth between the nodes.
    void make_heat(const Theme& theme) {
        constexpr int kFiner = 5;
        heat_width_ = heat_height_ = 0;
        heat_.clear();
        if (values_.empty()) return;
        heat_width_ = (grid_.columns - 1) * kFiner;
        heat_height_ = (grid_.rows - 1) * kFiner;
        heat_.reserve(std::size_t(heat_width_) * std::size_t(heat_height_) * 4);
        ImU32 colours[256];
        for (int i = 0; i < 256; ++i) colours[i] = theme.sequential(float(i) / 255);
        for (int y = 0; y < heat_height_; ++y)
            for (int x = 0; x < heat_width_; ++x) {
                const float column = (float(x) + 0.5f) / kFiner,
                            row = float(grid_.rows - 1) - (float(y) + 0.5f) / kFiner;
                const float value = between(
                    grid_, values_,
                    ImVec2(grid_.low.x + column * grid_.cell, grid_.low.y + row * grid_.cell));
                const float share = high_ > 0 ? std::clamp(value / high_, 0.0f, 1.0f) : 0;
                const ImU32 colour = colours[std::isfinite(share) ? int(share * 255) : 0];
                heat_.push_back(std::uint8_t(colour >> IM_COL32_R_SHIFT));
                heat_.push_back(std::uint8_t(colour >> IM_COL32_G_SHIFT));
                heat_.push_back(std::uint8_t(colour >> IM_COL32_B_SHIFT));
                heat_.push_back(std::uint8_t(kHeat));
            }
        ++heat_version_;
    }

    // From the plane to the screen.
    struct View {
        Rect rect;
        ImVec2 low{0, 0};
        float pixels = 1;  // a unit
        ImVec2 operator()(ImVec2 at) const {
            return ImVec2(rect.min.x + (at.x - low.x) * pixels,
                          rect.max.y - (at.y - low.y) * pixels);
        }
        ImVec2 back(ImVec2 at) const {
            return ImVec2(low.x + (at.x - rect.min.x) / pixels,
                          low.y + (rect.max.y - at.y) / pixels);
        }
    };

    void draw_plane(PanelContext& context, const Samples& data, ImVec2 at, ImVec2 size) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        View view;
        view.rect = {at, ImVec2(at.x + size.x, at.y + size.y)};
        view.low = grid_.low;
        view.pixels = grid_.pitch / grid_.cell;
        draw.AddRectFilled(view.rect.min, view.rect.max, theme.surface);
        draw.PushClipRect(view.rect.min, view.rect.max, true);
        if (!heat_.empty()) {
            const Picture heat = context.textures.computed("field", heat_version_, heat_width_,
                                                           heat_height_, heat_.data());
            const ImVec2 from = view(
                             ImVec2(grid_.low.x, grid_.low.y + grid_.cell * float(grid_.rows - 1))),
                         to = view(ImVec2(grid_.low.x + grid_.cell * float(grid_.columns - 1),
                                          grid_.low.y));
            if (heat) draw.AddImage(heat.texture, from, to, heat.uv0, heat.uv1);
        }
        draw_dots(theme, draw, data, view);
        if (context.ui.field.arrows && !field_.arrows.empty()) draw_arrows(theme, draw, view);
        if (context.ui.field.flow && !field_.arrows.empty()) draw_particles(context, draw, view);
        draw.PopClipRect();
        draw.AddRect(view.rect.min, view.rect.max, theme.hairline);
        ImGui::SetCursorScreenPos(at);
        ImGui::InvisibleButton("plane", size);
        const ImVec2 moved = ImGui::GetIO().MouseDelta;
        if (ImGui::IsItemHovered() && (moved.x != 0 || moved.y != 0))
            flows_until_ = context.now + kFlowSeconds;
        if (ImGui::IsItemHovered() && !field_.arrows.empty())
            tell(context, view.back(ImGui::GetIO().MousePos));
    }

    void draw_dots(const Theme& theme, ImDrawList& draw, const Samples& data,
                   const View& view) const {
        const int stride = std::max(1, data.count / kMostDots);
        // In a slice through space, what lies off it is fainter.
        const float depth = grid_.cell * float(grid_.columns) * 0.06f;
        const float radius = theme.scale;
        for (int i = 0; i < data.count; i += stride) {
            const float* point = data.numbers(i);
            const ImVec2 at = view(plane_.project(point));
            const float near =
                plane_.coordinates == 2 ? 1 : std::exp(-plane_.distance(point) / depth);
            draw.AddRectFilled(ImVec2(at.x - radius, at.y - radius),
                               ImVec2(at.x + radius, at.y + radius),
                               with_alpha(theme.text, 0.12f + 0.5f * near));
        }
    }

    void draw_arrows(const Theme& theme, ImDrawList& draw, const View& view) const {
        const float cell = grid_.cell * view.pixels;
        const int stride = std::max(1, int(std::ceil(theme.unit * 5 / std::max(1.0f, cell))));
        const float most = cell * float(stride) * 0.9f, thickness = 1.2f * theme.scale;
        const ImU32 ink = with_alpha(theme.text, 0.85f);
        for (int row = stride / 2; row < grid_.rows; row += stride)
            for (int column = stride / 2; column < grid_.columns; column += stride) {
                const int i = row * grid_.columns + column;
                const ImVec2 arrow = field_.arrows[std::size_t(i)];
                const float length = std::hypot(arrow.x, arrow.y);
                if (!(length > 0)) continue;
                const float shown = most * std::min(1.0f, length / long_);
                const ImVec2 along(arrow.x / length, -arrow.y / length), from = view(grid_.node(i));
                const ImVec2 to(from.x + along.x * shown, from.y + along.y * shown);
                if (shown < 1.5f * theme.scale) {
                    draw.AddRectFilled(ImVec2(from.x - 0.5f, from.y - 0.5f),
                                       ImVec2(from.x + 0.5f, from.y + 0.5f), ink);
                    continue;
                }
                draw.AddLine(from, to, ink, thickness);
                const float head = std::min(shown * 0.45f, theme.unit * 1.25f);
                const ImVec2 back(to.x - along.x * head, to.y - along.y * head);
                const ImVec2 side(-along.y * head * 0.5f, along.x * head * 0.5f);
                draw.AddTriangleFilled(to, ImVec2(back.x + side.x, back.y + side.y),
                                       ImVec2(back.x - side.x, back.y - side.y), ink);
            }
    }

    void draw_particles(PanelContext& context, ImDrawList& draw, const View& view) {
        const Theme& theme = context.theme;
        particles_.move(field_, kRate,
                        float(moved_at_ < 0 ? 0 : std::min(0.2, context.now - moved_at_)));
        moved_at_ = context.now;
        const float radius = 1.6f * theme.scale;
        for (const auto& particle : particles_.all()) {
            const float share = particle.life > 0 ? particle.age / particle.life : 1;
            const float seen = std::min({1.0f, share * 8, (1 - share) * 4});
            if (seen <= 0) continue;
            const ImVec2 at = view(particle.at), v = field_.at(particle.at);
            const float tail = 0.12f * kRate * view.pixels;
            const ImU32 ink = with_alpha(theme.bad, seen);
            draw.AddLine(ImVec2(at.x - v.x * tail, at.y + v.y * tail), at,
                         with_alpha(theme.bad, seen * 0.5f), theme.scale);
            draw.AddCircleFilled(at, radius, ink, 8);
        }
        // They rest when nothing has been new for a while, so that an idle window sleeps.
        if (context.now < flows_until_) context.requests.redraw_within(1.0 / 30);
    }

    // What is known of the place under the mouse.
    void tell(PanelContext& context, ImVec2 place) const {
        const Theme& theme = context.theme;
        std::string text =
            "r(x) - x has the length " + significant(double(between(grid_, field_.lengths, place)));
        const Quantity& quantity = quantity_of(context.ui.field.colour);
        if (quantity.of_jacobian && !values_.empty())
            text += std::string("; ") + quantity.label + " is " +
                    significant(double(between(grid_, values_, place)));
        help_tooltip(theme, {"", text + " here.", "", "", ""});
    }

    // The colours' scale on the left, what is shown on the right.
    void draw_legend(PanelContext& context, const Quantity& quantity, ImVec2 at, float width,
                     float height) {
        const Theme& theme = context.theme;
        FieldView& shown = context.ui.field;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        FontScope font(theme.small);
        const float y = at.y + (height - ImGui::GetTextLineHeight()) / 2 + theme.unit / 2;
        if (!values_.empty()) {
            const float bar = std::min(theme.unit * 16, width * 0.2f), thick = theme.unit * 2;
            const float middle = y + ImGui::GetTextLineHeight() / 2;
            draw_text(draw, ImVec2(at.x, y), theme.muted, "0");
            const float left = at.x + ImGui::CalcTextSize("0").x + theme.unit;
            constexpr int kSteps = 24;
            for (int i = 0; i < kSteps; ++i)
                draw.AddRectFilled(
                    ImVec2(left + bar * float(i) / kSteps, middle - thick / 2),
                    ImVec2(left + bar * float(i + 1) / kSteps, middle + thick / 2),
                    with_alpha(theme.sequential((float(i) + 0.5f) / kSteps), float(kHeat) / 255));
            draw_tabular(draw, ImVec2(left + bar + theme.unit, y), theme.muted,
                         significant(double(high_), 2));
        }
        CaptionLine line(theme, y);
        line.toggle("flow", shown.flow, "Particles that follow r(x) - x");
        line.toggle("arrows", shown.arrows,
                    "The direction of r(x) - x; arrows as long as nine in ten, or longer, are "
                    "drawn alike");
        for (int i = int(std::size(kQuantities)) - 1; i >= 0; --i) {
            bool on = quantity.id == std::string(kQuantities[i].id);
            if (line.toggle(kQuantities[i].label, on, kQuantities[i].meaning))
                shown.colour = kQuantities[i].id;
        }
    }

    void draw_words(PanelContext& context, const Answer* answer, ImVec2 at, float width) const {
        const Theme& theme = context.theme;
        FontScope font(theme.small);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float y = at.y + theme.unit / 2;
        if (answer && !answer->problem.empty()) {
            draw_text(draw, ImVec2(at.x, y), theme.bad, answer->problem, width);
            return;
        }
        std::string text =
            plane_.coordinates == 3
                ? "slice: principal plane, " + percent(double(plane_.share)) + " of the variance"
                : std::string(quantity_of(context.ui.field.colour).of_jacobian
                                  ? "singular values of dE/dx"
                                  : "colour: how far r(x) takes x");
        if (answer && values_.empty()) text = "a code of one dimension has one singular value";
        const std::string stamp = question_.stamp(context);
        const float room = width - tabular_width(stamp) - theme.unit * 3;
        draw_text(draw, ImVec2(at.x, y), theme.muted, text, room);
        draw_tabular_right(draw, ImVec2(at.x + width, y), theme.muted, stamp);
    }

    StandingQuestion question_{"field"};
    DataPlane plane_;
    std::uint64_t plane_of_ = 0;  // version of the data
    FieldGrid grid_;
    Samples nodes_;
    std::uint64_t nodes_version_ = 0;

    VectorField field_;
    std::vector<float> values_;  // [nodes] of the quantity shown; empty: there is none
    float long_ = 1, high_ = 1;
    std::uint64_t read_ticket_ = 0;
    std::string read_quantity_;
    ThemeKind read_theme_ = ThemeKind::paper;

    std::vector<std::uint8_t> heat_;
    int heat_width_ = 0, heat_height_ = 0;
    std::uint64_t heat_version_ = 0;

    Particles particles_{kParticles};
    double moved_at_ = -1, flows_until_ = -1;
    bool to_these_nodes_ = false;  // the answers that come are about nodes_
};

}  // namespace

std::unique_ptr<Panel> make_field_panel() { return std::make_unique<FieldPanel>(); }

}  // namespace latent::app
