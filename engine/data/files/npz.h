// An .npz: a ZIP archive whose members are .npy files, as numpy.savez writes it.
//
//   local header, data           for each member; 50 4b 03 04
//   central directory            a record for each: name, sizes, checksum, place; 50 4b 01 02
//   end of central directory     where that directory lies; 50 4b 05 06, in the last 64 kB
//
// Only the directory is trusted, and that only as far as it stays within the file. Members are
// stored or deflated; both kinds of sizes are read, the old 32-bit fields and the 64-bit ones
// (ZIP64) that numpy writes for large arrays. Encrypted members and other packings are refused.
//
// Against ZIP bombs: a member is unpacked in pieces as its reader asks for them, never as a whole;
// it is refused if it claims more than deflate can pack (1032 to 1), and unpacking stops at what it
// claims. Members that nobody asks for, pickles among them, are never touched.
//
// Source: PKWARE's APPNOTE.TXT 6.3. Thread: one at a time.
// Errors: DataError with the file's name and the member's.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/files/npy.h"

namespace latent::data {

struct ZipMember {
    std::string name;  // "x_train.npy"
    std::uint64_t packed_bytes = 0, bytes = 0;
    std::uint64_t header_at = 0;  // of its local header, in the file
    std::uint32_t checksum = 0;   // CRC-32 of the unpacked bytes
    bool deflated = false;
};

class NpzFile {
 public:
    // Reads the directory. Throws when the file is missing, no archive, cut off or damaged.
    explicit NpzFile(const std::filesystem::path& path);

    const std::string& name() const { return name_; }

    // The arrays, named as numpy names them, without ".npy".
    std::vector<std::string> array_names() const;
    bool has(const std::string& array) const { return find(array) != nullptr; }

    // The array as a stream from its beginning; name "FILE (ARRAY)". Checks size and checksum when
    // it is read to its end. Throws when there is no such array. Must not outlive this.
    NpyInput open(const std::string& array) const;

 private:
    struct Directory {
        std::uint64_t at = 0, bytes = 0, entries = 0;
    };
    Directory find_directory() const;
    void read_members(const Directory& directory);
    void add(ZipMember member, int flags, int packing);
    const ZipMember* find(const std::string& array) const;

    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::string name_;
    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t file_bytes_ = 0, directory_at_ = 0;
    std::vector<ZipMember> members_;
};

}  // namespace latent::data
