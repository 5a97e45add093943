// What is derived, kept until what it is derived from changes.
//
//   Kept<std::vector<ScoreRow>, std::uint64_t, bool> rows_;
//   ... rows_.of(result.version, own_scale, [&] { return rows_of(result, own_scale); })
//
// The key is all that the value depends on: a version, a choice, a size. Parts of a snapshot are
// keyed by their shared_ptr, which keeps them: an address alone may be used again. Thread: any, one
// at a time.
#pragma once

#include <optional>
#include <tuple>
#include <utility>

namespace latent::app {

template <class Value, class... Key>
class Kept {
 public:
    // The value for this key; `make` is only called when it is another one than the last.
    template <class Make>
    const Value& of(const Key&... key, Make make) {
        if (!value_ || std::tie(key...) != key_) {
            value_ = make();
            key_ = std::tie(key...);
        }
        return *value_;
    }

 private:
    std::tuple<Key...> key_;
    std::optional<Value> value_;
};

}  // namespace latent::app
