// The tensor library's exceptions as sentences for a student, without its backtrace.
#pragma once

#include <exception>
#include <string>

namespace latent::models {

// Any exception; those of the tensor library are shortened, a failed allocation says so.
std::string sentence_of(const std::exception& error);

}  // namespace latent::models
