#include "data/files/idx.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <new>

#include "data/files/byte_stream.h"
#include "data/dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr std::uint8_t kByteType = 0x08;
constexpr std::uint64_t kMostBytes = std::uint64_t(8) << 30;
constexpr std::int64_t kLongestSide = 4096;
constexpr std::size_t kFirstPiece = 1 << 20;

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
    if (a != 0 && b > std::numeric_limits<std::uint64_t>::max() / a)
        return std::numeric_limits<std::uint64_t>::max();
    return a * b;
}

std::uint64_t claimed_bytes(const IdxHeader& header) {
    return saturating_product(std::uint64_t(header.count()), header.item_bytes());
}

std::uint64_t header_bytes(const IdxHeader& header) { return 4 + 4 * header.sizes.size(); }

const char* type_name(std::uint8_t type) {
    switch (type) {
        case 0x09:
            return "signed bytes";
        case 0x0B:
            return "16-bit integers";
        case 0x0C:
            return "32-bit integers";
        case 0x0D:
            return "32-bit floats";
        case 0x0E:
            return "64-bit floats";
        default:
            return nullptr;
    }
}

[[noreturn]] void refuse_magic(const std::string& name, const std::uint8_t (&magic)[4]) {
    char begins[16];
    std::snprintf(begins, sizeof begins, "%02x %02x %02x %02x", magic[0], magic[1], magic[2],
                  magic[3]);
    std::string sentence =
        name + " is not an IDX file: it begins with " + begins + " where 00 00 08 03 is usual. ";
    // What a browser saves in place of a file that is not there.
    sentence += magic[0] == '<' ? "It looks like a web page; fetch the file itself."
                                : "Give an images file in IDX format, plain or .gz.";
    throw DataError(sentence);
}

IdxHeader parse_header(ByteStream& stream, const std::string& name) {
    const auto read_all = [&](std::uint8_t* out, std::size_t count) {
        if (stream.read(out, count) < count)
            throw DataError(name + " ends inside its header. The download was probably cut off; " +
                            "fetch it again.");
    };
    std::uint8_t magic[4];
    read_all(magic, 4);
    if (magic[0] != 0 || magic[1] != 0) refuse_magic(name, magic);
    if (magic[2] != kByteType) {
        if (!type_name(magic[2])) refuse_magic(name, magic);
        throw DataError(name + " holds " + type_name(magic[2]) +
                        ", but only bytes (0 to 255, IDX type 08) are read. Convert it to bytes.");
    }
    if (magic[3] < 1 || magic[3] > 4)
        throw DataError(name + " says it has " + std::to_string(magic[3]) +
                        " dimensions; images have 3 (samples, rows, columns) and labels 1. " +
                        "Its header is damaged, or it holds something else.");
    IdxHeader header;
    for (int d = 0; d < magic[3]; ++d) {
        std::uint8_t b[4];
        read_all(b, 4);
        header.sizes.push_back(std::int64_t(b[0]) << 24 | b[1] << 16 | b[2] << 8 | b[3]);
    }
    return header;
}

std::string says_it_holds(const std::string& name, const IdxHeader& header) {
    return name + " says it holds " + header.in_words();
}

[[noreturn]] void refuse_cut_off(const std::string& name, const IdxHeader& header,
                                 std::uint64_t bytes_there) {
    throw DataError(says_it_holds(name, header) + ", but ends after " +
                    grouped(bytes_there / header.item_bytes()) +
                    ". The download was probably cut off; fetch it again.");
}

// Everything that can be said against a header without reading on.
void check_claim(const IdxHeader& header, const ByteStream& stream, const std::string& name) {
    if (std::count(header.sizes.begin(), header.sizes.end(), 0) > 0)
        throw DataError(says_it_holds(name, header) +
                        ", which is nothing. Its header is damaged, or the file was never " +
                        "filled; fetch it again.");

    const std::uint64_t claim = claimed_bytes(header);
    const std::uint64_t most =
        stream.most_bytes() - std::min(stream.most_bytes(), header_bytes(header));
    const std::string would_take = ", which would take " + bytes_in_words(claim);
    if (claim > most) {
        const bool absurd = stream.packed() || claim / 1000 > most;
        if (!absurd) refuse_cut_off(name, header, most);
        throw DataError(says_it_holds(name, header) + would_take + "; the file has only " +
                        bytes_in_words(stream.file_bytes()) + (stream.packed() ? ", packed" : "") +
                        ". It was cut off, or its header is damaged; fetch it again.");
    }
    if (!stream.packed() && claim < most)
        throw DataError(says_it_holds(name, header) + ", but goes on for another " +
                        bytes_in_words(most - claim) +
                        ". It is damaged or not what it says; fetch it again.");
    if (claim > kMostBytes)
        throw DataError(says_it_holds(name, header) + would_take + " of memory; at most " +
                        bytes_in_words(kMostBytes) + " are read. Cut it into smaller files.");
}

}  // namespace

