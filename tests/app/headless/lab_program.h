// latent-lab as its user meets it: started as a program, judged by what it prints and how it ends.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/subprocess.h"

namespace latent::testing {

using Json = nlohmann::ordered_json;

inline Outcome lab(std::vector<std::string> arguments, ProgramOptions options = {}) {
    arguments.insert(arguments.begin(), LATENT_BUILD_DIR "/latent-lab");
    options.without_variables.insert(options.without_variables.end(),
                                     {"DISPLAY", "WAYLAND_DISPLAY"});
    return run_program(arguments, options);
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Refused in one sentence that has this word in it, and nothing is printed as a result.
inline void check_refused(const std::vector<std::string>& arguments, const std::string& word) {
    const Outcome outcome = lab(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code != 0);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, word));
}

inline std::string contents_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// A folder of the test's own, gone with the object.
class TemporaryFolder {
 public:
    TemporaryFolder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "latent-lab-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
    std::filesystem::path path_;
};

// An IDX file of `count` images of side x side bytes: a bright square that wanders with the index.
inline std::string write_idx(const std::string& file, int count, int side = 12) {
    const auto big_endian = [](std::uint32_t value) {
        return std::string{char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
    };
    std::string bytes = big_endian(0x00000803) + big_endian(std::uint32_t(count)) +
                        big_endian(std::uint32_t(side)) + big_endian(std::uint32_t(side));
    for (int i = 0; i < count; ++i)
        for (int pixel = 0; pixel < side * side; ++pixel) {
            const int x = pixel % side, y = pixel / side, left = i % (side - 3),
                      top = i / (side - 3) % (side - 3);
            const bool inside = x >= left && x < left + 4 && y >= top && y < top + 4;
            bytes += char(inside ? 255 - i % 97 : i % 13);  // every image differs from the others
        }
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

}  // namespace latent::testing
