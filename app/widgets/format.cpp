#include "widgets/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace latent::app {
namespace {

std::string printed(const char* format, int digits, double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, digits, value);
    return buffer;
}

// Commas into the digits before the point, whatever stands around them.
std::string with_commas(std::string text) {
    const std::size_t first = text.find_first_of("0123456789");
    std::size_t end = std::min(text.find_first_not_of("0123456789", first), text.size());
    while (end > first + 3) text.insert(end -= 3, ",");
    return text;
}

}  // namespace

std::string grouped(std::int64_t value) { return with_commas(std::to_string(value)); }

std::string compact(std::int64_t value) {
    if (value < 10000 && value > -10000) return grouped(value);
    const double size = std::abs(double(value));
    const bool thousands = size < 999500;
    const double scaled = double(value) / (thousands ? 1e3 : size < 999.5e6 ? 1e6 : 1e9);
    return significant(scaled) + (thousands ? " k" : size < 999.5e6 ? " M" : " G");
}

std::string significant(double value, int digits) {
    if (std::isnan(value)) return "none";
    if (std::isinf(value)) return "infinite";
    const double size = std::abs(value);
    if (size == 0) return fixed(0, digits - 1);
    if (size >= 1e9 || size < 1e-4) return printed("%.*e", digits - 1, value);
    // Rounding first: 9.996 with three digits is 10.0, not 10.00.
    const double rounded = std::strtod(printed("%.*e", digits - 1, size).c_str(), nullptr);
    const int before = int(std::floor(std::log10(rounded))) + 1;
    return with_commas(printed("%.*f", std::max(0, digits - before), value));
}

std::string fixed(double value, int decimals) {
    if (std::isnan(value)) return "none";
    if (std::isinf(value)) return "infinite";
    std::string text = printed("%.*f", decimals, value);
    if (text[0] == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
    return with_commas(text);
}

std::string setting(double value) {
    for (int digits = 1; digits < 17; ++digits) {
        const std::string text = printed("%.*g", digits, value);
        if (digits >= 5 || std::strtod(text.c_str(), nullptr) == value) {
            // 1e+02 is how a short %g writes 100.
            if (std::abs(value) >= 1 && std::abs(value) < 1e6 && value == std::floor(value))
                return printed("%.*f", 0, value);
            return text;
        }
    }
    return printed("%.*g", 17, value);
}

Words per_second(double rate, std::string_view unit) {
    const Words number = !(rate > 0)  ? "0"
                         : rate < 100 ? significant(rate)
                                      : grouped(std::llround(rate));
    return number + " " + unit + "/s";
}

std::string percent(double share) {
    if (share > 0 && share < 0.005) return "less than 1 %";
    return std::to_string(std::llround(share * 100)) + " %";
}

std::string duration(double seconds) {
    if (seconds < 9.95) return fixed(std::max(0.0, seconds), 1) + " s";
    if (seconds < 99.5) return std::to_string(std::llround(seconds)) + " s";
    if (seconds < 5970) return std::to_string(std::llround(seconds / 60)) + " min";
    return std::to_string(std::llround(seconds / 3600)) + " h";
}

Words counted(std::int64_t count, std::string_view one, std::string_view many) {
    const Words number = Words(grouped(count)) + " ";
    if (count != 1 && many.empty()) return number + one + "s";
    return number + (count == 1 ? one : many);
}

Words capitalised(Words text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = char(text.front() - 'a' + 'A');
    return text;
}

std::string tick_text(double value, double step) {
    const double size = std::max(std::abs(value), std::abs(step));
    if (size >= 1e9 || (size > 0 && size < 1e-3)) return printed("%.*g", 2, value);
    const int decimals = step > 0 ? std::max(0, -int(std::floor(std::log10(step) + 1e-9))) : 0;
    return fixed(value, std::min(decimals, 6));
}

}  // namespace latent::app
