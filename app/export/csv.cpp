#include "export/csv.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "export/folder.h"

namespace latent::app {
namespace {

std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

void write_line(std::ofstream& file, const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) file << (i ? "," : "") << field(fields[i]);
    file << '\n';
}

}  // namespace

std::string csv_number(float value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", double(value));
    return text;
}

void write_csv(const std::string& path, const CsvTable& table) {
    std::ofstream file(path, std::ios::binary);
    write_line(file, table.names);
    for (const auto& row : table.rows) write_line(file, row);
    file.close();
    if (!file) throw std::runtime_error(not_written(path));
}

}  // namespace latent::app