std::uint64_t IdxHeader::item_bytes() const {
    std::uint64_t product = 1;
    for (std::size_t d = 1; d < sizes.size(); ++d)
        product = saturating_product(product, std::uint64_t(sizes[d]));
    return product;
}

std::string IdxHeader::in_words() const {
    std::string words = grouped(std::uint64_t(count()));
    if (sizes.size() == 1) return words + " labels";
    words += " images of ";
    for (std::size_t d = 1; d < sizes.size(); ++d)
        words += (d > 1 ? "x" : "") + std::to_string(sizes[d]);
    return words;
}

IdxHeader read_idx_header(const fs::path& path) {
    ByteStream stream(path);
    IdxHeader header = parse_header(stream, path.string());
    check_claim(header, stream, path.string());
    return header;
}

IdxArray read_idx(const fs::path& path) try {
    const std::string name = path.string();
    ByteStream stream(path);
    IdxArray array;
    array.header = parse_header(stream, name);
    check_claim(array.header, stream, name);

    // Memory doubles as data arrive: what a packed file only claims is never allocated.
    const std::size_t claim = claimed_bytes(array.header);
    std::size_t have = 0;
    if (!stream.packed()) array.values.reserve(claim);  // its length agrees
    while (have < claim) {
        const std::size_t piece = std::min(claim - have, std::max(kFirstPiece, have));
        array.values.resize(have + piece);
        const std::size_t got = stream.read(array.values.data() + have, piece);
        have += got;
        if (got < piece) refuse_cut_off(name, array.header, have);
    }
    // One byte more: that brings a packed file's checksum to be compared, and there must be none.
    std::uint8_t extra;
    if (stream.read(&extra, 1) > 0)
        throw DataError(says_it_holds(name, array.header) +
                        ", but goes on after them. It is damaged or not what it says; " +
                        "fetch it again.");
    if (stream.cut_off()) throw DataError(name + " is cut off at its very end. Fetch it again.");
    return array;
} catch (const std::bad_alloc&) {
    throw DataError(path.string() + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

ImageLayout image_layout(const IdxHeader& header, const fs::path& path) {
    const std::string says = says_it_holds(path.string(), header);
    const auto& sizes = header.sizes;
    const auto is_channels = [](std::int64_t size) { return size == 1 || size == 3; };
    std::int64_t channels = 1, height = 0, width = 0;
    bool channels_last = false;

    if (sizes.size() == 1)
        throw DataError(says + ": one number a sample. Give the images file instead.");
    if (sizes.size() == 2) {
        const auto side = std::int64_t(std::lround(std::sqrt(double(sizes[1]))));
        if (side * side != sizes[1])
            throw DataError(says + ": rows of " + grouped(std::uint64_t(sizes[1])) +
                            " numbers, which make no square image. Store it with 3 dimensions: " +
                            "samples, rows, columns.");
        height = width = side;
    } else if (sizes.size() == 3) {
        height = sizes[1], width = sizes[2];
    } else {
        channels_last = is_channels(sizes[3]);
        const bool channels_first = is_channels(sizes[1]);
        if (channels_last && channels_first)
            throw DataError(says + ", where the channels may be the first or the last of these. " +
                            "Store it with 3 dimensions: samples, rows, columns.");
        if (!channels_last && !channels_first)
            throw DataError(says + ", where neither the first nor the last of these is a number " +
                            "of channels, 1 or 3. Store grey or red-green-blue images.");
        channels = channels_last ? sizes[3] : sizes[1];
        height = channels_last ? sizes[1] : sizes[2];
        width = channels_last ? sizes[2] : sizes[3];
    }
    if (std::max(height, width) > kLongestSide)
        throw DataError(says + ": larger than " + grouped(kLongestSide) +
                        " pixels a side. Scale the images down.");
    return {{int(channels), int(height), int(width)}, channels_last};
}

void channels_to_front(std::vector<std::uint8_t>& values, const ImageShape& shape) {
    const std::size_t channels = std::size_t(shape.channels);
    const std::size_t plane = std::size_t(shape.height) * std::size_t(shape.width);
    std::vector<std::uint8_t> image(channels * plane);
    for (auto at = values.begin(); at != values.end(); at += std::ptrdiff_t(image.size())) {
        for (std::size_t pixel = 0; pixel < plane; ++pixel)
            for (std::size_t c = 0; c < channels; ++c)
                image[c * plane + pixel] = at[std::ptrdiff_t(pixel * channels + c)];
        std::copy(image.begin(), image.end(), at);
    }
}

}  // namespace latent::data
