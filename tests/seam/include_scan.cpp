#include "seam/include_scan.h"

#include <fstream>
#include <regex>

namespace latent::testing {

std::vector<Include> includes_below(const std::filesystem::path& folder) {
    static const std::regex pattern(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
    std::vector<Include> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (!entry.is_regular_file() ||
            (extension != ".h" && extension != ".cpp" && extension != ".inc"))
            continue;
        std::ifstream stream(entry.path());
        int number = 0;
        for (std::string line; std::getline(stream, line);) {
            ++number;
            std::smatch match;
            if (std::regex_search(line, match, pattern))
                found.push_back({entry.path(), number, match[2].str(), match[1].str() == "\""});
        }
    }
    return found;
}

std::string to_text(const Include& include) {
    return include.file.string() + ":" + std::to_string(include.line) + ": " + include.target;
}

}  // namespace latent::testing
