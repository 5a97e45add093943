#include "state/about_settings.h"

namespace latent::app {
namespace {

struct SaidText {
    const char* path;
    const char* name;
    std::string RunAbout::*text;
};
constexpr SaidText kTexts[] = {{"about.name", "the name of a run", &RunAbout::name},
                               {"about.note", "the note on a run", &RunAbout::note},
                               {"about.group", "the group of a run", &RunAbout::group}};
constexpr const char* kColourPath = "about.colour";

}  // namespace

std::vector<SentSetting> said_of_run(RunId run, const RunAbout& before, const RunAbout& after) {
    std::vector<SentSetting> said;
    for (const SaidText& each : kTexts)
        if (before.*each.text != after.*each.text)
            said.push_back({run, each.path, before.*each.text, after.*each.text});
    if (before.colour != after.colour)
        said.push_back({run, kColourPath, std::int64_t(before.colour), std::int64_t(after.colour)});
    return said;
}

bool say_of_run(RunAbout& about, const std::string& path, const ParamValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    for (const SaidText& each : kTexts)
        if (path == each.path && text) {
            about.*each.text = *text;
            return true;
        }
    const auto* colour = std::get_if<std::int64_t>(&value);
    if (path != kColourPath || !colour) return false;
    about.colour = int(*colour);
    return true;
}

std::string name_of_said(const std::string& path) {
    for (const SaidText& each : kTexts)
        if (path == each.path) return each.name;
    return path == kColourPath ? "the colour of a run" : "";
}

}  // namespace latent::app
