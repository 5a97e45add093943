// Who may write a run folder: the one who holds its lock.
//
// An advisory lock (flock) on the file `lock` in it. The kernel lets it go with the process, however
// that ends, so that a run killed by kill -9 is free at once and nothing has to be cleaned up.
//
// Thread: any; the object may move between threads.
#pragma once

#include <filesystem>
#include <utility>

namespace latent::store {

class FolderLock {
 public:
    enum class Outcome {
        taken,
        busy,       // another program, or another run of this one, holds it
        unwritable  // there is no lock file and none can be made: the folder is read-only
    };

    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FolderLock() { release(); }

    // Does not wait. Held already: taken.
    Outcome take(const std::filesystem::path& folder);
    bool held() const { return descriptor_ >= 0; }
    void release();

 private:
    int descriptor_ = -1;
};

}  // namespace latent::store
