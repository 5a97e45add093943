#include "data/files/hostile.h"

#include <doctest/doctest.h>

#include <chrono>

#include "data/allocation_meter.h"
#include "data/dataset.h"

namespace latent::test {
namespace {

constexpr std::size_t kMemoryBudget = 4 << 20;
constexpr double kSecondsBudget = 1.0;  // generous: a case takes about a millisecond

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

Bytes spoilt(Bytes bytes, std::size_t at) {
    bytes[at] ^= 0xff;
    return bytes;
}

void check_refused(const std::filesystem::path& path, const std::string& named,
                   const std::vector<std::string>& parts) {
    forget_largest_allocation();
    const auto start = std::chrono::steady_clock::now();
    const std::string sentence = complaint_of(path.string());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    CAPTURE(sentence);
    CHECK(contains(sentence, named));
    for (const std::string& part : parts) {
        CAPTURE(part);
        CHECK(contains(sentence, part));
    }
    CHECK((contains(sentence, " ") && contains(".?)", sentence.substr(sentence.size() - 1))));
    CHECK(largest_allocation() < kMemoryBudget);
    CHECK(took.count() < kSecondsBudget);
    try {
        data::describe_dataset(path.string());  // may see less
    } catch (const data::DataError& error) {
        CHECK(contains(error.what(), named));
    }
}

}  // namespace latent::test
