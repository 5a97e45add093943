// A list that is filled anew in every frame: what was in it before keeps its room, texts in it too,
// so that a frame as full as the last asks for no memory.
//
//   Reused<Wish> wishes_;
//   wishes_.clear();
//   wishes_.one_more().id = id;  // still has what was there before: every member has to be set
//
// Thread: any, one at a time.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace latent::app {

template <class T>
class Reused {
 public:
    void clear() { size_ = 0; }
    T& one_more() {
        if (size_ == all_.size()) all_.emplace_back();
        return all_[size_++];
    }
    void swap(Reused& other) {
        all_.swap(other.all_);
        std::swap(size_, other.size_);
    }

    std::size_t size() const { return size_; }
    const T* begin() const { return all_.data(); }
    const T* end() const { return all_.data() + size_; }

 private:
    std::vector<T> all_;
    std::size_t size_ = 0;
};

}  // namespace latent::app
