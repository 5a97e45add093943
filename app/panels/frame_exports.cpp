#include "panels/frame_exports.h"

#include <algorithm>
#include <utility>

#include "export/csv.h"
#include "export/gif.h"
#include "export/npy.h"
#include "widgets/caption.h"
#include "widgets/export_menu.h"

namespace latent::app {
namespace {

constexpr double kSecondsAFrame = 0.12;

bool has_codes(const ShownFrames& shown) {
    return shown.answer && shown.width > 0 && !shown.answer->codes.empty();
}

CsvTable table_of(const ShownFrames& shown) {
    CsvTable table;
    const auto& codes = shown.answer->codes;
    const std::size_t k = std::size_t(shown.width), count = codes.size() / k;
    const bool named = !shown.row_names.empty() && shown.columns > 0,
               placed = shown.places.size() >= count;
    if (named) table.names.push_back("row");
    if (placed) table.names.push_back("t");
    for (std::size_t j = 0; j < k; ++j) table.names.push_back("z" + std::to_string(j + 1));
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::string> line;
        const std::size_t row = named ? i / std::size_t(shown.columns) : 0;
        if (named) line.push_back(row < shown.row_names.size() ? shown.row_names[row] : "");
        if (placed) line.push_back(csv_number(shown.places[i]));
        for (std::size_t j = 0; j < k; ++j) line.push_back(csv_number(codes[i * k + j]));
        table.rows.push_back(std::move(line));
    }
    return table;
}

}  // namespace

std::string_view why_no_gif(const ShownFrames& shown) {
    if (!shown.answer || shown.answer->samples.count == 0) return "Nothing is decoded yet.";
    if (shown.answer->samples.kind != DataKind::images)
        return "Only images become a moving picture.";
    return "";
}

void FrameExports::begin(PanelContext& context, const std::string& name) {
    name_ = name;
    if (!picture_due_) return;
    picture_due_ = false;
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    context.requests.save_picture(at, ImVec2(at.x + size.x, at.y + size.y), name_);
}

void FrameExports::gif(PanelContext& context, const ShownFrames& shown) const {
    if (!why_no_gif(shown).empty()) return;
    const auto answer = shown.answer;
    const int rows = std::max(1, shown.rows), columns = shown.columns;
    const bool back = shown.there_and_back;
    context.requests.save_file(
        name_ + ".gif", [answer, rows, columns, back](const std::string& path) {
            const Frames frames = rows > 1 ? frames_of_rows(answer->samples, rows, columns)
                                           : frames_of(answer->samples);
            GifOptions options;
            options.scale = rows > 1 ? std::max(1, fitting_scale(frames.width, frames.height))
                                     : fitting_scale(frames.width, frames.height);
            options.seconds_a_frame = kSecondsAFrame;
            options.there_and_back = back;
            write_gif(path, frames, options);
        });
}

void FrameExports::codes(PanelContext& context, const ShownFrames& shown, bool as_table) const {
    if (!has_codes(shown)) return;
    if (as_table)
        return context.requests.save_file(
            name_ + ".csv", [shown](const std::string& path) { write_csv(path, table_of(shown)); });
    const auto answer = shown.answer;
    const std::int64_t k = shown.width;
    context.requests.save_file(name_ + ".npy", [answer, k](const std::string& path) {
        write_npy(path, answer->codes, {std::int64_t(answer->codes.size()) / k, k});
    });
}

void FrameExports::menu(PanelContext& context, CaptionLine& line, const ShownFrames& shown) {
    const std::string_view no_codes = has_codes(shown) ? "" : "Nothing is decoded yet.";
    const auto chosen = export_menu(context.theme, line,
                                    {{"png", "Picture of the panel (PNG)"},
                                     {"gif", "Moving picture (GIF)", why_no_gif(shown)},
                                     {"csv", "Codes (CSV)", no_codes},
                                     {"npy", "Codes (NPY)", no_codes}});
    if (!chosen) return;
    if (*chosen == "png") {
        picture();
        context.requests.redraw_within(0);
    }
    if (*chosen == "gif") gif(context, shown);
    if (*chosen == "csv" || *chosen == "npy") codes(context, shown, *chosen == "csv");
}

}  // namespace latent::app
