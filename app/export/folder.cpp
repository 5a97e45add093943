#include "export/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace latent::app {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

[[noreturn]] void refuse(const fs::path& folder, const std::string& reason) {
    throw std::runtime_error("Nothing can be saved in " + folder.string() + ": " + reason +
                             ". Set LATENT_EXPORT_DIR to a folder of yours.");
}

// The last part alone, without what no file system takes.
std::string plain(const std::string& name) {
    std::string text;
    for (const char c : name)
        text += c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 32 ? '-' : c;
    return text.empty() || text[0] == '.' ? "export" + text : text;
}

// Takes the first free name by making an empty file of that name, which no other program then
// takes.
fs::path reserve(const fs::path& folder, const std::string& name) {
    const fs::path wanted(name);
    for (int i = 1; i < 100000; ++i) {
        const std::string number = i == 1 ? "" : "-" + std::to_string(i);
        const fs::path path =
            folder / (wanted.stem().string() + number + wanted.extension().string());
        const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0) {
            close(file);
            return path;
        }
        if (errno != EEXIST) refuse(folder, std::strerror(errno));
    }
    refuse(folder, "there are a hundred thousand files called " + name);
}

}  // namespace

fs::path export_folder() {
    if (const std::string chosen = variable("LATENT_EXPORT_DIR"); !chosen.empty()) return chosen;
    if (const std::string documents = variable("XDG_DOCUMENTS_DIR"); !documents.empty())
        return fs::path(documents) / "latent-explorer";
    const std::string home = variable("HOME");
    const fs::path at_home = home.empty() ? fs::current_path() : fs::path(home);
    std::error_code ignored;
    if (fs::is_directory(at_home / "Documents", ignored))
        return at_home / "Documents" / "latent-explorer";
    return at_home / "latent-explorer";
}

fs::path save_new(const fs::path& folder, const std::string& name,
                  const std::function<void(const std::string& path)>& write) {
    static std::atomic<int> number{0};
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) refuse(folder, error.message());

    const std::string safe = plain(name);
    const fs::path temporary =
        folder / ("." + std::to_string(getpid()) + "-" + std::to_string(++number) + "-" + safe);
    try {
        write(temporary.string());
        if (!fs::exists(temporary, error)) refuse(folder, "no file can be made there");
        const fs::path path = reserve(folder, safe);
        fs::rename(temporary, path, error);
        if (error) {
            std::error_code ignored;
            fs::remove(path, ignored);
            refuse(folder, error.message());
        }
        return path;
    } catch (...) {
        fs::remove(temporary, error);
        throw;
    }
}

std::string not_written(const std::string& path) {
    const fs::path folder = fs::path(path).parent_path();
    return "The file could not be written whole in " + folder.string() +
           ": the disk is full, or you may not write there.";
}

}  // namespace latent::app
