#include "widgets/catalogue.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <sstream>

#include "widgets/picker.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

std::string lower(std::string text) {
    for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// What an entry is, in a place of fixed height, so that nothing jumps.
void describe(const Theme& theme, const CatalogueEntry* entry, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddLine(at, ImVec2(at.x + width, at.y), theme.hairline);
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + theme.unit));
    if (ImGui::BeginChild("about", ImVec2(0, height), false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse)) {
        FontScope font(theme.small);
        if (entry) {
            if (!entry->sentence.empty()) paragraph(theme.text, entry->sentence);
            if (!entry->source.empty()) paragraph(theme.muted, entry->source);
            if (!entry->note.empty())
                paragraph(entry->available ? theme.muted : theme.warn, entry->note);
        }
    }
    ImGui::EndChild();
}

}  // namespace

std::vector<int> found(const std::vector<CatalogueEntry>& entries, const std::string& text) {
    std::vector<std::string> words, groups;
    std::istringstream typed(lower(text));
    for (std::string word; typed >> word;) words.push_back(word);
    for (const CatalogueEntry& entry : entries)
        if (std::find(groups.begin(), groups.end(), entry.group) == groups.end())
            groups.push_back(entry.group);
    std::vector<int> indices;
    for (const std::string& group : groups)
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const CatalogueEntry& entry = entries[i];
            if (entry.group != group) continue;
            const std::string all =
                lower(entry.id + " " + entry.label + " " + entry.group + " " + entry.source);
            if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                    return all.find(word) != std::string::npos;
                }))
                indices.push_back(int(i));
        }
    return indices;
}

bool Catalogue::line(const Theme& theme, const CatalogueEntry& entry, bool current) {
    const float height = theme.unit * 5.5f;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(entry.id.c_str());
    // What cannot be chosen can still be read about.
    const bool pressed = ImGui::Selectable(
        "##entry", current, entry.available ? 0 : ImGuiSelectableFlags_DontClosePopups,
        ImVec2(0, height));
    if (ImGui::IsItemHovered()) looked_at_ = entry.id;
    ImGui::PopID();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float aside = 0;
    if (!entry.aside.empty()) {
        FontScope font(theme.small);
        aside = ImGui::CalcTextSize(entry.aside.c_str()).x + theme.unit * 2;
        draw_text(draw,
                  ImVec2(at.x + room - aside, at.y + (height - ImGui::GetTextLineHeight()) / 2),
                  theme.muted, entry.aside);
    }
    draw_text(draw, ImVec2(at.x + theme.unit * 3, at.y + (height - ImGui::GetTextLineHeight()) / 2),
              entry.available ? theme.text : theme.muted, entry.label,
              room - aside - theme.unit * 4);
    return pressed && entry.available;
}

std::optional<std::string> Catalogue::list(const Theme& theme, const std::string& current_id,
                                           const std::vector<CatalogueEntry>& entries) {
    std::optional<std::string> chosen;
    char buffer[96] = {};
    std::strncpy(buffer, text_.c_str(), sizeof buffer - 1);
    const bool appearing = ImGui::IsWindowAppearing();
    if (appearing) {
        ImGui::SetKeyboardFocusHere();
        looked_at_ = current_id;
    }
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    const bool entered = ImGui::InputTextWithHint("##find", "type to find", buffer, sizeof buffer,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    // Escape would only leave the field; who presses it wants to be rid of the list.
    if (ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)))
        ImGui::CloseCurrentPopup();
    text_ = buffer;
    const std::vector<int> shown = found(entries, text_);
    const auto is_shown = [&](const std::string& id) {
        return std::any_of(shown.begin(), shown.end(),
                           [&](int i) { return entries[std::size_t(i)].id == id; });
    };
    if (!is_shown(looked_at_)) looked_at_ = shown.empty() ? "" : entries[std::size_t(shown[0])].id;
    if (entered)
        for (const int i : shown)
            if (!chosen && entries[std::size_t(i)].available) chosen = entries[std::size_t(i)].id;

    const float about = theme.unit * 22;
    const float lines = theme.unit * 5.5f * float(entries.size()) + theme.unit * 6 * 8;
    if (ImGui::BeginChild("entries", ImVec2(0, std::min(lines, theme.unit * 84)))) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.unit / 4));
        const std::string* group = nullptr;
        for (const int i : shown) {
            const CatalogueEntry& entry = entries[std::size_t(i)];
            if (!entry.group.empty() && (!group || *group != entry.group)) {
                std::string title = entry.group;
                for (char& c : title) c = char(std::toupper(static_cast<unsigned char>(c)));
                heading(theme, title);
            }
            group = &entry.group;
            if (appearing && entry.id == current_id) ImGui::SetScrollHereY(0.5f);
            if (line(theme, entry, entry.id == current_id)) chosen = entry.id;
        }
        if (shown.empty()) paragraph(theme.muted, "Nothing of that name.");
        ImGui::PopStyleVar();
    }
    ImGui::EndChild();
    const auto at = std::find_if(entries.begin(), entries.end(),
                                 [&](const CatalogueEntry& e) { return e.id == looked_at_; });
    describe(theme, at == entries.end() ? nullptr : &*at, about);
    if (chosen) {
        text_.clear();
        ImGui::CloseCurrentPopup();
    }
    return chosen;
}

std::optional<std::string> Catalogue::draw(
    const Theme& theme, const char* id, std::string_view current_label,
    const std::string& current_id, const std::function<std::vector<CatalogueEntry>()>& entries,
    float width) {
    std::optional<std::string> chosen;
    ImGui::PushID(id);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (picker_line(theme, current_label, width, ImGui::IsPopupOpen("list"))) {
        text_.clear();
        ImGui::OpenPopup("list");
    }
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float wanted = std::min(theme.unit * 128, screen.x - theme.unit * 4);
    ImGui::SetNextWindowPos(
        ImVec2(std::max(theme.unit, std::min(at.x, screen.x - wanted)), at.y + theme.unit * 6.5f));
    ImGui::SetNextWindowSize(ImVec2(wanted, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
    if (ImGui::BeginPopup("list"))
        chosen = list(theme, current_id, entries()), ImGui::EndPopup();
    else
        looked_at_.clear();
    ImGui::PopStyleVar();
    ImGui::PopID();
    return chosen;
}

std::optional<std::string> Catalogue::sheet(
    const Theme& theme, const char* id, const std::string& title, bool& open,
    const std::function<std::vector<CatalogueEntry>()>& entries) {
    std::optional<std::string> chosen;
    ImGui::PushID(id);
    if (open && !sheet_open_) {
        text_.clear();
        ImGui::OpenPopup("sheet");
    }
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(screen.x / 2, screen.y * 0.12f), ImGuiCond_Always,
                            ImVec2(0.5f, 0));
    ImGui::SetNextWindowSize(ImVec2(std::min(theme.unit * 180, screen.x - theme.unit * 4), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 4, theme.unit * 3));
    open = ImGui::BeginPopup("sheet");
    if (open) {
        heading(theme, title);
        chosen = list(theme, "", entries());
        if (chosen) open = false;
        ImGui::EndPopup();
    } else {
        looked_at_.clear();
    }
    sheet_open_ = open;
    ImGui::PopStyleVar();
    ImGui::PopID();
    return chosen;
}

}  // namespace latent::app
