// Pieces of the sentences in which a file's trouble is told to a student.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <string>

namespace latent::data {

// 60000 -> "60,000".
std::string grouped(std::uint64_t number);

// "800 bytes", "46 kB", "1.7 TB": powers of 1000, as file managers print them.
std::string bytes_in_words(std::uint64_t bytes);

}  // namespace latent::data
