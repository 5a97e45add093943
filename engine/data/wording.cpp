#include "data/wording.h"

#include <cstdio>
#include <string>

namespace latent::data {

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::string bytes_in_words(std::uint64_t bytes) {
    if (bytes < 1000) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    const char* const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double amount = double(bytes) / 1000;
    int unit = 0;
    while (amount >= 999.5 && unit < 5) {
        amount /= 1000;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
    return text;
}

}  // namespace latent::data
