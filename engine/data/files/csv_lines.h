// The records of a text of comma-separated values, one after the other.
//
// Thread: one at a time. Errors: DataError with the file's name and the line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/files/byte_stream.h"

namespace latent::data {

class CsvLines {
 public:
    explicit CsvLines(const std::filesystem::path& path);

    // The next record's fields; false at the end. A record may go over several lines where a field
    // is quoted. An empty line is a record of one empty, unquoted field.
    bool next(std::vector<std::string>& fields);

    std::int64_t line() const { return record_line_; }  // where that record begins, from 1
    bool is_empty() const { return empty_; }            // that record is an empty line

 private:
    int take();  // the next byte, -1 at the end
    int peek();
    bool fill();
    void find_delimiter();
    void read_quoted(std::string& field);
    void grow(std::string& field, char c);
    [[noreturn]] void refuse(const std::string& what, const std::string& to_do) const;

    std::string name_;
    ByteStream stream_;
    std::vector<std::uint8_t> buffer_;
    std::size_t at_ = 0, end_ = 0;
    std::uint64_t total_ = 0;
    std::int64_t line_ = 1, record_line_ = 1;
    std::size_t record_bytes_ = 0;
    char delimiter_ = ',';
    bool empty_ = false;
};

}  // namespace latent::data
