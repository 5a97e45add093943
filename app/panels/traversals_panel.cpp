// The traversal matrix: a row a direction of the code, a column a step along it, everything else of
// the code held still. What a row changes stands at its end in words.
//
// Rows begin at the sample's own code, at the origin or at a mean. A row can be looked at alone as
// a film strip. Only the rows in sight are decoded.
#include <algorithm>
#include <cmath>
#include <utility>

#include "panels/direction_effects.h"
#include "panels/frame_exports.h"
#include "panels/live_question.h"
#include "panels/measurements.h"
#include "panels/panel.h"
#include "panels/score_rows.h"
#include "panels/traversal_choices.h"
#include "panels/traversal_text.h"
#include "state/groups.h"
#include "state/kept.h"
#include "state/run_text.h"
#include "state/traversal.h"
#include "state/walk.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/film_strip.h"
#include "widgets/format.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"
#include "widgets/traversal_table.h"

namespace latent::app {
namespace {

constexpr int kMostRows = 64;  // decoded at once, however small they are
constexpr int kFrames = 15;    // of the film strip of one row

class TraversalsPanel final : public Panel {
 public:
    const char* id() const override { return "traversals"; }
    const char* title() const override { return "Traversals"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const CodeCloud* cloud = context.snapshot.cloud.get();
        if (!cloud || cloud->count == 0 || cloud->width == 0)
            return empty_state(theme, waiting_text(context.snapshot,
                                                   "What each dimension of the code does appears"));
        exports_.begin(context, "traversals");
        factors_ = factors_carried(context);
        TraversalChoice& choice = context.ui.traversals;
        RunView& view = context.ui.view();
        const Reconstructions* made = context.snapshot.reconstructions.get();
        follow(view.walk, *cloud, made && !made->samples.empty() ? made->samples.front() : 0);
        if (question_.look(context)) {
            abouts_.clear();
            asked_ = {};
        }
        take_focus(view, choice);
        const Directions directions(context.snapshot.latents.get(), cloud->width, choice.principal);
        if (choice.order == DirectionOrder::effect)
            effects_.update(context, directions, view.walk.sample);
        {
            CaptionLine line(theme);
            const About* about = abouts_.of(question_.good());
            exports_.menu(context, line,
                          shown_.of(question_.shared_answer(), about != nullptr,
                                    context.snapshot.latents, cloud->width, choice.principal,
                                    [&] { return shown_frames(directions, about); }));
            traversal_choices(context, line, directions, choice);
            line.text(theme.muted,
                      question_.stamp(context, ImGui::GetWindowWidth() > theme.unit * 165));
        }
        sort(choice, directions);
        painter_.look_at(context.snapshot.data.get(), cloud->probe.get());
        const Answer* answer = question_.answer();
        if (answer && !answer->problem.empty()) {
            paragraph(theme.bad, answer->problem);
            ask(context, directions, choice, asked_.rows, asked_.columns);
            return;
        }
        if (choice.large)
            one_row(context, directions, choice);
        else
            matrix(context, directions, choice);
    }

 private:
    // What is asked, apart from where the codes are just now.
    struct Key {
        bool principal = false;
        TraversalOrigin origin = TraversalOrigin::sample;
        std::string group;
        TraversalRange range = TraversalRange::sigma;
        int sample = -1, columns = 0;
        std::vector<int> rows;
        std::uint64_t groups = 0;  // Selection::groups_version, where a group is the origin
        bool operator==(const Key& o) const {
            return principal == o.principal && origin == o.origin && group == o.group &&
                   range == o.range && sample == o.sample && columns == o.columns &&
                   rows == o.rows && groups == o.groups;
        }
    };
    struct About {
        Key key;
        std::vector<float> origin;
    };
    // What is on screen, for files.
    ShownFrames shown_frames(const Directions& directions, const About* about) const {
        ShownFrames shown;
        if (!about || about->key.principal != directions.principal) return shown;
        const Key& key = about->key;
        shown.answer = question_.shared_answer();
        shown.width = directions.width;
        shown.rows = int(key.rows.size());
        shown.columns = key.columns;
        shown.there_and_back = true;
        for (const int row : key.rows) {
            if (row >= directions.count()) return {};
            shown.row_names.push_back(directions.name(row));
            const Span span = span_of(directions.at(row), key.range);
            for (int i = 0; i < key.columns; ++i)
                shown.places.push_back(span.from + (span.to - span.from) * float(i) /
                                                       float(std::max(1, key.columns - 1)));
        }
        return shown;
    }

