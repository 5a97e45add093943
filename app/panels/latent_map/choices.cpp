#include "panels/latent_map/choices.h"

#include <algorithm>
#include <numeric>

#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/parameter_editor.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kFewAxes = 12;
constexpr double kClusterEvery = 0.5;  // seconds, while it trains

// A word of the caption line, kept short enough to share it.
std::string colour_label(const std::string& mode, const CodeCloud& cloud) {
    for (int d = 0; d < cloud.width; ++d)
        if (code_mode(d).id == mode) return code_mode(d).label;
    for (int d = 0; d < 64; ++d)
        if (direction_mode(d).id == mode) return direction_mode(d).label;
    return mode;
}

ImVec2 below_item() { return ImVec2(ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y); }

// A line of a popup with what it means.
bool option(const Theme& theme, const char* label, bool on, const char* sentence,
            const std::string& refusal = "") {
    const bool clicked =
        ImGui::Selectable(label, on,
                          ImGuiSelectableFlags_DontClosePopups |
                              (refusal.empty() ? 0 : ImGuiSelectableFlags_Disabled));
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
        // Beside the popup, which would be hidden otherwise.
        ImGui::SetNextWindowPos(
            ImVec2(ImGui::GetWindowPos().x - theme.unit, ImGui::GetItemRectMin().y),
            ImGuiCond_Always, ImVec2(1, 0));
        help_tooltip(theme, {"", sentence, "", "", refusal});
    }
    return clicked;
}

}  // namespace

