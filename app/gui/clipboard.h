// What the clipboard holds: the window's library reads its text alone, so a picture is asked for
// through a small program of the desktop (wl-paste or xclip). Thread: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace latent::app {

// A file that is a picture by its name (PNG, JPEG) and is there.
bool is_picture_file(const std::string& path);

// The picture file that a copied text names: its path, or a file:// address as file managers copy
// them; "" when it names none.
std::string picture_named_in(const std::string& text);

struct ClipboardPicture {
    std::vector<std::uint8_t> bytes;  // of a PNG file
    std::string trouble;              // otherwise: a sentence
};
// Waits for the program, two seconds at most: not on the UI thread.
ClipboardPicture picture_on_clipboard();

// What a program prints, run without a shell. It is ended when it takes longer than `seconds` or
// prints more than `most` bytes.
struct Printed {
    enum class End { well, badly, missing, late, too_much } end = End::badly;
    std::vector<std::uint8_t> bytes;
};
Printed printed_by(const std::vector<std::string>& words, double seconds, std::size_t most);

}  // namespace latent::app
