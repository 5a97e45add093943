// Tables of numbers as text (RFC 4180): a line of names, then a row a sample.
//
//   sepal length,sepal width,species
//   5.1,3.5,setosa
//   4.9,3.0,"setosa"
//
// The delimiter is whichever of comma, semicolon and tab is most frequent in the first line. Fields
// may be quoted, a quote within is doubled. UTF-8 with or without its mark; lines end in LF or CR
// LF; empty lines are allowed at the end alone. Numbers have a point and no thousands marks; empty
// cells, NaN and infinities are refused.
//
// The first of these columns that there is, in capitals or not, holds the class of each row, as
// text or numbers, at most 100 different ones: label, class, target, species. Classes are sorted by
// number when all are whole numbers, otherwise by their bytes.
//
// Thread: any. Errors: DataError with the file's name, the line and the column.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace latent::data {

struct CsvTable {
    std::vector<std::string> columns;  // names of the D columns of numbers
    std::vector<float> values;         // [N, D], row-major
    std::int64_t rows = 0;
    std::string label_column;              // "" when there is none
    std::vector<int> labels;               // [N], or empty
    std::vector<std::string> class_names;  // of the labels
};

// Reads the file, plain or packed with gzip, to its end.
CsvTable read_csv(const std::filesystem::path& path);

}  // namespace latent::data
