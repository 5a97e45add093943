// The word "export" in a caption line, which opens a list of what can be saved. Thread: UI.
//
//   CaptionLine line(theme);
//   if (const auto chosen = export_menu(theme, line, {{"png", "Picture (PNG)"},
//                                                     {"csv", "Codes (CSV)"}}))
//       if (*chosen == "csv")
//           context.requests.save_file("codes.csv", [cloud, data](const std::string& path) {
//               write_codes_csv(path, *cloud, data.get());
//           });
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "widgets/caption.h"

namespace latent::app {

struct ExportChoice {
    std::string_view id, label;
    std::string_view why_not = {};  // greyed with this sentence, when it cannot be saved now
};

// The id of the choice that was clicked.
std::optional<std::string> export_menu(const Theme& theme, CaptionLine& line,
                                       std::initializer_list<ExportChoice> choices);

}  // namespace latent::app
