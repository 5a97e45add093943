// Lists and texts that lie where they are declared, so that a frame in which nothing has changed
// asks for no memory: a panel makes them anew each time, and nothing can go stale.
//
//   Few<Place, 8> places;                    // up to eight without a request to the allocator
//   const Words text = Words("step ") + grouped(step) + ", up to date";
//
// What is longer than their room is moved to the heap and as right as before. What is large or dear
// to find out is kept instead (state/kept.h). Thread: any (values).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latent::app {

// A list of mostly no more than N.
template <class T, std::size_t N>
class Few {
 public:
    Few() = default;
    Few(std::initializer_list<T> all) {
        for (const T& each : all) push_back(each);
    }

    void push_back(T value) {
        if (far_.empty() && size_ < N) {
            near_[size_++] = std::move(value);
            return;
        }
        if (far_.empty())
            far_.assign(std::make_move_iterator(near_.begin()),
                        std::make_move_iterator(near_.end()));
        far_.push_back(std::move(value));
        ++size_;
    }
    void clear() {
        far_.clear();
        size_ = 0;
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T* begin() { return far_.empty() ? near_.data() : far_.data(); }
    T* end() { return begin() + size_; }
    const T* begin() const { return far_.empty() ? near_.data() : far_.data(); }
    const T* end() const { return begin() + size_; }
    T& operator[](std::size_t i) { return begin()[i]; }
    const T& operator[](std::size_t i) const { return begin()[i]; }
    const T& front() const { return *begin(); }
    const T& back() const { return end()[-1]; }

    friend bool operator==(const Few& a, const Few& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

 private:
    std::array<T, N> near_{};
    std::size_t size_ = 0;
    std::vector<T> far_;  // all of them, once they are more
};

// A text of mostly no more than a line.
class Words {
 public:
    Words() = default;
    Words(std::string_view text) { *this += text; }
    Words(const char* text) : Words(std::string_view(text)) {}
    Words(const std::string& text) : Words(std::string_view(text)) {}

    Words& operator+=(std::string_view more) {
        if (far_.empty() && size_ + more.size() < near_.size()) {
            std::copy(more.begin(), more.end(), near_.begin() + std::ptrdiff_t(size_));
            near_[size_ + more.size()] = 0;
        } else {
            if (far_.empty()) far_.assign(near_.data(), size_);
            far_ += more;
        }
        size_ += more.size();
        return *this;
    }

    const char* c_str() const { return far_.empty() ? near_.data() : far_.c_str(); }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    char& front() { return far_.empty() ? near_.front() : far_.front(); }
    char back() const { return c_str()[size_ - 1]; }
    operator std::string_view() const { return {c_str(), size_}; }
    operator std::string() const { return std::string(c_str(), size_); }

    std::size_t find(std::string_view part) const { return std::string_view(*this).find(part); }
    static constexpr std::size_t npos = std::string_view::npos;

    friend Words operator+(Words left, std::string_view right) {
        left += right;
        return left;
    }
    friend bool operator==(const Words& a, std::string_view b) { return std::string_view(a) == b; }
    friend bool operator!=(const Words& a, std::string_view b) { return !(a == b); }

 private:
    std::array<char, 200> near_{};  // ends in 0
    std::size_t size_ = 0;
    std::string far_;  // the whole of it, once it is longer
};

}  // namespace latent::app
