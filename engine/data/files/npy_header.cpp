#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string_view>

#include "data/dataset.h"
#include "data/files/npy.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t(8) << 30;
constexpr std::size_t kLongestHeader = 1 << 16;
constexpr std::size_t kMostDimensions = 4;
constexpr char kMagic[] = "\x93NUMPY";
constexpr std::size_t kMagicBytes = 6;

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
    if (a != 0 && b > std::numeric_limits<std::uint64_t>::max() / a)
        return std::numeric_limits<std::uint64_t>::max();
    return a * b;
}

// Reads the header's text, a Python dictionary of exactly three entries.
class HeaderText {
 public:
    HeaderText(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

    NpyHeader parse() {
        NpyHeader header;
        bool has_type = false, has_order = false, has_shape = false;
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted();
            expect(':');
            if (key == "descr" && !has_type) {
                has_type = true;
                read_type(header);
            } else if (key == "fortran_order" && !has_order) {
                has_order = true;
                header.column_major = truth();
            } else if (key == "shape" && !has_shape) {
                has_shape = true;
                header.sizes = sizes();
            } else {
                refuse();
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skip_spaces();
        if (!rest_.empty() || !has_type || !has_order || !has_shape) refuse();
        return header;
    }

 private:
    [[noreturn]] void refuse() const {
        throw DataError(name_ +
                        " has a damaged header: it does not say of what type and shape its array "
                        "is. Save the array again with numpy.save.");
    }

    void skip_spaces() {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t'))
            rest_.remove_prefix(1);
    }

    bool accept(char c) {
        skip_spaces();
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char c) {
        if (!accept(c)) refuse();
    }

    std::string quoted() {
        skip_spaces();
        if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) refuse();
        const std::size_t end = rest_.find(rest_[0], 1);
        if (end == std::string_view::npos) refuse();
        std::string text(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return text;
    }

    bool truth() {
        skip_spaces();
        for (const std::string_view word : {"True", "False"})
            if (rest_.substr(0, word.size()) == word) {
                rest_.remove_prefix(word.size());
                return word == "True";
            }
        refuse();
    }

    std::vector<std::int64_t> sizes() {
        std::vector<std::int64_t> sizes;
        expect('(');
        while (!accept(')')) {
            skip_spaces();
            std::size_t digits = 0;
            std::int64_t size = 0;
            for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits)
                if (digits < 18) size = size * 10 + (rest_[digits] - '0');
            if (digits == 0) refuse();
            // More digits than a 64-bit number surely has are as good as the largest one.
            if (digits > 18) size = std::numeric_limits<std::int64_t>::max();
            rest_.remove_prefix(digits);
            if (sizes.size() > 64) refuse();
            sizes.push_back(size);
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return sizes;
    }

    void read_type(NpyHeader& header) {
        skip_spaces();
        if (!rest_.empty() && (rest_[0] == '[' || rest_[0] == '('))
            throw DataError(name_ +
                            " holds records (a structured array), but only plain arrays of numbers "
                            "are read. Save one field of it as an array of its own.");
        const std::string type = quoted();
        std::string_view code = type;
        header.big_endian = !code.empty() && code[0] == '>';
        if (!code.empty() && std::strchr("<>|=", code[0])) code.remove_prefix(1);
        if (code.empty()) refuse();
        const std::string_view width = code.substr(1);
        const bool integer_width = width == "1" || width == "2" || width == "4" || width == "8";
        header.value_bytes = integer_width ? width[0] - '0' : 0;
        switch (code[0]) {
            case 'b':
                header.kind = NpyKind::boolean;
                if (width == "1") return;
                break;
            case 'u':
                header.kind = NpyKind::unsigned_integer;
                if (integer_width) return;
                break;
            case 'i':
                header.kind = NpyKind::signed_integer;
                if (integer_width) return;
                break;
            case 'f':
                header.kind = NpyKind::floating;
                if (width == "4" || width == "8") return;
                break;
            default:
                break;
        }
        refuse_type(type, code[0]);
    }

    [[noreturn]] void refuse_type(const std::string& type, char code) const {
        if (code == 'O')
            throw DataError(name_ +
                            " holds Python objects (a pickle), which this program never runs. Make "
                            "it an array of numbers and save that.");
        const char* what = code == 'f'                  ? "floats of an unusual width"
                           : code == 'S' || code == 'U' ? "text"
                           : code == 'c'                ? "complex numbers"
                           : code == 'M' || code == 'm' ? "dates or times"
                           : code == 'V'                ? "raw records"
                                                        : "values of an unknown type";
        std::string shown;
        for (char c : type.substr(0, 12)) shown += c >= ' ' && c <= '~' ? c : '?';
        throw DataError(name_ + " holds " + what + " (\"" + shown +
                        "\"), but only truth values, integers and floats of 4 or 8 bytes are read. "
                        "Convert it, for instance with array.astype('float32').");
    }

    std::string_view rest_;
    const std::string& name_;
};

[[noreturn]] void refuse_cut_header(const std::string& name) {
    throw DataError(name + " ends inside its header. The download was probably cut off; " +
                    "fetch it again.");
}

// What can be said against a header without reading on.
void check_claim(const NpyHeader& header, const NpyInput& input, std::uint64_t header_bytes) {
    const std::string& name = input.name;
    if (header.sizes.empty())
        throw DataError(name +
                        " holds a single number and no array of samples. Save the array itself.");
    if (header.sizes.size() > kMostDimensions)
        throw DataError(name + " says it holds " + header.in_words() + ": " +
                        std::to_string(header.sizes.size()) +
                        " dimensions, where images have at most 4 (samples, rows, columns, " +
                        "colours). Reshape it and save it again.");
    const std::string says = name + " says it holds " + header.in_words();
    if (std::count(header.sizes.begin(), header.sizes.end(), 0) > 0)
        throw DataError(says + ", which is nothing. Save an array with samples in it.");

    const std::uint64_t claim =
        saturating_product(header.values(), std::uint64_t(header.value_bytes));
    const std::uint64_t most = input.most_bytes - std::min(input.most_bytes, header_bytes);
    if (claim > most) {
        const std::uint64_t sample = std::max<std::uint64_t>(1, claim / header.sizes[0]);
        if (input.exact && claim / 1000 <= most)
            throw DataError(says + ", but ends after " + grouped(most / sample) + " of " +
                            grouped(std::uint64_t(header.sizes[0])) +
                            " samples. The download was probably cut off; fetch it again.");
        throw DataError(says + ", which would take " + bytes_in_words(claim) +
                        "; there can be at most " + bytes_in_words(most) +
                        " in it. It was cut off, or its header is damaged; fetch it again.");
    }
    if (input.exact && claim < most)
        throw DataError(says + ", but goes on for another " + bytes_in_words(most - claim) +
                        ". It is damaged, or several arrays were saved into one file.");
    const std::uint64_t memory =
        saturating_product(header.values(), header.holds_bytes() ? 1 : sizeof(float));
    if (memory > kMostBytes)
        throw DataError(says + ", which would take " + bytes_in_words(memory) +
                        " of memory; at most " + bytes_in_words(kMostBytes) +
                        " are read. Cut it into smaller files.");
}

}  // namespace

std::uint64_t NpyHeader::values() const {
    std::uint64_t product = 1;
    for (std::int64_t size : sizes) product = saturating_product(product, std::uint64_t(size));
    return product;
}

bool NpyHeader::holds_bytes() const {
    return value_bytes == 1 && (kind == NpyKind::boolean || kind == NpyKind::unsigned_integer);
}

std::string NpyHeader::in_words() const {
    std::string words = "an array of ";
    for (std::size_t d = 0; d < std::min<std::size_t>(sizes.size(), 8); ++d)
        words += (d > 0 ? "x" : "") + grouped(std::uint64_t(sizes[d]));
    if (sizes.size() > 8) words += "x...";
    if (kind == NpyKind::boolean) return words + " truth values";
    if (holds_bytes()) return words + " bytes";
    return words + " " + std::to_string(8 * value_bytes) + "-bit " +
           (kind == NpyKind::floating ? "floats" : "integers");
}

NpyHeader read_npy_header(NpyInput& input) {
    const auto read_all = [&](std::uint8_t* out, std::size_t count) {
        if (input.read(out, count) < count) refuse_cut_header(input.name);
    };
    std::uint8_t magic[kMagicBytes + 2] = {};
    const std::size_t got = input.read(magic, sizeof magic);
    if (got < kMagicBytes || std::memcmp(magic, kMagic, kMagicBytes) != 0) {
        const bool web_page = got > 0 && magic[0] == '<';
        throw DataError(input.name + " is not a NumPy array: it does not begin with \\x93NUMPY. " +
                        (web_page ? "It looks like a web page; fetch the file itself."
                                  : "Save the array with numpy.save, or give another file."));
    }
    if (got < sizeof magic) refuse_cut_header(input.name);
    const int version = magic[kMagicBytes];
    if (version < 1 || version > 3)
        throw DataError(input.name + " is a NumPy file of version " + std::to_string(version) +
                        ", but only 1 to 3 are known. Save it again with numpy.save.");
    std::uint8_t width[4] = {};
    const std::size_t width_bytes = version == 1 ? 2 : 4;
    read_all(width, width_bytes);
    const std::size_t length = std::size_t(width[0]) | std::size_t(width[1]) << 8 |
                               std::size_t(width[2]) << 16 | std::size_t(width[3]) << 24;
    if (length > kLongestHeader)
        throw DataError(input.name + " says that its header alone takes " + bytes_in_words(length) +
                        "; a usual one takes 118 bytes. It is damaged; save it again.");
    std::string text(length, '\0');
    read_all(reinterpret_cast<std::uint8_t*>(text.data()), length);
    const NpyHeader header = HeaderText(text, input.name).parse();
    check_claim(header, input, sizeof magic + width_bytes + length);
    return header;
}

}  // namespace latent::data
