#include "store/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "store/sentences.h"

namespace latent::store {
namespace {

// A rename lives in the folder: without this a power cut may undo it. Best effort; there are file
// systems on which a folder cannot be synced.
void sync_folder(const std::filesystem::path& folder) {
    const int descriptor =
        open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path target)
    : target_(std::move(target)), temporary_(target_.string() + kHalfWritten) {
    file_ = std::fopen(temporary_.c_str(), "wbe");
    if (!file_) refuse_writing(target_, errno);
}

WholeFile::~WholeFile() {
    if (!file_) return;
    std::fclose(file_);
    std::error_code ignored;
    std::filesystem::remove(temporary_, ignored);
}

void WholeFile::write(const void* bytes, std::size_t count) {
    if (count > 0 && std::fwrite(bytes, 1, count, file_) != count) refuse_writing(target_, errno);
}

void WholeFile::keep() {
    if (std::fflush(file_) != 0 || fsync(fileno(file_)) != 0) refuse_writing(target_, errno);
    std::FILE* file = std::exchange(file_, nullptr);
    if (std::fclose(file) != 0) {
        const int error = errno;
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
        refuse_writing(target_, error);
    }
    std::error_code error;
    std::filesystem::rename(temporary_, target_, error);
    if (!error) return sync_folder(target_.parent_path());
    std::error_code ignored;
    std::filesystem::remove(temporary_, ignored);
    refuse_writing(target_, error.value());
}

void write_whole(const std::filesystem::path& target, const std::string& text) {
    WholeFile file(target);
    file.write(text.data(), text.size());
    file.keep();
}

}  // namespace latent::store
