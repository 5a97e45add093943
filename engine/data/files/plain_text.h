// Text out of a student's file made fit to be shown and stored: names of classes, columns, members.
//
// Thread: any.
#pragma once

#include <string>
#include <string_view>

namespace latent::data {

// Valid UTF-8 without control characters: each of those becomes a space, each byte that belongs to
// no character a "?". Cut after `most` bytes at the end of a character, with "..." behind.
std::string plain_text(std::string_view text, std::size_t most = 100);

}  // namespace latent::data
