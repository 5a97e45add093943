#include "data/files/plain_text.h"

#include <cstdint>

namespace latent::data {
namespace {

// Bytes of the character that `text` begins with; 0 when it is none (RFC 3629).
std::size_t character_bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) { return std::uint8_t(text[i]); };
    const std::uint8_t lead = byte(0);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    // Overlong forms, surrogates and what lies beyond the last character.
    if (lead == 0xe0 && byte(1) < 0xa0) return 0;
    if (lead == 0xed && byte(1) >= 0xa0) return 0;
    if (lead == 0xf0 && byte(1) < 0x90) return 0;
    if (lead == 0xf4 && byte(1) >= 0x90) return 0;
    return length;
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t most) {
    std::string plain;
    while (!text.empty()) {
        std::size_t length = character_bytes(text);
        const bool control = length == 1 && (std::uint8_t(text[0]) < ' ' || text[0] == 0x7f);
        const std::string_view shown = control       ? std::string_view(" ")
                                       : length == 0 ? std::string_view("?")
                                                     : text.substr(0, length);
        if (plain.size() + shown.size() > most) return plain + "...";
        plain += shown;
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return plain;
}

}  // namespace latent::data
