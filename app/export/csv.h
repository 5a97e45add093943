// Tables as CSV files (RFC 4180: commas, quotes doubled inside quotes). Thread: any.
#pragma once

#include <string>
#include <vector>

namespace latent::app {

struct CsvTable {
    std::vector<std::string> names;  // of the columns: the first line
    std::vector<std::vector<std::string>> rows;
};

// A number so that reading it gives the same float; "nan" and "inf" as numpy and R read them.
std::string csv_number(float value);

// Throws std::runtime_error with a sentence.
void write_csv(const std::string& path, const CsvTable& table);

}  // namespace latent::app
