// Text in columns, for reading in a terminal.
//
//   Table table({Align::left, Align::right});
//   table.row({"encoder", "78,400"});
//   table.print(std::cout, 2);      // indented by two spaces, columns two spaces apart
//
// Widths are counted in code points, which is right for the Latin letters, signs and units printed
// here.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace latent::headless {

enum class Align { left, right };

class Table {
 public:
    // One entry a column.
    explicit Table(std::vector<Align> columns);

    // Cells that are left out at the end are empty. A row without cells is a blank line.
    void row(std::vector<std::string> cells);

    void print(std::ostream& out, int indent = 0) const;

 private:
    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// 161804 -> "161,804"
std::string with_separators(std::int64_t value);

// 24.3127 -> "24.31", 0.00012 -> "0.00012": four significant digits, and never fewer than the whole
// part has.
std::string readable(double value);

// 75.4 -> "1:15", 4000 -> "1:06:40"
std::string clock_time(double seconds);

// {1, 28, 28} -> "1x28x28"
std::string shape_text(const std::vector<std::int64_t>& shape);

// Breaks `text` between words into lines of at most `width` code points; its own line breaks are
// kept.
std::vector<std::string> wrapped(const std::string& text, int width);

// Columns of the terminal on stdout, or 100 where it is none.
int output_width();

}  // namespace latent::headless
