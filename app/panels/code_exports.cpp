#include "panels/code_exports.h"

#include <memory>
#include <optional>

#include "export/codes.h"
#include "widgets/caption.h"
#include "widgets/export_menu.h"

namespace latent::app {

void export_codes(PanelContext& context, CaptionLine& line, const ExportedCodes& what) {
    const auto cloud = context.snapshot.cloud;
    const std::string_view none = cloud && cloud->count > 0 ? "" : "There are no codes yet.";
    const auto chosen = export_menu(context.theme, line,
                                    {{"png", "Picture (PNG)"},
                                     {"csv", "Codes, classes and factors (CSV)", none},
                                     {"npy", "Codes (NPY)", none}});
    if (!chosen) return;
    if (*chosen == "png") return context.requests.save_picture(what.min, what.max, what.name);
    std::optional<std::vector<int>> samples;
    if (what.samples) samples = *what.samples;
    const auto of_them = [cloud, samples] {
        return samples ? std::make_shared<const CodeCloud>(codes_of(*cloud, *samples)) : cloud;
    };
    if (*chosen == "csv")
        context.requests.save_file(
            what.name + ".csv", [of_them, data = context.snapshot.data](const std::string& path) {
                write_codes_csv(path, *of_them(), data.get());
            });
    else
        context.requests.save_file(what.name + ".npy", [of_them](const std::string& path) {
            write_codes_npy(path, *of_them());
        });
}

}  // namespace latent::app
