#include "store/sentences.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace latent::store {

namespace {

std::string why(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return "the disk is full. Make room there; what was kept before is untouched.";
        case EACCES:
        case EPERM:
        case EROFS:
            return "the folder is read-only. Allow writing there, or keep the run elsewhere.";
        case ENOENT:
        case ENOTDIR:
            return "its folder is not there. Put it back, or keep the run elsewhere.";
        default:
            return std::string(std::strerror(error)) + ".";
    }
}

}  // namespace

void refuse_writing(const std::filesystem::path& file, int error) {
    refuse(file, "cannot be written: " + why(error));
}

void refuse(const std::filesystem::path& file, const std::string& what) {
    throw std::runtime_error(file.string() + " " + what);
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) refuse(file, "cannot be read.");
    return text.str();
}

}  // namespace latent::store
