// NumPy's own file of one array, as numpy.save writes it and as it lies in every .npz.
//
//   93 "NUMPY"           magic
//   01 00                version 1.0; 2.0 and 3.0 differ in the width of the next field alone
//   2 or 4 bytes         length of the header, little-endian
//   the header           {'descr': '<f4', 'fortran_order': False, 'shape': (1000, 28, 28), }
//   the values           row-major, or column-major where fortran_order says so
//
//   descr      '|b1' truth values; 'u' and 'i' integers of 1, 2, 4 or 8 bytes; 'f' floats of 4 or
//              8; '<' little-endian, '>' big-endian, '|' a single byte
//
// Anything else is refused with its name: text, dates, complex numbers, records. So are arrays of
// Python objects ('O'), which are pickles: to load a pickle is to run what its maker wrote in it.
//
// A header is a claim; it is compared with what the input can yield before anything is allocated,
// and even then memory grows only as data really arrive. Column-major arrays are turned into
// row-major ones, in a second copy.
//
// Source: numpy.lib.format, NEP 1. Thread: any.
// Errors: DataError, a sentence with the input's name, what is wrong and what to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace latent::data {

// Bytes that come one after the other: a file's, or a ZIP member's.
struct NpyInput {
    std::string name;  // as sentences call it
    // Writes up to `count` bytes; fewer only at the end.
    std::function<std::size_t(std::uint8_t* out, std::size_t count)> read;
    std::uint64_t most_bytes = 0;  // that it can yield in all
    bool exact = false;            // it yields precisely these
};

// A file of one array, plain or packed with gzip.
NpyInput open_npy(const std::filesystem::path& path);

enum class NpyKind { boolean, unsigned_integer, signed_integer, floating };

struct NpyHeader {
    NpyKind kind = NpyKind::unsigned_integer;
    int value_bytes = 1;
    bool big_endian = false, column_major = false;
    std::vector<std::int64_t> sizes;  // 1 to 4 of them, all at least 1

    std::uint64_t values() const;  // the product of the sizes, at most 2^64 - 1
    bool holds_bytes() const;      // truth values or bytes: what images are made of
    bool holds_integers() const { return kind != NpyKind::floating; }
    std::string in_words() const;  // "an array of 60,000x28x28 bytes"
};

// Reads the header and leaves `input` at the first value.
NpyHeader read_npy_header(NpyInput& input);

// All values, row-major. Bytes: truth values are 0 and 1. Floats: of any type, each rounded to the
// nearest; one that is NaN, infinite or beyond the range of float is refused with its position.
std::vector<std::uint8_t> read_npy_bytes(NpyInput& input, const NpyHeader& header);
std::vector<float> read_npy_floats(NpyInput& input, const NpyHeader& header);

// Integers of any type and truth values as they are; floats, and integers beyond 2^63 - 1, are
// refused.
std::vector<std::int64_t> read_npy_integers(NpyInput& input, const NpyHeader& header);

// Hands the raw values on in the order of the file, at most `at_once` of them at a time, and makes
// sure that nothing is missing and nothing follows.
using NpyPiece = std::function<void(const std::uint8_t* bytes, std::size_t values)>;
void read_npy_pieces(NpyInput& input, const NpyHeader& header, std::size_t at_once,
                     const NpyPiece& take);

}  // namespace latent::data
