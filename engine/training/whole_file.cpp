#include "training/whole_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace latent::training {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& target) {
    const int error = errno;
    throw std::runtime_error(target.string() + " cannot be written: " + std::strerror(error) + ".");
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path target)
    : target_(std::move(target)), temporary_(target_.string() + ".part") {
    file_ = std::fopen(temporary_.c_str(), "wb");
    if (!file_) refuse(target_);
}

WholeFile::~WholeFile() {
    if (!file_) return;
    std::fclose(file_);
    std::error_code ignored;
    std::filesystem::remove(temporary_, ignored);
}

void WholeFile::write(const void* bytes, std::size_t count) {
    if (count > 0 && std::fwrite(bytes, 1, count, file_) != count) refuse(target_);
}

void WholeFile::keep() {
    if (std::fflush(file_) != 0 || fsync(fileno(file_)) != 0) refuse(target_);
    std::FILE* file = std::exchange(file_, nullptr);
    if (std::fclose(file) != 0) {
        const int error = errno;
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
        errno = error;
        refuse(target_);
    }
    std::error_code error;
    std::filesystem::rename(temporary_, target_, error);
    if (!error) return;
    errno = error.value();
    std::filesystem::remove(temporary_, error);
    refuse(target_);
}

}  // namespace latent::training
