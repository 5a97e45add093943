#include "gui/run_library.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace latent::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;  // bytes; file systems take 255
constexpr int kMostOfOneName = 10000;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string plain(const std::string& name) {
    std::string text;
    for (const char c : name) {
        const bool refused = static_cast<unsigned char>(c) < 32 || std::strchr("/\\:*?\"<>|", c);
        text += refused ? '-' : c;
    }
    if (text.size() > kLongestName) {
        text.resize(kLongestName);
        // Not in the middle of a letter.
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.pop_back();
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.pop_back();
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
    return text.empty() ? "run" : text;
}

std::string in_form(const char* form, const std::tm& time) {
    char text[64] = {};
    std::strftime(text, sizeof text, form, &time);
    return text;
}

// "NAME", "NAME (2)", "NAME (3)" ...: the first for which `take` answers true.
template <class Take>
fs::path first_free(const fs::path& folder, const std::string& name, Take take) {
    for (int i = 1; i < kMostOfOneName; ++i) {
        fs::path path = folder / (name + (i == 1 ? "" : " (" + std::to_string(i) + ")"));
        if (take(path)) return path;
    }
    throw std::runtime_error("There are too many folders called " + name + " in " +
                             folder.string() + ".");
}

bool is_inside(const fs::path& path, const fs::path& folder) {
    std::error_code error;
    return fs::equivalent(path.parent_path(), folder, error);
}

}  // namespace

fs::path usual_library() {
    if (const std::string home = variable("LATENT_HOME"); !home.empty()) return fs::absolute(home);
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty())
        return fs::path(data) / "latent-explorer";
    const std::string home = variable("HOME");
    return (home.empty() ? fs::current_path() : fs::path(home)) / ".local/share/latent-explorer";
}

std::string folder_name(const Catalog& catalog, const RunConfig& config, const RunAbout& about) {
    if (!about.name.empty()) return plain(about.name);
    std::string name = config.has("system") ? to_text(config.at("system")) : "";
    for (char& c : name)
        if (c == '_') c = ' ';
    const auto add = [&name](const std::string& more) {
        name += (name.empty() || more.empty() ? "" : ", ") + more;
    };
    if (config.has("data")) {
        const std::string data = to_text(config.at("data"));
        const DatasetInfo* known = find(catalog.datasets, data);
        add(known ? known->label : fs::path(data).filename().string());
    }
    if (config.has("code.width")) add("width " + to_text(config.at("code.width")));
    return plain(name);
}

std::string date_for_folder(std::time_t time) {
    std::tm local{};
    localtime_r(&time, &local);
    return in_form("%Y-%m-%d %H.%M", local);
}

std::string date_of_creation(std::time_t time) {
    std::tm utc{};
    gmtime_r(&time, &utc);
    return in_form("%Y-%m-%dT%H:%M:%SZ", utc);
}

fs::path move_to_trash(const fs::path& folder, const fs::path& trash) {
    std::error_code error;
    fs::create_directories(trash, error);
    const auto refuse = [&](const std::string& reason) {
        throw std::runtime_error(folder.string() + " could not be moved to the trash: " + reason +
                                 ".");
    };
    if (error) refuse(error.message());
    return first_free(trash, folder.filename().string(), [&](const fs::path& path) {
        // An empty folder of that name may be replaced, one that holds anything never is.
        if (::mkdir(path.c_str(), 0777) != 0) {
            if (errno != EEXIST) refuse(std::strerror(errno));
            return false;
        }
        fs::rename(folder, path, error);
        if (error) {
            std::error_code ignored;
            fs::remove(path, ignored);
            refuse(error.message());
        }
        return true;
    });
}

RunLibrary::RunLibrary(fs::path home, std::function<void()> told)
    : home_(std::move(home)), clearing_(std::move(told)) {}

fs::path RunLibrary::trash_for(const fs::path& folder) const {
    return is_inside(folder, runs()) ? home_ / "trash" : folder.parent_path() / "trash";
}

std::string RunLibrary::new_folder(const std::string& name, std::time_t now) {
    const auto refuse = [&](const std::string& reason) {
        throw std::runtime_error("This run is not kept: nothing can be written to " +
                                 runs().string() + " (" + reason + ").");
    };
    std::error_code error;
    fs::create_directories(runs(), error);
    if (error) refuse(error.message());
    return first_free(runs(), date_for_folder(now) + " " + name,
                      [&](const fs::path& path) {
                          if (::mkdir(path.c_str(), 0777) == 0) return true;
                          if (errno != EEXIST) refuse(std::strerror(errno));
                          return false;
                      })
        .string();
}

void RunLibrary::put_away(std::vector<Left> folders) {
    if (folders.empty()) return;
    clearing_.begin([this, folders = std::move(folders)] {
        ReportingWork::Sentences sentences;
        for (const Left& each : folders) {
            const fs::path folder(each.folder);
            std::error_code error;
            if (!fs::is_directory(folder, error)) continue;
            try {
                if (each.to_trash)
                    move_to_trash(folder, trash_for(folder));
                else
                    fs::remove_all(folder, error);
            } catch (const std::exception& problem) {
                sentences.push_back(problem.what());
            }
        }
        return sentences;
    });
}

}  // namespace latent::app
