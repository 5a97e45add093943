// Reads #include lines: which file asks for which header.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace latent::testing {

struct Include {
    std::filesystem::path file;  // that has the line
    int line = 0;
    std::string target;   // as written, without quotes or brackets
    bool quoted = false;  // "..." rather than <...>
};

// Every #include of every .h, .cpp and .inc file below `folder`, the folder itself included. An
// #include in a comment of its own line does not count.
std::vector<Include> includes_below(const std::filesystem::path& folder);

// "app/gl/handles.h:12: widgets/theme.h"
std::string to_text(const Include& include);

}  // namespace latent::testing
