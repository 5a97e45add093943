#include "data/files/npz.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "data/files/byte_stream.h"
#include "data/dataset.h"
#include "data/files/plain_text.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kBestPacking = 1032;  // bytes out of one byte in: deflate's limit
constexpr std::uint64_t kLongestDirectory = 1 << 20;
constexpr std::size_t kEndBytes = 22, kLongestComment = 0xffff, kLocalBytes = 30;
constexpr std::size_t kRecordBytes = 46, kLocatorBytes = 20, kEnd64Bytes = 56;
constexpr std::size_t kInputBytes = 1 << 16, kLongestName = 200;
constexpr std::string_view kEnding = ".npy";

// A fuzzer cannot guess checksums, and would never get past them.
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
constexpr bool kCompareChecksums = false;
#else
constexpr bool kCompareChecksums = true;
#endif

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

// Little-endian numbers of a record.
std::uint64_t number(const std::uint8_t* bytes, int width) {
    std::uint64_t value = 0;
    for (int i = width; i-- > 0;) value = value << 8 | bytes[i];
    return value;
}

[[noreturn]] void refuse_damaged(const std::string& name) {
    throw DataError(name +
                    " has a damaged directory of its arrays. The download was probably cut off; "
                    "fetch it again.");
}

bool read_at(std::FILE* file, std::uint64_t at, std::uint8_t* out, std::size_t count) {
    return fseeko(file, off_t(at), SEEK_SET) == 0 && std::fread(out, 1, count, file) == count;
}

// The 64-bit values that stand for those of the record's 32-bit fields which are all ones.
void read_wide_fields(const std::uint8_t* extra, std::size_t length, ZipMember& member,
                      const std::string& name) {
    while (length >= 4) {
        const std::size_t id = number(extra, 2), size = number(extra + 2, 2);
        if (size > length - 4) refuse_damaged(name);
        if (id == 1) {
            std::size_t at = 4;
            for (std::uint64_t* field : {&member.bytes, &member.packed_bytes, &member.header_at}) {
                if (*field != 0xffffffffu) continue;
                if (at + 8 > size + 4) refuse_damaged(name);
                *field = number(extra + at, 8);
                at += 8;
            }
            return;
        }
        extra += size + 4;
        length -= size + 4;
    }
}

