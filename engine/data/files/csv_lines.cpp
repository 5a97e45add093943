#include "data/files/csv_lines.h"

#include <algorithm>
#include <cstring>

#include "data/dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;
constexpr std::size_t kLongestRecord = 1 << 20;
constexpr std::size_t kMostColumns = 4096;
constexpr std::uint64_t kMostText = std::uint64_t(4) << 30;

}  // namespace

CsvLines::CsvLines(const std::filesystem::path& path)
    : name_(path.string()), stream_(path), buffer_(kBufferBytes) {
    fill();
    if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) at_ = 3;
    find_delimiter();
}

void CsvLines::refuse(const std::string& what, const std::string& to_do) const {
    throw DataError(name_ + ", line " + grouped(std::uint64_t(line_)) + ": " + what + ". " + to_do);
}

bool CsvLines::fill() {
    at_ = 0;
    end_ = stream_.read(buffer_.data(), buffer_.size());
    total_ += end_;
    if (end_ < buffer_.size() && stream_.cut_off())
        refuse("the packed data end too early",
               "The download was probably cut off; fetch it again.");
    if (total_ > kMostText)
        throw DataError(name_ + " holds more than " + bytes_in_words(kMostText) +
                        " of text. Save the table with numpy.save instead, or take fewer rows.");
    const bool wide = total_ == end_ && end_ >= 2 && buffer_[0] + buffer_[1] == 0xff + 0xfe;
    if (wide && (buffer_[0] == 0xff || buffer_[0] == 0xfe))
        throw DataError(name_ + " is text in UTF-16. Save it as \"CSV UTF-8\".");
    if (std::memchr(buffer_.data(), 0, end_))
        refuse("a zero byte, which text does not have", "Give a table saved as text.");
    return end_ > 0;
}

int CsvLines::peek() { return at_ < end_ || fill() ? buffer_[at_] : -1; }

int CsvLines::take() {
    const int byte = peek();
    if (byte >= 0) ++at_;
    if (byte == '\n') ++line_;
    return byte;
}

// What is most frequent in the first line, quoted parts left out.
void CsvLines::find_delimiter() {
    std::size_t most = 0, counts[256] = {};
    bool quoted = false;
    for (std::size_t i = at_; i < end_ && (quoted || buffer_[i] != '\n'); ++i) {
        if (buffer_[i] == '"') quoted = !quoted;
        if (!quoted) ++counts[buffer_[i]];
    }
    for (char candidate : {',', ';', '\t'})
        if (counts[std::uint8_t(candidate)] > most) {
            most = counts[std::uint8_t(candidate)];
            delimiter_ = candidate;
        }
}

void CsvLines::grow(std::string& field, char c) {
    if (++record_bytes_ > kLongestRecord)
        refuse("a row of more than " + bytes_in_words(kLongestRecord),
               "Is a quote (\") never closed, or is it no table?");
    field += c;
}

// After the opening quote, up to the closing one.
void CsvLines::read_quoted(std::string& field) {
    const std::int64_t opened = line_;
    for (;;) {
        const int byte = take();
        if (byte < 0)
            throw DataError(name_ + ", line " + grouped(std::uint64_t(opened)) +
                            ": a quote (\") is opened and never closed. Close it, or fetch the " +
                            "file again if it was cut off.");
        if (byte == '"') {
            if (peek() != '"') return;
            take();
        }
        grow(field, char(byte));
    }
}

bool CsvLines::next(std::vector<std::string>& fields) {
    record_line_ = line_;
    record_bytes_ = 0;
    empty_ = false;
    if (peek() < 0) return false;
    std::size_t count = 0;
    for (;;) {
        if (count == kMostColumns)
            refuse("more than " + grouped(kMostColumns) + " columns",
                   "Is it a table with a row for every sample?");
        if (fields.size() <= count) fields.emplace_back();
        std::string& field = fields[count++];
        field.clear();
        const bool quoted = peek() == '"';
        if (quoted) {
            take();
            read_quoted(field);
        }
        int byte = take();
        for (; byte >= 0 && byte != delimiter_ && byte != '\n'; byte = take()) {
            if (byte == '\r' && (peek() == '\n' || peek() < 0)) continue;
            if (byte == '\r')
                refuse("a lone carriage return", "Save the file with usual ends of lines.");
            if (quoted && byte != ' ')
                refuse("something follows a closing quote",
                       "A quote within a field is written twice (\"\").");
            if (!quoted) grow(field, char(byte));
        }
        if (byte == delimiter_) continue;
        empty_ = count == 1 && !quoted && field.find_first_not_of(" \t") == std::string::npos;
        fields.resize(count);
        return true;
    }
}

}  // namespace latent::data
