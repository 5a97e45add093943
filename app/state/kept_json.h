// Reading values from a file that anybody may have written: what is missing, of another kind or out
// of range leaves the value as it was.
//
// Thread: any. Errors: none.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace latent::app {

constexpr std::size_t kLongestText = 4096;    // of a name or a path
constexpr std::size_t kMostEntries = 100000;  // of a list

constexpr int kDeepest = 16;  // of lists within lists: whoever writes them again calls itself

// What the text says; discarded where it is no JSON. What lies too deep is left out.
inline nlohmann::json parsed(const std::string& text) {
    const auto within = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        return depth <= kDeepest;
    };
    return nlohmann::json::parse(text, within, false);
}

// The entry, or null.
inline const nlohmann::json* entry_of(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

inline void take(const nlohmann::json* value, bool& into) {
    if (value && value->is_boolean()) into = value->get<bool>();
}
inline void take(const nlohmann::json* value, std::string& into) {
    if (!value || !value->is_string()) return;
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() <= kLongestText) into = text;
}
template <class Number>
void take(const nlohmann::json* value, Number& into, double low, double high) {
    if (!value || !value->is_number()) return;
    const double number = value->get<double>();
    if (std::isfinite(number) && number >= low && number <= high) into = Number(number);
}
// One of `count` values in a row, the first of which is 0.
template <class Enum>
void take_one_of(const nlohmann::json* value, Enum& into, int count) {
    int number = int(into);
    take(value, number, 0, count - 1);
    into = Enum(number);
}
inline void take(const nlohmann::json* value, std::set<std::string>& into) {
    if (!value || !value->is_array() || value->size() > kMostEntries) return;
    into.clear();
    for (const auto& each : *value)
        if (each.is_string()) into.insert(each.get<std::string>());
}

}  // namespace latent::app
