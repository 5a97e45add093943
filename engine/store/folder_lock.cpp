#include "store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace latent::store {

FolderLock::Outcome FolderLock::take(const std::filesystem::path& folder) {
    if (held()) return Outcome::taken;
    const std::filesystem::path file = folder / "lock";
    int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return Outcome::unwritable;
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return Outcome::busy;
    }
    descriptor_ = descriptor;
    return Outcome::taken;
}

void FolderLock::release() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
}

}  // namespace latent::store
