#include "data/files/own_files.h"

#include <zlib.h>

#include <cstdlib>
#include <random>

namespace latent::test {
namespace {

void little(Bytes& out, std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) out.push_back(std::uint8_t(value >> (8 * i)));
}

void big(Bytes& out, std::uint32_t value) {
    for (int shift : {24, 16, 8, 0}) out.push_back(std::uint8_t(value >> shift));
}

std::uint32_t checksum(const Bytes& bytes) {
    return std::uint32_t(crc32(crc32(0, nullptr, 0), bytes.data(), uInt(bytes.size())));
}

void chunk(Bytes& png, const char* type, const Bytes& content) {
    Bytes body = with(text(type), content);
    big(png, std::uint32_t(content.size()));
    png = with(png, body);
    big(png, checksum(body));
}

}  // namespace

Bytes text(const std::string& words) { return Bytes(words.begin(), words.end()); }

Bytes noise(std::size_t count, std::uint32_t seed) {
    std::mt19937 rng(seed);
    Bytes bytes(count);
    for (std::uint8_t& byte : bytes) byte = std::uint8_t(rng());
    return bytes;
}

Bytes npy_with(const std::string& header, int version) {
    Bytes bytes = with(text("\x93NUMPY"), {std::uint8_t(version), 0});
    little(bytes, header.size(), version == 1 ? 2 : 4);
    return with(bytes, text(header));
}

Bytes npy_header(const std::string& descr, const std::string& shape, bool fortran) {
    std::string header = "{'descr': " + descr +
                         ", 'fortran_order': " + (fortran ? "True" : "False") +
                         ", 'shape': " + shape + ", }";
    while ((10 + header.size() + 1) % 64 != 0) header += ' ';
    return npy_with(header + '\n');
}

Bytes zip_bytes(const std::vector<ZipEntry>& entries) {
    Bytes zip, directory;
    for (const ZipEntry& entry : entries) {
        const Bytes data = entry.deflated ? deflated(entry.content, -MAX_WBITS) : entry.content;
        const std::uint64_t at = zip.size();
        const std::uint32_t packing = entry.packing ? entry.packing : entry.deflated ? 8 : 0;
        const std::uint64_t bytes = entry.claims_bytes ? entry.claims_bytes : entry.content.size();
        const std::uint32_t sum = checksum(entry.content) ^ (entry.bad_checksum ? 1 : 0);
        Bytes extra;
        if (entry.wide) {
            little(extra, 1, 2);
            little(extra, 16, 2);
            little(extra, bytes, 8);
            little(extra, data.size(), 8);
        }
        const auto common = [&](Bytes& out) {  // what both headers share
            little(out, 45, 2);
            little(out, entry.flags, 2);
            little(out, packing, 2);
            little(out, 0, 4);
            little(out, sum, 4);
            little(out, entry.wide ? 0xffffffffu : data.size(), 4);
            little(out, entry.wide ? 0xffffffffu : bytes, 4);
            little(out, entry.name.size(), 2);
            little(out, extra.size(), 2);
        };
        zip = with(zip, text("PK\3\4"));
        common(zip);
        zip = with(with(with(zip, text(entry.name)), extra), data);
        directory = with(directory, text("PK\1\2"));
        little(directory, 45, 2);
        common(directory);
        little(directory, 0, 2);  // comment
        little(directory, 0, 8);  // disk and attributes
        little(directory, at, 4);
        directory = with(with(directory, text(entry.name)), extra);
    }
    const std::uint64_t at = zip.size();
    zip = with(with(zip, directory), text("PK\5\6"));
    little(zip, 0, 4);
    little(zip, entries.size(), 2);
    little(zip, entries.size(), 2);
    little(zip, directory.size(), 4);
    little(zip, at, 4);
    little(zip, 0, 2);
    return zip;
}

Bytes png_claiming(std::uint32_t width, std::uint32_t height, int channels, const Bytes& rows) {
    Bytes png = {0x89, 'P', 'N', 'G', 13, 10, 26, 10}, header;
    big(header, width);
    big(header, height);
    header = with(header, {8, std::uint8_t(channels == 1 ? 0 : channels == 3 ? 2 : 6), 0, 0, 0});
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", deflated(rows, MAX_WBITS));
    chunk(png, "IEND", {});
    return png;
}

Bytes png_bytes(std::uint32_t width, std::uint32_t height, int channels, const Bytes& pixels) {
    Bytes rows;
    const std::size_t row = std::size_t(width) * std::size_t(channels);
    for (std::size_t y = 0; y < height; ++y) {
        rows.push_back(0);
        rows.insert(rows.end(), pixels.begin() + std::ptrdiff_t(y * row),
                    pixels.begin() + std::ptrdiff_t((y + 1) * row));
    }
    return png_claiming(width, height, channels, rows);
}

Bytes jpeg_bytes(int width, int height, int planes, const Bytes& blocks) {
    Bytes jpeg = {0xff, 0xd8};
    const auto segment = [&](std::uint8_t marker, const Bytes& content) {
        const std::size_t length = content.size() + 2;
        jpeg = with(with(jpeg, {0xff, marker, std::uint8_t(length >> 8), std::uint8_t(length)}),
                    content);
    };
    segment(0xdb, with({0}, Bytes(64, 1)));  // no quantisation
    // Differences of brightness: their lengths 0 to 11 as codes of 4 bits. Details: none, as "0".
    segment(0xc4, {0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,  0, 0,
                   0, 0, 0, 1, 2,  3, 4, 5, 6, 7, 8, 9, 10, 11});
    segment(0xc4, {16, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    Bytes frame = {8,
                   std::uint8_t(height >> 8),
                   std::uint8_t(height),
                   std::uint8_t(width >> 8),
                   std::uint8_t(width),
                   std::uint8_t(planes)};
    Bytes scan = {std::uint8_t(planes)};
    for (int p = 1; p <= planes; ++p) {
        frame = with(frame, {std::uint8_t(p), 0x11, 0});
        scan = with(scan, {std::uint8_t(p), 0});
    }
    segment(0xc0, frame);
    segment(0xda, with(scan, {0, 63, 0}));

    std::string bits;
    const auto write_bits = [&](int value, int count) {
        while (count-- > 0) bits += char('0' + (value >> count & 1));
    };
    int before = 128;
    for (std::uint8_t block : blocks)
        for (int p = 0; p < planes; ++p) {
            const int difference = p == 0 ? 8 * (block - before) : 0;  // colours stay neutral
            int length = 0;
            while (std::abs(difference) >> length) ++length;
            write_bits(length, 4);
            write_bits(difference < 0 ? difference + (1 << length) - 1 : difference, length);
            write_bits(0, 1);
            if (p == 0) before = block;
        }
    while (bits.size() % 8 != 0) bits += '1';
    for (std::size_t at = 0; at < bits.size(); at += 8) {
        jpeg.push_back(std::uint8_t(std::stoi(bits.substr(at, 8), nullptr, 2)));
        if (jpeg.back() == 0xff) jpeg.push_back(0);
    }
    return with(jpeg, {0xff, 0xd9});
}

}  // namespace latent::test
