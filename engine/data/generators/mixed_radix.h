// The numbers of combinations: digits whose counts differ, the last of them counted first.
//
//   index = ((d0 * count1 + d1) * count2 + d2) * count3 + d3
//
// Thread: any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace latent::data {

template <std::size_t n>
constexpr std::int64_t combinations(const std::array<int, n>& counts) {
    std::int64_t all = 1;
    for (int count : counts) all *= count;
    return all;
}

template <std::size_t n>
constexpr std::int64_t index_of_digits(const std::array<int, n>& counts,
                                       const std::array<int, n>& digits) {
    std::int64_t index = 0;
    for (std::size_t i = 0; i < n; ++i) index = index * counts[i] + digits[i];
    return index;
}

template <std::size_t n>
constexpr std::array<int, n> digits_of(const std::array<int, n>& counts, std::int64_t index) {
    std::array<int, n> digits{};
    for (std::size_t i = n; i-- > 0; index /= counts[i]) digits[i] = int(index % counts[i]);
    return digits;
}

}  // namespace latent::data
