// A file read as one stream of bytes, plain or packed with gzip, whatever its name says.
//
// Nothing is believed about a packed file but what really comes out of it: it is unpacked in
// pieces, never as a whole, and a reader can ask beforehand how many bytes the file can hold at the
// very most (deflate packs at best 1032 to 1). So a small file that claims to be a huge one costs
// nothing.
//
// Thread: one at a time. Errors: DataError with the file's name.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct z_stream_s;  // zlib's, so that its header stays inside byte_stream.cpp

namespace latent::data {

class ByteStream {
 public:
    // Throws when the file is missing, a folder, no regular file, not readable or empty.
    explicit ByteStream(const std::filesystem::path& path);
    ~ByteStream();
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    // Writes the next bytes to `out`; fewer than `count` only where the data end. Throws when
    // packed data are damaged: they do not unpack, their checksum is wrong, or something else
    // follows them. A packed file that was cut off just ends early: cut_off() is true then.
    std::size_t read(std::uint8_t* out, std::size_t count);

    bool packed() const { return unpacker_ != nullptr; }
    bool cut_off() const { return cut_off_; }
    std::uint64_t file_bytes() const { return file_bytes_; }
    std::uint64_t most_bytes() const;  // that reading it to the end can yield

 private:
    std::size_t unpack(std::uint8_t* out, std::size_t count);
    bool refill();             // false at the end of the file
    bool start_next_member();  // gzip files may be concatenated; false when none follows

    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct EndUnpacking {
        void operator()(z_stream_s* stream) const;
    };

    std::string name_;
    std::uint64_t file_bytes_ = 0;
    std::unique_ptr<std::FILE, Close> file_;
    std::vector<std::uint8_t> input_;  // what was read from disk and not yet unpacked
    std::unique_ptr<z_stream_s, EndUnpacking> unpacker_;
    bool ended_ = false, cut_off_ = false;
};

}  // namespace latent::data