    // The newest factor matrix of the net as it is, or null; kept fresh while its words are read.
    static std::shared_ptr<const AnalysisResult> factors_carried(PanelContext& context) {
        const PartInfo* part = find(context.catalog.analyses, kFactorMatrix);
        const bool known = context.snapshot.data && !context.snapshot.data->factors.empty();
        if (!part || !known || context.ui.traversals.principal) return nullptr;
        keep_fresh(context, part->id);
        const Measured state = measured(context, part->id);
        return state.found() && !state.of_before ? state.last : nullptr;
    }

    // A dimension that another panel looks at is shown along the code's own axes.
    void take_focus(const RunView& view, TraversalChoice& choice) {
        if (view.focused_dimension == focus_) return;
        focus_ = view.focused_dimension;
        if (focus_ < 0) return;
        choice.principal = false;
        if (choice.large) choice.row = focus_;
        scroll_to_ = focus_;
    }

    // Rows hold still while the mouse is on them.
    void sort(const TraversalChoice& choice, const Directions& directions) {
        const bool by_effect = choice.order == DirectionOrder::effect;
        const Order wanted{directions.count(), directions.principal, choice.order,
                           directions.stats ? directions.stats->version : 0,
                           by_effect ? effects_.version() : 0};
        if (wanted == sorted_ || (hovered_ && wanted.same_choice(sorted_))) return;
        sorted_ = wanted;
        order_ =
            ordered(directions, choice.order, by_effect ? effects_.values() : std::vector<float>{});
    }

