#include "data/files/csv.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "data/files/csv_lines.h"
#include "data/dataset.h"
#include "data/files/plain_text.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr std::size_t kMostClasses = 100;
constexpr std::size_t kMostValues = std::size_t(1) << 29;  // 2 GB of floats
constexpr std::size_t kShown = 40;                         // characters of a cell in a sentence
constexpr std::size_t kNoColumn = std::size_t(-1);

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// A cell's text as a sentence may show it.
std::string shown(std::string_view cell) { return "\"" + plain_text(cell, kShown) + "\""; }

// The number that the whole cell is; nothing when it is none. May be NaN or infinite.
std::optional<double> number_in(std::string_view cell) {
    if (!cell.empty() && cell.front() == '+') cell.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (end != cell.data() + cell.size() || cell.empty()) return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        // Too large, or so small that it is 0: from_chars does not say which.
        const bool tiny = cell.find("e-") != cell.npos || cell.find("E-") != cell.npos;
        return tiny ? 0.0 : std::numeric_limits<double>::infinity();
    }
    if (error != std::errc()) return std::nullopt;
    return value;
}

std::size_t label_column(const std::vector<std::string>& names) {
    for (const char* wanted : {"label", "class", "target", "species"})
        for (std::size_t c = 0; c < names.size(); ++c) {
            std::string small = names[c];
            for (char& letter : small) letter = char(std::tolower(std::uint8_t(letter)));
            if (small == wanted) return c;
        }
    return kNoColumn;
}

class TableReader {
 public:
    explicit TableReader(const std::filesystem::path& path) : name_(path.string()), lines_(path) {}

    CsvTable read() {
        std::vector<std::string> fields;
        read_names(fields);
        std::int64_t empty_line = 0;
        while (lines_.next(fields)) {
            if (lines_.is_empty()) {
                if (empty_line == 0) empty_line = lines_.line();
                continue;
            }
            if (empty_line != 0)
                throw DataError(name_ + ", line " + grouped(std::uint64_t(empty_line)) +
                                " is empty, but rows follow. Remove it.");
            read_row(fields);
        }
        if (table_.rows == 0)
            throw DataError(name_ + " holds names of columns but no rows. Add the data, or fetch " +
                            "the file again.");
        sort_classes();
        return std::move(table_);
    }

 private:
    [[noreturn]] void refuse(const std::string& what, const std::string& to_do) const {
        throw DataError(name_ + ", line " + grouped(std::uint64_t(lines_.line())) + ": " + what +
                        ". " + to_do);
    }

    void read_names(std::vector<std::string>& fields) {
        if (!lines_.next(fields) || lines_.is_empty())
            throw DataError(name_ + " does not begin with a line of column names. Add one.");
        for (const std::string& field : fields) names_.emplace_back(trimmed(field));
        if (names_.front().find('<') == 0)
            throw DataError(name_ + " looks like a web page, not a table. Fetch the file itself.");
        if (std::all_of(names_.begin(), names_.end(),
                        [](const std::string& name) { return number_in(name).has_value(); }))
            throw DataError(name_ + " begins with numbers where the names of the columns should " +
                            "be. Add a first line such as x,y,label.");
        for (std::size_t c = 0; c < names_.size(); ++c)
            if (names_[c].empty())
                refuse("column " + std::to_string(c + 1) + " has no name",
                       "Name it, or remove it (row numbers are no data).");
        label_ = label_column(names_);
        for (std::size_t c = 0; c < names_.size(); ++c)
            if (c != label_) table_.columns.push_back(plain_text(names_[c]));
        if (label_ != kNoColumn) table_.label_column = plain_text(names_[label_]);
        if (table_.columns.empty())
            throw DataError(name_ + " holds labels but no column of numbers to learn from. " +
                            "Add one.");
    }

    void read_row(const std::vector<std::string>& fields) {
        if (fields.size() != names_.size())
            refuse(std::to_string(fields.size()) + (fields.size() == 1 ? " cell" : " cells") +
                       ", but there are " + std::to_string(names_.size()) + " columns",
                   "Complete the row or remove it; numbers are written with a point.");
        for (std::size_t c = 0; c < fields.size(); ++c) {
            const std::string_view cell = trimmed(fields[c]);
            if (cell.empty())
                refuse("column " + shown(names_[c]) + " is empty",
                       "Fill it in, or remove the row.");
            if (c == label_)
                table_.labels.push_back(class_of(cell));
            else
                table_.values.push_back(value_of(cell, names_[c]));
        }
        ++table_.rows;
        if (table_.values.size() > kMostValues)
            throw DataError(name_ + " holds more than " + grouped(kMostValues) +
                            " numbers. Save it with numpy.save instead, or take fewer rows.");
    }

    float value_of(std::string_view cell, const std::string& column) const {
        const std::optional<double> value = number_in(cell);
        const std::string where = "column " + shown(column) + " holds " + shown(cell);
        if (!value)
            refuse(where + ", which is no number",
                   "Write numbers with a point; a column of text can be no input: remove it, or "
                   "name it label if it is the class.");
        if (!std::isfinite(*value) || std::abs(*value) > std::numeric_limits<float>::max())
            refuse(where + ", which is no finite number", "Fill in a value, or remove the row.");
        return float(*value);
    }

    int class_of(std::string_view cell) {
        const auto [found, is_new] = classes_.emplace(std::string(cell), int(classes_.size()));
        if (is_new && classes_.size() > kMostClasses)
            refuse("column " + shown(names_[label_]) + " holds its 101st different value",
                   "A label has at most 100 classes; rename the column if it is a number to learn "
                   "from.");
        return found->second;
    }

    // Classes were numbered as they came; they are named in order.
    void sort_classes() {
        std::vector<std::pair<std::string, int>> sorted(classes_.begin(), classes_.end());
        const auto whole = [](const std::string& text) -> std::optional<double> {
            const std::optional<double> value = number_in(text);
            return value && *value == std::floor(*value) ? value : std::nullopt;
        };
        if (std::all_of(sorted.begin(), sorted.end(),
                        [&](const auto& entry) { return whole(entry.first).has_value(); }))
            std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
                return std::make_pair(*whole(a.first), a.first) <
                       std::make_pair(*whole(b.first), b.first);  // "1" before "1.0"
            });
        std::vector<int> place(sorted.size());
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            place[std::size_t(sorted[i].second)] = int(i);
            table_.class_names.push_back(plain_text(sorted[i].first));
        }
        for (int& label : table_.labels) label = place[std::size_t(label)];
    }

    std::string name_;
    CsvLines lines_;
    std::vector<std::string> names_;
    std::size_t label_ = kNoColumn;
    std::map<std::string, int> classes_;
    CsvTable table_;
};

}  // namespace

CsvTable read_csv(const std::filesystem::path& path) try {
    return TableReader(path).read();
} catch (const std::bad_alloc&) {
    throw DataError(path.string() + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

}  // namespace latent::data
