#include "store/step_files.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "store/sentences.h"

namespace latent::store {
namespace {

const std::string kEnding = ".safetensors";
constexpr std::size_t kDigits = 9, kMostDigits = 18;

// The number before the ending; -1 for files of other names.
std::int64_t step_of(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    if (name.size() < kDigits + kEnding.size() || name.size() > kMostDigits + kEnding.size() ||
        name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) != 0)
        return -1;
    const std::string digits = name.substr(0, name.size() - kEnding.size());
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return -1;
    return std::stoll(digits);
}

}  // namespace

std::filesystem::path step_file(const std::filesystem::path& folder, std::int64_t step) {
    std::string digits = std::to_string(step);
    if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
    return folder / (digits + kEnding);
}

std::vector<std::int64_t> steps_in(const std::filesystem::path& folder) {
    std::vector<std::int64_t> steps;
    std::error_code error;
    std::filesystem::directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error))
        if (const std::int64_t step = step_of(at->path());
            step >= 0 && at->path() == step_file(folder, step))
            steps.push_back(step);
    std::sort(steps.begin(), steps.end());
    return steps;
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code error, ignored;
    std::filesystem::create_directory(folder, error);
    if (error && !std::filesystem::is_directory(folder, ignored))
        refuse_writing(folder, error.value());
}

}  // namespace latent::store