    void matrix(PanelContext& context, const Directions& directions, TraversalChoice& choice) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImVec2 room = ImGui::GetContentRegionAvail();
        float head = 0;
        {
            FontScope font(theme.small);
            head = ImGui::GetTextLineHeight() + theme.unit;
        }
        room.y = std::max(1.0f, room.y - head);
        const Probe* probe = context.snapshot.cloud->probe.get();
        const float aspect = probe ? std::max(0.1f, picture_aspect(probe->images)) : 1;
        const int all = int(order_.size());
        TraversalTable table = traversal_table(theme, aspect, room, all);
        if (table.pitch * float(all) > room.y)  // there will be a scroll bar
            table = traversal_table(theme, aspect, ImVec2(room.x - theme.unit * 4, room.y), all);
        header(theme, table, at, choice.range);

        ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + head));
        if (ImGui::BeginChild("rows")) {
            const ImVec2 top = ImGui::GetCursorScreenPos();
            const float height = ImGui::GetWindowHeight();
            ImGui::Dummy(ImVec2(1, table.pitch * float(order_.size())));
            if (scroll_to_ >= 0) {
                const auto row = std::find(order_.begin(), order_.end(), scroll_to_);
                if (row != order_.end())
                    ImGui::SetScrollY(std::max(
                        0.0f, table.pitch * (float(row - order_.begin()) + 0.5f) - height / 2));
                scroll_to_ = -1;
            }
            const int first = std::max(0, int(ImGui::GetScrollY() / table.pitch));
            const int last = std::min({int(order_.size()), first + kMostRows,
                                       int((ImGui::GetScrollY() + height) / table.pitch) + 1});
            hovered_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
            rows_.clear();
            for (int r = first; r < last; ++r) rows_.push_back(order_[std::size_t(r)]);
            ask(context, directions, choice, rows_, table.columns);
            for (int r = first; r < last; ++r)
                draw_row(context, directions, choice, table,
                         ImVec2(top.x, top.y + table.pitch * float(r)), order_[std::size_t(r)]);
        }
        ImGui::EndChild();
    }

    static void header(const Theme& theme, const TraversalTable& table, ImVec2 at,
                       TraversalRange range) {
        FontScope font(theme.small);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const SpanNames names = names_of(range);
        const float pitch = table.cell_width + table.gap;
        const auto over = [&](int column, const char* text) {
            const float middle = at.x + table.names + pitch * float(column) + table.cell_width / 2;
            draw.AddText(ImVec2(std::floor(middle - ImGui::CalcTextSize(text).x / 2), at.y),
                         theme.muted, text);
        };
        over(0, names.first);
        over(table.columns / 2, names.middle);
        over(table.columns - 1, names.last);
    }

    // Asks for these rows when they are others than before, or when the weights have moved on.
    void ask(PanelContext& context, const Directions& directions, const TraversalChoice& choice,
             const std::vector<int>& rows, int columns) {
        const int sample = context.ui.view().walk.sample;
        Key& key = wanted_;
        key.principal = directions.principal;
        key.origin = choice.origin;
        key.group = choice.group;
        key.range = choice.range;
        key.sample = sample;
        key.columns = columns;
        key.rows = rows;
        key.groups =
            choice.origin == TraversalOrigin::group ? context.ui.selection.groups_version : 0;
        rows_known(directions, key.rows);
        if (key.rows.empty() || !question_.due(context, !(key == asked_))) return;
        std::vector<float> origin =
            origin_of(choice, context.snapshot, context.ui.selection, sample);
        if (int(origin.size()) != directions.width) return;
        asked_ = key;
        Traverse question = traverse(directions, key.rows, origin, choice.range, columns);
        question.read = true;
        question.beside = beside_.of(*context.snapshot.cloud, sample);
        abouts_.put(question_.ask(context, std::move(question)), {key, std::move(origin)});
    }

    // A net of another width may have come meanwhile.
    static void rows_known(const Directions& directions, std::vector<int>& rows) {
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [&](int row) { return row >= directions.count(); }),
                   rows.end());
    }

    // Where the pictures of a row are in the newest answer; -1: not there.
    int place_in_answer(const Answer* answer, const About* about, const TraversalChoice& choice,
                        const Directions& directions, int row) const {
        if (!answer || !about || about->key.principal != directions.principal) return -1;
        const Key& key = about->key;
        if (key.origin != choice.origin || key.range != choice.range || key.group != choice.group)
            return -1;
        const auto found = std::find(key.rows.begin(), key.rows.end(), row);
        const int place = int(found - key.rows.begin());
        return found != key.rows.end() && (place + 1) * key.columns <= answer->samples.count ? place
                                                                                             : -1;
    }

    void draw_row(PanelContext& context, const Directions& directions,
                  const TraversalChoice& choice, const TraversalTable& table, ImVec2 at, int row) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Direction direction = directions.at(row);
        const Answer* answer = question_.good();
        const About* about = abouts_.of(answer);
        const int place = place_in_answer(answer, about, choice, directions, row);
        const int columns = place >= 0 ? about->key.columns : table.columns;
        const float step = table.cell_width + table.gap;
        const float cells = at.x + table.names;
        const float height = table.pitch - table.gap * 2 - table.below;
        if (!directions.principal && row == focus_)
            draw.AddRectFilled(
                ImVec2(at.x - theme.unit, at.y - table.gap),
                ImVec2(at.x + ImGui::GetWindowWidth(), at.y + table.pitch - table.gap),
                theme.selection);

        ImGui::PushID(row);
        ImGui::SetCursorScreenPos(at);
        const float all = table.names + step * float(table.columns) + table.words;
        const bool clicked = ImGui::InvisibleButton("row", ImVec2(std::max(1.0f, all), height));
        const bool over = ImGui::IsItemHovered();
        ImGui::PopID();
        const float x = ImGui::GetIO().MousePos.x - cells;
        const int column = over && x >= 0 && x < step * float(columns) ? int(x / step) : -1;

        const TraversalRow said =
            text_of(directions, direction, choice, answer, place, row, factors_.get());
        draw_row_name(theme, said, at, height);
        for (int c = 0; c < std::min(columns, table.columns); ++c) {
            const ImVec2 corner(std::floor(cells + step * float(c)), at.y);
            picture(context, answer, place < 0 ? -1 : place * columns + c,
                    {corner, ImVec2(corner.x + table.cell_width, corner.y + table.cell_height)},
                    direction.dead, c == column);
        }
        if (place >= 0)
            own_place(theme, direction, choice.range,
                      directions.coordinate(row, about->origin.data()),
                      ImVec2(cells, at.y + table.cell_height), table);
        if (table.below > 0)
            draw_row_words(theme, said, ImVec2(cells, at.y + table.cell_height + theme.unit),
                           ImVec2(step * float(table.columns), table.below));
        if (table.words > 0)
            draw_row_words(theme, said,
                           ImVec2(cells + step * float(table.columns) + theme.unit * 2, at.y),
                           ImVec2(table.words - theme.unit * 2, height));
        if (!over) return;
        if (ImGui::IsMouseDoubleClicked(0)) {
            context.ui.traversals.large = true;
            context.ui.traversals.row = row;
        } else if (clicked && column >= 0 && place >= 0) {
            walk_to(context, *answer, place * columns + column);
        }
        if (column >= 0 && place >= 0) {
            const Span span = span_of(direction, about->key.range);
            const float share = float(column) / float(std::max(1, columns - 1));
            preview(context, *answer, place * columns + column,
                    direction.name + " = " + fixed(span.from + share * (span.to - span.from), 2));
        } else {
            row_tooltip(theme, said, x >= 0 ? RowPart::words : RowPart::name);
        }
    }

    void preview(PanelContext& context, const Answer& answer, int i, const std::string& place) {
        frame_tooltip(context.theme, context.textures, painter_, answer.samples, i, place,
                      "Click: walk from here.\nDouble-click: the row alone.");
    }

    TraversalRow text_of(const Directions& directions, const Direction& direction,
                         const TraversalChoice& choice, const Answer* answer, int place, int row,
                         const AnalysisResult* factors) const {
        const bool read = answer && place >= 0 && std::size_t(place) < answer->readings.size();
        return {directions,   direction,
                row,          effects_.values(),
                choice.order, read ? &answer->readings[std::size_t(place)] : nullptr,
                factors};
    }

    void picture(PanelContext& context, const Answer* answer, int i, const Rect& place, bool dead,
                 bool over) {
        const Theme& theme = context.theme;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        Samples none;
        if (const Probe* probe = context.snapshot.cloud->probe.get())
            none.kind = probe->images.kind, none.shape = probe->images.shape;
        const Rect rect = painter_.draw(theme, context.textures, draw, place,
                                        answer && i >= 0 ? answer->samples : none, i, theme.accent);
        if (dead)
            draw.AddRectFilled(rect.min, rect.max,
                               (theme.background & ~IM_COL32_A_MASK) | IM_COL32(0, 0, 0, 150));
        if (over) draw.AddRect(rect.min, rect.max, theme.accent, 0, 0, std::floor(2 * theme.scale));
    }

    // A small mark below the pictures where the code that the row starts from lies.
    static void own_place(const Theme& theme, const Direction& direction, TraversalRange range,
                          float here, ImVec2 at, const TraversalTable& table) {
        const Span span = span_of(direction, range);
        const float share = (here - span.from) / (span.to - span.from);
        if (!(share >= 0 && share <= 1)) return;
        const float step = table.cell_width + table.gap;
        const float x = at.x + table.cell_width / 2 + share * step * float(table.columns - 1);
        ImGui::GetWindowDrawList()->AddRectFilled(
            ImVec2(std::floor(x - theme.unit * 1.5f), at.y),
            ImVec2(std::floor(x + theme.unit * 1.5f), at.y + std::max(2.0f, table.gap)),
            theme.accent);
    }

    static void walk_to(PanelContext& context, const Answer& answer, int i) {
        const std::size_t k = std::size_t(context.snapshot.cloud->width), from = std::size_t(i) * k;
        if (answer.codes.size() < from + k) return;
        const auto begin = answer.codes.begin() + std::ptrdiff_t(from);
        put(context.ui.view().walk, std::vector<float>(begin, begin + std::ptrdiff_t(k)));
    }

    // One row alone, as large as the panel allows.
    void one_row(PanelContext& context, const Directions& directions, TraversalChoice& choice) {
        const Theme& theme = context.theme;
        if (order_.empty()) return;
        if (choice.row < 0 || choice.row >= directions.count()) choice.row = order_.front();
        const int row = choice.row;
        rows_.assign(1, row);
        ask(context, directions, choice, rows_, kFrames);
        const Answer* answer = question_.good();
        const About* about = abouts_.of(answer);
        int place = place_in_answer(answer, about, choice, directions, row);
        if (place >= 0 && about->key.columns != kFrames) place = -1;
        const Direction direction = directions.at(row);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        row_steps(theme, choice);
        const TraversalRow said =
            text_of(directions, direction, choice, answer, place, row, factors_.get());
        const float wide = ImGui::GetContentRegionAvail().x - theme.unit * 15;
        const Words head = Words(direction.name) + "   " + row_value(said) + "   ",
                    full = head + row_sentence(said, false);
        draw_text(
            *ImGui::GetWindowDrawList(), ImVec2(at.x + theme.unit * 15, at.y + theme.unit),
            direction.dead ? theme.muted : theme.text,
            ImGui::CalcTextSize(full.c_str()).x <= wide ? full : head + row_sentence(said, true),
            wide);

        const ImVec2 corner(at.x, at.y + theme.unit * 8);
        ImGui::SetCursorScreenPos(corner);
        const ImVec2 room = ImGui::GetContentRegionAvail();
        float text = 0;
        {
            FontScope font(theme.small);
            text = ImGui::GetTextLineHeight() + theme.unit / 2;
        }
        const Probe* probe = context.snapshot.cloud->probe.get();
        const float aspect = probe ? std::max(0.1f, picture_aspect(probe->images)) : 1;
        const FilmStrip strip = film_strip(theme, room, aspect, kFrames, text);
        if (strip.columns == 0) return;
        const bool clicked =
            ImGui::InvisibleButton("film", ImVec2(std::max(1.0f, room.x), std::max(1.0f, room.y)));
        const bool hovered = hovered_ = ImGui::IsItemHovered();
        const int over = hovered ? strip.frame_at(corner, ImGui::GetIO().MousePos, kFrames) : -1;
        const Span span = span_of(direction, choice.range);
        for (int i = 0; i < kFrames; ++i) {
            const Rect where = strip.picture(corner, i);
            picture(context, answer, place < 0 ? -1 : i, where, direction.dead, i == over);
            FontScope font(theme.small);
            const std::string value =
                fixed(span.from + (span.to - span.from) * float(i) / float(kFrames - 1), 2);
            draw_tabular(*ImGui::GetWindowDrawList(),
                         ImVec2((where.min.x + where.max.x - tabular_width(value)) / 2,
                                where.max.y + theme.unit / 2),
                         theme.muted, value);
        }
        if (hovered && ImGui::IsMouseDoubleClicked(0))
            choice.large = false;
        else if (clicked && over >= 0 && place >= 0)
            walk_to(context, *answer, over);
    }

    // To the row before and the row behind, in the order they are shown in.
    void row_steps(const Theme& theme, TraversalChoice& choice) const {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const auto found = std::find(order_.begin(), order_.end(), choice.row);
        const int here = found == order_.end() ? 0 : int(found - order_.begin()),
                  all = int(order_.size());
        if (icon_button(theme, "row before", Icon::previous, "The row before"))
            choice.row = order_[std::size_t((here + all - 1) % all)];
        ImGui::SetCursorScreenPos(ImVec2(at.x + theme.unit * 7, at.y));
        if (icon_button(theme, "row behind", Icon::next, "The next row"))
            choice.row = order_[std::size_t((here + 1) % all)];
    }

    // What the rows' order depends on.
    struct Order {
        int count = 0;
        bool principal = false;
        DirectionOrder order = DirectionOrder::weight;
        std::uint64_t stats = 0, effects = 0;
        bool same_choice(const Order& o) const {
            return count == o.count && principal == o.principal && order == o.order;
        }
        bool operator==(const Order& o) const {
            return same_choice(o) && stats == o.stats && effects == o.effects;
        }
    };

    LiveQuestion question_{"traversals", 0.5};
    Abouts<About> abouts_;
    DirectionEffects effects_{"traversals.effects"};
    FrameExports exports_;
    BesideSample beside_;
    SamplePainter painter_;
    std::shared_ptr<const AnalysisResult> factors_;
    // By the answer, whether it is known what it is about, and the directions.
    Kept<ShownFrames, std::shared_ptr<const Answer>, bool, std::shared_ptr<const LatentStats>, int,
         bool>
        shown_;
    Key asked_, wanted_;     // the last question, and what would be asked now
    std::vector<int> rows_;  // in sight
    Order sorted_;
    std::vector<int> order_;  // directions as shown
    int focus_ = -1, scroll_to_ = -1;
    bool hovered_ = false;
};

}  // namespace

std::unique_ptr<Panel> make_traversals_panel() { return std::make_unique<TraversalsPanel>(); }

}  // namespace latent::app