// One member unpacked, piece by piece.
class MemberStream {
 public:
    MemberStream(std::FILE* file, const ZipMember& member, std::uint64_t data_at, std::string name)
        : file_(file), member_(member), at_(data_at), name_(std::move(name)) {
        packed_left_ = member.packed_bytes;
        if (!member.deflated) return;
        input_.resize(std::size_t(std::min<std::uint64_t>(kInputBytes, member.packed_bytes)));
        if (inflateInit2(&z_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
        unpacking_ = true;
    }
    ~MemberStream() {
        if (unpacking_) inflateEnd(&z_);
    }
    MemberStream(const MemberStream&) = delete;
    MemberStream& operator=(const MemberStream&) = delete;

    std::size_t read(std::uint8_t* out, std::size_t count) {
        const std::size_t wanted =
            std::size_t(std::min<std::uint64_t>(count, member_.bytes - done_));
        const std::size_t got = member_.deflated ? unpack(out, wanted) : copy(out, wanted);
        // zlib counts in 32 bits.
        for (std::size_t i = 0; i < got;) {
            const std::size_t piece = std::min<std::size_t>(got - i, 1u << 30);
            checksum_ = crc32(checksum_, out + i, uInt(piece));
            i += piece;
        }
        done_ += got;
        if (got < wanted)
            throw DataError(name_ + " is damaged: it should unpack to " +
                            bytes_in_words(member_.bytes) + ", but ends after " +
                            bytes_in_words(done_) + ". Fetch it again.");
        if (done_ == member_.bytes && got < count) finish();
        return got;
    }

 private:
    void finish() {
        std::uint8_t extra;
        if (member_.deflated && unpack(&extra, 1) > 0)
            throw DataError(name_ + " unpacks to more than the " + bytes_in_words(member_.bytes) +
                            " that the archive says. It is damaged or made to do harm.");
        if (kCompareChecksums && checksum_ != member_.checksum)
            throw DataError(name_ + " is damaged: its checksum is wrong. Fetch it again.");
    }

    std::size_t fetch(std::uint8_t* out, std::size_t count) {
        count = std::size_t(std::min<std::uint64_t>(count, packed_left_));
        if (count > 0 && !read_at(file_, at_, out, count))
            throw DataError(name_ + " cannot be read to its end. Fetch the file again.");
        at_ += count;
        packed_left_ -= count;
        return count;
    }

    std::size_t copy(std::uint8_t* out, std::size_t count) { return fetch(out, count); }

    std::size_t unpack(std::uint8_t* out, std::size_t count) {
        std::size_t done = 0;
        while (done < count && !ended_) {
            if (z_.avail_in == 0) {
                z_.next_in = input_.data();
                z_.avail_in = uInt(fetch(input_.data(), input_.size()));
                if (z_.avail_in == 0) break;
            }
            const std::size_t room = std::min<std::size_t>(count - done, 1u << 30);
            z_.next_out = out + done;
            z_.avail_out = uInt(room);
            const int result = inflate(&z_, Z_NO_FLUSH);
            done += room - z_.avail_out;
            if (result == Z_STREAM_END)
                ended_ = true;
            else if (result == Z_MEM_ERROR)
                throw std::bad_alloc();
            else if (result != Z_OK && result != Z_BUF_ERROR)
                throw DataError(name_ + " is damaged: its packed data do not unpack (" +
                                (z_.msg ? z_.msg : "unknown reason") + "). Fetch it again.");
        }
        return done;
    }

    std::FILE* file_;
    ZipMember member_;
    std::uint64_t at_, packed_left_ = 0, done_ = 0;
    std::string name_;
    std::vector<std::uint8_t> input_;
    z_stream z_ = {};
    bool unpacking_ = false, ended_ = false;
    uLong checksum_ = crc32(0, nullptr, 0);
};

}  // namespace

NpzFile::NpzFile(const fs::path& path) : name_(path.string()) {
    file_bytes_ = ByteStream(path).file_bytes();  // says what is wrong with the path, if anything
    errno = 0;
    file_.reset(std::fopen(name_.c_str(), "rb"));
    if (!file_)
        throw DataError(name_ + " cannot be read: " + std::strerror(errno) +
                        ". Check that you may read it.");
    const Directory directory = find_directory();
    directory_at_ = directory.at;
    read_members(directory);
}

// Where the directory lies, by the record at the file's end.
NpzFile::Directory NpzFile::find_directory() const {
    std::uint8_t magic[2] = {};
    if (!read_at(file_.get(), 0, magic, 2) || magic[0] != 'P' || magic[1] != 'K')
        throw DataError(name_ + " is not an .npz archive: it does not begin with PK. " +
                        (magic[0] == '<' ? "It looks like a web page; fetch the file itself."
                                         : "Save the arrays with numpy.savez."));

    // The record is found from behind: a comment of unknown length may follow it.
    const std::uint64_t tail_bytes =
        std::min<std::uint64_t>(file_bytes_, kEndBytes + kLongestComment + kLocatorBytes);
    const std::uint64_t tail_at = file_bytes_ - tail_bytes;
    std::vector<std::uint8_t> tail(static_cast<std::size_t>(tail_bytes));
    if (!read_at(file_.get(), tail_at, tail.data(), tail.size())) refuse_damaged(name_);
    std::size_t at = tail.size() < kEndBytes ? 0 : tail.size() - kEndBytes + 1;
    const std::uint8_t* end = nullptr;
    while (!end && at-- > 0)
        if (std::memcmp(tail.data() + at, "PK\5\6", 4) == 0 &&
            at + kEndBytes + number(tail.data() + at + 20, 2) <= tail.size())
            end = tail.data() + at;
    if (!end)
        throw DataError(name_ +
                        " is an archive without an end: the download was probably cut off; fetch "
                        "it again.");

    Directory directory = {number(end + 16, 4), number(end + 12, 4), number(end + 10, 2)};
    std::uint64_t limit = tail_at + at;
    if (at >= kLocatorBytes && std::memcmp(end - kLocatorBytes, "PK\6\7", 4) == 0) {
        limit = number(end - kLocatorBytes + 8, 8);
        std::uint8_t wide[kEnd64Bytes];
        if (limit > file_bytes_ || !read_at(file_.get(), limit, wide, sizeof wide) ||
            std::memcmp(wide, "PK\6\6", 4) != 0)
            refuse_damaged(name_);
        directory = {number(wide + 48, 8), number(wide + 40, 8), number(wide + 32, 8)};
    }
    if (directory.at > limit || directory.bytes > limit - directory.at ||
        directory.entries > directory.bytes / kRecordBytes)
        refuse_damaged(name_);
    if (directory.bytes > kLongestDirectory)
        throw DataError(name_ + " holds " + grouped(directory.entries) +
                        " members, too many for a set of arrays. Save only those that are meant.");
    return directory;
}

void NpzFile::read_members(const Directory& place) {
    std::vector<std::uint8_t> directory(static_cast<std::size_t>(place.bytes));
    if (!directory.empty() && !read_at(file_.get(), place.at, directory.data(), directory.size()))
        refuse_damaged(name_);
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < place.entries; ++i) {
        const std::uint8_t* record = directory.data() + at;
        const std::size_t left = directory.size() - at;
        if (left < kRecordBytes || std::memcmp(record, "PK\1\2", 4) != 0) refuse_damaged(name_);
        const std::size_t name_bytes = number(record + 28, 2), extra_bytes = number(record + 30, 2);
        const std::size_t whole = kRecordBytes + name_bytes + extra_bytes + number(record + 32, 2);
        if (whole > left) refuse_damaged(name_);
        at += whole;

        ZipMember member;
        member.name = plain_text({reinterpret_cast<const char*>(record) + kRecordBytes, name_bytes},
                                 kLongestName);
        if (!ends_with(member.name, kEnding)) continue;  // not for us, whatever it is
        member.checksum = std::uint32_t(number(record + 16, 4));
        member.packed_bytes = number(record + 20, 4);
        member.bytes = number(record + 24, 4);
        member.header_at = number(record + 42, 4);
        read_wide_fields(record + kRecordBytes + name_bytes, extra_bytes, member, name_);
        add(std::move(member), int(number(record + 8, 2)), int(number(record + 10, 2)));
    }
    if (members_.empty())
        throw DataError(name_ + " is an archive with no array (no .npy) in it. Save the arrays " +
                        "with numpy.savez, or unpack it and give the folder.");
}

