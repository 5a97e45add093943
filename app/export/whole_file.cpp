#include "export/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace latent::app {
namespace {

// A file that is open; closed with it.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

bool write_all(int file, const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t written = ::write(file, text.data() + done, text.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += std::size_t(written);
    }
    return true;
}

}  // namespace

void replace_file(const std::filesystem::path& file, const std::string& text) {
    const std::string beside = file.string() + ".part" + std::to_string(getpid());
    const auto refuse = [&] {
        const std::string reason = std::strerror(errno);
        std::remove(beside.c_str());
        throw std::runtime_error(file.string() + " could not be written: " + reason + ".");
    };
    {
        const Descriptor made{
            ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
        if (made.number < 0) refuse();
        if (!write_all(made.number, text) || ::fsync(made.number) != 0) refuse();
    }
    if (std::rename(beside.c_str(), file.c_str()) != 0) refuse();
    // The new name, too, is to outlive a power cut.
    const Descriptor folder{::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.number >= 0) ::fsync(folder.number);
}

std::string text_of_file(const std::filesystem::path& file, std::size_t most) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(most, '\0');
    stream.read(text.data(), std::streamsize(most));
    text.resize(std::size_t(std::max<std::streamsize>(0, stream.gcount())));
    return text;
}

}  // namespace latent::app