void AxesPicker::draw(PanelContext& context, CaptionLine& line, const CodeCloud& cloud,
                      const LatentStats* stats, const Projection& shown, MapCamera& camera) {
    if (cloud.width < 2) return;
    const Theme& theme = context.theme;
    const Words label = camera.axes == MapAxes::tsne
                            ? Words("t-SNE")
                            : Words(shown.x_name) + ", " + shown.y_name;
    if (line.button((Words("axes: ") + label + "###axes").c_str(),
                    "What the map is drawn along: numbers of the code, principal directions of "
                    "the codes, or t-SNE")) {
        order_.resize(std::size_t(cloud.width));
        std::iota(order_.begin(), order_.end(), 0);
        // Wide codes list first what spreads most: among thousands that is what there is to see.
        if (cloud.width > kFewAxes && stats)
            std::stable_sort(order_.begin(), order_.end(), [&](int a, int b) {
                return stats->dimensions[std::size_t(a)].deviation >
                       stats->dimensions[std::size_t(b)].deviation;
            });
        ImGui::OpenPopup("axes of the map");
    }
    ImGui::SetNextWindowPos(below_item());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
    if (ImGui::BeginPopup("axes of the map")) {
        ImGui::Dummy(ImVec2(theme.unit * 60, 0));
        kinds(context, cloud, stats, camera);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void AxesPicker::kinds(PanelContext& context, const CodeCloud& cloud, const LatentStats* stats,
                       MapCamera& camera) {
    const Theme& theme = context.theme;
    const bool principal = stats && stats->principal.size() >= 2;
    const auto choose = [&](MapAxes axes) {
        camera.axes = axes;
        camera.axes_chosen = true;
    };
    if (option(theme, "numbers of the code", camera.axes == MapAxes::raw,
               "Two of the numbers that the encoder writes"))
        choose(MapAxes::raw);
    if (option(
            theme, "principal directions", camera.axes == MapAxes::principal,
            "The directions in which the codes spread most, at right angles to each other",
            principal ? "" : "There are none for this code: they are found for 2 to 512 numbers."))
        choose(MapAxes::principal);
    if (option(theme, "t-SNE", camera.axes == MapAxes::tsne,
               "Places in which neighbours stay neighbours. Distances between groups, their sizes "
               "and the axes mean nothing."))
        choose(MapAxes::tsne);
    ImGui::Dummy(ImVec2(0, theme.unit));
    if (camera.axes == MapAxes::tsne) return embedding_options(context);
    if (camera.axes == MapAxes::raw) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        numbers(theme, "x", cloud.width, stats, camera.x_axis, camera);
        ImGui::SetCursorScreenPos(ImVec2(at.x + theme.unit * 31, at.y));
        numbers(theme, "y", cloud.width, stats, camera.y_axis, camera);
        return;
    }
    if (!principal) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    int column = 0;
    for (int* axis : {&camera.x_direction, &camera.y_direction}) {
        ImGui::SetCursorScreenPos(ImVec2(at.x + theme.unit * 31 * float(column), at.y));
        ImGui::PushID(column++);
        ImGui::BeginChild("directions",
                          ImVec2(theme.unit * 29,
                                 ImGui::GetTextLineHeightWithSpacing() *
                                     (float(std::min<std::size_t>(9, stats->principal.size() + 1)) + 0.75f)));
        heading(theme, column == 1 ? "ACROSS" : "UP", "variance");
        for (int d = 0; d < int(stats->principal.size()); ++d) {
            const ImVec2 line = ImGui::GetCursorScreenPos();
            if (ImGui::Selectable(direction_mode(d).label.c_str(), d == *axis,
                                  ImGuiSelectableFlags_DontClosePopups)) {
                *axis = d;
                camera.axes_chosen = true;
            }
            draw_tabular_right(*ImGui::GetWindowDrawList(),
                               ImVec2(line.x + ImGui::GetContentRegionAvail().x, line.y),
                               theme.muted,
                               percent(double(stats->principal[std::size_t(d)].share)));
        }
        ImGui::EndChild();
        ImGui::PopID();
    }
}

void AxesPicker::numbers(const Theme& theme, const char* id, int width, const LatentStats* stats,
                         int& axis, MapCamera& camera) {
    ImGui::BeginChild(id, ImVec2(theme.unit * 29, ImGui::GetTextLineHeightWithSpacing() *
                                                      (float(std::min(9, width + 1)) + 0.75f)));
    heading(theme, id[0] == 'x' ? "ACROSS" : "UP", stats ? "spread" : "");
    ImGuiListClipper visible;
    visible.Begin(int(order_.size()));
    while (visible.Step())
        for (int row = visible.DisplayStart; row < visible.DisplayEnd; ++row) {
            const int d = order_[std::size_t(row)];
            if (d >= width) continue;
            const ImVec2 line = ImGui::GetCursorScreenPos();
            if (ImGui::Selectable(code_mode(d).label.c_str(), d == axis,
                                  ImGuiSelectableFlags_DontClosePopups)) {
                axis = d;
                camera.axes_chosen = true;
            }
            if (stats)
                draw_tabular_right(
                    *ImGui::GetWindowDrawList(),
                    ImVec2(line.x + ImGui::GetContentRegionAvail().x, line.y), theme.muted,
                    significant(double(stats->dimensions[std::size_t(d)].deviation), 2));
        }
    ImGui::EndChild();
}

void AxesPicker::embedding_options(PanelContext& context) {
    const Theme& theme = context.theme;
    EmbeddingOptions& options = context.ui.map.embedding;
    ParameterRow perplexity;
    perplexity.path = "embedding.perplexity";
    perplexity.spec = ParamSpec::number("perplexity", 30, 5, 100)
                          .says(
                              "About how many neighbours a point keeps near. Few show small "
                              "groups, many the large shape.");
    perplexity.value = options.perplexity;
    perplexity.usual = EmbeddingOptions().perplexity;
    if (const auto value = edit_parameter(theme, perplexity, context.ui.typed))
        if (const double* number = std::get_if<double>(&*value)) options.perplexity = *number;
    ParameterRow seed;
    seed.path = "embedding.seed";
    seed.spec = ParamSpec::integer("seed", 0, 0, 1000)
                    .says("Of what is random in it: the search for neighbours.");
    seed.value = std::int64_t(options.seed);
    seed.usual = std::int64_t(0);
    if (const auto value = edit_parameter(theme, seed, context.ui.typed))
        if (const auto* number = std::get_if<std::int64_t>(&*value))
            options.seed = std::uint64_t(*number);
    if (text_button(theme, options.paused ? "go on###pause" : "pause###pause", false,
                    theme.unit * 24))
        options.paused = !options.paused;
    ImGui::SameLine(0, theme.unit * 2);
    if (text_button(theme, "restart", false, theme.unit * 24)) ++options.restarts;
}

void colour_picker(PanelContext& context, CaptionLine& line, const CodeCloud& cloud,
                   const LatentStats* stats, const std::string& mode) {
    const Theme& theme = context.theme;
    UiState& ui = context.ui;
    if (line.button((Words("colour: ") + colour_label(mode, cloud) + "###colour").c_str(),
                    "What the colour of a point says"))
        ImGui::OpenPopup("colours");
    ImGui::SetNextWindowPos(below_item());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
    if (ImGui::BeginPopup("colours")) {
        ImGui::Dummy(ImVec2(theme.unit * 36, 0));
        const auto offer = [&](const ColourMode& each) {
            if (!ImGui::Selectable(each.label.c_str(), each.id == mode,
                                   ImGuiSelectableFlags_DontClosePopups))
                return;
            ui.map_colour = each.id;
            ui.hidden_classes.clear();
        };
        for (const ColourMode& each : colour_modes(cloud, context.snapshot.data.get())) offer(each);
        if (mode == "cluster") {
            ParameterRow row;
            row.path = "map.clusters";
            row.spec = ParamSpec::integer("clusters", 10, 2, 20)
                           .says(
                               "How many groups k-means finds among the codes (Lloyd 1982). "
                               "It knows nothing of classes.");
            row.value = std::int64_t(ui.map.clusters);
            row.usual = std::int64_t(MapState().clusters);
            if (const auto value = edit_parameter(theme, row, ui.typed))
                if (const auto* number = std::get_if<std::int64_t>(&*value))
                    ui.map.clusters = int(std::clamp<std::int64_t>(*number, 2, 20));
        }
        ImGui::Dummy(ImVec2(0, theme.unit));
        heading(theme, "A NUMBER OF THE CODE");
        const int directions = stats ? int(stats->principal.size()) : 0,
                  lines = cloud.width + directions;
        ImGui::BeginChild("numbers", ImVec2(theme.unit * 36, ImGui::GetTextLineHeightWithSpacing() *
                                                                 float(std::min(8, lines))));
        ImGuiListClipper visible;
        visible.Begin(lines);
        while (visible.Step())
            for (int i = visible.DisplayStart; i < visible.DisplayEnd; ++i)
                offer(i < cloud.width ? code_mode(i) : direction_mode(i - cloud.width));
        ImGui::EndChild();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

const std::vector<int>* ClusterAsker::clusters(PanelContext& context, std::string& note) {
    const CodeCloud& cloud = *context.snapshot.cloud;
    const auto newest = context.requests.answer("clusters");
    if (run_ != context.ui.shown) {
        run_ = context.ui.shown;
        ticket_ = 0;
        clusters_.clear();
        answer_ = newest;  // of an earlier visit to this run
        ++version_;
    }
    if (newest && newest->ticket == ticket_ && newest != answer_) {
        answer_ = newest;
        if (newest->problem.empty()) {
            clusters_ = renumbered(clusters_, newest->clusters);
            ++version_;
        }
    }
    const bool wanted =
        ticket_ == 0 || asked_cloud_ != cloud.version || asked_ != context.ui.map.clusters;
    const bool free =
        ticket_ == 0 || asked_ != context.ui.map.clusters || (newest && newest->ticket >= ticket_);
    if (wanted && free) {
        const double rest = asked_at_ + kClusterEvery - context.now;
        if (rest <= 0 || ticket_ == 0) {
            asked_at_ = context.now;
            asked_cloud_ = cloud.version;
            asked_ = context.ui.map.clusters;
            ticket_ = context.requests.ask("clusters", Cluster{context.snapshot.cloud, asked_, 0});
        } else {
            context.requests.redraw_within(rest);
        }
    }
    if (answer_ && !answer_->problem.empty()) note = "Clusters: " + answer_->problem;
    return int(clusters_.size()) == cloud.count ? &clusters_ : nullptr;
}

}  // namespace latent::app