void NpzFile::add(ZipMember member, int flags, int packing) {
    const std::string called = name_ + " (" + member.name + ")";
    if (flags & 1) throw DataError(called + " is encrypted. Save the arrays without a password.");
    if (packing != 0 && packing != 8)
        throw DataError(called + " is packed in a way (" + std::to_string(packing) +
                        ") that is not read. Save it again with numpy.savez_compressed.");
    member.deflated = packing == 8;
    if (member.packed_bytes > file_bytes_ || member.header_at > directory_at_ ||
        (!member.deflated && member.packed_bytes != member.bytes))
        refuse_damaged(name_);
    if (member.deflated && member.bytes > (member.packed_bytes + 1) * kBestPacking)
        throw DataError(called + " says it unpacks to " + bytes_in_words(member.bytes) +
                        ", more than its " + bytes_in_words(member.packed_bytes) +
                        " can hold. It is damaged or made to do harm; fetch it again.");
    if (find(member.name.substr(0, member.name.size() - kEnding.size())))
        throw DataError(name_ + " holds two arrays named " + member.name +
                        ". Save it again with each name once.");
    members_.push_back(std::move(member));
}

std::vector<std::string> NpzFile::array_names() const {
    std::vector<std::string> names;
    for (const ZipMember& member : members_)
        names.push_back(member.name.substr(0, member.name.size() - kEnding.size()));
    return names;
}

const ZipMember* NpzFile::find(const std::string& array) const {
    for (const ZipMember& member : members_)
        if (member.name == array + std::string(kEnding)) return &member;
    return nullptr;
}

NpyInput NpzFile::open(const std::string& array) const {
    const ZipMember* member = find(array);
    if (!member) throw DataError(name_ + " holds no array named " + array + ".");
    const std::string called = name_ + " (" + member->name + ")";
    std::uint8_t local[kLocalBytes];
    if (directory_at_ - member->header_at < kLocalBytes ||
        !read_at(file_.get(), member->header_at, local, sizeof local) ||
        std::memcmp(local, "PK\3\4", 4) != 0)
        refuse_damaged(name_);
    const std::uint64_t data_at =
        member->header_at + kLocalBytes + number(local + 26, 2) + number(local + 28, 2);
    if (data_at > directory_at_ || member->packed_bytes > directory_at_ - data_at)
        throw DataError(called + " reaches beyond the end of its data. The archive is damaged; " +
                        "fetch it again.");

    NpyInput input;
    input.name = called;
    input.most_bytes = member->bytes;
    auto stream = std::make_shared<MemberStream>(file_.get(), *member, data_at, called);
    input.read = [stream](std::uint8_t* out, std::size_t count) {
        return stream->read(out, count);
    };
    return input;
}

}  // namespace latent::data
