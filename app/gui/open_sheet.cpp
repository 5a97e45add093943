#include "gui/open_sheet.h"

#include <algorithm>
#include <cctype>

#include "state/run_text.h"

namespace latent::app {
namespace {

// "2026-11-21 18.50 undercomplete, ..." without its date.
std::string without_date(const std::string& name) {
    const std::string form = "dddd-dd-dd dd.dd ";
    if (name.size() <= form.size()) return name;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == 'd' ? !std::isdigit(static_cast<unsigned char>(name[i]))
                           : name[i] != form[i])
            return name;
    return name.substr(form.size());
}

CatalogueEntry remark(const char* id, const char* label, const char* sentence) {
    CatalogueEntry entry;
    entry.id = id;
    entry.label = label;
    entry.sentence = sentence;
    entry.available = false;
    return entry;
}

}  // namespace

std::vector<CatalogueEntry> kept_entries(const std::vector<KeptRun>& runs,
                                         const std::vector<std::string>& open) {
    std::vector<CatalogueEntry> entries;
    for (const KeptRun& run : runs) {
        CatalogueEntry entry;
        entry.id = file_name(run.folder);
        entry.label = without_date(run.name);
        entry.group = run.date;
        entry.aside = run.figures;
        entry.sentence = run.note;
        entry.source = entry.id;
        const bool is_open = std::count(open.begin(), open.end(), run.folder) > 0;
        if (is_open) entry.aside = "open; " + run.figures;
        entry.note = is_open ? "Is open already: shows it."
                             : "Opens it beside the others, paused. Space trains on.";
        entries.push_back(std::move(entry));
    }
    if (runs.empty())
        entries.push_back(remark("none", "Nothing is kept yet",
                                 "Every run that is trained in this window is kept by itself and "
                                 "listed here."));
    return entries;
}

void OpenSheet::draw(PanelContext& context) {
    const auto opened = list_.sheet(
        context.theme, "kept runs", "OPEN A RUN THAT WAS KEPT", context.ui.show_kept, [&] {
            const auto runs = context.requests.kept_runs();
            if (!runs) {
                context.requests.redraw_within(0.2);
                return std::vector<CatalogueEntry>{
                    remark("looking", "Looking for the runs that were kept ...", "")};
            }
            std::vector<std::string> open;
            for (const RunId run : context.requests.runs()) {
                const auto snapshot = context.requests.snapshot_of(run);
                if (snapshot && snapshot->kept) open.push_back(snapshot->kept->folder);
            }
            return kept_entries(*runs, open);
        });
    if (!opened) return;
    if (const auto runs = context.requests.kept_runs())
        for (const KeptRun& run : *runs)
            if (file_name(run.folder) == *opened) return context.requests.open_runs(run.folder);
}

}  // namespace latent::app
