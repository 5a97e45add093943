#include "data/files/byte_stream.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "data/dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kInputBytes = 1 << 16;
constexpr std::uint64_t kBestPacking = 1032;  // bytes out of one byte in: deflate's limit
constexpr int kGzipOnly = 16 + MAX_WBITS;     // inflateInit2's way to say: gzip, largest window

bool begins_like_gzip(const std::uint8_t* bytes, std::size_t count) {
    return count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

}  // namespace

void ByteStream::EndUnpacking::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

ByteStream::~ByteStream() = default;

ByteStream::ByteStream(const fs::path& path) : name_(path.string()) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw DataError("There is no file " + name_ + ". Check the path.");
    if (status.type() == fs::file_type::directory)
        throw DataError(name_ + " is a folder where a file was expected.");
    // Opening a pipe or a device could wait for ever.
    if (!error && status.type() != fs::file_type::regular)
        throw DataError(name_ + " is no regular file. Copy its content to a file first.");

    if (!error) file_bytes_ = fs::file_size(path, error);
    if (!error) {
        errno = 0;
        file_.reset(std::fopen(name_.c_str(), "rb"));
        if (!file_) error.assign(errno, std::generic_category());
    }
    if (error)
        throw DataError(name_ + " cannot be read: " + error.message() +
                        ". Check that you may read it.");
    if (file_bytes_ == 0)
        throw DataError(name_ + " is empty. The download probably failed; fetch it again.");

    std::uint8_t magic[2] = {};
    const std::size_t got = std::fread(magic, 1, 2, file_.get());
    std::rewind(file_.get());
    if (!begins_like_gzip(magic, got)) return;

    input_.resize(kInputBytes);
    auto stream = std::make_unique<z_stream_s>();
    if (inflateInit2(stream.get(), kGzipOnly) != Z_OK) throw std::bad_alloc();
    unpacker_.reset(stream.release());
}

std::uint64_t ByteStream::most_bytes() const {
    return packed() ? file_bytes_ * kBestPacking + kBestPacking : file_bytes_;
}

std::size_t ByteStream::read(std::uint8_t* out, std::size_t count) {
    if (packed()) return unpack(out, count);
    const std::size_t got = std::fread(out, 1, count, file_.get());
    if (std::ferror(file_.get()))
        throw DataError(name_ + " cannot be read to its end: " + std::strerror(errno) +
                        ". The disk may be damaged or gone.");
    return got;
}

bool ByteStream::refill() {
    // What is left moves to the front, so that a member's first two bytes always lie together.
    z_stream_s& z = *unpacker_;
    if (z.avail_in > 0) std::memmove(input_.data(), z.next_in, z.avail_in);
    const std::size_t got =
        std::fread(input_.data() + z.avail_in, 1, input_.size() - z.avail_in, file_.get());
    if (std::ferror(file_.get()))
        throw DataError(name_ + " cannot be read to its end: " + std::strerror(errno) +
                        ". The disk may be damaged or gone.");
    z.next_in = input_.data();
    z.avail_in += uInt(got);
    return got > 0;
}

bool ByteStream::start_next_member() {
    z_stream_s& z = *unpacker_;
    if (z.avail_in < 2) refill();
    if (z.avail_in == 0) return false;
    if (!begins_like_gzip(z.next_in, z.avail_in))
        throw DataError(name_ + " goes on with something else after the end of its packed data. " +
                        "It is damaged; fetch it again.");
    inflateReset(&z);
    return true;
}

std::size_t ByteStream::unpack(std::uint8_t* out, std::size_t count) {
    z_stream_s& z = *unpacker_;
    std::size_t done = 0;
    while (done < count && !ended_) {
        if (z.avail_in == 0 && !refill()) {
            cut_off_ = ended_ = true;
            break;
        }
        const std::size_t room = std::min<std::size_t>(count - done, 1u << 30);
        z.next_out = out + done;
        z.avail_out = uInt(room);
        const int result = inflate(&z, Z_NO_FLUSH);
        done += room - z.avail_out;
        if (result == Z_STREAM_END) {
            ended_ = !start_next_member();
        } else if (result == Z_MEM_ERROR) {
            throw std::bad_alloc();
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            throw DataError(name_ + " is damaged: its packed data do not unpack (" +
                            (z.msg ? z.msg : "unknown reason") + "). Fetch it again.");
        }
    }
    return done;
}

}  // namespace latent::data
